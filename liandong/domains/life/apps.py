from __future__ import annotations

from django.apps import AppConfig


class LifeConfig(AppConfig):
    name = "liandong.domains.life"
    label = "life"

    def ready(self) -> None:
        from liandong.domains.life.signals import pass_on
        from liandong.domains.members.signals import members_changed

        members_changed.connect(pass_on, dispatch_uid="life.pass_on")
