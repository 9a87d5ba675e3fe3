"""How one wants to be told: letters, text messages, quiet hours."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liandong.core.kernel.errors import LiandongError
from liandong.domains.notify import actions, queries
from liandong.domains.notify.actions import Wishes
from liandong.domains.notify.models import Preference
from liandong.domains.notify.sms import adapter
from liandong.web.access import own_password, signed_in
from liandong.web.components.shapes import Crumb
from liandong.web.inbox.forms import PreferencesForm


@signed_in
@own_password
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """The settings as a form; a POST changes them."""
    user: Any = request.user
    held = queries.preference_of(user)
    texting = adapter() is not None
    form = PreferencesForm(request.POST or None, texting=texting, initial=_as_said(held))
    if request.method == "POST" and form.is_valid() and _changed(form, held):
        messages.success(request, _("消息设置已保存。"))
        return redirect("inbox_preferences")
    context = {
        "crumbs": [Crumb(_("消息"), reverse("inbox")), Crumb(_("消息设置"))], "form": form,
        "texting": texting, "refused": bool(held.refused_at),
        "account_address": user.email,
    }  # fmt: skip
    return render(request, "inbox/preferences.html", context)


def _as_said(held: Preference) -> dict[str, object]:
    """What the form begins with; the number only masked, never whole."""
    names = ("mail", "address", "digest_at", "texts", "quiet_from", "quiet_to")
    return {name: getattr(held, name) for name in names} | {"phone": _masked(held)}


def _masked(held: Preference) -> str:
    return held.phone.masked() if held.phone else ""


def _changed(form: PreferencesForm, held: Preference) -> bool:
    """Whether the wishes could be granted; if not, the form says why."""
    said = dict(form.cleaned_data)
    if "phone" not in said or said["phone"] == _masked(held):
        # Left as it was shown, masked.
        said["phone"] = held.phone.opened() if held.phone else ""
    said.setdefault("texts", held.texts)
    wishes = Wishes(language=get_language() or "zh-hans", **said)
    try:
        actions.prefer(held.user, wishes, by=held.user.username, at=timezone.now())
    except LiandongError as error:
        field = _FIELDS.get(error.code)
        form.add_error(field if field in form.fields else None,
                       error.text.in_language(wishes.language))  # fmt: skip
        return False
    return True


_FIELDS = {"bad_address": "address", "bad_number": "phone", "digest_in_quiet_hours": "digest_at"}
