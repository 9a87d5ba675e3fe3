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
        from liandong.domains.life.signals import life_changed
        from liandong.domains.orgs.actions import tree_changed

        facts_changed.connect(_facts_changed, dispatch_uid="observatory")
        tree_changed.connect(_tree_changed, dispatch_uid="observatory")
        life_changed.connect(_life_changed, dispatch_uid="observatory")


def _facts_changed(*, units: list[int], since: Any, at: Any, whole: bool, **_: Any) -> None:
    """A single fact moves the figures at once; a whole ledger makes new runs."""
    from liandong.domains.observatory import differences, runs

    if whole:
        transaction.on_commit(partial(runs.refresh, cause="ledger", since=since))
    else:
        differences.judge_again(units, since=since, at=at)


def _life_changed(*, units: list[int], since: Any, at: Any, **_: Any) -> None:
    """Noted now, judged when somebody looks: whoever records a meeting waits for no figures."""
    from liandong.domains.observatory import touches

    touches.touch(units, since=since, at=at)


def _tree_changed(*, on: Any, hierarchy: str, **_: Any) -> None:
    """A change of a tree makes new runs from its day on: of the territory at once, of Party
    organisations when somebody looks, or by itself soon."""
    from django.utils import timezone

    from liandong.domains.observatory import runs, touches
    from liandong.domains.orgs.enums import Hierarchy

    if hierarchy == Hierarchy.TERRITORY:
        transaction.on_commit(partial(runs.refresh, cause="tree", since=on))
    elif hierarchy == Hierarchy.PARTY:
        touches.touch([None], since=on, at=timezone.now())
