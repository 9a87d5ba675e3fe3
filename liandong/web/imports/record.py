"""What is on record of a file."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.intake.models import Batch, State
from liandong.web.components.shapes import Item
from liandong.web.components.tags.numbers import moment
from liandong.web.imports.batches import names_of
from liandong.web.imports.forms import PASTED


def items_of(batch: Batch) -> list[Item]:
    """Where a file came from, what it says, who did what with it and when."""
    names = names_of({batch.uploaded_by, batch.published_by})

    def who(username: str) -> str:
        return names.get(username, username)

    items = [
        Item(_("文件"), batch.file_name, url=reverse("import_original", args=[batch.pk])),
        Item(_("来源"), _("从表格粘贴")) if batch.options.get("provenance") == PASTED else None,
        Item(_("工作表"), batch.sheet) if batch.sheet else None,
        Item(_("范围"), batch.unit.name),
        Item(_("数据截至"), batch.as_of),
        Item(_("上传"), who(batch.uploaded_by), note=moment(batch.uploaded_at)),
        Item(_("发布"), who(batch.published_by), note=moment(batch.published_at))
        if batch.state == State.PUBLISHED
        else Item(_("状态"), batch.get_state_display()),
        Item(_("批次"), str(batch.pk), note=_("指纹 %(digest)s") % {"digest": batch.sha256[:12]}),
    ]
    return [item for item in items if item]
