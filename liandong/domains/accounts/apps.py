from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "liandong.domains.accounts"
    label = "accounts"
