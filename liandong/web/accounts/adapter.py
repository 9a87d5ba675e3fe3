"""Accounts are given, not taken: nobody signs up by themselves; and what allauth would write, our
actions write."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandong.domains.accounts import sign_in
from liandong.domains.accounts.models import User
from liandong.web.accounts.home import first_page


class NoSignUp(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "用户名或密码不对。请核对大小写；连续错 5 次会锁定 15 分钟。"
        ),
        "account_inactive": _("这个账号已停用。如有疑问，请联系安全管理员。"),
        "enter_current_password": _("现在的密码不对，请重新输入。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return first_page(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return first_page(request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """A one-time password leads to where it is changed, whatever page was asked for."""
        response = super().post_login(request, user, **kwargs)
        if user.must_change_password:
            return HttpResponseRedirect(reverse("account_change_password"))
        return response

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """Only what is worth saying: that one has signed in, one sees."""
        if message_template == "account/messages/password_changed.txt":
            messages.success(request, _("密码已改。其他地方的登录都已退出。"))

    def clean_password(self, password: str, user: User | None = None) -> str:  # type: ignore[override]
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(_("新密码不能和现在的一样。"))
        return super().clean_password(password, user)

    def set_password(self, user: User, password: str) -> None:  # type: ignore[override]
        sign_in.change_password(user, password, by=user.username, at=timezone.now())
