"""A request, who made it, who joined it, what was shown with it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.casework.enums import Channel, Moderation, Wish
from liandong.domains.catalogue.enums import TimeClass
from liandong.domains.catalogue.models import Matter
from liandong.domains.database import says
from liandong.domains.orgs.models import Unit
from liandong.domains.sealing import SealedField
from liandong.domains.workflow.models import Process

LONGEST = 4000
SENT_TWICE = "casework_external_once"
# Its link follows from the number under which it was sent: whichever of the two is found taken.
LINK_TWICE = "casework_case_secret_hash_key"
says(
    SENT_TWICE,
    Text("这个外部编号已经收到过。", "This external number was received before."),
    seen_as="casework_case.external",
)
says(
    LINK_TWICE,
    Text("这件诉求已经收到过。", "This request was received before."),
    seen_as="casework_case.secret_hash",
)
says(
    "casework_case_rewritten",
    Text(
        "诉求的编号、来源和收到时间不能改写，诉求也不能删除；要删除个人信息，请用“删除我的信息”。",
        "Number, channel and time of receipt are never rewritten, and a request is never removed; "
        "to forget somebody, erase their data.",
    ),
)


class Requester(models.Model):
    """Who asked: as little as the answer needs, sealed. Only the desk looks anybody up by it."""

    name = SealedField(_("姓名"), blank=True, default="")
    phone = SealedField(_("电话"), kind="phone", blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="")
    email = SealedField(_("邮箱"), blank=True, default="")
    wish = models.CharField(_("通知方式"), max_length=4, choices=Wish.choices, default=Wish.NONE)
    language = models.CharField(max_length=10, default="zh-hans")
    erased_at = models.DateTimeField(_("删除个人信息的时间"), null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("诉求人")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["phone_index"], condition=~Q(phone_index=""), name="requester_by_phone"
            )
        ]

    def __str__(self) -> str:
        return f"requester:{self.pk}"

    @property
    def reachable(self) -> bool:
        """Whether there is any way to reach them."""
        return bool(self.phone or self.email)


class Case(models.Model):
    """One request. `state`, `due_at` and `handler` repeat what the process says, for lists: one
    function alone writes them, in the step's own transaction."""

    number = models.CharField(_("编号"), max_length=20, unique=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    process = models.OneToOneField(Process, models.PROTECT, related_name="case")
    channel = models.CharField(_("来源"), max_length=8, choices=Channel.choices)
    partner = models.CharField(max_length=40, blank=True)
    external = models.CharField(_("外部编号"), max_length=80, null=True)
    requester = models.ForeignKey(
        Requester, models.PROTECT, null=True, related_name="cases", verbose_name=_("诉求人")
    )
    hide_name = models.BooleanField(_("不让承办单位知道姓名"), default=False)
    text = models.CharField(_("内容"), max_length=LONGEST)
    # Two characters each, for search; see `searching`.
    grams = models.TextField(blank=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    matter_code = models.CharField(max_length=20, blank=True)
    time_class = models.CharField(_("时限类别"), max_length=10, choices=TimeClass.choices)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="requests_here")
    address = models.CharField(_("地址"), max_length=200, blank=True)
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True)
    # Whom it complains about: it never goes there, nor is it read there.
    about = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    private = models.BooleanField(_("不公开"), default=False)
    moderation = models.CharField(
        _("公开审核"), max_length=7, choices=Moderation.choices, default=Moderation.WAITING
    )
    # What the public reads, where it differs; the original stays.
    public_text = models.CharField(max_length=LONGEST, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    handler = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("状态"), max_length=16)
    due_at = models.DateTimeField(_("时限"), null=True)
    received_at = models.DateTimeField(_("收到"))
    replied_at = models.DateTimeField(_("答复"), null=True)
    closed_at = models.DateTimeField(_("办结"), null=True)
    erased_at = models.DateTimeField(null=True)
    invented = models.BooleanField(_("演示虚构"), default=False)

    class Meta:
        verbose_name = _("诉求")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "external"], name=SENT_TWICE),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST), name="case_text_short"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="case_on_earth",
                violation_error_message=_("经纬度要成对填写，并在地球上。"),
            ),
            models.CheckConstraint(
                condition=Q(about=None) | Q(handler=None) | ~Q(handler=F("about")),
                name="case_not_to_its_subject",
                violation_error_message=_("投诉不能交给被投诉的单位办理。"),
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
                name="case_merged_into_another",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-id"], name="case_of_place"),
            models.Index(fields=["matter_code", "-id"], name="case_of_matter"),
            models.Index(fields=["state", "-id"], name="case_of_state"),
            models.Index(fields=["received_at"], name="case_received"),
            models.Index(fields=["requester"], name="case_of_requester"),
            models.Index(
                fields=["handler", "due_at", "id"], condition=Q(closed_at=None),
                name="case_inbox",
            ),
            models.Index(
                fields=["desk", "due_at", "id"], condition=Q(closed_at=None), name="case_desk"
            ),
            models.Index(
                fields=["due_at", "id"], condition=Q(closed_at=None), name="case_by_time_left"
            ),
            models.Index(fields=["latitude", "longitude"], name="case_where"),
            # How many are open, late, due soon, is read off the index alone.
            models.Index(
                fields=["place", "due_at", "about", "id"], condition=Q(closed_at=None),
                name="case_open_by_place",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"case:{self.pk}"


class Joined(models.Model):
    """A resident to whom the same happens; answered, called back and heard as the first one is."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="joined")
    requester = models.ForeignKey(Requester, models.PROTECT, related_name="joins")
    secret_hash = models.CharField(max_length=64, unique=True)
    # Theirs was merged into it.
    merged = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("加入的居民")
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "requester"], name="joined_once",
                violation_error_message=_("已经加入过了。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id}+{self.pk}"


class Assisting(models.Model):
    """A unit that helps the one that leads."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assisting")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["case", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "unit"], name="assists_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.unit_id}"


class Photo(models.Model):
    """A picture made anew from the one that was sent: nothing but its pixels is left."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="photos")
    data = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # Pictures of what was done are the handler's.
    by_handler = models.BooleanField(default=False)
    public = models.BooleanField(_("可以公开"), default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("照片")
        ordering = ["case", "id"]

    def __str__(self) -> str:
        return f"{self.case_id} photo {self.pk}"
