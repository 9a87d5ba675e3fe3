"""How an area is staffed, seen as one: by post and community, what is missing, what goes on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liandong.core.standards.norms import NormBook, resolve
from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.careers import finding
from liandong.domains.guarantee.careers.eligibility import TERMS, Why, standings
from liandong.domains.guarantee.careers.finding import Staffed
from liandong.domains.guarantee.careers.models import PostKind
from liandong.domains.orgs.queries import short_code
from liandong.web.careers.look import HERE, HIRINGS, too_large
from liandong.web.careers.look import TERMS as TAB
from liandong.web.components.shapes import Column, Item
from liandong.web.dashboard.look import Look

# A street or a district fits a page, the district below the people; of more communities the page
# says how many lack a head.
_MOST = 60
_AT_A_GLANCE = 12


def shown(look: Look, book: NormBook) -> dict[str, Any]:
    """The numbers of an area, and a line for each of its communities where they are few."""
    every = finding.staffed(look.place, on=look.on)
    few = not look.judged and len(every) <= _MOST
    return {
        "counts": [*_counts(every), *_under_way(look, book)],
        "staffed": [_line(one) for one in every] if few else [],
        "staffed_columns": _columns(),
        "many": len(every) > _AT_A_GLANCE,
        "missing": sum(one.headless for one in every),
    }


def _counts(every: list[Staffed]) -> list[Item]:
    by_post = {kind: sum(one.posts[kind.value] for one in every) for kind in PostKind}
    vacant = sum(one.headless for one in every)
    return [
        Item(_("在岗"), sum(by_post.values())),
        *(Item(capfirst(kind.label), count) for kind, count in by_post.items()),
        Item(_("正职空缺的社区"), vacant),
    ]


def _under_way(look: Look, book: NormBook) -> list[Item]:
    """Hirings that go on; and, for whoever decides, heads whom the rule makes eligible."""
    going = finding.hirings(look.place).filter(process__closed_on=None).count()
    found = [Item(_("正在进行的招聘"), going, url=look.at(HIRINGS, look.place.short))]
    norm = resolve(book, TERMS, [one.code for one in look.line], look.on)
    may = look.rights.may(Permission.CORRECT_FACTS, look.place)
    if norm is None or not may or too_large(look.place):
        return found
    who = finding.reviews(look.place, on=look.on).order_by().values_list("worker_id", flat=True)
    judged = standings(who, int(norm.value), on=look.on)
    eligible = sum(one.why is Why.ELIGIBLE for one in judged.values())
    url = look.at(TAB, look.place.short)
    return [*found, Item(_("按规则符合选拔条件的书记"), eligible, url=url)]


def _columns() -> list[Column]:
    return [
        Column("unit", _("社区")),
        *(Column(kind.value, capfirst(kind.label), "number") for kind in PostKind),
        Column("missing", _("缺什么")),
    ]


def _line(one: Staffed) -> dict[str, Any]:
    url = reverse(HERE, args=[short_code(one.code)])
    return {"unit": one.name, "unit_url": url, "missing": _missing(one)} | dict(one.posts)


def _missing(one: Staffed) -> str:
    if not any(one.posts.values()):
        return _("没有登记社区工作者")
    lacks = [(PostKind.HEAD, _("正职空缺")), (PostKind.DEPUTY, _("没有副职"))]
    return "、".join(words for kind, words in lacks if not one.posts[kind.value]) or "—"
