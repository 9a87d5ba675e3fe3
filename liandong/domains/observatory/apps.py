from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "liandong.domains.observatory"
    label = "observatory"
