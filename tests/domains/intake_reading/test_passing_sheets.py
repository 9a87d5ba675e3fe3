"""Sheets of people pass through sealed: who opens them, how long, and that nothing stays."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from openpyxl import Workbook, load_workbook

from liandong.core.kernel.errors import LiandongError
from liandong.domains.intake import passing
from liandong.domains.intake.passing import working

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
OWNER = "members/1/somebody"
SECRET = "林演一 469999199001010011".encode()


@pytest.fixture(autouse=True)
def _home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


def kept() -> passing.Pass:
    return passing.keep(SECRET, name="../名册.xlsx", owner=OWNER, at=AT)


def on_disk() -> bytes:
    files = [one for one in (settings.HOME / "passing").rglob("*") if one.is_file()]
    return b"".join(one.read_bytes() for one in files)


def gone(token: str, key: bytes, owner: str = OWNER, at: datetime = AT) -> bool:
    with pytest.raises(LiandongError) as refused:
        passing.find(token, key, owner, at=at)
    return refused.value.code == "pass_gone"


def test_what_lies_on_the_disk_says_nothing_and_has_no_key_beside_it() -> None:
    one = kept()
    one.say("said", {"name": "林演一"})
    assert passing.find(one.token, one.key, OWNER, at=AT).get("sheet") == SECRET
    found = on_disk()
    for word in (SECRET, "林演一".encode(), "名册".encode(), one.key, one.key.hex().encode()):
        assert word not in found


def test_it_opens_with_its_key_for_its_owner_within_the_hour() -> None:
    one = kept()
    other = kept()
    assert gone(one.token, other.key)
    assert gone(one.token, one.key, "members/1/another")
    assert gone(one.token, one.key, "members/2/somebody")
    assert gone(f"../{one.token}", one.key)
    assert gone("", one.key)
    almost = AT + passing.LASTS - timedelta(seconds=1)
    assert passing.find(one.token, one.key, OWNER, at=almost).told("about")["name"] == "名册.xlsx"
    assert gone(one.token, one.key, at=AT + passing.LASTS)


def test_what_is_moved_or_altered_does_not_open() -> None:
    one = kept()
    (one.folder / "said").write_bytes((one.folder / "sheet").read_bytes())
    assert one.get("said") is None
    (one.folder / "sheet").write_bytes(b"x" * 40)
    assert one.get("sheet") is None


def test_after_its_hour_it_is_destroyed_whoever_comes_next() -> None:
    one = kept()
    assert passing.sweep(AT + passing.LASTS - timedelta(seconds=1)) == 0
    passing.keep(b"", name="x", owner="another", at=AT + passing.LASTS)
    assert not one.folder.exists()
    passing.drop(one)


def test_a_sheet_is_opened_by_programs_without_touching_the_disk() -> None:
    book = Workbook()
    book.active["A1"] = "林演一"
    data = passing.written(book.save)
    with passing.as_file(data, "名册.xlsx") as path:
        assert path.name == "名册.xlsx"
        assert load_workbook(path).active["A1"].value == "林演一"
        assert str(path.resolve()).startswith("/memfd:")
    assert not path.exists()


def test_one_works_on_a_sheet_at_a_time_and_its_end_is_told() -> None:
    one, begun, go = kept(), threading.Event(), threading.Event()

    def work(progress) -> None:
        progress(5, 10)
        begun.set()
        go.wait(10)
        one.say("outcome", {"added": 3})

    passing.run(one, work, size=working.AT_ONCE + 1)
    assert begun.wait(10)
    assert passing.at_work(one) == (5, 10)
    with pytest.raises(LiandongError, match="正在处理"):
        passing.run(one, lambda progress: None, size=1)
    go.set()
    _until(lambda: passing.at_work(one) is None)
    assert one.told("outcome") == {"added": 3}
    assert SECRET not in on_disk()


def test_work_that_breaks_off_says_so_without_the_values(caplog) -> None:
    one = kept()

    def work(progress) -> None:
        raise ValueError("469999199001010011")

    passing.run(one, work, size=working.AT_ONCE + 1)
    _until(lambda: one.told("refused") is not None)
    assert one.told("refused")["code"] == "interrupted"
    assert "469999" not in caplog.text


def test_work_of_a_process_that_died_may_be_begun_again() -> None:
    one = kept()
    (one.folder / "progress").write_text('{"pid": 999999999, "done": 1, "total": 2}')
    assert passing.at_work(one) is None
    passing.run(one, lambda progress: one.say("outcome", {}), size=1)
    assert one.told("outcome") == {}


def _until(done) -> None:
    for _ in range(500):
        if done():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came to an end")
