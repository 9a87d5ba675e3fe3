"""Pictures: a figure with its space kept, drawn after the content, its table one click away."""

from __future__ import annotations

from typing import Any

from django.template import RequestContext
from django.templatetags.static import static
from django.utils.translation import gettext as _

from liandong.web.components.registry import tag_with_page
from liandong.web.components.shapes import Chart


@tag_with_page
def chart(context: RequestContext, picture: Chart) -> dict[str, Any]:
    """A chart (shapes.Chart). Its data by kind:
    trend  {unit, digits, target?, series: [{name, points: [[iso date, value or null, n]], open?}]};
           what is `open` is not over yet, and drawn so
    bars   {unit, digits, target?, items: [{name, value or null, n, status, url}]}
    treemap, icicle  {target?, root: {name, n, met, unmet, unknown, url, children: […]}}; colour is
           met / (met + unmet), hatched where nothing is known
    map    {unit, digits, target?, counts?, items: [{code, name, value or null, n, url}]} of
           Hainan's areas; `counts` where the value is how many, which is neither good nor bad
    flow   {unit, sums, from: [{key, name, url}], to: [{…, away}], links: [{from, to, n}]};
           from left to right, as broad as so many; what goes `away` is drawn in grey
    `url` is where a click leads. `excel_url` offers the same as Excel."""
    data = {**picture.data, "words": _words()}
    if picture.kind == "map":
        data["shapes"] = static("dist/maps/hainan.json")
    return {"chart": picture, "data": data, "request": context.get("request")}


def _words() -> dict[str, str]:
    return {
        "unknown": _("未知"), "target": _("目标"), "met": _("达标"), "unmet": _("未达标"),
        "of": _("共 {n} 个"), "sketch": _("示意图"), "open": _("点击打开"), "rest": _("其余"),
    }  # fmt: skip
