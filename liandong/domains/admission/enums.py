"""What may be asked of a community, what is said of it, how it is decided and ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    """What a department brings to a community."""

    ORGANISATION = "organisation", _("机构")
    SIGN = "sign", _("牌子")
    FORM = "form", _("台账和报表")
    SURVEY = "survey", _("调查")
    INSPECTION = "inspection", _("检查")
    APPRAISAL = "appraisal", _("考核评比")
    CERTIFICATE = "certificate", _("证明")


class Answer(models.TextChoices):
    """What a street or community says; silence is never consent."""

    AGREE = "agree", _("同意")
    DISAGREE = "disagree", _("不同意")
    RESERVE = "reserve", _("保留意见")
    SUGGEST = "suggest", _("有建议")
    SILENT = "silent", _("没有答复")


class Verdict(models.TextChoices):
    APPROVE = "approve", _("同意准入")
    REFUSE = "refuse", _("不予准入")
    LISTED = "listed", _("在负面清单上，不予准入")
    RENEW = "renew", _("同意续期")
    DENY_RENEWAL = "deny_renewal", _("不同意续期")
    TAKE_BACK = "take_back", _("收回准入")


class Basis(models.TextChoices):
    """On what a period rests in which an item may be asked of communities."""

    APPROVAL = "approval", _("准入")
    RENEWAL = "renewal", _("续期")
    EMERGENCY = "emergency", _("紧急事项")


class Reply(models.TextChoices):
    """How a refusal was answered."""

    UPHELD = "upheld", _("拒绝成立")
    ADMITTED = "admitted", _("已经准入")


# The states in which a department may still change what it asks for.
WRITABLE = frozenset({"draft", "emergency", "returned"})
WITH_DEPARTMENT = frozenset({"draft", "emergency", "returned"})
WITH_OFFICE = frozenset({"applied", "opinions", "assessment", "approved", "renewal"})
# What the public may read of: it was published, whatever came of it.
SAID_OF = (Answer.AGREE, Answer.DISAGREE, Answer.RESERVE, Answer.SUGGEST)
