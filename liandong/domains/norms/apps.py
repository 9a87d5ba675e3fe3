from __future__ import annotations

from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "liandong.domains.norms"
    label = "norms"
