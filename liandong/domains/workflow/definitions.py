"""The lifecycles of this instance, read once."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.lifecycles import Lifecycle, load
from liandong.domains.workflow.models import Process


@cache
def every() -> dict[tuple[str, int], Lifecycle]:
    """By code and version."""
    return load(settings.NORMS / "lifecycles")


def newest(code: str) -> Lifecycle:
    """The newest version of a lifecycle. Raises `LiandongError` `lifecycle.unknown`."""
    found = [one for (name, _version), one in every().items() if name == code]
    if not found:
        raise _unknown(code)
    return max(found, key=lambda one: one.version)


def of(process: Process) -> Lifecycle:
    """The definition with which a case began. Raises `LiandongError` `lifecycle.unknown`."""
    found = every().get((process.definition, process.version))
    if found is None:
        raise _unknown(f"{process.definition} v{process.version}")
    return found


def _unknown(name: str) -> LiandongError:
    return LiandongError(
        "lifecycle.unknown",
        Text(f"没有名为“{name}”的流程定义。", f"No lifecycle is called {name!r}."),
    )
