"""Every shipped lifecycle can be gone through; a broken one is told apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.core.standards.lifecycles import Lifecycle, load, unsound
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
