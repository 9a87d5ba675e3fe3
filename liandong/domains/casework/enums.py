"""Ways in, what may be public, what is answered at a call-back, what is reviewed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    WEB = "web", _("网上")
    PHONE = "phone", _("电话")
    VISIT = "visit", _("上门")
    LETTER = "letter", _("来信")
    OPEN311 = "open311", _("Open311")
    PARTNER = "partner", _("其他平台转来")


class Moderation(models.TextChoices):
    WAITING = "waiting", _("待审核")
    PUBLIC = "public", _("已公开")
    HIDDEN = "hidden", _("不公开")


class Way(models.TextChoices):
    PHONE = "phone", _("电话")
    VISIT = "visit", _("见面")
    MESSAGE = "message", _("短信或邮件")


class Wish(models.TextChoices):
    """How a requester wants to be told."""

    NONE = "none", _("不用通知，我自己查")
    SMS = "sms", _("短信")
    MAIL = "mail", _("邮件")


class Resolved(models.TextChoices):
    YES = "yes", _("已解决")
    NO = "no", _("没有解决")
    UNREACHED = "unreached", _("没有联系上")


class Satisfied(models.TextChoices):
    YES = "yes", _("满意")
    NO = "no", _("不满意")
    NONE = "none", _("没有评价")


class ReviewKind(models.TextChoices):
    OBJECTION = "objection", _("派单异议")
    EXTENSION = "extension", _("申请延期")
    EXCLUSION = "exclusion", _("建议不予办理")
    APPEAL = "appeal", _("诉求人申诉")
    CALL_BACK = "call_back", _("对回访结果有异议")
    WHISTLE = "whistle", _("请街道吹哨")


class Grade(models.TextChoices):
    """How the street found what a department did."""

    GOOD = "good", _("好")
    FAIR = "fair", _("一般")
    POOR = "poor", _("差")


OPEN = frozenset({
    "received", "classified", "dispatched", "accepted", "working", "objected", "redispatching",
    "reclassified", "replied", "called_back", "excluding", "excluded", "appealed",
})  # fmt: skip
# After an upheld objection: to another unit, as it is or classified anew.
TO_ANOTHER = frozenset({"redispatching", "reclassified"})
WITH_DESK = frozenset({"received", "classified", "replied"}) | TO_ANOTHER
WITH_HANDLER = frozenset({"dispatched", "accepted", "working"})
MORE_TIME = frozenset({"accepted", "working"})  # where more time may be asked for
WITH_SUPERVISOR = frozenset({"objected", "excluding", "appealed"})
