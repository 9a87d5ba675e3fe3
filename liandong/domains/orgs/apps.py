from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "liandong.domains.orgs"
    label = "orgs"
