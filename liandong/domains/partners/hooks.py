"""Where partners are told: set, closed; what was given up is sent again."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import QuerySet

from liandong.core.kernel.errors import error
from liandong.domains.audit.actions import record
from liandong.domains.orgs.models import Unit
from liandong.domains.partners import calling
from liandong.domains.partners.models import Delivery, Hook, Key

_LENGTH = 32


def set_hook(partner: str, *, url: str, by: str, at: datetime) -> tuple[Hook, str]:
    """From now on the partner is told there; the secret by which it knows us, told this once.
    Set again, address and secret are new, and what waits goes to the new address.

    Raises `LiandongError`: no_partner, bad_webhook, webhook_not_allowed.
    """
    place = _place_of(partner)
    try:
        calling.addresses(calling.target(url))
    except calling.Unreached as trouble:
        raise error(
            "webhook_not_allowed",
            f"这个地址不能用：{trouble.trouble.label}。须用 https，且不在内部网络；政务网内的平台，"
            "由系统管理员用 LIANDONG_WEBHOOK_NETWORKS 放行。",
            f"This address cannot be used ({trouble.trouble.value}): https, and not in a private "
            "network, unless LIANDONG_WEBHOOK_NETWORKS allows it.",
        ) from None  # fmt: skip
    secret = token_urlsafe(_LENGTH)
    with transaction.atomic():
        hook, _new = Hook.objects.update_or_create(
            partner=partner,
            defaults={"url": url, "secret": secret, "set_at": at, "set_by": by, "off_at": None},
        )
        told = {"partner": partner, "host": calling.target(url).host}
        record(action="partners.set_webhook", by=by, at=at, subject=f"webhook:{hook.pk}",
               unit=place.code, after=told)  # fmt: skip
    return hook, secret


def close(partner: str, *, by: str, at: datetime) -> None:
    """The partner is told nothing more. Raises `LiandongError` no_partner, no_webhook."""
    place = _place_of(partner)
    with transaction.atomic():
        hook = Hook.objects.filter(partner=partner, off_at=None).first()
        if hook is None:
            raise error("no_webhook", f"“{partner}”没有回调地址。", f"{partner!r} has no webhook.")
        Hook.objects.filter(pk=hook.pk).update(off_at=at)
        record(action="partners.close_webhook", by=by, at=at, subject=f"webhook:{hook.pk}",
               unit=place.code, after={"partner": partner})  # fmt: skip


def send_again(dead: QuerySet[Delivery], *, by: str, at: datetime) -> int:
    """What was given up is tried anew, from the first try on; how many."""
    again = 0
    with transaction.atomic():
        rows = dead.filter(dead_at__isnull=False).values_list("pk", "hook", "hook__partner")
        of = {pk: (hook, partner) for pk, hook, partner in rows}
        for hook, partner in dict.fromkeys(of.values()):
            mine = [pk for pk, whose in of.items() if whose == (hook, partner)]
            found = Delivery.objects.filter(pk__in=mine, dead_at__isnull=False)
            n = found.update(
                dead_at=None, next_at=at, tries=0, claimed_at=None, status=None, trouble=""
            )
            if n:
                record(action="partners.send_again", by=by, at=at, subject=f"webhook:{hook}",
                       unit=_place_of(partner).code, after={"deliveries": n})  # fmt: skip
            again += n
    return again


def _place_of(partner: str) -> Unit:
    """Where its newest key serves. Raises `LiandongError` no_partner."""
    key = Key.objects.filter(name=partner).select_related("place").order_by("-pk").first()
    if key is None:
        raise error(
            "no_partner",
            f"没有名为“{partner}”的对接系统。请先发放密钥：liandong partners create。",
            f"There is no partner {partner!r}. Hand out a key first: liandong partners create.",
        )  # fmt: skip
    return key.place
