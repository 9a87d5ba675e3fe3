from __future__ import annotations

from functools import partial
from typing import Any

from django.apps import AppConfig
from django.db import transaction


class ObservatoryConfig(AppConfig):
    name = "liandong.domains.observatory"
    label = "observatory"

    def ready(self) -> None:
        from liandong.domains.guarantee.actions import facts_changed
        from liandong.domains.orgs.actions import tree_changed

        facts_changed.connect(_facts_changed, dispatch_uid="observatory")
        tree_changed.connect(_tree_changed, dispatch_uid="observatory")


def _facts_changed(*, units: list[int], since: Any, at: Any, whole: bool, **_: Any) -> None:
    """A single fact moves the figures at once; a whole ledger makes new runs."""
    from liandong.domains.observatory import differences, runs

    if whole:
        transaction.on_commit(partial(runs.refresh, cause="ledger", since=since))
    else:
        differences.judge_again(units, since=since, at=at)


def _tree_changed(*, on: Any, hierarchy: str, **_: Any) -> None:
    """A change of the territory makes new runs from its day on."""
    from liandong.domains.observatory import runs
    from liandong.domains.orgs.enums import Hierarchy

    if hierarchy == Hierarchy.TERRITORY:
        transaction.on_commit(partial(runs.refresh, cause="tree", since=on))
