"""How somebody wants to hear of what is new, and what the kinds of news are called."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text

# More unread notices of a kind than this are told in one line.
MANY = 3
_KINDS = {
    "election": Text("换届", "Elections"),
    "transfer": Text("组织关系转接", "Transfers"),
    "floating": Text("流动党员", "Floating members"),
    "careers": Text("社区工作者", "Community workers"),
    "correction": Text("信息更正", "Corrections"),
    "reminder": Text("应办提醒", "Reminders of duties"),
    "life.reminder": Text("应办提醒", "Reminders of duties"),
}
_OTHER = Text("其他事项", "Other matters")


def kind_name(kind: str) -> Text:
    """What notices of a kind are about, in a word."""
    return _KINDS.get(kind, _OTHER)


class Mail(models.TextChoices):
    DIGEST = "digest", _("每天一封，合在一起")
    AT_ONCE = "at_once", _("有消息就发")
    NONE = "none", _("不发，我自己来看")
