"""Minutes in versions, and files with a meeting."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from liandong.domains.life.actions import (
    Outcome,
    attach,
    attachments,
    cancel,
    plan,
    record_held,
    take_down,
    write_minutes,
)
from liandong.domains.life.models import Attachment, Minutes
from tests.domains.life.life_kit import AT, BY, TODAY, refused

STAMP = {"by": BY, "at": AT}
PDF = b"%PDF-1.7\n..."


@pytest.fixture
def meeting(party):
    return record_held(unit=party.one, kind="lesson", on=TODAY, **STAMP)


def office(*names: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


def test_each_version_stays(meeting):
    write_minutes(meeting, text="一", seen=0, **STAMP)
    write_minutes(meeting, text="一、二", seen=1, **STAMP)
    assert meeting.minutes == "一、二"
    assert list(Minutes.objects.filter(meeting=meeting).values_list("version", "text")) == [
        (2, "一、二"), (1, "一"),
    ]  # fmt: skip


def test_of_two_who_take_minutes_the_second_is_told(meeting):
    write_minutes(meeting, text="甲的记录", seen=0, **STAMP)
    with refused("life_minutes_one_version"):
        write_minutes(meeting, text="乙的记录", seen=0, **STAMP)
    assert meeting.minutes == "甲的记录"


def test_minutes_with_the_meeting(party):
    held = record_held(
        unit=party.one, kind="lesson", on=TODAY, outcome=Outcome(minutes=" 全文 "), **STAMP
    )
    assert held.minutes == "全文"


def test_a_meeting_called_off_takes_no_minutes(party):
    meeting = plan(unit=party.one, kind="lesson", on=TODAY, **STAMP)
    cancel(meeting, seen=1, reason="停电", **STAMP)
    with refused("no_meeting"):
        write_minutes(meeting, text="一", seen=0, **STAMP)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (office("[Content_Types].xml", "word/document.xml"),
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)  # fmt: skip
def test_a_file_is_kept_for_what_it_is(meeting, content, media_type):
    kept = attach(meeting, stream=BytesIO(content), name="../../会议 记录.exe", **STAMP)
    assert (kept.name, kept.media_type, kept.size) == ("会议 记录.exe", media_type, len(content))
    assert attachments.path_of(kept).read_bytes() == content
    assert ".." not in kept.stored_as


@pytest.mark.parametrize(
    "content",
    [b"<html><script>", b"MZ\x90", b"", b"PK\x03\x04broken", office("a.txt"),
     office("word/document.xml", "word/vbaProject.bin")],
)  # fmt: skip
def test_what_might_do_harm_is_not_taken(meeting, content):
    with refused("unsafe_type"):
        attach(meeting, stream=BytesIO(content), name="a.pdf", **STAMP)
    assert not Attachment.objects.filter(meeting=meeting).exists()


def test_too_big(meeting, monkeypatch):
    monkeypatch.setattr(attachments, "LIMIT", 8)
    with refused("too_big"):
        attach(meeting, stream=BytesIO(PDF), name="a.pdf", **STAMP)


def test_taken_down_with_a_reason(meeting):
    kept = attach(meeting, stream=BytesIO(PDF), name="a.pdf", **STAMP)
    with refused("reason_missing"):
        take_down(kept, reason="", **STAMP)
    take_down(kept, reason="传错了", **STAMP)
    assert not meeting.attachments.live().exists()
    with refused("stale"):
        take_down(kept, reason="再撤", **STAMP)
