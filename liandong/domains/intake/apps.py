from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "liandong.domains.intake"
    label = "intake"
