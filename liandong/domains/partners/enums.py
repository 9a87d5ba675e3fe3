"""Why something did not reach a partner."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Trouble(models.TextChoices):
    STATUS = "status", _("对方没有回答 2xx")
    SLOW = "slow", _("对方没有按时回答")
    UNREACHED = "unreached", _("连不上对方")
    TLS = "tls", _("对方的证书不能通过验证")
    NO_HOST = "no_host", _("找不到这个主机")
    FORBIDDEN = "forbidden", _("地址不在允许的网络内")
    REVOKED = "revoked", _("密钥已收回，或回调已关闭")
