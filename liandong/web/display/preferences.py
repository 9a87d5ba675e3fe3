"""The four settings of display, what they may be, and reading them from a request's cookies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGE = settings.LANGUAGE_COOKIE_NAME
CHOICES: dict[str, dict[str, str | Promise]] = {
    "type": {"normal": _("标准"), "large": _("大字")},
    "contrast": {"normal": _("标准"), "high": _("高对比度")},
    "theme": {"auto": _("随系统"), "light": _("浅色"), "dark": _("深色")},
    "language": {"zh-hans": "中文", "en": "English"},
}
LABELS: dict[str, str | Promise] = {
    "type": _("字号"),
    "contrast": _("对比度"),
    "theme": _("明暗"),
    "language": _("语言"),
}
COOKIES = {key: LANGUAGE if key == "language" else f"display_{key}" for key in CHOICES}
SCHEMES = {"auto": "light dark", "light": "light", "dark": "dark"}


@dataclass(frozen=True, slots=True)
class Display:
    """What the page's root element says of itself."""

    theme: str
    type: str
    contrast: str
    language: str

    @property
    def color_scheme(self) -> str:
        return SCHEMES[self.theme]

    def settings(self) -> list[dict[str, Any]]:
        """Each setting with its options, the current one marked, for the form of buttons."""
        return [
            {
                "key": key,
                "label": LABELS[key],
                "options": [
                    {
                        "value": value,
                        "label": label,
                        "current": getattr(self, key) == value,
                        "language": value if key == "language" else "",
                    }
                    for value, label in options.items()
                ],
            }
            for key, options in CHOICES.items()
        ]


def display_of(request: HttpRequest) -> Display:
    """The request's settings; anything unknown in a cookie counts as not set."""

    def chosen(key: str) -> str:
        value = request.COOKIES.get(COOKIES[key], "")
        return value if value in CHOICES[key] else next(iter(CHOICES[key]))

    language = (get_language() or settings.LANGUAGE_CODE).lower()
    known = language if language in CHOICES["language"] else "zh-hans"
    return Display(chosen("theme"), chosen("type"), chosen("contrast"), known)
