from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "liandong.domains.audit"
    label = "audit"
