from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "liandong.domains.casework"
    label = "casework"
    verbose_name = _("群众诉求")

    def ready(self) -> None:
        from liandong.domains.workflow.signals import limit_moved

        limit_moved.connect(_follow, dispatch_uid="casework")


def _follow(sender: object, process: Any, **_more: Any) -> None:
    """A day was declared: lists and sweeps go by what the request repeats of its process."""
    from liandong.domains.casework import outcomes
    from liandong.domains.casework.actions.steps import mirror
    from liandong.domains.casework.models import Case

    if process.definition != "request":
        return
    for case in Case.objects.filter(process=process):
        case.process = process
        mirror(case)
        outcomes.keep([case.pk])
