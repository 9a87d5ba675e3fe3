from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdmissionConfig(AppConfig):
    name = "liandong.domains.admission"
    label = "admission"
    verbose_name = _("社区事务准入")
