from django.apps import AppConfig


class GuaranteeConfig(AppConfig):
    name = "liandong.domains.guarantee"
    label = "guarantee"

    def ready(self) -> None:
        from liandong.domains.guarantee.tasks import resume
        from liandong.domains.intake.actions import recovered

        recovered.connect(resume, dispatch_uid="guarantee.resume")
