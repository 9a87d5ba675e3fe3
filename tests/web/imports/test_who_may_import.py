"""Each role at each route of the wizard, whose files they see, and how many queries a page takes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.domains.intake.models import Batch
from tests.web.imports.conftest import GOOD, WRONG, words

MAY = ("province", "haikou", "danzhou", "xiuying")
MAY_NOT = ("analyst", "street", "community", "admin", "security", "auditor")
FREE = ("", "new/", "template.xlsx")
STEPS = ("", "original/", "reading/", "understanding/", "findings/", "marked/", "decide/",
         "publishing/")  # fmt: skip
ACTS = ("understanding/", "decide/", "discard/")


@pytest.mark.parametrize("person", MAY_NOT)
def test_who_may_not_import_opens_nothing(client_of, person: str) -> None:
    batch, client = Batch.objects.first(), client_of(person)
    for step in FREE:
        assert client.get(f"/imports/{step}").status_code == 403, step
    for step in STEPS:
        assert client.get(f"/imports/{batch.pk}/{step}").status_code == 403, step
    for act in ("new/", *(f"{batch.pk}/{one}" for one in ACTS)):
        assert client.post(f"/imports/{act}").status_code == 403, act


def test_a_visitor_is_led_to_the_door_and_back(client) -> None:
    answer = client.get("/imports/1/decide/")
    assert answer.url == "/accounts/login/?next=/imports/1/decide/"


@pytest.mark.parametrize("person", ["haikou", "danzhou", "xiuying"])
def test_files_of_others_are_not_there(client_of, person: str) -> None:
    whole, client = Batch.objects.first(), client_of(person)
    assert whole.unit.code == "460000000000"
    assert "community_ledger" not in words(client.get("/imports/"))
    for step in STEPS:
        assert client.get(f"/imports/{whole.pk}/{step}").status_code == 404, step
    for act in ACTS:
        assert client.post(f"/imports/{whole.pk}/{act}").status_code == 404, act
    assert client.get(f"/imports/new/?after={whole.pk}").status_code == 200


def test_those_above_see_the_files_of_those_below(walker_of) -> None:
    batch = walker_of("haikou").send(GOOD, unit="460100000000")
    walker_of("province").page(batch, "decide")
    assert walker_of("xiuying").get(f"/imports/{batch.pk}/").status_code == 404


def test_an_area_outside_ones_own_is_no_choice(walker_of) -> None:
    from io import BytesIO

    from liandong.domains.orgs.models import Unit

    walker = walker_of("xiuying")
    page = walker.get("/imports/new/").content.decode()
    assert "秀英区" in page
    assert "龙华区" not in page
    file = BytesIO(GOOD.read_bytes())
    file.name = "台账.xlsx"
    before = Batch.objects.count()
    elsewhere = Unit.objects.get(code="460106000000").pk
    assert walker.post("/imports/new/", {"unit": elsewhere, "file": file}).status_code == 400
    assert Batch.objects.count() == before
    assert walker.get("/imports/template.xlsx", unit="460106").status_code == 403


def test_a_page_takes_few_queries(walker_of) -> None:
    walker = walker_of("province")
    batch = walker.send(WRONG)
    published = Batch.objects.filter(state="published").first()
    pages = ["/imports/", "/imports/new/", f"/imports/{published.pk}/"]
    pages += [f"/imports/{batch.pk}/{one}/" for one in ("understanding", "findings", "decide")]
    taken = {}
    for url in pages:
        walker.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert walker.get(url).status_code == 200
        taken[url] = len(asked)
    assert max(taken.values()) <= 15, taken


def test_the_wizard_speaks_english(walker_of) -> None:
    walker = walker_of("province")
    walker.client.cookies["django_language"] = "en"
    batch = walker.send(WRONG)
    for step in ("understanding", "findings", "decide"):
        page = walker.page(batch, step)
        ours = page.replace(batch.file_name, "")
        assert "…" not in ours
    assert "7 findings must be mended" in walker.page(batch, "findings")
    assert "G11 “12O5” is not a number" in walker.page(batch, "findings")
    assert "Take 544 rows (544 communities)" in walker.page(batch, "decide")
