"""Coming in and going out: allauth's views with our words, and what stands for signing up."""

from __future__ import annotations

from typing import Any

from allauth.account import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from liandong.domains.accounts.people import invented
from liandong.domains.observatory import days
from liandong.web.accounts.forms import EntranceForm, PasswordForm


class Entrance(views.LoginView):
    """Sign in; on a demo, the invented people are listed, and a click fills in their name."""

    form_class = EntranceForm

    def get_form_class(self) -> type[EntranceForm]:
        return EntranceForm

    def get_initial(self) -> dict[str, Any]:
        return {"login": self.request.GET.get("as", "")[:150]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "invented": [
                {"username": one.username, "name": one.display_name, "roles": one.roles}
                for one in invented(days.today())
            ],
            "next": self.request.GET.get("next", ""),
        }  # fmt: skip


class ChangePassword(views.PasswordChangeView):
    """The person's own new password."""

    def get_form_class(self) -> type[PasswordForm]:
        return PasswordForm


@require_safe
def given(request: HttpRequest) -> HttpResponse:
    """Accounts and forgotten passwords are other people's to give; whose, is said here."""
    return render(request, "account/given.html")


# allauth looks some of these names up; everything that would send mail leads to `given`.
urlpatterns = [
    path("login/", Entrance.as_view(), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", given, name="account_inactive"),
    path("password/change/", ChangePassword.as_view(), name="account_change_password"),
    path("password/set/", given, name="account_set_password"),
    path("password/reset/", given, name="account_reset_password"),
    path("signup/", given, name="account_signup"),
    path("email/", given, name="account_email"),
    path("reauthenticate/", given, name="account_reauthenticate"),
]
