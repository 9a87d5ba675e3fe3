"""The lists of duties, the time classes of requests, and who takes part in a matter."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListKind(models.TextChoices):
    """The list on which a matter stands."""

    DEPARTMENT = "department", _("部门职责")
    STREET_BASIC = "street_basic", _("街道基本履职")
    STREET_SUPPORTING = "street_supporting", _("街道配合履职")
    STREET_TAKEN_BACK = "street_taken_back", _("上级收回")
    COMMUNITY_LAWFUL = "community_lawful", _("社区依法履职")
    COMMUNITY_ASSISTING = "community_assisting", _("社区协助政府")
    COMMUNITY_NEGATIVE = "community_negative", _("社区负面清单")
    COMMUNITY_STAMPING = "community_stamping", _("社区印章（可出具）")


# What the list gives to others is never sent down to streets and communities.
KEPT_ABOVE = frozenset(
    {ListKind.DEPARTMENT, ListKind.STREET_TAKEN_BACK, ListKind.COMMUNITY_NEGATIVE}
)


class TimeClass(models.TextChoices):
    """How soon something has to happen; the limits are norms."""

    DANGER = "danger", _("紧急：危及生命、公共卫生或稳定")
    UTILITY = "utility", _("水电气暖和极端天气")
    ORDINARY = "ordinary", _("一般诉求")
    COMPLEX = "complex", _("复杂诉求")


class Part(models.TextChoices):
    LEAD = "lead", _("牵头")
    ASSIST = "assist", _("协同")
