"""A resident says what is wrong: one form, sent once however often it is sent."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from liandong.core.kernel.errors import LiandongError
from liandong.domains.casework import actions, queries
from liandong.domains.casework.actions import Who
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries import Alike
from liandong.domains.casework.queries.residents import about_this_system
from liandong.domains.crowding import COME_BACK, Crowded, room
from liandong.domains.observatory import days
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import roots
from liandong.web.errors import words_of
from liandong.web.portal import floods, kept_photos, places
from liandong.web.portal.forms import SayForm
from liandong.web.portal.places import Chosen

PARTNER = "portal"
KINDS = ("", "unit", "system")
LOOKS = {"find", "look", "drop", "tap", "here", "forget"}  # buttons that send nothing off
_SIGNER = signing.Signer(salt="portal.form")


# Whoever sends this acts for nobody who has signed in; and a page left open overnight still works.
@csrf_exempt
@never_cache
def say(request: HttpRequest) -> HttpResponse:
    """The form; what may be the same, before it is sent; then the secret link."""
    if request.method != "POST":
        kind = request.GET.get("about", "")
        form = SayForm(kind=kind if kind in KINDS else "")
        return _form(request, form, places.chosen(request.GET), _new_key())
    wait = floods.waiting_time(request)
    sent = _Sent(request, wait)
    if not sent.whole:
        return sent.again()
    if number := request.POST.get("join"):
        return sent.done(lambda: sent.join(number))
    if "another" not in request.POST and (alike := sent.similar()):
        return sent.shown("portal/similar.html", {"alike": alike})
    return sent.done(sent.receive)


class _Sent:
    """What came with one POST."""

    def __init__(self, request: HttpRequest, wait: int) -> None:
        self.request, self.wait, self.status = request, wait, 200
        kind = request.POST.get("kind", "")
        self.form = SayForm(request.POST, kind=kind if kind in KINDS else "")
        self.key = _key_of(request.POST.get("key", ""))
        self.fresh = not self.key
        self.key = self.key or _new_key()
        self.place = places.placed(request.POST)
        # Each is looked at, so that everything that is wrong is said at once.
        found = [self._photos(), self.form.is_valid(), self._placed(), self._may_send()]
        self.whole = all(found)

    def _photos(self) -> bool:
        if "drop" in self.request.POST:
            kept_photos.drop(self.key)
        try:
            kept_photos.keep(self.key, self.request.FILES.getlist("photos"))
        except LiandongError as error:
            self.form.add_error(None, words_of(error))
            self.status = 400
            return False
        return "drop" not in self.request.POST

    def _placed(self) -> bool:
        """A place is there; looking for one is no mistake."""
        searching = LOOKS & set(self.request.POST) or self.place.open
        if searching and not self.wait:
            self.form.errors.clear()
            return False
        if self.form.errors:
            self.status = 400
        if self.place.place or self.form.kind == "system":
            return True
        self.status = 400
        if self.place.hits:
            self.form.add_error(None, _("请选一个地点：有几个地方叫这个名字。"))
        else:
            self.form.add_error(None, self.place.error or _("请选事情发生在哪里。"))
        return False

    def _may_send(self) -> bool:
        if self.wait:
            self.status = 429
            said = _("现在提交的人太多。您写的都还在，请过 %(n)d 分钟再按一次“提交”。")
            self.form.add_error(None, said % {"n": -(-self.wait // 60)})
            return False
        if self.fresh and self.form.is_valid():
            self.status = 400
            self.form.add_error(
                None, _("这张表单放得太久或不完整。您写的都还在，请再按一次“提交”。")
            )
        return not self.fresh

    def again(self) -> HttpResponse:
        answer = self.shown("portal/new.html", {})
        answer.status_code = self.status
        if self.wait:
            answer["Retry-After"] = str(self.wait)
        return answer

    def shown(self, template: str, more: dict[str, Any]) -> HttpResponse:
        return _form(self.request, self.form, self.place, self.key, template, more)

    def done(self, deed: Any) -> HttpResponse:
        """To the page with the number; or back to the form with what was wrong."""
        try:
            with room():
                secret = deed()
        except Crowded:
            self.wait, self.status = COME_BACK, 503
            said = _("现在同时提交的人太多，还没有收下。您写的都还在，请过几秒再按一次“提交”。")
            self.form.add_error(None, said)
            return self.again()
        except LiandongError as error:
            self.form.add_error(None, words_of(error))
            self.status = 400
            return self.again()
        kept_photos.drop(self.key)
        return redirect("portal-thanks", secret)

    def _unit(self) -> Unit:
        where = self.place.place or roots()[0]
        return Unit.objects.get(pk=where.id)

    def similar(self) -> list[Alike]:
        """Open public ones that may be the same; a complaint is nobody else's."""
        if self.form.kind:
            return []
        return queries.similar(
            text=self.form.cleaned_data["text"], place=self._unit(), limit=3, **self._point
        )

    @property
    def _point(self) -> dict[str, Any]:
        here = self.place.here
        return {"latitude": here.latitude, "longitude": here.longitude} if here else {}

    @property
    def _once(self) -> str:
        """The same words from the same form are one request."""
        said = (self.form.cleaned_data["text"], self.place.place and self.place.place.code)
        return f"key:{self.key}:{sha256(repr(said).encode()).hexdigest()[:16]}"

    def receive(self) -> str:
        said, at = self.form.cleaned_data, timezone.now()
        system = self.form.kind == "system"
        made = actions.receive(
            text=said["text"], place=self._unit(), channel="web", by="resident", at=at,
            who=self.form.someone, address=said["address"], hide_name=said["hide_name"],
            private=said["private"], about=said["about"], partner=PARTNER, external=self._once,
            matter=about_this_system(days.today()) if system else None,
            photos=kept_photos.read(self.key), **self._point,
        )  # fmt: skip
        return made.secret

    def join(self, number: str) -> str:
        case: Case = queries.public_case(number.replace("\x00", "?")[:20])
        who = self.form.someone or Who()
        _joined, secret = actions.join(
            case, who=who, by="resident", at=timezone.now(), external=self._once
        )
        return secret


def _form(
    request: HttpRequest, form: SayForm, place: Chosen, key: str,
    template: str = "portal/new.html", more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    titles = {"unit": _("投诉单位或工作人员"), "system": _("对本系统的意见")}
    shown = {
        "form": form, "place": place, "key": _SIGNER.sign(key), "kept": len(kept_photos.kept(key)),
        "title": titles.get(form.kind, _("反映一件事")), "kind": form.kind,
        "most": kept_photos.MOST, **(more or {}),
    }  # fmt: skip
    return render(request, template, shown)


def _new_key() -> str:
    return token_urlsafe(16)


def _key_of(signed: str) -> str:
    """The key that we gave; nobody brings one that another form has."""
    try:
        return _SIGNER.unsign(signed)
    except signing.BadSignature:
        return ""


@never_cache
def place(request: HttpRequest) -> HttpResponse:
    """The lists again, one further: a piece of the form, for browsers with script."""
    return render(
        request, "portal/_place.html", {"place": places.chosen(request.GET), "form": None}
    )
