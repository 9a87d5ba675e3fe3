from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "liandong.domains.casework"
    label = "casework"
    verbose_name = _("群众诉求")
