from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "liandong.domains.partners"
    label = "partners"
    verbose_name = _("对接系统")

    def ready(self) -> None:
        from liandong.domains.casework.actions.steps import stepped
        from liandong.domains.partners import outbox

        stepped.connect(outbox.put, dispatch_uid="partners")
