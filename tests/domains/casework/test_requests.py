"""A request on its way: received once, sent where the catalogue says, answered, contested, closed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.workdays import BEIJING
from liandong.domains.audit.models import Event
from liandong.domains.casework import actions, photos, queries
from liandong.domains.casework.actions import Who
from liandong.domains.casework.models import Case, Joined, Message, Requester, Review
from liandong.domains.casework.queries import lists
from liandong.domains.casework.sweeping import escalate, send, sweep
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.database import explained
from liandong.domains.norms.models import AdoptedNorms
from liandong.domains.notify.models import Notice
from liandong.domains.orgs import actions as tree
from liandong.domains.orgs.actions import Deed
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import place
from liandong.domains.workflow.models import Clock, Process
from liandong.domains.workflow.workdays import declare_day
from tests.domains.casework.kit import (
    CITY,
    COMMUNITY,
    STREET,
    answered,
    dispatched,
    led_by_another,
    led_by_department,
    led_by_nobody,
    person,
    received,
    rights,
    t,
    unit,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("province")


class Refused:
    def __init__(self, code: str) -> None:
        self.code = code

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _trace) -> bool:
        assert kind is not None, f"{self.code} was not raised"
        assert getattr(error, "code", None) == self.code, error
        assert error.text.zh
        assert error.text.en
        return True


refused = Refused


def consistent(case: Case) -> Case:
    kept = Case.objects.get(pk=case.pk)
    process = Process.objects.get(pk=case.process_id)
    assert (kept.state, kept.due_at) == (process.state, process.due_at)
    assert (kept.closed_at is None) == (process.closed_on is None)
    return kept


# In


def test_it_is_received_with_number_link_and_clock() -> None:
    made = actions.receive(text="路灯不亮", place=unit(COMMUNITY), channel="web", by="resident",
                           at=t(11, 3))  # fmt: skip
    case = consistent(made.case)
    assert case.number.startswith("20261103")
    assert (case.state, case.due_at) == ("received", t(11, 4))
    assert made.secret not in str(Case.objects.values().get(pk=case.pk))
    assert queries.by_secret(made.secret).case == case
    assert queries.by_secret("forged") is None


def test_the_same_external_number_is_one_case_with_one_link() -> None:
    said = {"text": "停水", "place": unit(COMMUNITY), "channel": "partner", "by": "p", "at": t(11, 3),
            "partner": "12345", "external": "A-1"}  # fmt: skip
    first, second = actions.receive(**said), actions.receive(**said)
    assert (first.case, first.secret, second.new) == (second.case, second.secret, False)
    assert actions.receive(**{**said, "partner": "other"}).new


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("路灯\x00坏\x07了\u202egnp.exe", "路灯坏了gnp.exe"),
        ("  一行\r\n\r\n\r\n\r\n二行 ", "一行\n\n二行"),
        ("<script>alert(1)</script> 灯坏了 👷🏽‍♀️", "<script>alert(1)</script> 灯坏了 👷🏽‍♀️"),
    ],
)
def test_what_nobody_sees_is_not_kept(said: str, kept: str) -> None:
    assert received(said).text == kept


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": " \u202e\x00 "}, "text_missing"),
        ({"text": "。" * 5}, "text_missing"),
        ({"text": "长" * 4001}, "text_too_long"),
        ({"latitude": 0, "longitude": 110}, "outside_area"),
        ({"who": Who(phone="call me")}, "bad_phone"),
        ({"who": Who(email="nobody")}, "bad_email"),
        ({"who": Who(wish="sms")}, "wish_without_way"),
        ({"photos": [b"not a photo"]}, "not_a_photo"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(change: dict, code: str) -> None:
    before = Case.objects.count(), Requester.objects.count(), Process.objects.count()
    with refused(code):
        received(**{"text": "路灯不亮", **change})
    assert (Case.objects.count(), Requester.objects.count(), Process.objects.count()) == before


def test_a_place_that_is_not_in_the_tree_is_refused() -> None:
    nowhere = Unit.objects.create(code="460105999999", name="天外社区", kind="community")
    with refused("outside_area"):
        received(place=nowhere)


def test_a_photo_keeps_nothing_but_its_pixels() -> None:
    sent = io.BytesIO()
    exif = Image.Exif()
    exif[0x9286] = "at home"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (3000, 2000), "red").save(sent, "JPEG", exif=exif)
    data, width, height = photos.made_anew(sent.getvalue())
    assert (width, height) == (1600, 1067)
    assert not Image.open(io.BytesIO(data)).getexif()
    assert b"home" not in data


def test_a_picture_too_large_is_never_unpacked() -> None:
    sent = io.BytesIO()
    Image.new("1", (9000, 9000)).save(sent, "PNG")
    with refused("photo_too_large"):
        photos.made_anew(sent.getvalue())
    with refused("photo_too_large"):
        photos.made_anew(b"\xff" * (photos.LARGEST + 1))


def bomb() -> bytes:
    """A picture of one point with a text of 200 MB packed into 200 kB."""
    out = io.BytesIO()
    about = PngInfo()
    about.add_text("Comment", "0" * 200_000_000, zip=True)
    Image.new("L", (1, 1)).save(out, "PNG", pnginfo=about)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("photo.jpg", b"\0" * 50_000_000)
    return out.getvalue()


@pytest.mark.parametrize("made", [bomb, archive])
def test_an_archive_bomb_is_no_photo(made) -> None:
    sent = made()
    assert len(sent) < photos.LARGEST, "small enough to be looked at"
    with refused("not_a_photo"):
        photos.made_anew(sent)


# On


def test_it_goes_to_the_department_of_the_list_and_its_people_hear_of_it() -> None:
    case = consistent(dispatched())
    assert (case.state, case.handler.kind) == ("dispatched", "department")
    liaison = person("li", "liaison", case.handler.code, "government")
    again = dispatched()
    assert Notice.objects.filter(recipient=liaison, about__startswith=f"{again}:").exists()
    assert queries.inbox(rights(liaison), at=t(11, 3)).rows[0].handler == case.handler
    assert Message.objects.filter(case=case).count() == 1


def test_what_the_list_keeps_above_never_goes_to_the_grassroots() -> None:
    case = received()
    actions.classify(case, matter=led_by_department(), by="desk", at=t(11, 3, 9))
    for code in (COMMUNITY, STREET):
        with refused("never_sent_down"):
            actions.dispatch(case, to=unit(code), reason="近", by="desk", at=t(11, 3, 10))
    assert consistent(case).state == "classified"


def test_without_a_responsible_unit_the_desk_keeps_it() -> None:
    case = received()
    with refused("not_classified"):
        actions.dispatch(case, by="desk", at=t(11, 3, 9))
    actions.classify(case, matter=led_by_nobody(), by="desk", at=t(11, 3, 9))
    with refused("no_responsible"):
        actions.dispatch(case, by="desk", at=t(11, 3, 10))
    desk = person("desk1", "desk", CITY)
    assert consistent(case).state == "classified"
    assert case.pk in {one.pk for one in queries.desk_inbox(rights(desk), at=t(11, 3)).rows}


def test_nothing_goes_to_a_closed_department() -> None:
    case = received()
    matter = led_by_department()
    actions.classify(case, matter=matter, by="desk", at=t(11, 3, 9, 30))
    lead = catalogue.leads(matter, place(COMMUNITY), date(2026, 11, 3))
    tree.close(lead, deed=Deed(by="t", at=t(11, 2), on=date(2026, 11, 2)), hierarchy="government")
    with refused("unit_closed"):
        actions.dispatch(case, to=lead, reason="照旧", by="desk", at=t(11, 3, 10))
    assert consistent(case).state == "classified"
    # By the list it is whoever still stands and does the same work nearest above.
    case = actions.dispatch(case, by="desk", at=t(11, 3, 10))
    assert case.handler_id != lead.pk
    assert Position.objects.filter(unit=case.handler, hierarchy="government").exists()


def test_limits_count_a_leap_day() -> None:
    """Seven days from 26 February 2028, which has a 29th."""
    case = received(at=datetime(2028, 2, 26, 9, tzinfo=BEIJING))
    how = {"by": "desk", "at": datetime(2028, 2, 26, 10, tzinfo=BEIJING)}
    actions.classify(case, matter=led_by_department(), time_class="ordinary", **how)
    case = actions.dispatch(case, **how)
    feedback = Clock.objects.get(process=case.process, code="feedback")
    assert feedback.due_at == datetime(2028, 3, 5, tzinfo=BEIJING)


def test_two_desks_at_once_send_it_once() -> None:
    case = received()
    actions.classify(case, matter=led_by_department(), by="desk", at=t(11, 3, 9))
    stale = Case.objects.get(pk=case.pk)
    actions.dispatch(case, by="desk1", at=t(11, 3, 10), seen="classified")
    with refused("lifecycle.moved_on"):
        actions.dispatch(stale, by="desk2", at=t(11, 3, 10), seen="classified")
    assert Process.objects.get(pk=case.process_id).steps.filter(transition="dispatch").count() == 1


def test_a_contact_is_the_response_and_begins_the_work() -> None:
    case = dispatched()
    actions.contact(case, way="phone", reached=False, by="l", at=t(11, 3, 10, 30))
    assert consistent(case).state == "dispatched"
    actions.contact(case, way="phone", reached=True, by="l", at=t(11, 3, 11))
    assert consistent(case).state == "working"
    assert Clock.objects.get(process=case.process, code="contact").stopped_at == t(11, 3, 11)


def test_objections_are_reviewed_by_another_and_limited() -> None:
    case, n = dispatched(), 0
    for n in (1, 2):
        review = actions.object_to(case, reason="不属于本单位", by="l", at=t(11, 3, 11 + n))
        with refused("own_review"):
            actions.decide(review, granted=True, reason="同意", by="l", at=t(11, 3, 11 + n))
        actions.decide(review, granted=False, reason="属于", by="sup", at=t(11, 3, 11 + n))
        with refused("decided_already"):
            actions.decide(Review.objects.get(pk=review.pk), granted=True, reason="再", by="s2",
                           at=t(11, 3, 14))  # fmt: skip
        case = consistent(case)
        assert case.state == "dispatched"
    with refused("objected_enough"):
        actions.object_to(case, reason="还是不属于", by="l", at=t(11, 3, 15))
    late = dispatched()
    with refused("objected_late"):
        actions.object_to(late, reason="晚了", by="l", at=t(11, 5))


def upheld(case: Case) -> Case:
    """The objection of the unit that has it stands."""
    review = actions.object_to(case, reason="分错了事项", by="l", at=t(11, 3, 11))
    actions.decide(review, granted=True, reason="确实", by="sup", at=t(11, 3, 12))
    return consistent(case)


def test_wrongly_classified_it_is_classified_anew_and_goes_to_another() -> None:
    case = dispatched()
    first, began = case.handler, Clock.objects.get(process=case.process, code="feedback")
    case = upheld(case)
    with refused("objection_stands"):
        actions.dispatch(case, by="desk", at=t(11, 3, 13))
    other = led_by_another(first)
    actions.classify(case, matter=other, by="desk", at=t(11, 3, 14), seen="redispatching")
    case = consistent(case)
    assert (case.state, case.matter, case.time_class) == (
        "reclassified", other, other.time_class,
    )  # fmt: skip
    actions.classify(case, matter=other, by="desk", at=t(11, 3, 14), seen="reclassified")
    case = actions.dispatch(case, by="desk", at=t(11, 3, 15))
    assert (case.state, case.handler_id != first.pk) == ("dispatched", True)
    # One clock from the first dispatch, which stood still meanwhile.
    again = Clock.objects.get(process=case.process, code="feedback")
    assert (again.pk, again.started_at, again.stopped_at) == (began.pk, began.started_at, None)
    assert again.due_at is not None
    assert [one.transition for one in case.process.steps.order_by("pk")][-2:] == [
        "reclassify", "dispatch",
    ]  # fmt: skip


def test_more_time_is_asked_for_granted_once_and_never_longer_than_the_norm() -> None:
    case = dispatched()
    actions.accept(case, by="l", at=t(11, 3, 11))
    actions.contact(case, way="phone", reached=True, by="l", at=t(11, 3, 11))
    with refused("too_many_days"):
        actions.ask_more_time(case, days=6, reason="等配件", by="l", at=t(11, 4))
    review = actions.ask_more_time(case, days=5, reason="等配件", by="l", at=t(11, 4))
    before = consistent(case).due_at
    actions.decide(review, granted=True, reason="属实", by="sup", at=t(11, 4))
    assert consistent(case).due_at > before + timedelta(days=4)
    with refused("extended_enough"):
        actions.ask_more_time(case, days=1, reason="再等", by="l", at=t(11, 5))


# Answered


@pytest.mark.parametrize("extended", [False, True])
def test_a_day_declared_late_moves_what_lists_and_sweeps_go_by(extended: bool) -> None:
    """Limits in working days, and those in days that were made longer by working days."""
    case = received()
    matter = led_by_department()
    actions.classify(case, matter=matter, time_class="ordinary" if extended else "complex",
                     by="desk", at=t(11, 3, 9, 30))  # fmt: skip
    case = actions.dispatch(case, by="desk", at=t(11, 3, 10))
    liaison = person("day_liaison", "liaison", case.handler.code, "government")
    actions.contact(case, way="phone", reached=True, by="l", at=t(11, 3, 11))
    if extended:
        review = actions.ask_more_time(case, days=3, reason="等配件", by="l", at=t(11, 3, 12))
        actions.decide(review, granted=True, reason="同意", by="sup", at=t(11, 3, 13))
    before = consistent(case).due_at
    last = (before - timedelta(hours=12)).date()
    declare_day(unit(CITY), last, worked=False, reason="台风", by="sys", at=t(11, 4))
    after = consistent(case).due_at
    assert after > before
    for moment, late in ((before, False), (after, True)):
        found = queries.inbox(rights(liaison), late=True, at=moment).rows
        assert (case.pk in {one.pk for one in found}) == late
    others = Case.objects.filter(invented=True, closed_at=None, due_at__lte=before).count()
    supervisor = rights(person("day_sup", "supervisor", CITY))
    assert queries.late_counts(supervisor, at=before).late == others
    escalate(before)
    assert not case.escalations.exists()
    escalate(after)
    assert case.escalations.count() == 1


def test_contested_once_by_each_who_is_concerned() -> None:
    case = dispatched()
    joined, secret = actions.join(case, who=Who(name="李某"), by="resident", at=t(11, 3, 11))
    actions.contact(case, way="phone", reached=True, by="l", at=t(11, 3, 11))
    with refused("not_contestable"):
        actions.contest(case, said="没人来", at=t(11, 3, 12))
    actions.reply(case, text="已修", by="l", at=t(11, 4))
    actions.call_back(case, resolved="yes", satisfied="yes", by="desk", at=t(11, 5))
    assert queries.by_secret(secret).joined == joined
    actions.contest(case, said="还是不亮", at=t(11, 6), joined=joined)
    assert consistent(case).state == "working"
    actions.reply(case, text="又修了", by="l", at=t(11, 7))
    with refused("casework_contest_once"):
        actions.contest(case, said="再说", at=t(11, 8), joined=joined)
    actions.contest(case, said="我家也不亮", at=t(11, 8))
    assert consistent(case).state == "working"


def test_everyone_merged_is_answered_and_their_link_leads_on() -> None:
    first = dispatched()
    second = actions.receive(text="路灯坏", place=unit(COMMUNITY), channel="web", by="resident",
                             at=t(11, 3), who=Who(phone="13900139000", wish="sms"))  # fmt: skip
    third = received("灯不亮")
    actions.join(second.case, who=Who(phone="13700137000", wish="sms"), by="r", at=t(11, 3, 9))
    actions.merge(second.case, into=first, reason="同一盏灯", by="desk", at=t(11, 3, 10))
    with refused("same_case"):
        actions.merge(first, into=first, reason="x", by="desk", at=t(11, 3, 10))
    with refused("not_open"):
        actions.merge(third, into=second.case, reason="x", by="desk", at=t(11, 3, 10))
    assert consistent(second.case).state == "merged"
    link = queries.by_secret(second.secret)
    assert (link.case, link.merged_from) == (first, second.case)
    actions.contact(first, way="phone", reached=True, by="l", at=t(11, 3, 11))
    actions.reply(first, text="已修", by="l", at=t(11, 4))
    assert Message.objects.filter(case=first, about="replied:1").count() == 3
    actions.contest(link.case, said="没修", at=t(11, 5), joined=link.joined)
    assert Joined.objects.filter(case=first).count() == 2


def test_excluded_only_by_review_told_and_appealable() -> None:
    case = received()
    review = actions.propose_exclusion(
        case, reason="同一事项已三次答复", by="desk", at=t(11, 3, 10)
    )
    actions.decide(review, granted=True, reason="属实", by="sup", at=t(11, 3, 11))
    assert consistent(case).state == "excluded"
    assert Message.objects.filter(case=case).exists()
    appeal = actions.appeal(case, said="是新的情况", at=t(11, 4))
    actions.decide(appeal, granted=True, reason="是新的", by="sup", at=t(11, 5))
    assert consistent(case).state == "received"


def test_what_time_brings_is_brought_once() -> None:
    # The demo's own are late as well.
    demo = Clock.objects.filter(stopped_at=None, process__case__invented=True)
    demo.update(stopped_at=F("started_at"))
    Case.objects.filter(invented=True, closed_at=None).update(due_at=None)
    case = answered()
    actions.call_back(case, resolved="yes", satisfied="yes", by="desk", at=t(11, 5))
    late = received()
    assert escalate(t(11, 4, 9, 30)) == 1
    assert escalate(t(11, 4, 9, 30)) == 0
    assert escalate(t(11, 8)) == 2
    assert sweep(t(11, 30)).ended == 1
    assert consistent(case).state == "closed"
    assert sweep(t(11, 30)).ended == 0
    assert {one.level for one in late.escalations.all()} == {"street", "district", "city"}


LONGER = """\
code: casework.escalate_{level}
values:
  - value: {hours}
    scope: "{scope}"
    from: 2020-01-01
    tag: L
    source:
      instrument: 本地规定
"""


def adopted(level: str, hours: int, scope: str) -> None:
    text = LONGER.format(level=level, hours=hours, scope=scope)
    AdoptedNorms.objects.create(
        name=f"{level}_{scope}.yaml", text=text, adopted_at=t(11, 1), adopted_by="t"
    )


def test_each_place_goes_by_its_own_norm_of_when_a_level_is_told() -> None:
    """The city allows its districts longer, one district again less; elsewhere the state's book."""
    here, beside = received(), received(place=unit("460106000000"))
    adopted("street", 48, CITY)
    adopted("street", 2, "460106000000")
    late = t(11, 4)  # both are to be sent on by then
    assert escalate(late + timedelta(hours=1)) == 0
    assert escalate(late + timedelta(hours=2)) == 1
    assert beside.escalations.count() == 1
    escalate(late + timedelta(hours=47))
    assert not here.escalations.filter(level="street").exists()
    escalate(late + timedelta(hours=48))
    assert here.escalations.filter(level="street").count() == 1


def test_messages_leave_once(settings) -> None:
    settings.SMS_ADAPTER = "liandong.domains.notify.sms.FileSms"
    dispatched()
    assert send(t(11, 3, 11)) == 1
    assert send(t(11, 3, 11)) == 0


# Who reads it


def test_a_complaint_never_goes_to_its_subject_nor_is_read_there() -> None:
    street = unit(STREET)
    case = dispatched(about=street)
    office = person("office", "street_office", STREET)
    worker = person("worker", "worker", COMMUNITY)
    sub_desk = person("streetdesk", "desk", STREET)
    city = person("city", "supervisor", CITY)
    everyone = {who.username: queries.readable(rights(who)).filter(pk=case.pk).exists()
                for who in (office, worker, sub_desk, city)}  # fmt: skip
    assert everyone == {"office": False, "worker": False, "streetdesk": False, "city": True}
    assert case.private
    again = received(about=street)
    assert again.desk.code not in (STREET, COMMUNITY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(handler=street)
    with refused("to_its_subject"):
        actions.set_about(dispatched(), about=case.handler, by="desk", at=t(11, 3, 12))


def test_a_desk_of_elsewhere_reads_nothing() -> None:
    case = received()
    other = (
        person("sanya", "desk", "460200000000")
        if Position.objects.filter(unit__code="460200000000").exists()
        else person("other", "desk", "460105002000")
    )
    assert not queries.readable(rights(other)).filter(pk=case.pk).exists()
    with refused("forbidden"):
        queries.case_for(rights(other), case.number)


def test_who_asked_is_forgotten_and_what_happened_stays() -> None:
    made = actions.receive(text="我是王某，路灯不亮", place=unit(COMMUNITY), channel="web", by="r",
                           at=t(11, 3), who=Who(name="王某", phone="13800138000"))  # fmt: skip
    actions.erase(made.case, at=t(11, 4))
    case = consistent(made.case)
    assert "王" not in case.text
    assert not case.requester.phone
    assert case.process.steps.count() == 1
    assert queries.by_secret(made.secret) is None
    with refused("already_erased"):
        actions.erase(case, at=t(11, 5))
    assert "王" not in str(list(Event.objects.filter(action__startswith="casework").values()))
    with pytest.raises(LiandongError), explained():
        Case.objects.filter(pk=case.pk).update(number="1")


# Lists and numbers


def test_found_by_two_characters_and_newest_first_page_by_page() -> None:
    desk = rights(person("desk1", "desk", CITY))
    for n in range(5):
        received(f"第{n}号热气球停运")
    received("下水道堵塞")
    first = queries.listed(desk, text="热气", limit=3)
    rest = queries.listed(desk, text="热气", limit=3, after=first.next)
    assert [len(first.rows), len(rest.rows), rest.next] == [3, 2, None]
    assert queries.listed(desk, text="球停").rows == (*first.rows, *rest.rows)
    assert not queries.listed(desk, text="球堵").rows


def test_what_was_said_long_ago_is_found_as_well(monkeypatch) -> None:
    """The newest are looked through first; where they hold too few, all are."""
    desk = rights(person("desk1", "desk", CITY))
    old = [received(f"第{n}号热气球停运").pk for n in range(4)]
    for _ in range(3):
        received("下水道堵塞")
    monkeypatch.setattr(lists, "RECENT", 5)
    whole, first = queries.listed(desk, text="热气"), queries.listed(desk, text="热气", limit=1)
    assert [one.pk for one in whole.rows] == old[::-1]
    assert [one.pk for one in first.rows] == old[-1:]
    rest = queries.listed(desk, text="热气", after=first.next)
    assert [one.pk for one in rest.rows] == old[-2::-1]


def test_the_inbox_is_by_time_left_with_nothing_twice() -> None:
    made = [received(at=t(11, 3, 9 + n)) for n in range(5)]
    desk, seen, after = rights(person("desk1", "desk", CITY)), [], None
    while True:
        page = queries.desk_inbox(desk, at=t(11, 3), after=after, limit=2)
        seen += [one.pk for one in page.rows]
        if (after := page.next) is None:
            break
    assert len(seen) == len(set(seen))
    # The demo has requests of its own at this desk, as of the day of the test.
    mine = [one.pk for one in made]
    assert [pk for pk in seen if pk in mine] == mine


def test_the_likest_open_case_is_shown() -> None:
    case = received("热气球观景台前路灯不亮")
    received("垃圾没人收")
    found = queries.similar(text="观景台前路灯不亮了", place=unit(COMMUNITY), public=False)
    assert [one.case for one in found] == [case]
    assert found[0].by == ("words",)
    assert queries.similar(text="观景台前路灯不亮了", place=unit(COMMUNITY)) == []


def test_public_is_what_was_moderated_and_is_not_private() -> None:
    shown, hidden = received("路灯不亮"), received("路灯不亮", private=True)
    actions.publish(shown, text="路灯不亮", by="desk", at=t(11, 3))
    actions.publish(hidden, by="desk", at=t(11, 3))
    assert [one.pk for one in queries.public_cases().rows if one.pk in (shown.pk, hidden.pk)] == [
        shown.pk
    ]
    actions.hide(shown, reason="含个人信息", by="desk", at=t(11, 3))
    with refused("no_case"):
        queries.public_case(shown.number)


# Whistle


def test_nobody_leaves_before_it_is_done() -> None:
    street, matter = unit(STREET), led_by_department()
    blown = actions.whistle(
        street=street, what="违建", where="人民路口", matter=matter, by="s", at=t(11, 3)
    )
    call = blown.calls.get()
    assert call.due_at == t(11, 3, 9, 30)
    with refused("done_already"):
        actions.finding(call, text="应拆", by="l", at=t(11, 3))
    actions.report_in(call, by="l", at=t(11, 3, 9, 20))
    with refused("done_already"):
        actions.report_in(call, by="l", at=t(11, 3, 9, 21))
    with refused("not_done"):
        actions.release(blown, verdict="完成", by="s", at=t(11, 3, 10))
    actions.finding(call, text="应拆", by="l", at=t(11, 3, 10))
    with refused("done_already"):
        actions.evaluate(call, grade="good", by="s", at=t(11, 3, 10))
    actions.release(blown, verdict="限期拆除", by="s", at=t(11, 3, 11))
    call.refresh_from_db()
    actions.evaluate(call, grade="good", by="s", at=t(11, 3, 12))
    assert call.in_time
    with refused("nobody_called"):
        actions.whistle(
            street=street, what="x", where="y", by="s", at=t(11, 3), units=[unit(COMMUNITY)]
        )
