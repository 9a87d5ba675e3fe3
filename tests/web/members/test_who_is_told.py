"""Each deed that leaves something to somebody tells them, once, in their language, with a link that
they may open; and nobody else. One line for each deed.

Home is the branch of `branch`, where `member` belongs; the host is the branch of `host`; above both
works `party_xiuying`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from liandong.domains.members import actions
from liandong.domains.members.actions import floating, reporting, transfers
from liandong.domains.members.models import Person
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.models import Unit
from tests.web.members.conftest import HOST

THIRD = "D460105001003"
HOME_SIDE, HOST_SIDE, OWN, OFFICE = "branch", "host", "member", "party_xiuying"


def how(by: str) -> dict[str, Any]:
    return {"by": by, "at": timezone.now(), "on": timezone.localdate()}


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def who() -> Person:
    return Person.objects.get(user__username="member")


def sent(to: str | None = HOST) -> Any:
    return transfers.send(who(), receiver=unit(to) if to else None,
                          outside="" if to else "外省某支部", **how(HOME_SIDE))  # fmt: skip


def returned() -> Any:
    return transfers.step(sent(), "return", note="抬头有误", **how(HOST_SIDE))


def away(host: str | None = HOST) -> Any:
    when = how(HOME_SIDE)
    return floating.register_away(who(), since=when.pop("on"), reason="work", elsewhere="",
                                  host=unit(host) if host else None, **when)  # fmt: skip


def accepted() -> Any:
    return floating.accept(away(), branch=unit(HOST), **how(HOST_SIDE))


def reported(stay: Any = None) -> Any:
    day = timezone.localdate()
    return reporting.report_in(who(), host=unit(HOST), since=day, reason="moved", **how(OWN))


def asked() -> Any:
    return actions.ask_correction(who(), said="生日不对", **how(OWN))


def answered(transition: str, note: str = "") -> Callable[[Any], Any]:
    return lambda case: actions.answer_correction(
        case, transition=transition, note=note, **how(OWN if transition == "withdraw" else "branch")
    )


def letter(transition: str, by: str, note: str = "") -> Callable[[Any], Any]:
    return lambda case: transfers.step(case, transition, note=note, **how(by))


def stay(transition: str, by: str, note: str = "") -> Callable[[Any], Any]:
    return lambda case: floating.step(case, transition, note=note, **how(by))


def received_while_floating_elsewhere(case: Any) -> Any:
    floating.accept(away(), branch=unit(HOST), **how(HOST_SIDE))
    moved = sent(THIRD)
    Notice.objects.all().delete()
    return transfers.receive(moved, branch=unit(THIRD), **how(OFFICE))


@dataclass(frozen=True)
class Line:
    """A deed after what came before it; who is told, and the title in both languages."""

    before: Callable[[], Any]
    deed: Callable[[Any], Any]
    told: frozenset[str]
    zh: str
    en: str


def line(before: Callable[[], Any], deed: Callable[[Any], Any], told: set[str], zh: str,
         en: str) -> Line:  # fmt: skip
    return Line(before, deed, frozenset(told), zh, en)


def nothing() -> None:
    return None


TABLE = {
    "a letter is sent": line(
        nothing, lambda _: sent(), {HOST_SIDE, OWN}, "已发出，待接收", "Sent, waiting for receipt"),
    "the receipt": line(
        sent, lambda case: transfers.receive(case, branch=unit(HOST), **how(HOST_SIDE)),
        {HOME_SIDE, OWN}, "已接收", "Received"),
    "a letter is returned": line(
        sent, letter("return", HOST_SIDE, "抬头有误"), {HOME_SIDE, OWN}, "已退回，待处理",
        "Returned, to be dealt with"),
    "a letter is sent again on the same day": line(
        returned, letter("resend", HOME_SIDE), {HOST_SIDE, OWN}, "已发出，待接收",
        "Sent, waiting for receipt"),
    "a letter is withdrawn": line(
        sent, letter("withdraw", HOME_SIDE, "不转了"), {HOST_SIDE, OWN}, "已撤回", "Withdrawn"),
    "a letter out of the system": line(
        nothing, lambda _: sent(None), {OWN}, "已发出", "Sent"),
    "the office above sends it": line(
        nothing, lambda _: transfers.send(who(), receiver=unit(HOST), **how(OFFICE)),
        {HOME_SIDE, HOST_SIDE, OWN}, "已发出，待接收", "Sent, waiting for receipt"),
    "home registers a stay with a host": line(
        nothing, lambda _: away(), {HOST_SIDE, OWN}, "已通知流入地，待报到", "Host told"),
    "home tells the host later": line(
        lambda: away(None), lambda case: floating.notify_host(case, host=unit(HOST),
                                                              **how(HOME_SIDE)),
        {HOST_SIDE, OWN}, "已通知流入地，待报到", "Host told"),
    "a member reports in by themselves": line(
        nothing, reported, {HOME_SIDE, HOST_SIDE}, "已报到，待接收", "Reported in"),
    "a member reports in where home had registered": line(
        lambda: away(None), reported, {HOME_SIDE, HOST_SIDE}, "已报到，待接收", "Reported in"),
    "the host takes them in": line(
        away, lambda case: floating.accept(case, branch=unit(HOST), **how(HOST_SIDE)),
        {HOME_SIDE, OWN}, "流入地已接收", "Taken in by the host"),
    "the host declines": line(
        away, stay("decline", HOST_SIDE, "不在本辖区"), {HOME_SIDE, OWN}, "流入地未接收",
        "Declined by the host"),
    "the member is back": line(
        accepted, stay("return", HOME_SIDE), {HOST_SIDE, OWN}, "已返回", "Returned"),
    "contact is lost": line(
        accepted, stay("lose", HOME_SIDE, "停机"), {HOST_SIDE, OWN}, "失去联系", "Contact lost"),
    "a correction is asked for": line(
        nothing, lambda _: asked(), {HOME_SIDE}, "已提出，待答复", "Asked, waiting for an answer"),
    "it is taken": line(asked, answered("take"), {OWN}, "已更正", "Corrected"),
    "it is refused": line(asked, answered("refuse", "与档案一致"), {OWN}, "未采纳", "Not taken"),
    "it is withdrawn": line(asked, answered("withdraw"), {HOME_SIDE}, "已撤回", "Withdrawn"),
}  # fmt: skip


@pytest.fixture
def _member_is_free(members) -> None:
    assert not who().transfers.exists()
    assert not who().floatings.exists()


@pytest.mark.parametrize("deed", TABLE)
@pytest.mark.usefixtures("_member_is_free")
def test_each_deed_tells_those_it_concerns_once(client_of, deed: str) -> None:
    one = TABLE[deed]
    case = one.before()
    Notice.objects.all().delete()
    one.deed(case)
    told = list(Notice.objects.select_related("recipient"))
    assert sorted(n.recipient.username for n in told) == sorted(one.told)
    for notice in told:
        assert one.zh in notice.title_zh
        assert one.en in notice.title_en
        assert who().name not in notice.title_zh + notice.body_zh + notice.title_en
        _read(client_of(notice.recipient.username), notice, one)


def _read(client: Any, notice: Notice, one: Line) -> None:
    """The inbox says it in the reader's language, and its link opens."""
    for language, words in (("zh-hans", one.zh), ("en", one.en)):
        page = client.get("/inbox/", headers={"accept-language": language}).content.decode()
        assert words in page
    assert client.get(notice.link).status_code == 200, notice.link


@pytest.mark.usefixtures("_member_is_free")
def test_a_host_hears_that_a_stay_ended_with_a_letter_to_somebody_else(client_of) -> None:
    received_while_floating_elsewhere(None)
    told = {n.recipient.username: n for n in Notice.objects.select_related("recipient")}
    assert set(told) == {HOME_SIDE, HOST_SIDE, OWN}
    assert Notice.objects.count() == len(told)
    assert "已转接组织关系" in told[HOST_SIDE].title_zh
    assert "已接收" in told[HOME_SIDE].title_zh
    for name, notice in told.items():
        assert client_of(name).get(notice.link).status_code == 200


@pytest.mark.usefixtures("_member_is_free")
def test_contacts_and_words_of_the_host_leave_nothing_to_anybody(client_of) -> None:
    one = accepted()
    Notice.objects.all().delete()
    floating.contact(one, way="phone", **how(HOME_SIDE))
    floating.feedback(one, text="参加主题党日", **how(HOST_SIDE))
    assert not Notice.objects.exists()
