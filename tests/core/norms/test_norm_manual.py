"""The manual can be believed: its example is a good file, and it names every finding."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from liandong.core.engines import worked_life
from liandong.core.standards.norms import NormFinding, check, load
from liandong.core.standards.norms.cases import load_cases
from liandong.core.standards.norms.life_cases import load_life_cases

ROOT = Path(__file__).parents[3]
MANUAL = (ROOT / "docs/norms.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
SHIPPED = (ROOT / "norms/parameters/guarantee/work_funds_min.yaml").read_text(encoding="utf-8")


def test_the_example_norm_is_right(tmp_path):
    (tmp_path / "norm.yaml").write_text(EXAMPLES[0], encoding="utf-8")
    assert check(tmp_path) == []
    assert load(tmp_path)["guarantee.work_funds_min"].entries[0].value == 50000


def test_the_example_case_is_right(tmp_path):
    (tmp_path / "case.yaml").write_text(EXAMPLES[1], encoding="utf-8")
    (case,) = load_cases(tmp_path)
    assert case.expect["guarantee.workers"].actual == case.facts["workers"].value


def test_the_example_case_of_party_life_is_right(tmp_path):
    (tmp_path / "case.yaml").write_text(EXAMPLES[2], encoding="utf-8")
    (case,) = load_life_cases(tmp_path)
    assert list(worked_life.differences(case, load(ROOT / "norms"))) == []


def test_the_manual_names_every_finding_and_no_other():
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "liandong/core/standards/norms").glob("*.py")
    )
    written = set(re.findall(r'"((?:norm|case)\.[a-z_0-9]+)"', source))
    written -= {"norm.invalid", "norm.unknown"}  # errors of the caller, not of a file
    keys = ("unit", "direction", "effect", "tag", "status", "kind")
    written |= {f"norm.unknown_{key}" for key in keys}
    table = MANUAL.split("## 检查结果")[1]
    assert set(re.findall(r"`((?:norm|case)\.[a-z_0-9]+)`", table)) == written


@given(st.integers(0, len(SHIPPED)), st.integers(0, 12), st.text(max_size=6))
def test_whatever_is_typed_there_is_an_answer_and_no_crash(tmp_path_factory, place, length, typed):
    file = tmp_path_factory.mktemp("typed") / "norm.yaml"
    text = SHIPPED[:place] + typed + SHIPPED[place + length :]
    file.write_text(text, encoding="utf-8", errors="replace")
    lines = text.count("\n") + 2
    for finding in check(file):
        assert isinstance(finding, NormFinding)
        assert 1 <= finding.line <= lines
