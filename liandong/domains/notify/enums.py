"""How somebody wants to hear of what is new."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mail(models.TextChoices):
    DIGEST = "digest", _("每天一封，合在一起")
    AT_ONCE = "at_once", _("有消息就发")
    NONE = "none", _("不发，我自己来看")
