"""Keys are handed out once and revoked for good; a request sent twice is one."""

from __future__ import annotations

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.casework.models import Case
from liandong.domains.partners import actions, queries, taking
from liandong.domains.partners.models import Key, Receipt
from tests.domains.casework.kit import COMMUNITY, DISTRICT, t, unit

pytestmark = pytest.mark.django_db


def made(**more):
    said = {"name": "市民热线", "place": unit(DISTRICT), "by": "admin", "at": t(11, 3), **more}
    return actions.create(**said)


def take(key, external="A-1", text="路灯不亮", body=None):
    return taking.take(key, external=external, body=body or {"text": text}, at=t(11, 3),
                        text=text, place=unit(COMMUNITY), channel="partner")  # fmt: skip


def test_only_the_digest_of_a_key_is_kept(province):
    key, secret = made()
    assert queries.key_of(secret).pk == key.pk
    kept = {str(value) for value in Key.objects.filter(pk=key.pk).values_list().get()}
    assert secret not in kept
    assert secret not in str(list(Event.objects.values_list("after", flat=True)))
    assert queries.key_of("") is None
    assert queries.key_of("\x00\ud800") is None


def test_a_revoked_key_opens_nothing_and_is_revoked_once(province):
    key, secret = made()
    for _ in range(2):
        actions.revoke(key, by="admin", at=t(11, 4))
    assert queries.key_of(secret) is None
    told = Event.objects.filter(subject=f"key:{key.pk}").values_list("action", flat=True)
    assert sorted(told) == ["partners.create_key", "partners.revoke_key"]


def test_a_key_by_its_name_or_its_beginning(province):
    one, _ = made()
    assert queries.key_named("市民热线") == one
    made()
    with pytest.raises(LiandongError) as several:
        queries.key_named("市民热线")
    assert several.value.code == "which_key"
    assert queries.key_named(one.start) == one
    with pytest.raises(LiandongError) as none:
        queries.key_named("nobody")
    assert none.value.code == "no_key"


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\x00b"])
def test_a_name_is_a_name(province, name):
    with pytest.raises(LiandongError):
        made(name=name)


def test_the_pace_holds_for_a_minute(province):
    key, _ = made(per_minute=2)
    for second in (0, 30):
        actions.count(key, at=t(11, 3, 9, 0).replace(second=second))
    with pytest.raises(actions.TooFast):
        actions.count(key, at=t(11, 3, 9, 0).replace(second=59))
    actions.count(key, at=t(11, 3, 9, 1))


def test_sent_twice_is_one_and_something_else_is_refused(province):
    key, _ = made()
    first, again = take(key), take(key)
    assert (first.case.pk, first.secret, again.new) == (again.case.pk, again.secret, False)
    assert Receipt.objects.filter(partner="市民热线").count() == 1
    with pytest.raises(actions.Otherwise):
        take(key, text="井盖坏了")
    assert Case.objects.filter(partner="市民热线").count() == 1


def test_two_partners_may_use_one_number(province):
    one, _ = made()
    other, _ = made(name="网格平台")
    assert take(one).case.pk != take(other).case.pk


def test_a_number_is_a_number(province):
    key, _ = made()
    for external in ("x" * 81, "a\x00"):
        with pytest.raises(LiandongError):
            take(key, external=external)


def test_a_place_outside_the_key_s_area(province):
    key, _ = made()
    assert queries.place_in(key, COMMUNITY).code == COMMUNITY
    with pytest.raises(LiandongError) as outside:
        queries.place_in(key, "4604")
    assert outside.value.code == "outside_key"


def test_nothing_a_community_must_not_be_given_is_reported(province):
    kinds = set(queries.services(t(11, 3).date()).values_list("kind", flat=True))
    assert kinds
    assert not kinds & {"community_negative", "community_stamping"}
