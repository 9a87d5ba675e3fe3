from django.apps import AppConfig


class WebConfig(AppConfig):
    """Everything that knows HTTP."""

    name = "liandong.web"
    label = "web"

    def ready(self) -> None:
        from liandong.web import middleware  # noqa: F401  (what it does when somebody signs in)
