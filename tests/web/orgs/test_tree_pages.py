"""Changes of the tree on screen: found, foretold, confirmed as foretold, refused at their field."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone
from django.utils.translation import override

from liandong.domains.audit.models import Event
from liandong.domains.orgs import actions, queries
from liandong.domains.orgs.deeds import Deed, NewUnit
from liandong.domains.orgs.models import Placement, Unit
from liandong.web.orgs.verbs import VERBS

STREET, OTHER = "460105001", "460105002"
ONE, TWO = "460105001001", "460105001002"
TODAY = timezone.localdate
ORDER = {"instrument": "琼民发〔2026〕5号"}


@pytest.fixture
def admin(province, client_of):
    return client_of("admin")


def body(**said) -> dict:
    return {"on": TODAY().isoformat()} | ORDER | said


def text_of(answer) -> str:
    return answer.content.decode()


def seen(answer) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', text_of(answer))
    assert found, text_of(answer)[:2000]
    return found[1]


def done(client, path: str, said: dict) -> str:
    """Foretold, then confirmed with what was foretold; the page of the unit."""
    before = Event.objects.count(), Placement.objects.count()
    preview = client.post(path, said)
    assert preview.status_code == 200
    assert (Event.objects.count(), Placement.objects.count()) == before
    answer = client.post(path, {**said, "seen": seen(preview)})
    assert answer.status_code == 302, text_of(answer)
    return answer["Location"]


def short(unit_code: str) -> str:
    return queries.short_code(unit_code)


def test_a_community_is_created_renamed_moved_and_merged(admin):
    new = body(name="试点社区", kind="community", code="460105001990")
    place = done(admin, f"/tree/{STREET}/create/", new)
    assert place == "/tree/460105001990/"
    assert "试点社区" in text_of(admin.get(place))
    # Not on the day it began: said at the field, in words.
    refused = admin.post(f"{place}rename/", body(name="改名社区"))
    assert refused.status_code == 400
    assert "登记有误" in text_of(refused)
    page = text_of(admin.post(f"/tree/{ONE}/move/", body(parent=OTHER)))
    assert "今天各级的社区和村数" in page
    done(admin, f"/tree/{ONE}/move/", body(parent=OTHER))
    assert queries.place(ONE).parent == Unit.objects.get(code=OTHER + "000").pk
    done(admin, f"/tree/{TWO}/rename/", body(name="新名社区", on="2020-01-01"))
    assert queries.place(TWO).name == "新名社区"
    into = "460105001003"
    place = done(admin, f"/tree/{into}/merge/", body(units=[TWO]))
    assert "承继自" in text_of(admin.get(place))
    gone = admin.get(f"/tree/{TWO}/")
    assert gone.status_code == 200
    assert "现在不在组织树上" in text_of(gone)
    assert "琼民发〔2026〕5号" in text_of(gone)


def test_what_a_merge_leaves_behind_is_said(admin):
    page = text_of(admin.post("/tree/460105001003/merge/", body(units=[ONE, TWO])))
    assert "条台账数据留在原单位名下" in page
    assert "不会自动相加" in page
    assert "个账号在撤销的单位任职" in page
    assert "由秀中社区居民委员会承继" in page


def test_a_split_shares_out_and_a_close_needs_an_empty_unit(admin):
    parts = {"name_1": "东社区", "code_1": "460105001991", "share_1": "60",
             "name_2": "西社区", "code_2": "460105001992", "share_2": "40"}  # fmt: skip
    page = text_of(admin.post(f"/tree/{ONE}/split/", body(**parts)))
    assert "东社区 60%" in page
    assert done(admin, f"/tree/{ONE}/split/", body(**parts)) == f"/tree/{ONE}/"
    assert queries.place("460105001991").name == "东社区"
    wrong = admin.post(f"/tree/{TWO}/split/", body(**{**parts, "share_2": "30"}))
    assert wrong.status_code == 400
    full = admin.post(f"/tree/{STREET}/close/", body())
    assert full.status_code == 400
    assert "请先改隶或撤销它们" in text_of(full)
    done(admin, f"/tree/{TWO}/close/", body())
    with pytest.raises(queries.UnknownUnit):
        queries.place(TWO)


def test_a_street_is_split_with_its_communities_given_to_the_parts(admin):
    street = queries.place(STREET)
    parts = {"name_1": "甲街道", "code_1": "460105901000", "share_1": "50",
             "name_2": "乙街道", "code_2": "460105902000", "share_2": "50"}  # fmt: skip
    below = queries.children(street)
    goes = {f"child_{one.id}": str(1 + (n % 2)) for n, one in enumerate(below)}
    lost = admin.post(
        f"/tree/{STREET}/split/", body(**parts, **goes | {f"child_{below[0].id}": "3"})
    )
    assert lost.status_code == 400
    assert "没有写名称" in text_of(lost)
    done(admin, f"/tree/{STREET}/split/", body(**parts, **goes))
    assert len(queries.children(queries.place("460105902000"))) == len(below) // 2


@pytest.mark.parametrize(
    ("verb", "said", "field", "words"),
    [
        ("rename", {"name": ""}, "name", ""),
        ("rename", {"on": "2014-12-31", "name": "早"}, "on", "有记录"),
        ("move", {"parent": "没有这个地方"}, "parent", "没有"),
        ("move", {"parent": ONE}, "parent", "自己"),
        ("create", {"name": "巷", "kind": "grid", "code": TWO}, "code", "已被使用"),
        ("merge", {}, "units", "至少一个"),
        ("insert", {"on": "2016-01-01", "last": "2015-12-31", "parent": OTHER}, "last", "早于"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(admin, verb, said, field, words):
    answer = admin.post(f"/tree/{ONE}/{verb}/", body(reason="照文件办", **said))
    assert answer.status_code == 400
    page = text_of(answer)
    assert f'href="#id_{field}' in page
    assert words in page
    assert "照文件办" in page
    assert 'name="seen"' not in page


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30"])
@pytest.mark.parametrize("verb", ["rename", "close", "insert"])
def test_a_day_that_no_record_could_be_of_is_refused(admin, verb, day):
    said = body(name="试点社区", parent=OTHER, reason="漏登", on=day, last=day)
    answer = admin.post(f"/tree/{ONE}/{verb}/", said)
    assert answer.status_code == 400
    assert 'name="seen"' not in text_of(answer)


def test_a_name_taken_beside_is_refused_at_the_name(admin):
    taken = queries.place(TWO).name
    answer = admin.post(f"/tree/{ONE}/rename/", body(name=taken))
    assert answer.status_code == 400
    assert "已经有" in text_of(answer)
    assert 'href="#id_name"' in text_of(answer)


def test_of_two_administrators_the_second_is_told_and_loses_nothing(admin):
    said = body(parent=OTHER, reason="区划调整")
    token = seen(admin.post(f"/tree/{ONE}/move/", said))
    deed = Deed(by="other", at=timezone.now(), on=TODAY())
    actions.create(
        NewUnit(code="460105001993", name="别人设的", kind="community"),
        parent=Unit.objects.get(code=STREET + "000"), deed=deed,
    )  # fmt: skip
    answer = admin.post(f"/tree/{ONE}/move/", {**said, "seen": token})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "别人刚刚改过" in page
    assert "区划调整" in page
    assert queries.place(ONE).parent == Unit.objects.get(code=STREET + "000").pk
    again = admin.post(f"/tree/{ONE}/move/", {**said, "seen": seen(answer)})
    assert again.status_code == 302


def test_the_same_confirmed_twice_is_done_once(admin):
    said = body(parent=OTHER)
    token = seen(admin.post(f"/tree/{ONE}/move/", said))
    assert admin.post(f"/tree/{ONE}/move/", {**said, "seen": token}).status_code == 302
    again = admin.post(f"/tree/{ONE}/move/", {**said, "seen": token})
    assert again.status_code == 409
    assert Placement.objects.filter(unit__code=ONE, hierarchy="territory").count() == 2


def test_a_placement_is_corrected_and_a_past_period_put_in(admin):
    row = Placement.objects.get(unit__code=ONE, hierarchy="territory", voided_at=None)
    path = f"/tree/{ONE}/placements/{row.pk}/"
    page = text_of(admin.get(path))
    assert row.start.isoformat() in page
    said = {"on": row.start.isoformat(), "parent": OTHER, "reason": "登记时选错"}
    assert "原记录作废" in text_of(admin.post(path, said))
    done(admin, path, said)
    assert admin.get(path).status_code == 404
    year = {"on": "2018-01-01", "last": "2018-12-31", "parent": STREET, "reason": "漏登了一年"}
    done(admin, f"/tree/{ONE}/insert/", year)
    on = Placement.objects.on(date(2018, 6, 1)).get(unit__code=ONE, hierarchy="territory")
    assert short(on.parent.code) == STREET


def test_a_name_and_a_closure_recorded_wrongly_are_put_right(admin):
    done(
        admin,
        f"/tree/{STREET}/create/",
        body(name="错别子社区", kind="community", code="460105001990"),
    )
    page = text_of(admin.get("/tree/460105001990/"))
    here = re.search(r"/tree/460105001990/names/\d+/", page)[0]
    why = {"reason": "写了错字"}
    assert admin.post(here, {**why, "name": "错别子社区"}).status_code == 400
    assert admin.post(here, {"name": "错别字社区"}).status_code == 400, "a correction says why"
    done(admin, here, {**why, "name": "错别字社区"})
    page = text_of(admin.get("/tree/460105001990/"))
    assert "错别字社区" in page
    assert "更正名称" in page
    done(admin, f"/tree/{ONE}/close/", body())
    page = text_of(admin.get(f"/tree/{ONE}/"))
    assert "现在不在组织树上" in page
    there = re.search(rf"/tree/{ONE}/placements/\d+/end/", page)[0]
    preview = text_of(admin.post(there, {"on": "", "reason": "没有撤销"}))
    assert "改记为" in preview
    done(admin, there, {"on": "", "reason": "没有撤销"})
    page = text_of(admin.get(f"/tree/{ONE}/"))
    assert "现在不在组织树上" not in page
    assert "更正撤销" in page


def test_what_was_done_names_units_rather_than_codes(admin):
    done(admin, f"/tree/{ONE}/move/", body(parent=OTHER))
    was, now = (queries.place(code).name for code in (STREET, OTHER))
    page = text_of(admin.get(f"/tree/{ONE}/"))
    assert f"上级 {was} → {now}" in page


def test_what_is_to_come_is_said_and_waits(admin):
    soon = date(TODAY().year + 1, 1, 1)
    said = body(name="明年的名称") | {"on": soon.isoformat()}
    page = text_of(admin.post(f"/tree/{ONE}/rename/", said))
    assert "自动生效" in page
    done(admin, f"/tree/{ONE}/rename/", said)
    assert queries.place(ONE).name != "明年的名称"


def test_finding_a_unit_and_the_latest_changes(admin):
    assert "还没有改动" in text_of(admin.get("/tree/"))
    done(admin, f"/tree/{ONE}/rename/", body(name="刚改的名称"))
    page = text_of(admin.get("/tree/"))
    assert "刚改的名称" in page
    assert "更名" in page
    assert "/tree/4601/" in text_of(admin.get("/tree/?q=海口"))
    assert "没有这样的单位" in text_of(admin.get("/tree/?q=无此地名"))
    offered = text_of(admin.get("/tree/?as=options&of=parent&parent=秀英"))
    assert "<option" in offered
    assert admin.get("/tree/?q=%00&on=x").status_code == 200


def test_who_holds_both_offices_comes_from_the_unit_s_page(province, client_of):
    from liandong.domains.accounts.models import Assignment, User

    client = client_of("haikou")
    assert "/tree/4601/" not in text_of(client.get("/units/4601/"))
    Assignment.objects.create(
        user=User.objects.get(username="haikou"), role="administrator",
        unit=Unit.objects.get(code="460100000000"), hierarchy="territory", start=date(2015, 1, 1),
        recorded_at=timezone.now(), recorded_by="test",
    )  # fmt: skip
    assert "/tree/4601/" in text_of(client.get("/units/4601/"))
    page = text_of(client.get("/tree/4601/"))
    assert "/units/4601/history/" in page
    # What becomes of the unit itself is decided by the level above it.
    refused = client.post("/tree/4601/rename/", body(name="新海口"))
    assert refused.status_code == 403
    outside = client.post(f"/tree/{ONE}/move/", body(parent="460201"))
    assert outside.status_code in {400, 403}


def test_a_page_asks_few_questions(admin, django_assert_max_num_queries):
    for path in ("/tree/", "/tree/4601/", f"/tree/{STREET}/", f"/tree/{STREET}/merge/"):
        with django_assert_max_num_queries(15):
            assert admin.get(path).status_code == 200


def test_what_is_to_be_done_is_a_verb_in_english():
    with override("en"):
        titles = [str(one.title) for one in VERBS.values()]
    assert titles == [
        "Create below", "Rename", "Move", "Merge", "Split", "Close", "Insert a period",
    ]  # fmt: skip
