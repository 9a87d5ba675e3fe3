# ruff: noqa: E501 (a table of samples reads best by rows)
"""Invented figures for the gallery only. Nothing here is law or fact."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from liandong.web.components.gallery.pictures import pictures
from liandong.web.components.shapes import (
    Citation,
    Column,
    Crumb,
    Event,
    Finding,
    Item,
    Link,
    Step,
    Tab,
)  # fmt: skip

ON = date(2016, 6, 30)
AT = datetime(2016, 7, 4, 9, 12, tzinfo=timezone(timedelta(hours=8)))


class SampleForm(forms.Form):
    """Every widget a page uses."""

    name = forms.CharField(label=_("社区名称"), help_text=_("写全称，例如“海秀社区”。"))
    workers = forms.IntegerField(
        label=_("专职工作人员"), help_text=_("单位：人。没有就填 0，不清楚就留空。"), required=False
    )
    on = forms.DateField(label=_("截至日期"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=_("单位类型"), choices=[("community", _("社区")), ("village", _("村"))]
    )
    blank = forms.ChoiceField(
        label=_("空格表示"), widget=forms.RadioSelect, help_text=_("这一列的空格是“没有”，还是“不清楚”？"),
        choices=[("zero", _("没有，按 0 计")), ("unknown", _("不清楚，按未知计"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("更正原因"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    sure = forms.BooleanField(label=_("我已核对原表"))


COLUMNS = (
    Column("name", str(_("单位")), sort="name"),
    Column("status", str(_("状态")), kind="status"),
    Column("workers", str(_("专职工作人员")), kind="number", unit=str(_("人")), sort="workers"),
    Column("funds", str(_("工作经费")), kind="number", digits=2, unit=str(_("万元")), sort="funds"),
    Column("share", str(_("达标率")), kind="share", sort="share"),
    Column("on", str(_("截至")), kind="date"),
)


def rows() -> list[dict[str, object]]:
    """Rows with every kind of cell, unknown ones included."""
    given: list[tuple[str, str, int | None, float | None, float | None]] = [
        ("海秀社区", "met", 12, 8.5, 0.92),
        ("金贸社区", "unmet", 3, 4.2, 0.41),
        ("滨海新村社区", "overdue", 0, 0, 0.0),
        ("大同社区", "unknown", None, None, None),
        ("白沙门社区", "due", 6, 1204.75, 0.667),
        ("三沙市永兴社区", "not_applicable", 2, 5, 1.0),
    ]
    return [
        {
            "name": name, "name_url": "#", "name_note": "海口市 · 龙华区", "status": status,
            "workers": workers, "funds": funds, "share": share, "on": ON,
        }
        for name, status, workers, funds, share in given
    ]  # fmt: skip


def context() -> dict[str, Any]:
    """Everything the specimens name."""
    wrong = SampleForm({"workers": "12O5", "on": "2016-02-30", "blank": "zero", "kind": "village"})
    wrong.is_valid()
    return {
        "crumbs": [
            Crumb("海南省", "#", "siblings/"), Crumb("海口市", "#", "siblings/"),
            Crumb("龙华区", "#", "siblings/"), Crumb("海秀社区", "#", "siblings/"),
        ],
        "hits": [
            Link("海秀社区", "#", "海口市 · 龙华区 · 460106"), Link("海秀镇", "#", "海口市 · 秀英区"),
            Link("海垦街道", "#", "海口市 · 龙华区", current=True),
        ],
        "on": ON, "today": date(2026, 11, 22), "dates": [ON, date(2015, 12, 31)],
        "tabs": [
            Tab(str(_("总览")), "#", current=True), Tab(str(_("应办")), "#", count=322),
            Tab(str(_("保障")), "#"), Tab(str(_("变更记录")), "#", count=0),
        ],
        "steps": [
            Step(str(_("上传")), "done", "#"), Step(str(_("核对表头")), "done", "#"),
            Step(str(_("看问题")), "current", note=str(_("9 处必须改"))), Step(str(_("入库"))),
        ],
        "findings": [
            Finding("error", "G12", "第 12 行 G 列“12O5”不是数字。", "请改为 1205 或留空。", "#"),
            Finding("warning", "E40:E62", "这一列像是以元为单位，表头写的是万元。", "请确认单位。"),
            Finding("note", "A1", "合并的表头按两行读取。"),
        ],
        "columns": COLUMNS, "rows": rows(), "page": Paginator(range(551), 50).page(3),
        "one_page": Paginator(range(6), 50).page(1),
        "form": SampleForm({"name": "海秀社区", "workers": 12, "on": "2016-06-30", "blank": "zero"}),
        "wrong": wrong, "fresh": SampleForm(initial={"on": ON}),
        "items": [
            Item(str(_("专职工作人员")), 12, note=str(_("人"))),
            Item(str(_("截至")), ON), Item(str(_("来源")), "2016年社区台账.xlsx · Sheet1 · G12", url="#"),
            Item(str(_("录入")), AT, note="王敏"), Item(str(_("状态")), "", status="met"),
            Item(str(_("专项经费")), None),
        ],
        "norm": Citation(
            "《关于加强社区党组织工作力量的意见》（样例）", "第七条", "某市委组织部",
            "每个社区至少配备 1 名专职副书记或党建专干。", date(2016, 1, 1), url="#",
        ),
        "norm_open": Citation(
            "《社区工作经费标准》（样例）", "第三条", requirement="每个社区每年工作经费不低于 5 万元。",
            in_force=date(2015, 1, 1), until=date(2020, 1, 1), tag="U", note="演示用的假设值。",
        ),
        "events": [
            Event(AT, "更正专职工作人员：10 → 12", "王敏（海秀社区）", "原表第 12 行漏计 2 人", "#"),
            Event(datetime(2016, 7, 1, 18, 5, tzinfo=AT.tzinfo), "导入 2016年社区台账", "李强（省委组织部）"),
            Event(date(2015, 1, 1), "设立"),
        ],
        **pictures(),
    }  # fmt: skip
