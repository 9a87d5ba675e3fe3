"""What every page's frame needs: doors, search, the person, display settings, language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from liandong.domains.accounts.enums import BEGINS_TODAY, ON_REQUESTS, Permission
from liandong.domains.notify.queries import unread_count
from liandong.web.access import rights
from liandong.web.components.shapes import Link
from liandong.web.display.preferences import display_of
from liandong.web.display.views import safe_next


def signed_in(request: HttpRequest) -> bool:
    """The doors' rule unless they say otherwise."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


@dataclass(frozen=True, slots=True)
class Door:
    """A way in: shown where its URL exists and the person may open it.

    `code` also names its icon. `phone`: in the bottom bar, if there is room; the others are under
    更多.
    """

    code: str
    label: str | Promise
    url_name: str
    phone: bool = True
    may: Callable[[HttpRequest], bool] = signed_in
    icon: str = ""


def holder_of(*permissions: Permission) -> Callable[[HttpRequest], bool]:
    """The rule of a door for those who hold one of these permissions anywhere."""

    def may(request: HttpRequest) -> bool:
        return signed_in(request) and rights(request).may_any(*permissions)

    return may


sees_figures = holder_of(Permission.SEE_FIGURES)
sees_life = holder_of(Permission.SEE_LIFE)

sees_requests = holder_of(*ON_REQUESTS)
sees_whistles = holder_of(
    Permission.WHISTLE, Permission.HANDLE_REQUESTS, Permission.SUPERVISE_REQUESTS
)
sees_admission = holder_of(
    Permission.APPLY_ADMISSION, Permission.DECIDE_ADMISSION, Permission.REFUSE_TASK
)


works_today = holder_of(*BEGINS_TODAY)
# For whom anything can wait at all.
waits_for = holder_of(*BEGINS_TODAY, Permission.IMPORT_LEDGER)


def begins_here(request: HttpRequest) -> bool:
    """Whether the overview is somebody's own page, and not only the way to today's."""
    return signed_in(request) and (sees_figures(request) or not works_today(request))


DOORS = (
    Door("today", _("今日"), "today", may=waits_for),
    Door("overview", _("总览"), "overview", may=begins_here),
    Door("desk", _("受理台"), "desk", may=holder_of(Permission.TAKE_REQUESTS)),
    Door("requests", _("诉求办理"), "requests", may=sees_requests),
    Door("whistles", _("吹哨报到"), "whistles", may=sees_whistles),
    Door("supervision", _("督办"), "supervision", may=holder_of(Permission.SUPERVISE_REQUESTS)),
    Door("admission", _("事项准入"), "admission", may=sees_admission),
    Door("units", _("组织"), "units", may=sees_figures),
    Door("organisations", _("党组织"), "organisations", may=sees_life, icon="units"),
    Door("imports", _("导入"), "imports", False, holder_of(Permission.IMPORT_LEDGER)),
    Door("norms", _("规范"), "norms", False, sees_figures),
    Door("tree", _("调整组织"), "tree", True, holder_of(Permission.EDIT_TREE), "units"),
    Door("people", _("用户管理"), "people", True, holder_of(Permission.MANAGE_USERS), "person"),
    Door("partners", _("对接"), "partners", True, holder_of(Permission.MIND_PARTNERS), "imports"),
    Door("locked", _("解锁"), "locked", True, holder_of(Permission.UNLOCK_USERS), "person"),
    Door("audit", _("审计"), "audit", True, holder_of(Permission.READ_AUDIT), "table"),
)
LINKS = (
    ("portal", _("居民诉求")),
    ("catalogue", _("职责清单")),
    ("help", _("帮助")),
    ("gallery", _("组件")),
)
ACCOUNT_LINKS = (
    ("my-record", _("我的记录")),
    ("my_rights", _("我的权限")),
    ("account_change_password", _("修改密码")),
)


def url_of(name: str) -> str:
    """The URL of a name, or "" where this instance has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _doors(request: HttpRequest) -> list[dict[str, Any]]:
    urls = [(door, url_of(door.url_name)) for door in DOORS if door.may(request)]
    open_doors = [(door, url) for door, url in urls if url]
    inside = [url for _door, url in open_doors if _leads_to(url, request.path)]
    here = "/" if _at_home(request) else max(inside, key=len, default="")
    return [
        {
            "code": door.icon or door.code, "label": door.label, "url": url, "phone": door.phone,
            "current": url == here,
        }
        for door, url in open_doors
    ]  # fmt: skip


def _at_home(request: HttpRequest) -> bool:
    """Whether this is the page that the overview leads this person to."""
    home = rights(request).home if signed_in(request) else None
    return home is not None and request.path.startswith(f"/units/{home.short}/")


def _leads_to(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _person(request: HttpRequest) -> dict[str, Any] | None:
    if not signed_in(request):
        return None
    user: Any = request.user
    links = [Link(str(label), url) for name, label in ACCOUNT_LINKS if (url := url_of(name))]
    return {
        "name": user.get_full_name() or user.get_username(),
        "note": getattr(user, "role_note", ""),
        "links": links,
    }


def _bell(request: HttpRequest) -> dict[str, Any] | None:
    """The way to the inbox, and how many notices wait there; asked only where it is shown."""
    if not signed_in(request) or not (url := url_of("inbox")):
        return None
    user: Any = request.user
    return {"url": url, "unread": SimpleLazyObject(lambda: unread_count(user))}


def _here(request: HttpRequest) -> str:
    """Where a display setting leads back to: this page, or the one that sent us to the settings."""
    if request.path == url_of("display"):
        return safe_next(request, request.GET.get("next", "/"))
    return request.get_full_path() if request.method in {"GET", "HEAD"} else request.path


def shell(request: HttpRequest) -> dict[str, Any]:
    """`shell` of every template. `shell.base` is what a page extends: the whole frame, or only the
    content where htmx asked for a piece of it; so one template has two sizes."""
    display = display_of(request)
    doors = _doors(request)
    searches = url_of("search") if sees_figures(request) else ""
    bottom = [door for door in doors if door["phone"]][: 3 if searches else 4]
    htmx: Any = getattr(request, "htmx", None)
    piece = bool(htmx and not htmx.boosted and not htmx.history_restore_request)
    return {
        "shell": {
            "base": "base_fragment.html" if piece else "base.html",
            "instance": getattr(settings, "INSTANCE_NAME", _("基层联动")),
            "place": getattr(settings, "INSTANCE_PLACE", ""),
            "doors": doors,
            "bottom": bottom,
            "more": [door for door in doors if door not in bottom],
            "links": [Link(str(label), url) for name, label in LINKS if (url := url_of(name))],
            "search_url": searches,
            "query": request.GET.get("q", "") if request.path == url_of("search") else "",
            "user": _person(request),
            "bell": _bell(request),
            "login_url": url_of("account_login"),
            "logout_url": url_of("account_logout"),
            "display": display,
            "display_url": url_of("display"),
            "display_settings": display.settings(),
            "html_language": "en" if display.language == "en" else "zh-Hans",
            "here": _here(request),
        }
    }
