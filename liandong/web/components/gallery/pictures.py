# ruff: noqa: E501 (a table of samples reads best by rows)
"""Invented pictures for the gallery."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from liandong.web.components.shapes import Chart, Column

AREAS = (
    ("4601", "海口市", 181, 0.52), ("4602", "三亚市", 62, 0.61), ("4603", "三沙市", 4, None),
    ("4604", "儋州市", 54, 0.33), ("469001", "五指山市", 10, 0.4), ("469002", "琼海市", 22, 0.71),
    ("469005", "文昌市", 38, 0.47), ("469006", "万宁市", 18, 0.28), ("469007", "东方市", 17, 0.35),
    ("469021", "定安县", 15, 0.2), ("469022", "屯昌县", 12, 0.5), ("469023", "澄迈县", 21, 0.62),
    ("469024", "临高县", 20, 0.1), ("469025", "白沙黎族自治县", 11, 0.27),
    ("469026", "昌江黎族自治县", 14, 0.36), ("469027", "乐东黎族自治县", 16, 0.19),
    ("469028", "陵水黎族自治县", 12, 0.83), ("469029", "保亭黎族苗族自治县", 11, 0.55),
    ("469030", "琼中黎族苗族自治县", 13, None),
)  # fmt: skip
TREND = (("2015-12-31", 33.9, 551), ("2016-06-30", 41.6, 551), ("2016-12-31", 48.2, 553),
         ("2017-06-30", None, 553), ("2017-12-31", 63.0, 560))  # fmt: skip


def pictures() -> dict[str, Any]:
    """One chart of each kind."""
    return {
        "trend": _trend(), "bars": _bars(), "map": _map(),
        "treemap": _tree("treemap"), "icicle": _tree("icicle"),
    }  # fmt: skip


def _trend() -> Chart:
    rows = [{"on": on, "value": None if v is None else v / 100, "n": n} for on, v, n in TREND]
    return Chart(
        "trend", "trend", _("有专职副书记的社区从三成升到六成"),
        {"unit": "%", "digits": 1, "target": 80,
         "series": [{"name": _("海南省"), "points": [list(point) for point in TREND]}]},
        [Column("on", _("日期")), Column("value", _("达标率"), "percent"), Column("n", "n", "number")],
        rows, note=_("样例数据，n = 551–560 个社区"), excel_url="#",
    )  # fmt: skip


def _area_columns() -> list[Column]:
    return [
        Column("name", _("市县")),
        Column("value", _("达标率"), "share"),
        Column("n", "n", "number"),
    ]


def _area_rows() -> list[dict[str, object]]:
    return [{"name": name, "name_url": "#", "value": v, "n": n} for _c, name, n, v in AREAS]


def _items() -> list[dict[str, object]]:
    return [
        {"code": code, "name": name, "n": n, "url": f"#{code}",
         "value": None if v is None else round(v * 100, 1),
         "status": "unknown" if v is None else "met" if v >= 0.5 else "unmet"}
        for code, name, n, v in AREAS
    ]  # fmt: skip


def _bars() -> Chart:
    return Chart(
        "bars", "bars", _("陵水领先，临高最低，两地没有数据"),
        {"unit": "%", "digits": 1, "target": 50, "items": _items()},
        _area_columns(), _area_rows(), note=_("样例数据，按达标率排序"), excel_url="#", size="large",
    )  # fmt: skip


def _map() -> Chart:
    return Chart(
        "map", "map", _("北部和南端达标较多"), {"unit": "%", "digits": 1, "items": _items()},
        _area_columns(), _area_rows(), note=_("样例数据"), size="large",
    )  # fmt: skip


def _tree(kind: Any) -> Chart:
    children = [_branch(name, n, v) for _code, name, n, v in AREAS]
    root: dict[str, object] = {
        "name": _("海南省"), "n": sum(int(str(c["n"])) for c in children), "url": "#46",
        "met": sum(int(str(c["met"])) for c in children),
        "unmet": sum(int(str(c["unmet"])) for c in children),
        "unknown": sum(int(str(c["unknown"])) for c in children), "children": children,
    }  # fmt: skip
    return Chart(
        f"tree-{kind}", kind, _("缺口集中在儋州和西部各县"), {"root": root},
        _area_columns(), _area_rows(), note=_("样例数据，面积为社区数，颜色为达标率"), size="large",
    )  # fmt: skip


def _branch(name: str, n: int, share: float | None) -> dict[str, object]:
    parts = [n - 2 * (n // 3), n // 3, n // 3]
    shares = [share, None if share is None else min(share * 1.4, 1), share and share * 0.5]
    children = [
        _node(f"{name[:2]}{word}", part, s)
        for word, part, s in zip(("东街道", "西镇", "南乡"), parts, shares, strict=True)
    ]
    return {**_node(name, n, share), "children": children}


def _node(name: str, n: int, share: float | None) -> dict[str, object]:
    met = 0 if share is None else round(n * share)
    return {
        "name": name, "n": n, "met": met, "unmet": 0 if share is None else n - met,
        "unknown": n if share is None else 0, "url": f"#{name}", "children": [],
    }  # fmt: skip
