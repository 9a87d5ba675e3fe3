"""What the wizard asks: the file and its area; how the file is to be understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.orgs.queries import Place


class UploadForm(forms.Form):
    """One file for one area."""

    unit = forms.ChoiceField(
        label=gettext_lazy("这份台账属于哪个范围"),
        help_text=gettext_lazy("范围以外的行会标为错误，不会登记。"),
    )
    file = forms.FileField(
        label=gettext_lazy("台账文件"),
        error_messages={
            "required": gettext_lazy("请选择要上传的文件。"),
            "empty": gettext_lazy("这个文件是空的（0 字节），可能没有传完。请重新选择。"),
        },
    )

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
