from django.apps import AppConfig


class WebConfig(AppConfig):
    """Everything that knows HTTP."""

    name = "liandong.web"
    label = "web"
