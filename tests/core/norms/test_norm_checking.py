"""Every mistake in a norm file is found, with its code and its line."""

from pathlib import Path

import pytest

from liandong.core.kernel.errors import Severity
from liandong.core.standards.norms import NormError, check, load

GOOD = """\
code: guarantee.funds
title: {zh: 经费, en: Funds}
explanation: {zh: 每年经费, en: Funds per year}
unit: yuan
direction: at_least
effect: duty
values:
  - value: 50000
    scope: "46"
    from: 2015-01-01
    to:
    floor: false
    tag: U
    source:
      instrument: 演示假设
      article:
      url: https://example.org/
      note: {zh: 注, en: note}
"""
SECOND = """\
  - value: 60000
    scope: {scope}
    from: {first}
    to: {last}
    tag: L
    source: {{instrument: 地方规定}}
"""
FIRST_OF_SECOND = GOOD.count("\n") + 1  # the line of `- value: 60000`


def second(scope="46", first="2020-01-01", last=""):
    return GOOD + SECOND.format(scope=scope, first=first, last=last)


def write(directory: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (directory / f"{name}.yaml").write_text(text, encoding="utf-8")
    return directory


def found(where, *extra):
    return [(one.code, one.line, one.severity.value) for one in check(where, *extra)]


def test_a_good_file_has_no_findings(tmp_path):
    assert found(write(tmp_path, good=GOOD)) == []
    assert found(write(tmp_path, good=second())) == []


# what is written instead of what, and the finding with its line
MISTAKES = [
    ("from: 2015-01-01", "from: 2015-02-30", "norm.bad_date", 10),
    ("from: 2015-01-01", "from: 2015-1-1", "norm.bad_date", 10),
    ("from: 2015-01-01", "from: 20150101", "norm.bad_date", 10),
    ("from: 2015-01-01", "from: 2015年1月1日", "norm.bad_date", 10),
    ("from: 2015-01-01", "from:", "norm.missing_key", 8),
    ("to:\n", "to: soon\n", "norm.bad_date", 11),
    ("to:\n", "to: 2014-12-31\n", "norm.bad_period", 11),
    ("unit: yuan", "unit: yuen", "norm.unknown_unit", 4),
    ("unit: yuan", "unit: 元", "norm.unknown_unit", 4),
    ("unit: yuan\n", "", "norm.missing_key", 1),
    ("direction: at_least", "direction: min", "norm.unknown_direction", 5),
    ("effect: duty", "effect: block", "norm.unknown_effect", 6),
    ("tag: U", "tag: X", "norm.unknown_tag", 13),
    ("tag: U", "tag: u", "norm.unknown_tag", 13),
    ("    tag: U\n", "", "norm.missing_key", 8),
    ("tag: U", "tagg: U", "norm.unknown_key", 13),
    ("value: 50000", "value: 5万", "norm.bad_value", 8),
    ("value: 50000", "value: 50,000", "norm.bad_value", 8),
    ("value: 50000", "value: -1", "norm.bad_value", 8),
    ("value: 50000", "value: 1e5", "norm.bad_value", 8),
    ("value: 50000", "value: .nan", "norm.bad_value", 8),
    ("value: 50000", "value: 0.00001", "norm.bad_value", 8),
    ("value: 50000", "value: [1]", "norm.bad_value", 8),
    ("value: 50000", "value:", "norm.missing_key", 8),
    ('scope: "46"', "scope: Hainan", "norm.bad_scope", 9),
    ('scope: "46"', "scope: 47", "norm.bad_scope", 9),
    ('scope: "46"', "scope: 460", "norm.bad_scope", 9),
    ('    scope: "46"\n', "", "norm.missing_key", 8),
    ("floor: false", "floor: no", "norm.bad_flag", 12),
    ("instrument: 演示假设", "instrument:", "norm.missing_source", 15),
    ("instrument: 演示假设", "instrument: {zh: 甲}", "norm.missing_language", 15),
    ("en: Funds}", "en: }", "norm.missing_language", 2),
    ("{zh: 经费, en: Funds}", "经费", "norm.not_a_mapping", 2),
    ("{zh: 经费, en: Funds}", "{en: Funds}", "norm.missing_language", 2),
    ("title:", "titel:", "norm.unknown_key", 2),
    ("code: guarantee.funds\n", "", "norm.missing_key", 1),
    ("code: guarantee.funds", "code: Funds", "norm.bad_code", 1),
    ("effect: duty", "effect: duty\neffect: warn", "norm.duplicate_key", 7),
    ("unit: yuan", "unit yuan", "norm.not_yaml", 5),
    ("unit: yuan", "unit: [yuan", "norm.not_yaml", 5),
    ("    floor: false", "\tfloor: false", "norm.tab", 12),
    ("effect: duty", "effect: duty\x07", "norm.not_yaml", 6),
    ("unit: yuan", "unit: presence", "norm.bad_value", 8),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), MISTAKES)
def test_each_mistake_is_found_at_its_line(tmp_path, old, new, code, line):
    assert old in GOOD
    directory = write(tmp_path, bad=GOOD.replace(old, new, 1))
    assert (code, line, "error") in found(directory)
    with pytest.raises(NormError):
        load(directory)


def test_a_mistake_does_not_hide_the_next(tmp_path):
    text = GOOD.replace("yuan", "gold").replace("tag: U", "tag: X").replace("50000", "many")
    assert found(write(tmp_path, bad=text)) == [
        ("norm.unknown_unit", 4, "error"),
        ("norm.bad_value", 8, "error"),
        ("norm.unknown_tag", 13, "error"),
    ]


def test_an_unknown_key_suggests_the_nearest(tmp_path):
    findings = check(write(tmp_path, bad=GOOD.replace("scope:", "scop:")))
    unknown = next(one for one in findings if one.code == "norm.unknown_key")
    assert "scope" in unknown.message.zh
    assert "Did you mean scope?" in unknown.message.en


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n", "null\n"])
def test_an_empty_file_is_said_to_be_empty(tmp_path, text):
    assert found(write(tmp_path, bad=text)) == [("norm.empty", 1, "error")]


def test_no_list_where_a_norm_belongs(tmp_path):
    assert found(write(tmp_path, bad="- a\n- b\n")) == [("norm.not_a_mapping", 1, "error")]


def test_two_documents_in_one_file_are_refused(tmp_path):
    lines = GOOD.count("\n")
    assert found(write(tmp_path, bad=GOOD + "---\n" + GOOD)) == [
        ("norm.not_yaml", lines + 1, "error")
    ]


def test_a_norm_without_values(tmp_path):
    head = GOOD.split("values:", maxsplit=1)[0]
    assert found(write(tmp_path, bad=head)) == [("norm.no_values", 1, "error")]
    assert found(write(tmp_path, bad=head + "values: []\n")) == [("norm.no_values", 7, "error")]


def test_other_encodings_are_refused_by_line(tmp_path):
    (tmp_path / "bad.yaml").write_bytes(GOOD.encode("gbk"))
    assert found(tmp_path) == [("norm.not_utf8", 2, "error")]


def test_a_byte_order_mark_does_no_harm(tmp_path):
    (tmp_path / "good.yaml").write_bytes(GOOD.encode("utf-8-sig"))
    assert found(tmp_path) == []


def test_places_without_norms(tmp_path):
    assert found(tmp_path) == [("norm.no_files", 1, "error")]
    assert found(tmp_path / "nowhere.yaml") == [("norm.cannot_open", 1, "error")]


def test_the_same_code_in_two_files(tmp_path):
    findings = check(write(tmp_path, a=GOOD, b="# copied\n" + GOOD))
    assert [(one.code, one.file.name, one.line) for one in findings] == [
        ("norm.duplicate_code", "b.yaml", 2)
    ]
    assert "a.yaml:1" in findings[0].message.zh


def test_two_values_from_the_same_day_overlap(tmp_path):
    assert found(write(tmp_path, bad=second(first="2015-01-01"))) == [
        ("norm.overlap", FIRST_OF_SECOND, "error")
    ]


def test_the_same_day_for_another_scope_does_not(tmp_path):
    assert found(write(tmp_path, good=second(scope="4601", first="2015-01-01"))) == []


def test_the_same_place_written_differently_is_the_same_scope(tmp_path):
    text = second(scope='"460000000000"', first="2015-01-01")
    assert found(write(tmp_path, bad=text)) == [("norm.overlap", FIRST_OF_SECOND, "error")]


def test_a_later_value_that_cuts_a_stated_end_short_is_a_warning(tmp_path):
    text = second().replace("to:\n", "to: 2020-01-01\n", 1)
    assert found(write(tmp_path, doubtful=text)) == [("norm.cut_short", 8, "warning")]
    text = second().replace("to:\n", "to: 2019-12-31\n", 1)
    assert found(write(tmp_path, doubtful=text)) == []


def test_a_value_that_ends_for_good_is_a_warning(tmp_path):
    directory = write(tmp_path, doubtful=second(last="2021-12-31"))
    assert found(directory) == [("norm.lapses", FIRST_OF_SECOND, "warning")]
    again = second(last="2021-12-31") + SECOND.format(scope="46", first="2022-01-01", last="")
    assert found(write(tmp_path, doubtful=again)) == []


def floored(scope="4601", first="2020-01-01", value="60000"):
    national = GOOD.replace('scope: "46"', "scope: CN").replace("floor: false", "floor: true")
    return national + SECOND.format(scope=scope, first=first, last="").replace("60000", value)


@pytest.mark.parametrize(
    ("value", "direction", "expected"),
    [
        ("49999.99", "at_least", [("norm.below_floor", FIRST_OF_SECOND, "error")]),
        ("50000", "at_least", []),
        ("50000.01", "at_most", [("norm.below_floor", FIRST_OF_SECOND, "error")]),
        ("50000", "at_most", []),
        ("49999", "at_most", []),
    ],
)
def test_a_specific_value_may_not_be_laxer_than_the_floor(tmp_path, value, direction, expected):
    text = floored(value=value).replace("at_least", direction)
    assert found(write(tmp_path, file=text)) == expected


def test_a_value_that_a_later_floor_overtook_is_only_noted(tmp_path):
    text = floored(first="2014-12-31", value="40000")
    assert found(write(tmp_path, file=text)) == [("norm.below_floor", FIRST_OF_SECOND, "warning")]
    assert load(tmp_path)


def test_a_value_from_the_first_day_of_the_floor_knew_it(tmp_path):
    text = floored(first="2015-01-01", value="40000")
    assert found(write(tmp_path, file=text)) == [("norm.below_floor", FIRST_OF_SECOND, "error")]


def test_a_value_without_a_floor_above_it_is_free(tmp_path):
    text = floored(value="1").replace("floor: true", "floor: false")
    assert found(write(tmp_path, file=text)) == []


def test_the_error_lists_what_is_wrong_and_where(tmp_path):
    directory = write(tmp_path, bad=GOOD.replace("yuan", "gold"))
    with pytest.raises(NormError) as caught:
        load(directory)
    assert "bad.yaml:4:" in caught.value.text.zh
    assert "bad.yaml:4:" in caught.value.text.en
    assert [one.severity for one in caught.value.findings] == [Severity.ERROR]


def test_every_finding_speaks_both_languages(tmp_path):
    for number, (old, new, _, _) in enumerate(MISTAKES):
        write(tmp_path, **{f"bad{number}": GOOD.replace(old, new, 1)})
    for one in check(tmp_path):
        assert one.message.zh != one.message.en
        assert one.message.zh[-1] in "。？"
        assert one.message.en[-1] in ".?"
