"""诉求 on the page of a unit: its own area's rates, for whoever sees its figures; the same numbers
as the supervisor's."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.utils import timezone

from liandong.domains.casework import actions
from liandong.domains.casework.actions import Who
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.orgs.models import Unit

pytestmark = pytest.mark.django_db
PERIOD = "start=2026-05-01&end=2026-10-31"
PAGE = f"/units/{{}}/requests/?{PERIOD}"
COUNTS = re.compile(r"[\d,]+ 中的 [\d,]+")


def rates_of(client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    found = COUNTS.findall(answer.content.decode())
    assert len(found) == 3
    return found


@pytest.mark.parametrize(
    ("who", "own", "beside"),
    [
        ("province", ["46", "4601", "460105001"], []),
        ("haikou", ["4601", "460105"], ["46", "4602"]),
        ("street", ["460105001", "460105001001"], ["460105", "4601"]),
        ("community", ["460105001001"], ["460105001", "460105001002"]),
    ],
)
def test_each_sees_their_own_area_and_none_above_or_beside(client_of, who, own, beside) -> None:
    client = client_of(who)
    for code in own:
        rates_of(client, PAGE.format(code))
    for code in beside:
        assert client.get(PAGE.format(code)).status_code == 403, code


def test_the_numbers_are_those_of_supervision(client_of) -> None:
    here = rates_of(client_of("haikou"), PAGE.format("460105"))
    there = rates_of(client_of("supervisor"), f"/supervision/rates/?at=460105&{PERIOD}")
    assert here == there


def test_the_records_are_offered_to_those_who_may_read_them(client_of) -> None:
    assert "/requests/all/?" not in client_of("province").get(PAGE.format("46")).content.decode()
    page = client_of("community").get(PAGE.format("460105001001")).content.decode()
    assert "/requests/all/?" in page


def test_taken_away_as_a_workbook(client_of) -> None:
    answer = client_of("haikou").get(f"/units/4601/requests/export.xlsx?{PERIOD}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert len(book.sheetnames) == 2
    assert book.worksheets[0]["B2"].value == "海口市"
    assert client_of("haikou").get("/units/4602/requests/export.xlsx").status_code == 403


@pytest.mark.parametrize("asked", ["start=x", "start=2027-01-01&end=2026-01-01", "end=9999-99-99"])
def test_a_period_that_cannot_be_is_said(client_of, asked) -> None:
    assert client_of("haikou").get(f"/units/4601/requests/?{asked}").status_code == 400


def many(n: int, **more: object) -> None:
    """So many of one matter at one community."""
    matter = next(m for m in catalogue.in_force(timezone.localdate()) if m.code == "JT005")
    for number in range(n):
        actions.receive(
            text=f"第 {number} 户反映", place=Unit.objects.get(code="460105001001"), channel="web",
            who=Who(name="周某某", phone="13700001111"), matter=matter, by="resident",
            at=timezone.now(), **more,
        )  # fmt: skip


def test_a_street_is_told_of_an_early_sign_in_counts_without_requesters(client_of) -> None:
    street = client_of("streetoffice")
    tab = "/units/460105001/requests/"
    many(4)
    assert "矛盾苗头</a>" not in street.get("/today/").content.decode()
    assert "近期没有达到规定件数的" in street.get(tab).content.decode()
    many(1)
    today = street.get("/today/").content.decode()
    assert "矛盾苗头" in today
    assert "近期 5 件" in today
    assert f"{tab}#signs" in today
    page = street.get(tab).content.decode()
    assert "秀华社区" in page.split('id="signs"')[1].split("</section>")[0]
    for shown in (today, page):
        assert "周某某" not in shown
        assert "13700001111" not in shown
    # Whoever reads figures alone, and streets beside it, are not told.
    for who in ("haikou", "worker"):
        client = client_of(who)
        assert 'id="signs"' not in client.get(tab).content.decode()
        assert "近期 5 件" not in client.get("/today/", follow=True).content.decode()


def test_complaints_about_a_unit_are_no_sign_for_it(client_of) -> None:
    many(6, about=Unit.objects.get(code="460105001001"))
    assert "近期 6 件" not in client_of("streetoffice").get("/today/").content.decode()


def test_few_queries(client_of, django_assert_max_num_queries) -> None:
    client = client_of("province")
    client.get(PAGE.format("46"))
    for code in ("46", "4601", "460105001001"):
        with django_assert_max_num_queries(15):
            client.get(PAGE.format(code))
    street = client_of("streetoffice")
    for path in ("/units/460105001/requests/", "/today/"):
        street.get(path)
        with django_assert_max_num_queries(15):
            street.get(path)
