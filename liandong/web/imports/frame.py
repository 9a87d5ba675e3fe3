"""What every page of the wizard has: the way back, and the steps with the one we are at."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.intake.models import Batch, State
from liandong.web.components.shapes import Crumb, Step

UPLOAD, UNDERSTAND, FINDINGS, DECIDE, DONE = range(5)


def crumbs(here: str = "", url: str = "") -> list[Crumb]:
    """The way to a page of this room."""
    way = [Crumb(_("导入"), reverse("imports") if here else "")]
    return [*way, Crumb(here, url)] if here else way


def steps(batch: Batch | None, at: int) -> list[Step]:
    """The five steps; those behind us, and those already open, can be opened again."""
    labels = (_("上传"), _("核对读法"), _("看问题"), _("决定"), _("完成"))
    names = ("", "import_understanding", "import_findings", "import_decide", "")
    read = batch is not None and batch.state == State.READ
    made = []
    for number, (label, name) in enumerate(zip(labels, names, strict=True)):
        state = "current" if number == at else "done" if number < at else "todo"
        url = reverse(name, args=[batch.pk]) if batch and read and name and number < at else ""
        made.append(Step(label, state, url))  # type: ignore[arg-type]
    return made


def page(request: HttpRequest, batch: Batch, at: int, **more: Any) -> dict[str, Any]:
    """The context every step shares."""
    return {
        "batch": batch, "crumbs": crumbs(batch.file_name), "steps": steps(batch, at),
        "open": batch.state in {State.READ, State.FAILED, State.UPLOADED},
        "note": _("可以离开这一页，回来接着看；完成后会在这里继续。"), **more,
    }  # fmt: skip
