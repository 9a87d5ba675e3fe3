"""What a letter says: titles and links, nothing else that the inbox holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.conf import settings

from liandong.core.kernel.errors import Text
from liandong.domains.notify.enums import MANY, kind_name
from liandong.domains.notify.models import Notice

SHOWN = 20


def subject(notices: Sequence[Notice], language: str) -> str:
    """The title of the one notice, or how many there are."""
    if len(notices) == 1:
        return f"{_NAME.in_language(language)}：{notices[0].title.in_language(language)}"
    n = len(notices)
    return Text(f"联动：{n} 条新消息", f"Liandong: {n} new notices").in_language(language)


def body(notices: Sequence[Notice], language: str) -> str:
    """One notice after the other, each with the address of its page, many of a kind in one line;
    then how to change this."""
    lines, many = [], {k: n for k, n in Counter(o.kind for o in notices).items() if n > MANY}
    for kind, n in many.items():
        name = kind_name(kind).in_language(language)
        said = Text(f"{name}：{n} 条新消息", f"{name}: {n} new notices").in_language(language)
        lines += [f"* {said}", f"  {_page(f'/inbox/?kind={kind}')}", ""]
    single = [one for one in notices if one.kind not in many]
    for one in single[:SHOWN]:
        lines += [f"* {one.title.in_language(language)}", f"  {_page(one.link)}", ""]
    rest = len(single) - SHOWN
    if rest > 0:
        more = Text(f"另有 {rest} 条：", f"{rest} more: ").in_language(language)
        lines += [f"{more}{_page('/inbox/')}", ""]
    lines += ["-- ", f"{_CHANGE.in_language(language)}{_page('/inbox/preferences/')}"]
    return "\n".join(lines)


def text_message(count: int, language: str) -> str:
    """A text message says only how many."""
    return Text(
        f"【联动】您有 {count} 条新消息，请登录查看。",
        f"[Liandong] {count} new notices. Sign in to read them.",
    ).in_language(language)


def _page(path: str) -> str:
    return f"{settings.INSTANCE_URL}{path}"


_NAME = Text("联动", "Liandong")
_CHANGE = Text("怎样通知您，可以自己改：", "Choose how you are told: ")
