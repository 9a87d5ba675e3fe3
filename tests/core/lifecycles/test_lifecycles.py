"""Every shipped lifecycle can be gone through; a broken one is told apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.core.standards.clocks import In
from liandong.core.standards.lifecycles import Lifecycle, LifecycleError, check, load, unsound
from liandong.core.standards.norms import load as load_norms

NORMS = Path(__file__).parents[3] / "norms"
SHIPPED = load(NORMS / "lifecycles")


@pytest.mark.parametrize("one", SHIPPED.values(), ids=lambda one: one.code)
def test_a_shipped_lifecycle_is_sound(one: Lifecycle) -> None:
    assert unsound(one) == []


@pytest.mark.parametrize("one", SHIPPED.values(), ids=lambda one: one.code)
def test_its_deadlines_are_norms_in_days_or_months(one: Lifecycle) -> None:
    book = load_norms(NORMS)
    for state in one.states.values():
        for norm, unit in ((state.days_norm, "day"), (state.months_norm, "month")):
            if norm:
                assert book[norm].unit.value == unit, norm


@pytest.mark.parametrize("one", SHIPPED.values(), ids=lambda one: one.code)
def test_its_clocks_are_norms_that_can_be_counted(one: Lifecycle) -> None:
    book = load_norms(NORMS)
    for clock in one.clocks.values():
        for norm in one.norms_of(clock):
            assert In(book[norm].unit.value), norm


CLOCKS = """\
classes:
  usual: {zh: 一般, en: Usual}
clocks:
  first:
    title: {zh: 时限, en: Limit}
    norm: "test.{class}_limit"
    law: one
    runs: [begun]
"""


def test_a_file_may_have_clocks(tmp_path: Path) -> None:
    one = load(write(tmp_path, GOOD + CLOCKS))["test", 1]
    assert one.norms_of(one.clocks["first"]) == ["test.usual_limit"]
    assert (one.usual_class, one.clocks["first"].covers("ended")) == ("usual", False)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("runs: [begun]", "runs: [nowhere]", "lifecycle.no_state"),
        ("runs: [begun]", "runs: [ended]", "lifecycle.clock_at_the_end"),
        ("runs: [begun]", "runs: []", "lifecycle.clock_never_runs"),
        ("runs: [begun]", "runs: [begun]\n    waits: [begun]", "lifecycle.clock_never_runs"),
        ("law: one", "law: two", "lifecycle.no_side"),
        ("classes:\n  usual: {zh: 一般, en: Usual}\n", "", "lifecycle.no_classes"),
        ("    law: one\n", "", "lifecycle.missing_key"),
    ],
)
def test_a_wrong_clock_is_named(tmp_path, old, new, code) -> None:
    text = GOOD + CLOCKS.replace(old, new, 1)
    assert [one.code for one in check(write(tmp_path, text))] == [code]


def test_what_is_wrong_is_said() -> None:
    one = SHIPPED["transfer", 1]
    steps = dict(one.transitions)
    del steps["resend"], steps["withdraw"]
    states = {**one.states, "returned": replace(one.states["returned"], holder="nobody")}
    said = unsound(replace(one, transitions=steps, states=states))
    assert "returned is a dead end" in said
    assert "withdrawn cannot be reached" in said
    assert "returned: holder nobody is no side" in said


@pytest.mark.parametrize("text", ["", "[", "code: x", "code: x\nversion: one"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.yaml").write_text(text)
    with pytest.raises(LiandongError) as caught:
        load(tmp_path)
    assert caught.value.code == "lifecycle.file"
    assert "x.yaml" in caught.value.text.zh


# Every mistake by its line

GOOD = """\
code: test
version: 1
title: {zh: 试, en: Test}
sides:
  one: {zh: 甲, en: One}
start: begun
states:
  begun:
    title: {zh: 开始, en: Begun}
    says: {zh: 说, en: Says}
    holder: one
    days: members.transfer_letter_days
  ended:
    title: {zh: 结束, en: Ended}
    says: {zh: 说, en: Says}
    final: true
transitions:
  end:
    title: {zh: 结束, en: End}
    says: {zh: 说, en: Says}
    from: [begun]
    to: ended
    side: one
    permission: edit_members
"""


def line_in(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def write(folder: Path, text: str) -> Path:
    (folder / "test.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_good_file_has_no_mistake(tmp_path: Path) -> None:
    assert check(write(tmp_path, GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "near"),
    [
        ("version: 1", "version: one", "lifecycle.version", "version"),
        ("code: test", "code: Test", "lifecycle.name", "code"),
        ("version: 1\n", "", "lifecycle.missing_key", "code"),
        ("en: Begun}", "en: Begun, and more}", "norm.unknown_key", "Begun"),
        ("{zh: 开始, en: Begun}", "{zh: 开始}", "norm.missing_language", "开始"),
        ("    says: {zh: 说, en: Says}\n    holder", "    holder", "lifecycle.missing_key", "开始"),
        ("final: true", "final: maybe", "norm.bad_flag", "maybe"),
        ("start: begun", "start: nowhere", "lifecycle.no_state", "start"),
        ("holder: one", "holder: two", "lifecycle.no_side", "开始"),
        ("    holder: one\n", "", "lifecycle.no_holder", "开始"),
        ("    days:", "    months: x.y\n    days:", "lifecycle.two_limits", "开始"),
        ("side: one", "side: two", "lifecycle.no_side", "title: {zh: 结束, en: End}"),
        ("to: ended", "to: nowhere", "lifecycle.no_state", "title: {zh: 结束, en: End}"),
        ("from: [begun]", "from: begun", "lifecycle.origins", "from"),
        ("from: [begun]", "from: [ended]", "lifecycle.final_leads_on", "Ended"),
        ("from: [begun]", "from: [ended]", "lifecycle.dead_end", "开始"),
        ("from: [begun]", "from: [ended]", "lifecycle.unreachable", "Ended"),
        ("    permission: edit_members\n", "", "lifecycle.missing_key", "en: End}"),
        ("  ended:", "  begun:", "norm.duplicate_key", "  begun:"),
        ("  ended:", "  En-ded:", "lifecycle.name", "Ended"),
    ],
)
def test_each_mistake_is_named_with_its_line(tmp_path, old, new, code, near) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    found = {one.code: one for one in check(write(tmp_path, text))}
    assert code in found, found
    assert found[code].message.zh
    assert found[code].message.en
    assert abs(found[code].line - line_in(text, near)) <= 5
    with pytest.raises(LifecycleError):
        load(tmp_path)


def test_two_versions_stand_side_by_side_and_one_version_once(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("version: 1", "version: 2"))
    (tmp_path / "test.v1.yaml").write_text(GOOD, encoding="utf-8")
    assert list(load(tmp_path)) == [("test", 1), ("test", 2)]
    (tmp_path / "again.yaml").write_text(GOOD, encoding="utf-8")
    assert [one.code for one in check(tmp_path)] == ["lifecycle.duplicate"]


@pytest.mark.parametrize("one", SHIPPED.values(), ids=lambda one: one.code)
def test_what_a_button_says_is_short_and_said_in_both_languages(one: Lifecycle) -> None:
    for part in (*one.states.values(), *one.transitions.values()):
        assert 0 < len(part.title.zh) <= 20, part.code
        assert 0 < len(part.title.en) <= 60, part.code
        assert part.says.zh.endswith("。"), part.code
        assert part.says.en.endswith((".", "…")), part.code
