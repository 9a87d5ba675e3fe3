from django.apps import AppConfig


class GuaranteeConfig(AppConfig):
    name = "liandong.domains.guarantee"
    label = "guarantee"
