"""Every address × every demo person × places of their own, beside and above: who is let in.

A route without a row fails. Each answer is a letter, in the order of `WHO`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver

from liandong.cli.demo_province import PEOPLE
from liandong.domains.accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"
WHO = ("", "province", "analyst", "haikou", "danzhou", "xiuying", "street", "community", "admin",
       "security", "auditor")  # fmt: skip
LETTERS = {"2": 200, "3": 302, "1": 401, "F": 403, "N": 404, "M": 405, "U": 422}
PLACES = {"prov": "46", "city": "4601", "beside": "4604", "street": "460105001",
          "comm": "460105001001"}  # fmt: skip
FILLED = {
    "<str:indicator>": "guarantee.deputies", "<indicator_code>": "guarantee.deputies",
    "<norm_code>": "guarantee.deputies_min", "<str:field>": "workers",
    "<int:number>": "1", "<int:pk>": "1",
}  # fmt: skip
TABLE = """
settings/display/  22222222222
accounts/login/  23333333333
accounts/logout/  32222222222
accounts/inactive/  22222222222
accounts/password/change/  32222222222
accounts/password/set/  22222222222
accounts/password/reset/  22222222222
accounts/signup/  22222222222
accounts/email/  22222222222
accounts/reauthenticate/  22222222222
me/  32222222222
people/  3FFFFFFF22F
people/new/  3FFFFFFF2FF
people/locked/  3FFFFFFFF2F
people/unlock/  3FFFFFFFFMF
people/<int:pk>/  3FFFFFFF22F
people/<int:pk>/roles/  3FFFFFFFMFF
people/roles/<int:pk>/end/  3FFFFFFFMFF
people/<int:pk>/deactivate/  3FFFFFFFFMF
people/<int:pk>/reactivate/  3FFFFFFFFMF
people/<int:pk>/password/  3FFFFFFFFMF
audit/  3FFFFFFFFF2
audit/export/  3FFFFFFFFFM
audit/check/  3FFFFFFFFFM
gallery/  22222222222
gallery/siblings/  22222222222
gallery/explain/  22222222222
(root)  33333333222
favicon.ico  33333333333
search  32222222FFF
units/  32222222FFF
units/<str:code>/  prov=32222222FFF city=32222222FFF beside=32222222FFF street=3222F22FFFF comm=3222F222FFF
units/<str:code>/guarantee/  prov=322FFFFFFFF city=3222FFFFFFF beside=322F2FFFFFF street=3222F22FFFF comm=3222F222FFF
units/<str:code>/children/  prov=322FFFFFFFF city=3222FFFFFFF beside=322F2FFFFFF street=3222F22FFFF comm=3222F222FFF
units/<str:code>/history/  prov=322FFFFFFF2 city=3222FFFFFF2 beside=322F2FFFFF2 street=3222F22FFF2 comm=3222F222FF2
units/<str:code>/siblings/  prov=32222222FFF city=32222222FFF beside=32222222FFF street=3222F22FFFF comm=3222F222FFF
units/<str:code>/branch/  prov=322FFFFFFFF city=3222FFFFFFF beside=322F2FFFFFF street=3222F22FFFF comm=3222F222FFF
help/  22222222222
norms/  32222222222
norms/try/  3F2FFFFFFFF
norms/try/draft/  MMMMMMMMMMM
norms/try/text/  MMMMMMMMMMM
norms/try/file/  MMMMMMMMMMM
norms/adopt/  MMMMMMMMMMM
norms/adopted/  3F2FFFFFFFF
norms/adopted/<int:number>/  3FNFFFFFFFF
norms/adopted/<int:number>/withdraw/  MMMMMMMMMMM
norms/<str:code>/  32222222222
imports/  32F222FFFFF
imports/new/  32F222FFFFF
imports/template.xlsx  32F222FFFFF
imports/<int:pk>/  32FNNNFFFFF
imports/<int:pk>/original/  32FNNNFFFFF
imports/<int:pk>/reading/  33FNNNFFFFF
imports/<int:pk>/understanding/  33FNNNFFFFF
imports/<int:pk>/findings/  32FNNNFFFFF
imports/<int:pk>/marked/  32FNNNFFFFF
imports/<int:pk>/decide/  33FNNNFFFFF
imports/<int:pk>/discard/  3MFMMMFFFFF
imports/<int:pk>/publishing/  33FNNNFFFFF
units/<str:code>/indicators/<str:indicator>/  prov=32222222FFF city=32222222FFF beside=32222222FFF street=3222F22FFFF comm=3222F222FFF
units/<str:code>/indicators/<str:indicator>/export.xlsx  prov=333FFFFFFFF city=3333FFFFFFF beside=333F3FFFFFF street=3333F33FFFF comm=3333F333FFF
units/<str:code>/facts/<str:field>/  prov=322FFFFFFFF city=3222FFFFFFF beside=322F2FFFFFF street=3222F22FFFF comm=3222F222FFF
units/<str:code>/facts/<str:field>/correct/  prov=3NFFFFFFFFF city=3NFNFFFFFFF beside=3NFFNFFFFFF street=3NFNFNFFFFF comm=32F2F2F2FFF
api/v1/openapi.json  22222222222
api/v1/units  12222222FFF
api/v1/units/search  1UUUUUUUUUU
api/v1/units/<code>  prov=12222222FFF city=12222222FFF beside=12222222FFF street=1222F22FFFF comm=1222F222FFF
api/v1/units/<code>/children  prov=12222222FFF city=12222222FFF beside=12222222FFF street=1222F22FFFF comm=1222F222FFF
api/v1/units/<code>/figures  prov=12222222FFF city=12222222FFF beside=12222222FFF street=1222F22FFFF comm=1222F222FFF
api/v1/units/<code>/indicators/<indicator_code>  prov=12222222FFF city=12222222FFF beside=12222222FFF street=1222F22FFFF comm=1222F222FFF
api/v1/units/<code>/indicators/<indicator_code>/failing  prov=122FFFFFFFF city=1222FFFFFFF beside=122F2FFFFFF street=1222F22FFFF comm=1222F222FFF
api/v1/indicators  12222222222
api/v1/indicators/<indicator_code>  12222222222
api/v1/norms  12222222222
api/v1/norms/<norm_code>  12222222222
api/v1/  NNNNNNNNNNN
"""
ROWS = dict(line.split("  ") for line in TABLE.strip().splitlines())


def walk(patterns: list, before: str = "") -> Iterator[str]:
    for one in patterns:
        here = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from walk(one.url_patterns, here)
        else:
            yield here or "(root)"


ROUTES = sorted(set(walk(get_resolver().url_patterns)))


def path_of(route: str, place: str = "46") -> str:
    for sign, value in FILLED.items():
        route = route.replace(sign, value)
    code = "guarantee.deputies_min" if route.startswith("norms/") else place
    return "/" + route.replace("(root)", "").replace("<str:code>", code).replace("<code>", place)


def seated(who: str, *, strict: bool = False) -> Client:
    client = Client(enforce_csrf_checks=strict)
    client.raise_request_exception = False
    if who:
        client.force_login(User.objects.get(username=who), BACKEND)
    return client


def test_every_route_has_a_row_and_every_person_a_letter() -> None:
    assert set(ROUTES) == set(ROWS)
    assert {one.username for one in PEOPLE} == set(WHO[1:])


@pytest.mark.parametrize("who", WHO)
def test_who_is_let_in_and_looking_changes_nothing(province, who: str) -> None:
    client = seated(who)
    before, wrong = counts(), []
    for route, row in ROWS.items():
        for part in row.split():
            place, _, letters = part.rpartition("=")
            answer = client.get(path_of(route, PLACES.get(place, "46")))
            if answer.status_code != LETTERS[letters[WHO.index(who)]]:
                wrong.append((route, place, answer.status_code))
            policy = answer.get("Content-Security-Policy", "")
            guards = (answer.get("X-Frame-Options"), answer.get("X-Content-Type-Options"),
                      answer.get("Referrer-Policy"))  # fmt: skip
            if guards != ("DENY", "nosniff", "same-origin") or "unsafe" in policy or not policy:
                wrong.append((route, policy, guards))
    assert not wrong
    assert counts() == before


def counts() -> dict[str, int]:
    derived = ("django_session", "axes_", "django_tasks", "observatory_run", "observatory_diff")
    tables = (one for one in apps.get_models() if not one._meta.db_table.startswith(derived))
    return {one._meta.db_table: one.objects.count() for one in tables}


@pytest.mark.parametrize("who", WHO)
def test_nothing_is_posted_without_a_token(province, who: str) -> None:
    client = seated(who, strict=True)
    before = counts()
    taken = [
        (route, answer)
        for route in ROUTES
        if (answer := client.post(path_of(route), {"x": "1"}).status_code) not in {403, 404, 405}
    ]
    assert not taken
    assert counts() == before


def test_idling_tells_a_program_401_and_a_person_the_door(client_of) -> None:
    for path, status in (("/api/v1/units", 401), ("/me/", 302)):
        client = client_of("province")
        session = client.session
        session["last_seen"] = 1.0
        session.save()
        answer = client.get(path)
        assert answer.status_code == status
        assert "_auth_user_id" not in client.session


def test_norms_are_read_again_when_the_text_under_a_name_differs(tmp_path, monkeypatch) -> None:
    from liandong.domains.norms import books as norms

    read = []
    monkeypatch.setattr(norms, "load", lambda *files: read.append(files) or len(read))
    norms._load.cache_clear()
    file = tmp_path / "00001-a.yaml"
    assert norms._load(((file, "a"),)) == norms._load(((file, "a"),)) != norms._load(((file, "b"),))
    norms._load.cache_clear()


def test_what_is_written_at_home_is_its_owner_s_alone(province) -> None:
    open_to_others = [one for one in province.rglob("*") if one.stat().st_mode & 0o077]
    assert not [one for one in open_to_others if one.parts[-1] != "static"]
