from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "liandong.domains.accounts"
    label = "accounts"

    def ready(self) -> None:
        from liandong.domains.accounts import signals  # noqa: F401
