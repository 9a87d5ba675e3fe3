"""A department writes down what it asks of communities; nothing is sent before it says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import LiandongError, error
from liandong.core.kernel.scope import Scope, Subtree
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.admission import actions, queries
from liandong.domains.admission.actions import Content
from liandong.domains.admission.enums import ItemKind
from liandong.domains.admission.models import Item
from liandong.domains.admission.models.item import LONGEST
from liandong.domains.observatory import days
from liandong.domains.orgs import party
from liandong.domains.orgs import queries as orgs
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.acting import act
from liandong.web.admission import lines
from liandong.web.catalogue.choosing import MatterField
from liandong.web.choosing import one_place
from liandong.web.components.shapes import Crumb
from liandong.web.components.tags.numbers import day
from liandong.web.errors import words_of
from liandong.web.fields import day_field

APPLY = Permission.APPLY_ADMISSION
COMMUNITIES = (Kind.COMMUNITY, Kind.VILLAGE)


def _lines(label: Any, most: int, rows: int = 4, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget, **more)


class ItemForm(forms.Form):
    """What an application says. Only kind, name and communities are needed for a draft."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=ItemKind.choices)
    title = forms.CharField(label=gettext_lazy("事项名称"), max_length=120)
    what = _lines(
        gettext_lazy("要社区做什么"), LONGEST, 5,
        help_text=gettext_lazy("标“选填”的，存草稿时可以先空着，提交前要写。"),
    )  # fmt: skip
    basis = forms.CharField(
        label=gettext_lazy("依据"), max_length=500, required=False,
        help_text=gettext_lazy("法律、法规、规章或文件的名称、文号和条款。"),
    )  # fmt: skip
    manner = forms.CharField(
        label=gettext_lazy("方式、表格或系统"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("能从已有数据得到的，不要再让社区填。"),
    )
    matter = MatterField(label=gettext_lazy("职责清单事项"))
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("涉及哪些社区"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("勾选一个地区，就是它的全部社区。"),
    )  # fmt: skip
    named = _lines(
        gettext_lazy("或者只是这些社区"), 2000, 3,
        help_text=gettext_lazy("一行一个，或用顿号分开：名称或区划代码。"),
    )  # fmt: skip
    times = forms.IntegerField(
        label=gettext_lazy("每个社区每年几次"), min_value=1, max_value=9999, initial=1
    )
    hours = forms.DecimalField(
        label=gettext_lazy("每次大约几小时"), min_value=0, max_value=9999, max_digits=5,
        decimal_places=1, initial=0,
    )  # fmt: skip
    people = forms.IntegerField(
        label=gettext_lazy("部门派出几人"), min_value=0, max_value=9999, initial=0
    )
    money = forms.DecimalField(
        label=gettext_lazy("每年随事项下拨多少元"), min_value=0, max_digits=13, decimal_places=2,
        initial=0, help_text=gettext_lazy("全部社区合计。费随事转：没有经费的，准入时要说明理由。"),
    )  # fmt: skip
    wanted_from = day_field(gettext_lazy("从哪天起"), required=False)
    last = day_field(gettext_lazy("最后一天"), required=False)

    def __init__(self, *args: Any, area: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area
        whole = _("{name}的全部社区").format(name=area.name)
        below = [one for one in orgs.children(area) if one.kind not in COMMUNITIES]
        choices = [(area.short, whole), *((one.short, one.name) for one in below)]
        self.fields["areas"].choices = choices  # type: ignore[attr-defined]

    def clean_named(self) -> list[Place]:
        text = self.cleaned_data["named"].replace("、", "\n").replace("，", "\n")
        inside = Scope.of([Subtree(self.area.hierarchy, self.area.path)])
        found = []
        for said in filter(None, (line.strip() for line in text.splitlines())):
            try:
                found.append(one_place(said, inside))
            except LiandongError as problem:
                raise forms.ValidationError(words_of(problem)) from problem
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = [orgs.place(code) for code in data.get("areas", [])]
        data["units"] = [*chosen, *data.get("named", [])]
        if not data["units"] and not self.errors:
            self.add_error("areas", _("请勾选地区，或写出社区的名称。"))
        return data

    def content(self) -> Content:
        """As the actions take it; the last day becomes the first one that is over."""
        data, last = self.cleaned_data, self.cleaned_data["last"]
        named = ("kind", "title", "what", "basis", "manner", "matter", "times", "hours", "people",
                 "money", "wanted_from")  # fmt: skip
        units = Unit.objects.filter(pk__in=[one.id for one in data["units"]])
        return Content(
            **{name: data[name] for name in named}, units=list(units),
            wanted_until=last + timedelta(days=1) if last else None,
        )  # fmt: skip


@access.needs(APPLY)
def new(request: HttpRequest) -> HttpResponse:
    """A draft; with several departments of one's own the first, or the one asked for."""
    department = _department(request)
    form = ItemForm(request.POST or None, area=_area(department))

    def done(data: dict[str, Any], **how: Any) -> str:
        made = actions.draft(department=department, content=form.content(), **how)
        return lines.url_of(made)

    crumbs = [Crumb(_("事项准入"), _home()), Crumb(_("申请准入"))]
    lead = _("{name}要交社区办的事，先写在这里；提交以前只有本部门看得到。")
    shown = {"title": _("申请准入"), "button": _("保存草稿"), "back": _home(), "crumbs": crumbs,
             "lead": lead.format(name=department.name), "first": _first(department)}  # fmt: skip
    return act(request, form, done, shown=shown, well=_("草稿已保存。看一遍，再提交。"),
               template="admission/write.html")  # fmt: skip


@access.needs(APPLY)
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """As long as it was not taken on to be heard."""
    item = queries.item_for(access.rights(request), number)
    if not queries.may(access.rights(request), APPLY, item):
        told = error("", "只有申请部门能修改。", "Only the department that applies may.").text
        raise Forbidden("forbidden", told)
    sent = request.POST if request.method == "POST" else None
    area = _area(item.department)
    form = ItemForm(sent, area=area, initial=_initial(item, area))

    def done(data: dict[str, Any], **how: Any) -> str:
        actions.edit(item, content=form.content(), **how)
        return lines.url_of(item)

    back = lines.url_of(item)
    crumbs = [Crumb(_("事项准入"), _home()), Crumb(item.number, back), Crumb(_("修改"))]
    returned = item.process.steps.filter(transition="return").order_by("-pk").first()
    lead = _("要补正：{what}").format(what=returned.note) if returned else ""
    shown = {"title": _("修改"), "button": _("保存"), "back": back, "crumbs": crumbs,
             "lead": lead, "first": _first(item.department)}  # fmt: skip
    return act(request, form, done, shown=shown, well=_("已保存。"),
               template="admission/write.html")  # fmt: skip


def _home() -> str:
    return reverse("admission")


def _department(request: HttpRequest) -> Unit:
    own = orgs.roots_of(access.rights(request).scope(APPLY), Hierarchy.GOVERNMENT)
    asked = request.GET.get("of", "")
    chosen = next((one for one in own if one.code == asked), own[0] if own else None)
    if chosen is None:
        told = error("", "您没有部门。", "You have no department.").text
        raise Forbidden("forbidden", told)
    return Unit.objects.get(pk=chosen.id)


def _area(department: Unit) -> Place:
    area = party.area_of(department, days.today())
    if area is None:
        raise error("no_area", "这个部门没有所属地区。", "This department belongs to no area.")
    return area


def _first(department: Unit) -> str:
    """The first day one can apply for now, and why."""
    unit = Unit.objects.get(pk=_area(department).id)
    first, ahead = queries.earliest(unit, timezone.now())
    if not ahead:
        return ""
    return _("要提前 {n} 个工作日申请：现在提交，最早从 {day} 起。").format(n=ahead, day=day(first))


def _initial(item: Item, area: Place) -> dict[str, Any]:
    offered = {area.short, *(one.short for one in orgs.children(area))}
    reached = orgs.places_of(item.reach.values_list("unit_id", flat=True), Hierarchy.TERRITORY)
    areas = [one.short for one in reached
             if one.short in offered and one.kind not in COMMUNITIES]  # fmt: skip
    others = [one for one in reached if one.short not in areas]
    named = ("kind", "title", "what", "basis", "manner", "times", "hours", "people", "money",
             "wanted_from")  # fmt: skip
    return {name: getattr(item, name) for name in named} | {
        "matter": item.matter.code if item.matter else "", "areas": areas,
        "named": "\n".join(f"{one.name} {one.short}" for one in others),
        "last": lines.last_day(item.wanted_until),
    }  # fmt: skip
