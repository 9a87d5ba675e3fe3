"""The audit trail: read, narrowed, paged, taken away, proved."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from liandong.domains.audit import anchor
from liandong.domains.audit.actions import record
from liandong.domains.audit.models import Event
from tests.web.accounts.conftest import words


@pytest.fixture
def auditor(at_desk):
    return at_desk("auditor")


def many(number: int) -> None:
    for _ in range(number):
        record(action="guarantee.correct", by="xiuying", at=timezone.now(), subject="fact:1",
               unit="460105000000", before={"value": "3"}, after={"value": "5"}, reason="写错了")  # fmt: skip


def test_the_trail_reads_as_words(auditor) -> None:
    many(1)
    said = words(auditor.get("/audit/"))
    assert "更正数据 写错了 数据 1 秀英区 数值 3 → 数值 5" in said


def test_people_are_called_by_name_with_the_office_they_held_then(auditor) -> None:
    many(1)
    record(action="accounts.unlock", by="cli:root", at=timezone.now(), subject="user:xiuying")
    said = words(auditor.get("/audit/"))
    assert "演示·秀英区 周区 组织员 · 秀英区 更正数据" in said
    assert "命令行 root 解锁 演示·秀英区 周区" in said
    assert "cli:" not in said


def test_what_did_not_happen_is_not_counted(auditor) -> None:
    after = {"as_of": "2016-12-31", "added": 3857, "corrected": 0, "unchanged": 0}
    record(action="guarantee.publish", by="province", at=timezone.now(), subject="batch:9",
           after=after)  # fmt: skip
    said = words(auditor.get("/audit/", {"action": "guarantee.publish"}))
    assert "数据截至 2016年12月31日；新登记 3857 " in said
    assert "有更正 0" not in said


@pytest.mark.parametrize(
    ("asked", "count"),
    [({"by": "xiuying"}, 3), ({"by": "周区"}, 3), ({"by": "无此人"}, 0), ({"action": "guarantee.correct"}, 3), ({"unit": "秀英区"}, 3),
     ({"unit": "460105"}, 3), ({"since": "2999-01-01"}, 0), ({"until": "2001-01-01"}, 0),
     ({"by": "xiuying", "action": "intake.receive"}, 0)],
)  # fmt: skip
def test_it_can_be_narrowed(auditor, asked: dict[str, str], count: int) -> None:
    many(3)
    page = words(auditor.get("/audit/", asked))
    # the word stands once among the choices of the filter
    assert page.count("更正数据") - 1 == count
    assert ("没有符合条件的记录" in page) == (count == 0)


def test_pages_go_back_by_key_and_miss_nothing(auditor) -> None:
    many(120)
    seen, url = [], "/audit/?action=guarantee.correct"
    while url:
        answer = auditor.get(url)
        seen += [one["at_note"] for one in answer.context["rows"]]
        url = answer.context["older"] and f"/audit/{answer.context['older']}"
    assert len(seen) == len(set(seen)) == 120


def test_taking_it_away_is_noted(auditor) -> None:
    many(3)
    assert auditor.get("/audit/export/").status_code == 405
    answer = auditor.post("/audit/export/", {"action": "guarantee.correct"})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.worksheets[0].values)
    assert len(rows) == 4
    assert rows[1][2:5] == ("演示·秀英区 周区", "xiuying", "更正数据")
    assert ("action", "guarantee.correct") in list(book.worksheets[1].values)
    noted = Event.objects.first()
    assert (noted.action, noted.by) == ("audit.export", "auditor")
    assert noted.after == {"narrowed": {"action": "guarantee.correct"}, "events": 3}


def test_a_whole_chain_is_said_to_be_whole(auditor) -> None:
    many(3)
    number = Event.objects.count()
    said = words(auditor.post("/audit/check/"))
    assert "审计记录完整" in said
    assert f"逐条重算了 {number:,} 条记录的指纹" in said
    assert Event.objects.first().action == "audit.prove"


def _past_a_thousand() -> None:
    """The number of an event is a name, and never written with a comma."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence('audit_event', 'id')")
            row = cursor.fetchone()
            cursor.execute("SELECT setval(%s, greatest(4200, nextval(%s)))", [*row, *row])


def test_a_broken_chain_is_found_and_said(auditor) -> None:
    _past_a_thousand()
    many(3)
    touched = Event.objects.order_by("-id")[1]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_event_append_only_update")
        else:
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        cursor.execute("UPDATE audit_event SET reason = 'x' WHERE id = %s", [touched.pk])
    said = words(auditor.post("/audit/check/"))
    assert "审计记录被动过" in said
    assert f"从第 {touched.pk} 条起对不上" in said


def test_a_cut_end_is_said_and_stays_said(auditor, settings, tmp_path) -> None:
    settings.HOME = tmp_path
    _past_a_thousand()
    many(3)
    last = Event.objects.order_by("-id")[0]
    anchor._keep(anchor.Anchor(last.pk + 1, "f" * 64, last.pk))
    for _ in range(2):
        said = words(auditor.post("/audit/check/"))
        assert "审计记录被动过" in said
        assert f"库外留存的末尾是第 {last.pk + 1} 条" in said
    anchor.file().write_text("x")
    assert "不是本系统签署的" in words(auditor.post("/audit/check/"))
