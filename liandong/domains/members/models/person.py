"""A person on the way into the Party or in it: as little about them as the work needs."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.members.enums import Sex
from liandong.domains.sealing import SealedField

LONGEST_NAME = 60
SAME_IDENTITY = says(
    "members_person_one_identity",
    Text(
        "这个身份证号码已经登记。请先查名册：可能是同一个人在别的组织，应转接组织关系，不要重新登记。",
        "This identity number is on record. Search the roster: the person may be in another "
        "organisation and needs a transfer, not a second registration.",
    ),
    seen_as="members_person.identity_index",
)
says(
    "members_person_joined",
    Text(
        "入党日期不能早于 1921 年 7 月 1 日，转正日期不能早于入党日期。请核对这两个日期。",
        "Nobody joined before 1 July 1921, nor became a full member before joining. Check both "
        "days.",
    ),
)
says(
    "members_person_kept",
    Text(
        "人员记录不能删除。要删除个人信息，请用“删除个人信息”：姓名和证件号会清除，统计不受影响。",
        "A person's record is never deleted. To forget somebody, erase their personal data: name "
        "and numbers go, the counts stay.",
    ),
)


class Person(models.Model):
    """Name and dates are plain; identity number and telephone are sealed.

    The indexes are blind: equal numbers have equal ones, and nothing else can be read off them.
    """

    name = models.CharField(_("姓名"), max_length=LONGEST_NAME)
    pinyin = models.CharField(_("拼音"), max_length=200, blank=True)
    sex = models.CharField(_("性别"), max_length=6, choices=Sex.choices, blank=True)
    birth_date = models.DateField(_("出生日期"), null=True, blank=True)
    # Accepted as a probationary member, and made a full one: told where it was before this roster.
    joined_on = models.DateField(_("入党日期"), null=True, blank=True)
    full_on = models.DateField(_("转正日期"), null=True, blank=True)
    ethnicity = models.CharField(_("民族"), max_length=20, blank=True)
    education = models.CharField(_("学历"), max_length=20, blank=True)
    identity = SealedField(_("身份证号码"), kind="identity", blank=True, default="")
    identity_index = models.CharField(max_length=64, null=True, blank=True)
    phone = SealedField(_("电话"), kind="phone", blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person"
    )
    # Invented people of the demo are marked wherever they appear.
    invented = models.BooleanField(_("演示虚构"), default=False)
    # The person asked to be forgotten: the row stays for the counts, and says nothing any more.
    erased_at = models.DateTimeField(_("删除个人信息的时间"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.CharField(_("登记人"), max_length=150)

    class Meta:
        verbose_name = _("人员")
        ordering = ["pinyin", "id"]
        constraints = [
            models.UniqueConstraint(fields=["identity_index"], name="members_person_one_identity")
        ]
        indexes = [
            models.Index(fields=["phone_index"], name="person_by_phone"),
            models.Index(fields=["pinyin", "id"], name="person_by_pinyin"),
        ]

    def __str__(self) -> str:
        return self.name
