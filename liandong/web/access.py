"""Who asks, about which place, as of which day: the first lines of every view.

@signed_in
def page(request, code):
    at = place(request, code, Permission.SEE_FIGURES)
    on = as_of(request)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.scope import Scope
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights, rights_of
from liandong.domains.observatory import days
from liandong.domains.orgs import queries
from liandong.domains.orgs.queries import Place

View = Callable[..., HttpResponse]


def rights(request: HttpRequest) -> Rights:
    """The rights of whoever asks, today; looked up once for a request."""
    known = getattr(request, "_rights", None)
    if known is None:
        known = rights_of(request.user, days.today())
        request._rights = known
    return known


def scope(request: HttpRequest, permission: Permission = Permission.SEE_FIGURES) -> Scope:
    """Where a permission of theirs holds."""
    return rights(request).scope(permission)


def signed_in(view: View) -> View:
    """Only for people who have signed in; others are led to the door and back."""
    return login_required(view)


def own_password(view: View) -> View:
    """Not for people who still use the one-time password that somebody else knows."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if rights(request).must_change_password:
            rights(request).require(Permission.SEE_FIGURES)
        return view(request, *args, **kwargs)

    return checked


def needs(permission: Permission, *others: Permission) -> Callable[[View], View]:
    """Only for people who hold the permission, or one of the others, somewhere; where exactly, the
    view asks."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not any(rights(request).may(one) for one in others):
                rights(request).require(permission)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def place(
    request: HttpRequest, code: str, permission: Permission = Permission.SEE_FIGURES
) -> Place:
    """The unit with this code, if they hold the permission there.

    Raises `UnknownUnit` (a 404) or `Forbidden` (a 403).
    """
    found = queries.place(code)
    rights(request).require(permission, found)
    return found


def as_of(request: HttpRequest) -> date:
    """The day the page speaks of: `?on=`, or that of the newest ledger."""
    return asked_day(request) or days.usual_day()


def asked_day(request: HttpRequest) -> date | None:
    """The day in `?on=`, if there is one. Raises `LiandongError` `bad_date`."""
    said = request.GET.get("on", "").strip()
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise LiandongError(
            "bad_date",
            Text(
                f"“{said}”不是日期，请写成 2016-12-31。",
                f"{said!r} is no date; write it as 2016-12-31.",
            ),
        ) from error
