"""Posts and terms, seats and links: who holds what for how long, and who is tied to whom.

Like the tree's own actions: dated, ended and never rewritten, audited.
"""

from __future__ import annotations

from datetime import date, timedelta

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.database import explained, says
from liandong.domains.orgs.actions import Deed
from liandong.domains.orgs.enums import LinkKind
from liandong.domains.orgs.models import Link, Post, Seat, Term, Unit

says(
    "orgs_term_overlap",
    Text(
        "同一职务同一天只能有一人任职。请先结束前一任期，或改期。",
        "A post has one holder on any day. End the earlier term first, or change the date.",
    ),
)
says(
    "orgs_seat_overlap",
    Text(
        "一个组织同一天只能有一个驻地。请先结束原驻地。",
        "An organisation has one seat on any day. End the earlier seat first.",
    ),
)


def open_post(unit: Unit, *, title: str, deed: Deed) -> Post:
    """A post that exists from `deed.on`."""
    with explained():
        post = Post.objects.create(unit=unit, title=title, start=deed.on, **deed.stamp())
        deed.audit("open_post", unit, after={"title": title, "from": deed.on})
    return post


def close_post(post: Post, *, deed: Deed) -> None:
    """The post ends; whoever holds it must have left."""
    held = post.terms.on(deed.on).first()
    if held is not None:
        raise LiandongError(
            "post_held",
            Text(
                f"{held.holder}仍在任，请先结束其任期。",
                f"{held.holder} still holds it. End the term first.",
            ),
        )
    with explained():
        _end(post, deed)
        deed.audit("close_post", post.unit, before={"title": post.title})


def appoint(post: Post, *, holder: str, due: date | None, deed: Deed) -> Term:
    """Somebody holds the post from `deed.on`; `due` is the last day of the term as given."""
    if post.start > deed.on or (post.end and post.end <= deed.on):
        raise LiandongError(
            "post_closed",
            Text(
                f"{post.title}在{deed.on}没有设置，请检查日期。",
                f"There is no post {post.title!r} on {deed.on}. Check the date.",
            ),
        )
    if due is not None and due < deed.on:
        raise LiandongError(
            "due_before_start",
            Text("任期届满日不能早于任职日。", "A term cannot fall due before it begins."),
        )
    with explained():
        term = Term.objects.create(post=post, holder=holder, start=deed.on, due=due, **deed.stamp())
        deed.audit("appoint", post.unit, after={"post": post.title, "from": deed.on, "due": due})
    return term


def leave(term: Term, *, deed: Deed) -> None:
    """The term ends; `deed.on` is the first day without the holder."""
    with explained():
        _end(term, deed)
        last = deed.on - timedelta(days=1)
        deed.audit("leave", term.post.unit, before={"post": term.post.title, "last_day": last})


def seat(unit: Unit, *, community: Unit, deed: Deed) -> Seat:
    """From `deed.on` the organisation stands in this community; an earlier seat ends."""
    with explained():
        before = Seat.objects.on(deed.on).filter(unit=unit).first()
        if before is not None:
            _end(before, deed)
        found = Seat.objects.create(unit=unit, community=community, start=deed.on, **deed.stamp())
        deed.audit("seat", unit, before and {"community": before.community.code},
                   {"community": community.code})  # fmt: skip
    return found


def link(unit: Unit, *, other: Unit, kind: LinkKind, deed: Deed) -> Link:
    """A tie sideways from `deed.on`, such as stationed unit and community."""
    if unit == other:
        raise LiandongError(
            "linked_to_itself",
            Text("组织不能与自己建立横向关系。", "A unit cannot be linked to itself."),
        )
    if Link.objects.on(deed.on).filter(unit=unit, other=other, kind=kind).exists():
        raise LiandongError(
            "linked_already", Text("这一关系已经登记。", "This link is on record already.")
        )
    with explained():
        tie = Link.objects.create(unit=unit, other=other, kind=kind, start=deed.on, **deed.stamp())
        deed.audit("link", unit, after={"other": other.code, "kind": kind})
    return tie


def unlink(tie: Link, *, deed: Deed) -> None:
    """The tie ends on `deed.on`."""
    with explained():
        _end(tie, deed)
        deed.audit("unlink", tie.unit, before={"other": tie.other.code, "kind": tie.kind})


def _end(row: Post | Term | Seat | Link, deed: Deed) -> None:
    if deed.on <= row.start:
        raise LiandongError(
            "same_day",
            Text(
                f"{row}自{row.start}起，结束日期必须更晚。",
                f"{row} begins on {row.start} and must end later.",
            ),
        )
    row.end, row.ended_at = deed.on, deed.at
    row.save(update_fields=["end", "ended_at"])
