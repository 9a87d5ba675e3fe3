from __future__ import annotations

from django.apps import AppConfig


class LifeConfig(AppConfig):
    name = "liandong.domains.life"
    label = "life"
