from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "liandong.domains.partners"
    label = "partners"
    verbose_name = _("对接系统")
