"""Every tag and filter of the design system; a template builtin, so no page needs `{% load %}`."""

from liandong.web.components.registry import register
from liandong.web.components.tags import (  # noqa: F401 (importing registers)
    charts,
    feedback,
    forms,
    navigation,
    numbers,
    records,
    tables,
)

__all__ = ["register"]
