"""What the wizard asks: the file and its area; how the file is to be understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.orgs.queries import Place

PASTED = "pasted"


class LookedForm(forms.Form):
    """What must have been looked at before a file is published, if there are figures far out."""

    def __init__(self, data: Any = None, *, asked: bool) -> None:
        super().__init__(data)
        if asked:
            self.fields["looked"] = forms.BooleanField(
                label=_("上面的数我已看过，照收"),
                error_messages={"required": _("请先看过上面的数，再勾选。")},
            )


class UploadForm(forms.Form):
    """One file for one area."""

    unit = forms.ChoiceField(
        label=gettext_lazy("这份台账属于哪个范围"),
        help_text=gettext_lazy("范围以外的行会标为错误，不会登记。"),
    )
    file = forms.FileField(
        label=gettext_lazy("台账文件"),
        required=False,
        error_messages={
            "empty": gettext_lazy("这个文件是空的（0 字节），可能没有传完。请重新选择。"),
        },
    )

    pasted = forms.CharField(
        label=gettext_lazy("或者把表格粘贴在这里"), required=False, strip=False,
        help_text=gettext_lazy("在 Excel 或 WPS 里选中表格（连同表头），复制，再点这里粘贴。"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "class": "mono"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One table: a file or a paste."""
        data = super().clean() or {}
        pasted = bool((data.get("pasted") or "").strip())
        if data.get("file") and pasted:
            self.add_error("pasted", _("文件和粘贴的表格只能有一样。请去掉文件，或清空这里。"))
        if not data.get("file") and not pasted and "file" not in self.errors:
            self.add_error("file", _("请选择要上传的文件，或把表格粘贴在下面。"))
        return data

    def table(self, now: datetime) -> tuple[BinaryIO, str, dict[str, Any]]:
        """What was sent: the file, its name, and where it comes from if it is none."""
        said = self.cleaned_data
        if said.get("file"):
            return said["file"], said["file"].name, {}
        at = f"{timezone.localtime(now):%Y-%m-%d %H.%M}"
        name = _("粘贴的表格 %(at)s.tsv") % {"at": at}
        return BytesIO(said["pasted"].encode()), name, {"provenance": PASTED}

    def __init__(self, *args: Any, areas: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        top = min((one.depth for one in areas), default=0)
        choices = [(str(one.id), "　" * (one.depth - top) + one.name) for one in areas]
        many = [("", _("请选择"))] if len(self._tops(areas)) > 1 else []
        self.fields["unit"].choices = [*many, *choices]  # type: ignore[attr-defined]

    @staticmethod
    def _tops(areas: Sequence[Place]) -> list[Place]:
        return [one for one in areas if not any(
            other is not one and one.path.startswith(other.path) for other in areas
        )]  # fmt: skip
