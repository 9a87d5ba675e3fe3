"""Numbers as people write them; tables, charts and forms where they can go wrong."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, engines
from django.test import RequestFactory
from django.utils import translation

from liandong.web.components.shapes import Column
from liandong.web.components.tags.numbers import day, figure, moment, percent, shares


@pytest.fixture(autouse=True)
def _chinese():
    with translation.override("zh-hans"):
        yield


def render(source: str, **values: object) -> str:
    return engines["django"].engine.from_string(source).render(Context(values))


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (12345.6, 0, "12,346"), (Decimal("1234567.895"), 2, "1,234,567.90"), (-3, 0, "−3"), (0, 0, "0"),
        (None, 0, "未知"), (2.5, 0, "3"), (-0.4, 0, "0"),
    ],
)  # fmt: skip
def test_figure(value: object, digits: int, text: str) -> None:
    assert figure(value, digits) == text  # type: ignore[arg-type]


def test_percent_has_one_decimal() -> None:
    assert [percent(229 / 551), percent(0), percent(None)] == ["41.6%", "0.0%", "未知"]


def test_days_and_moments() -> None:
    late = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
    assert day(date(2026, 11, 22)) == "2026年11月22日"
    assert moment(late) == "2026年11月23日 02:05"
    with translation.override("en"):
        assert moment(late) == "23 November 2026, 02:05"


def test_zero_unknown_and_not_applicable_look_different() -> None:
    zero = render('{% number "a" 0 unit="人" %}')
    unknown = render('{% number "a" None %}')
    exempt = render('{% number "a" None code="not_applicable" %}')
    assert 'class="number__figure">0<' in zero
    assert "number__unknown" in unknown
    assert "number__unknown" not in exempt
    assert "number__none" in exempt


def test_shares_sum_to_the_whole_bar_and_are_never_localised() -> None:
    parts = shares(met=1229, unmet=310, unknown=12, not_applicable=1)["parts"]
    assert sum(float(part["width"]) for part in parts) == pytest.approx(100, abs=0.05)
    assert [part["code"] for part in parts] == ["met", "unmet", "unknown", "not_applicable"]


def test_a_status_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        render('{% status "fine" %}')


def test_sorting_keeps_the_filter_and_turns_round() -> None:
    request = RequestFactory().get("/", {"kind": "town", "sort": "n", "page": "4"})
    columns = [Column("name", "单位", sort="name"), Column("n", "n", "number", sort="n")]
    page = render(
        '{% data_table columns rows caption="c" %}',
        columns=columns,
        rows=[{"name": "甲", "n": None}],
        request=request,
    )
    assert 'href="?kind=town&amp;sort=-n"' in page
    assert 'href="?kind=town&amp;sort=name"' in page
    assert 'aria-sort="ascending"' in page
    assert "page=4" not in page
    assert 'data-label="n"' in page


@pytest.mark.parametrize(("rows", "told"), [(20, False), (21, True)])
def test_a_long_list_waits_on_a_phone_until_all_is_asked_for(rows: int, told: bool) -> None:
    page = render(
        '{% data_table c r caption="c" %}',
        c=[Column("name", "n")],
        r=[{"name": str(n)} for n in range(rows)],
    )
    assert page.count("<tr>") == rows + 1  # all of it is there, for paper and for wide screens
    assert (f"显示全部 {rows} 行" in page) is told


def test_text_from_a_sheet_is_escaped() -> None:
    page = render(
        '{% data_table c r caption="c" %}',
        c=[Column("name", "n")],
        r=[{"name": "<script>x</script>"}],
    )
    assert "<script>" not in page


def test_as_of_keeps_other_parameters() -> None:
    request = RequestFactory().get("/", {"kind": ["a", "b"], "on": "2016-06-30", "page": "2"})
    page = render(
        "{% as_of on dates=dates %}",
        on=date(2016, 6, 30),
        dates=[date(2015, 12, 31)],
        request=request,
    )
    assert page.count('name="kind"') == 2
    assert 'href="?kind=a&amp;kind=b&amp;on=2015-12-31"' in page
    assert 'name="page"' not in page
