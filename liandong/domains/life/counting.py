"""Who is elected, by the counts alone: more than half of those who came, the most votes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liandong.domains.life import refusals_of_elections as refusals


@dataclass(frozen=True, slots=True)
class Winner:
    """Somebody who got votes, or was elected: id of the person, their post, their votes."""

    person: int
    post: str
    votes: int


def elected(
    counted: Sequence[Winner], *, seats: int | None, enough: Callable[[int], bool]
) -> list[Winner]:
    """Of everybody who got votes, those who are elected; `enough` says how many votes elect.

    No more than `seats`. Raises `LiandongError`: nobody_over_half, tied (so many votes as the last
    who is elected got somebody else too: the assembly votes again on them).
    """
    found = sorted((one for one in counted if enough(one.votes)), key=lambda one: -one.votes)
    if not found:
        raise refusals.nobody_over_half()
    if seats is None or len(found) <= seats:
        return found
    if found[seats - 1].votes == found[seats].votes:
        raise refusals.tied(found[seats].votes)
    return found[:seats]
