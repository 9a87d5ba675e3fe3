"""Terms of bodies and elections."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from liandong.domains.accounts.enums import Permission
from liandong.domains.life import actions, queries
from liandong.domains.life.models import Election
from liandong.domains.orgs.models import Unit
from tests.web.needs.need import Route, here_in_the_party, of

SEE, RECORD = Permission.SEE_LIFE, Permission.RECORD_LIFE
SUPERVISE, EXPORT = Permission.SUPERVISE_LIFE, Permission.EXPORT
BRANCH = "D460105001001"
# All but the organisation where everybody works: what its superior does is done from above.
ABOVE = ("D460000000000", "D460106000000", "D460105000000", "D460105001001")


# Of these a body is on record: the next one is for the superior to say.
BEGUN = ("D460000000000", "D460105000000", "D460105001001")


def _how() -> dict:
    return {"by": "test", "at": timezone.now()}


def unit() -> Unit:
    return Unit.objects.get(code=BRANCH)


def election() -> int:
    """An election of the branch, asked for."""
    found = Election.objects.filter(unit=unit(), is_open=True).first()
    found = found or actions.remind(unit=unit(), **_how())
    return found.pk


def _term():
    body = queries.body_of(unit(), on=timezone.localdate())
    if body is None:
        start = timezone.localdate() - timedelta(days=400)
        return actions.begin_term(unit=unit(), start=start, seats={}, **_how())
    return body.term


def term() -> int:
    return _term().pk


def seat() -> int:
    return queries.body_of(unit(), on=timezone.localdate()).seats[0].pk


def one(need: Permission, fill: object, **more: object) -> Route:
    return Route(of(BRANCH, need), fill={"number": fill, **more})


ROUTES = {
    "organisations/<str:code>/terms/": here_in_the_party(SEE),
    "organisations/<str:code>/terms.xlsx": here_in_the_party(EXPORT),
    "organisations/<str:code>/terms/begin/": here_in_the_party(SUPERVISE, places=BEGUN),
    "organisations/<str:code>/terms/seats/": here_in_the_party(RECORD),
    "organisations/<str:code>/elections/ask/": here_in_the_party(RECORD),
    "organisations/<str:code>/elections/open/": here_in_the_party(SUPERVISE, places=ABOVE),
    "terms/<int:number>/correct/": one(RECORD, term),
    "terms/<int:number>/void/": one(RECORD, term),
    "seats/<int:number>/leave/": one(RECORD, seat),
    "seats/<int:number>/void/": one(RECORD, seat),
    "elections/<int:number>/": one(SEE, election),
    "elections/<int:number>/<str:code>/": one(RECORD, election, code="request"),
}
