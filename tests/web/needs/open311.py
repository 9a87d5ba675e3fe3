"""Open311 is public to read; a request is handed in with a key alone."""

from __future__ import annotations

from tests.web.needs.need import ANYBODY, NOBODY, Need, Route
from tests.web.needs.portal import public

NO_FORM = {"form": "json"}


def token() -> str:
    from liandong.domains.casework import actions
    from tests.domains.casework.kit import COMMUNITY, t, unit

    said = {"text": "路灯不亮", "place": unit(COMMUNITY), "channel": "open311", "by": "key:1"}
    return actions.receive(**said, at=t(11, 3)).secret


def _read(**fill: object) -> Route:
    return Route(ANYBODY, post=NOBODY, fill={**NO_FORM, **fill})


ROUTES: dict[str, Need | Route] = {
    "open311/discovery.<str:form>": _read(),
    "open311/v2/discovery.<str:form>": _read(),
    "open311/v2/services.<str:form>": _read(),
    "open311/v2/services/<str:code>.<str:form>": _read(code="CG001"),
    "open311/v2/requests.<str:form>": _read(),
    "open311/v2/requests/<str:number>.<str:form>": _read(number=public),
    "open311/v2/tokens/<str:token>.<str:form>": _read(token=token),
    "open311/^(?P<rest>.*)$": NOBODY,
}
