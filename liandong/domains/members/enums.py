"""How far somebody is on the way into the Party, and how they stand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    MALE = "male", _("男")
    FEMALE = "female", _("女")


class Stage(models.TextChoices):
    """The steps of joining, in their order."""

    APPLICANT = "applicant", _("入党申请人")
    ACTIVIST = "activist", _("入党积极分子")
    CANDIDATE = "candidate", _("发展对象")
    PROBATIONARY = "probationary", _("预备党员")
    FULL = "full", _("正式党员")


# Those who are members; the others are on their way.
MEMBERS = (Stage.PROBATIONARY, Stage.FULL)


class Standing(models.TextChoices):
    NORMAL = "normal", _("正常")
    SUSPENDED = "suspended", _("停止党籍")


class Entry(models.TextChoices):
    """Why a row of a membership begins."""

    REGISTERED = "registered", _("首次登记")
    STAGE = "stage", _("阶段变化")
    TRANSFER = "transfer", _("转入")
    MOVED = "moved", _("调整支部或小组")
    SUSPENDED = "suspended", _("停止党籍")
    RESUMED = "resumed", _("恢复党籍")


class Exit(models.TextChoices):
    """Why somebody is in no organisation any more."""

    TRANSFER_OUT = "transfer_out", _("转往系统外")
    LEFT = "left", _("退党")
    REMOVED = "removed", _("除名")
    EXPELLED = "expelled", _("开除党籍")
    CANCELLED = "cancelled", _("取消预备党员资格")
    WITHDRAWN = "withdrawn", _("不再申请或培养")
    DIED = "died", _("去世")


class AwayReason(models.TextChoices):
    """Why a member floats."""

    WORK = "work", _("外出务工经商")
    CLOSED = "closed", _("原单位撤销或破产")
    GRADUATED = "graduated", _("毕业后未就业或未转接")
    EMPLOYER = "employer", _("更换工作单位")
    ABROAD = "abroad", _("出国（境）")
    MOVED = "moved", _("居住地变化")
    SEASON = "season", _("候鸟居住")
    OTHER = "other", _("其他")


class ContactWay(models.TextChoices):
    """How the home organisation reached a floating member."""

    PHONE = "phone", _("电话")
    MESSAGE = "message", _("短信或网络")
    VISIT = "visit", _("走访或见面")
    MEETING = "meeting", _("远程参加会议")
