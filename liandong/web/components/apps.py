from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Tags of the design system; its gallery shows every one of them in every state."""

    name = "liandong.web.components"
    label = "components"
