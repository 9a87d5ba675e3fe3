"""Lists of duties: read, checked by cell, in dated versions; who leads where; found by what
people say."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.catalogue import actions, finding, imports, queries
from liandong.domains.catalogue.models import Matter, Performs
from liandong.domains.intake.reading.errors import UnreadableFile
from liandong.domains.orgs import actions as orgs
from liandong.domains.orgs.deeds import Deed, NewUnit
from liandong.domains.orgs.models import Succession, Unit
from liandong.domains.orgs.queries import place

ON, AT_COMMUNITY = date(2026, 11, 23), "460105001001"
HEAD = ["事项编号", "事项", "清单", "牵头", "协同", "时限类别", "群众说法", "默认不公开"]


def how() -> dict:
    return {"by": "lists", "at": timezone.now()}


def sheet(tmp_path, *rows: list[str], head: list[str] | None = None):
    path = tmp_path / "list.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["某区职责清单"], head or HEAD, *rows])
    return path


@pytest.fixture
def here(province):
    return place(AT_COMMUNITY)


@pytest.mark.parametrize(
    ("code", "lead", "down"),
    [
        ("CG001", "秀英区综合行政执法局", False),  # the nearest that performs it: the district's
        ("GA001", "秀华社区居民委员会", True),
        ("WS002", "秀英街道", True),
        ("ZM001", "秀英区公安局", False),  # a certificate that communities do not give
        ("SH001", "秀英区应急管理局", False),  # taken back from the streets
    ],
)
def test_who_leads_and_whether_it_goes_down(here, code, lead, down):
    matter = queries.matter(code, ON)
    assert queries.leads(matter, here, ON).name == lead
    assert matter.goes_down is down


def test_the_city_leads_where_the_district_has_nobody(here):
    own = Performs.objects.get(unit__code="Z460105000000CG")
    own.end, own.ended_at = ON, timezone.now()
    own.save()
    assert queries.leads(queries.matter("CG001", ON), here, ON).name == "海口市综合行政执法局"
    earlier = ON - timedelta(days=1)
    assert queries.leads(queries.matter("CG001", earlier), here, earlier).name.startswith("秀英区")


def test_a_closed_department_is_stood_in_for_by_its_successor(here):
    old = Unit.objects.get(code="Z460105000000CG")
    deed = Deed(on=ON, **how())
    parent = Unit.objects.get(code="460105000000")
    new = orgs.create(NewUnit("Z460105000000XX", "秀英区城市管理局", "department"), parent=parent,
                      deed=deed, hierarchy="government")  # fmt: skip
    Succession.objects.create(predecessor=old, successor=new, kind="merge", share=1, on=ON,
                              **deed.stamp())  # fmt: skip
    orgs.close(old, deed=deed, hierarchy="government")
    assert queries.leads(queries.matter("CG001", ON), here, ON) == new


def test_nobody_performs_it_and_nobody_leads(here):
    Performs.objects.filter(function__code="gas").update(end=ON, ended_at=timezone.now())
    assert queries.leads(queries.matter("RQ001", ON), here, ON) is None


def test_assistants_in_the_order_of_the_list(here):
    names = [one.name for one in queries.assists(queries.matter("YJ001", ON), here, ON)]
    assert names == ["秀华社区居民委员会", "秀英区综合行政执法局"]


@pytest.mark.parametrize("text", ["路灯", "ludeng", "ldbl", "JT001", "没有路灯", "street lamp"])
def test_found_by_what_people_type(province, text):
    assert "JT001" in {hit.matter.code for hit in finding.search(text, on=ON)}


def test_a_suggestion_says_by_which_words(province):
    said = "小区门口路灯坏了，晚上黑，有人占道摆摊"
    first, second = finding.suggest(said, on=ON)
    assert (first.matter.code, first.by) == ("JT001", ("路灯坏了", "晚上黑"))
    assert (second.matter.code, second.by) == ("CG001", ("占道摆摊",))
    assert finding.suggest("你好", on=ON) == []


def test_the_twenty_certificates_are_on_the_negative_list(province):
    found = queries.in_force(ON, {"community_negative"}).filter(source="民发〔2020〕20号")
    assert found.count() == 20


def test_a_new_version_begins_and_the_old_one_stays(province, tmp_path):
    path = sheet(
        tmp_path, ["JT001", "路灯和景观灯", "部门职责", "住房和城乡建设", "", "一般", "灯坏", ""]
    )
    reading = imports.read(path)
    assert not reading.blocked
    assert imports.publish(reading, on=ON, **how()).changed == 1
    assert queries.matter("JT001", ON).name == "路灯和景观灯"
    assert queries.matter("JT001", ON - timedelta(days=1)).name == "路灯不亮"
    assert imports.publish(imports.read(path), on=ON, **how()).changed == 0
    assert Event.objects.filter(action="catalogue.publish").latest("pk").after["changed"] == 1
    # Said wrongly and said anew on the same day: the first never held.
    path = sheet(tmp_path, ["JT001", "路灯", "部门职责", "住房和城乡建设", "", "", "", ""])
    assert imports.publish(imports.read(path), on=ON, **how()).changed == 1
    assert [one.name for one in queries.versions("JT001")] == ["路灯", "路灯不亮"]
    with pytest.raises(LiandongError, match="更晚的日期"):
        actions.publish(
            [actions.Said("JT001", "x", "department", "")], on=date(2020, 1, 1), **how()
        )


def test_a_matter_is_withdrawn(province):
    actions.withdraw(queries.matter("CG005", ON), on=ON, **how())
    with pytest.raises(LiandongError) as raised:
        queries.matter("CG005", ON)
    assert raised.value.code == "no_matter"


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        (["", "甲", "部门职责", "公安", "", "", "", ""], "A3", "code_missing"),
        (["编 号", "甲", "部门职责", "公安", "", "", "", ""], "A3", "bad_code"),
        (["A1", "", "部门职责", "公安", "", "", "", ""], "B3", "name_missing"),
        (["A1", "甲" * 121, "部门职责", "公安", "", "", "", ""], "B3", "too_long"),
        (["A1", "甲", "随便", "公安", "", "", "", ""], "C3", "bad_list"),
        (["A1", "甲", "部门职责", "卫生局", "", "", "", ""], "D3", "unknown_function"),
        (["A1", "甲", "部门职责", "公安", "公安", "", "", ""], "E3", "function_twice"),
        (["A1", "甲", "部门职责", "公安", "", "很急", "", ""], "F3", "bad_class"),
        (["A1", "甲", "部门职责", "公安", "", "", "", "也许"], "H3", "yes_or_no"),
    ],
)
def test_what_is_wrong_is_said_by_cell_and_nothing_is_published(
    province, tmp_path, row, cell, code
):
    good = ["A9", "乙", "部门职责", "公安", "", "", "", ""]
    reading = imports.read(sheet(tmp_path, row, good))
    assert [(one.cell, one.code) for one in reading.findings] == [(cell, code)]
    with pytest.raises(LiandongError) as raised:
        imports.publish(reading, on=ON, **how())
    assert raised.value.code == "findings_block"
    assert not Matter.objects.filter(code="A9").exists()
    assert imports.publish(reading, on=ON, accept_valid=True, **how()).changed == 1


def test_no_lead_is_a_warning_and_a_code_twice_an_error(province, tmp_path):
    row = ["A1", "甲", "部门职责", "", "", "", "", ""]
    reading = imports.read(sheet(tmp_path, row, row))
    assert [one.code for one in reading.findings] == ["lead_missing", "code_twice", "lead_missing"]


def test_a_file_without_the_headings(province, tmp_path):
    with pytest.raises(UnreadableFile, match="表头"):
        imports.read(sheet(tmp_path, head=["甲", "乙"]))


def test_versions_are_never_rewritten(province):
    one = queries.matter("CG001", ON)
    with pytest.raises(DatabaseError, match="catalogue_matter_rewritten"), transaction.atomic():
        Matter.objects.filter(pk=one.pk).update(name="别的")
    with pytest.raises(DatabaseError, match="overlap"), transaction.atomic():
        Matter.objects.create(code="CG001", name="x", kind="department", group="", start=ON,
                              time_class="ordinary", recorded_at=timezone.now(), recorded_by="x")  # fmt: skip
