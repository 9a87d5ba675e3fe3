"""What the pages of a sheet show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from liandong.core.kernel.errors import Text
from liandong.domains.intake.passing import Said
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Crumb, Step, Tab
from liandong.web.imports.words import SEVERITIES
from liandong.web.imports.words import problem as problem_of
from liandong.web.party.look import PartyLook, frame, look_inside
from liandong.web.sheets import working
from liandong.web.sheets.forms import ReadForm
from liandong.web.sheets.holding import Held
from liandong.web.sheets.kinds import Kind

PAGE = 50


def url(kind: Kind, look: PartyLook, step: str) -> str:
    """A page that is of no sheet yet."""
    return reverse(kind.name(step), args=[look.place.code])


def frame_of(kind: Kind, look: PartyLook, here: str = "") -> dict[str, Any]:
    """What every page shows on top."""
    shown = frame(look, kind.back)
    back = look.at(kind.back, look.place.code)
    title = str(kind.title)
    crumbs = [*shown["crumbs"], Crumb(str(kind.list), back),
              Crumb(title, url(kind, look, "new") if here else "")]  # fmt: skip
    shown["crumbs"] = [*crumbs, Crumb(here)] if here else crumbs
    return shown | {"back": back, "kind": kind}


def steps(at: int) -> list[Step]:
    """Send, look, done."""
    labels = (_("上传"), _("核对"), _("完成"))
    state = ["done"] * at + ["current"] + ["todo"] * (2 - at)
    return [Step(one, now) for one, now in zip(labels, state, strict=True)]  # type: ignore[arg-type]


def page(one: Held, at: int, **more: Any) -> dict[str, Any]:
    """The context of the pages of a sheet."""
    urls = {f"{step}_url": one.url(step) for step in ("look", "read", "take", "marked", "discard")}
    new = url(one.kind, one.look, "new")
    return frame_of(one.kind, one.look, one.name) | urls | {
        "steps": steps(at), "file": one.name, "new_url": new, **more,
    }  # fmt: skip


def review(request: HttpRequest, one: Held, said: Said, form: Any = None) -> HttpResponse:
    """How it was understood, what is wrong, what may be taken."""
    form = form or ReadForm(kind=one.kind, said=said)
    severity = request.GET.get("severity", "")
    found = [f for f in said.findings if severity not in SEVERITIES or f["severity"] == severity]
    language = "en" if (get_language() or "").startswith("en") else "zh"
    listed = page_of(request, found, PAGE)
    total = sum(said.counts.values())
    shown = page(
        one, 1, said=said, form=form, page=listed, total=total, tabs=_tabs(said, severity),
        shown=[{**f, "kind": SEVERITIES[f["severity"]], "message": f[language]} for f in listed],
        problem=problem_of(said.problem), doubts=any(row["doubt"] for row in form.columns),
        refused=_refused(one), more=total > len(said.findings), asks=bool(form.fields),
    )  # fmt: skip
    return render(request, "sheets/review.html", shown, status=400 if form.errors else 200)


def _refused(one: Held) -> str:
    told = one.one.told(working.REFUSED)
    if told is None:
        return ""
    return Text(told["zh"], told["en"]).in_language(get_language() or "zh-hans")


def _tabs(said: Said, chosen: str) -> list[Tab]:
    every = sum(said.counts.values())
    tabs = [Tab(_("全部"), "?", chosen not in SEVERITIES, every)]
    for one, label in SEVERITIES.items():
        tabs.append(Tab(str(label), f"?severity={one}", chosen == one, said.counts.get(one, 0)))
    return tabs


def progress(request: HttpRequest, one: Held, done: tuple[int, int]) -> HttpResponse:
    """How far the work has come."""
    shown = page(one, 1, url=one.url("look"), label=_("正在读取和核对"),
                 title=_("正在处理“%(file)s”") % {"file": one.name},
                 note=_("可以离开这一页，一小时内用这个浏览器回来接着看。"),
                 done=done[0] or None, total=done[1] or None)  # fmt: skip
    piece = request.htmx  # type: ignore[attr-defined]
    return render(request, "sheets/_progress.html" if piece else "sheets/progress.html", shown)


def onward(one: Held) -> HttpResponse:
    """A page that asked how far it has come is led to what came of it."""
    return HttpResponseClientRedirect(one.url("look"))


def done(request: HttpRequest, one: Held, came: dict[str, int]) -> HttpResponse:
    """What came of it."""
    return render(request, "sheets/done.html", page(one, 2, came=came))


def broken_off(request: HttpRequest, one: Held) -> HttpResponse:
    """It was being read, and whoever read it is gone."""
    said = _refused(one) or _("读取被打断了，什么都没有登记。请再读一次。")
    return render(request, "sheets/broken.html", page(one, 1, words=said), status=200)


def gone(request: HttpRequest, kind: Kind, code: str, words: str) -> HttpResponse:
    """The sheet is not there, for this browser at least."""
    look = look_inside(request, code, kind.permission)
    new = url(kind, look, "new")
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(new)
    shown = frame_of(kind, look, _("已经不在")) | {"words": words, "new_url": new}
    return render(request, "sheets/gone.html", shown, status=404)
