from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "liandong.domains.catalogue"
    label = "catalogue"
    verbose_name = _("职责清单")
