"""The desk: a call is taken in one screen; who was looked up is on record; nothing comes twice."""

from __future__ import annotations

import pytest
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.casework import actions
from liandong.domains.casework.actions import Who
from liandong.domains.casework.models import Case
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place

pytestmark = pytest.mark.django_db
COMMUNITY = "460105001001"
PAGES = ["/desk/", "/desk/inbox/", "/desk/inbox/?kind=moderate", "/desk/inbox/?kind=replied"]


@pytest.fixture
def desk(client_of):
    return client_of("desk")


def _how() -> dict:
    return {"by": "test", "at": timezone.now()}


def _led() -> str:
    """The code of a matter that a department leads here."""
    here, on = place(COMMUNITY), timezone.localdate()
    return next(
        one.code for one in catalogue.in_force(on)
        if (lead := catalogue.leads(one, here, on)) and lead.kind == "department"
    )  # fmt: skip


def _said(**more: str) -> dict:
    return {"token": "abc123", "phone": "13911112222", "text": "小区路灯不亮，晚上很黑",
            "place": COMMUNITY, "channel": "phone", "go": "send", **more}  # fmt: skip


@pytest.mark.parametrize("path", [*PAGES, "/desk/places/"])
@pytest.mark.parametrize("who", ["supervisor", "worker", "streetoffice", "liaison", "province"])
def test_only_the_desk_comes_in(client_of, path, who) -> None:
    assert client_of(who).get(path).status_code == 403
    assert client_of(who).post("/desk/beside/").status_code == 403


def test_registered_classified_and_sent_on_in_one_go(desk) -> None:
    answer = desk.post("/desk/", _said(matter=_led()))
    assert answer.status_code == 302, answer.content.decode()
    case = Case.objects.latest("pk")
    assert case.state == "dispatched"
    assert case.handler.kind == "department"
    page = desk.get(answer["Location"]).content.decode()
    assert f"已登记，编号 {case.number}" in page
    assert "13911112222" not in page  # the form is empty for the next call
    assert "路灯不亮" not in page


def test_sent_twice_is_one_request(desk) -> None:
    before = Case.objects.count()
    first, second = (desk.post("/desk/", _said(matter=_led())) for _n in range(2))
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == before + 1


def test_only_registered_waits_to_be_classified(desk) -> None:
    desk.post("/desk/", _said(go="save"))
    case = Case.objects.latest("pk")
    assert case.state == "received"
    assert case.number in desk.get("/desk/inbox/?kind=received").content.decode()
    assert case.number in desk.get("/desk/inbox/?kind=moderate").content.decode()
    assert case.number not in desk.get("/desk/inbox/?kind=replied").content.decode()


def test_each_look_at_a_caller_is_on_record_and_the_number_is_not(desk) -> None:
    here = Unit.objects.get(code=COMMUNITY)
    case = actions.receive(
        text="楼道堆物", place=here, channel="phone", who=Who(phone="13911112222"), **_how()
    ).case
    before = Event.objects.filter(action="casework.caller").count()
    page = desk.post("/desk/", _said(go="look", text="")).content.decode()
    assert case.number in page
    looks = Event.objects.filter(action="casework.caller")
    assert looks.count() == before + 1
    assert "13911112222" not in str(looks.latest("pk").after)
    desk.post("/desk/beside/", _said())
    desk.get("/desk/")
    assert looks.count() == before + 1  # only what was asked for


def test_suggestions_say_by_which_words(desk) -> None:
    page = desk.post("/desk/beside/", _said(text="有人占道经营，很吵")).content.decode()
    assert "因为说到" in page
    code = page.split('name="pick" value="')[1].split('"')[0]
    page = desk.post("/desk/", _said(go="look", pick=code)).content.decode()
    assert f'value="{code}"' in page


def test_requests_alike_leave_out_what_complains_of_us(desk) -> None:
    here, words = Unit.objects.get(code=COMMUNITY), "电梯坏了一个星期没有人修理"
    seen = actions.receive(text=words, place=here, channel="web", **_how()).case
    hidden = actions.receive(text=words, place=here, channel="web", **_how(),
                             about=Unit.objects.get(code="460100000000")).case  # fmt: skip
    page = desk.post("/desk/beside/", _said(text=words)).content.decode()
    assert seen.number in page
    assert hidden.number not in page


@pytest.mark.parametrize(
    "wrong",
    [{"text": ""}, {"text": "\u202e\u200b"}, {"text": "…" * 5}, {"text": "长" * 4001},
     {"place": ""}, {"place": "没有这里"}, {"place": "4602"}, {"phone": "abc"},
     {"matter": "月亮上的事"}, {"about": "没有的单位"}, {"channel": "web"}, {"time_class": "x"},
     {"token": "x" * 41}],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_kept(desk, wrong) -> None:
    before = Case.objects.count()
    answer = desk.post("/desk/", _said(**wrong))
    assert answer.status_code == 400
    assert Case.objects.count() == before
    assert "13911112222" in answer.content.decode() or "phone" in wrong


def test_script_stays_text(desk) -> None:
    said = _said(text="<script>alert(1)</script>路灯", go="save")
    desk.post("/desk/", said)
    for page in (desk.get("/desk/inbox/"), desk.post("/desk/", said | {"go": "look"})):
        assert "<script>alert" not in page.content.decode()


def test_the_box_of_a_place_is_a_box(desk) -> None:
    page = desk.get("/desk/").content.decode()
    assert '<input type="text" name="place"' in page
    assert 'hx-get="/desk/places/"' in page


def test_places_are_suggested_of_ones_own_area(desk) -> None:
    assert "秀英" in desk.get("/desk/places/?place=秀英").content.decode()
    assert "三亚市" not in desk.get("/desk/places/?place=三亚市").content.decode()


def test_two_desks_send_one_request_on_once(desk) -> None:
    desk.post("/desk/", _said(go="save"))
    case = Case.objects.latest("pk")
    matter = catalogue.matter(_led(), timezone.localdate())
    actions.classify(case, matter=matter, **_how())
    other = Case.objects.get(pk=case.pk)
    actions.dispatch(case, seen="classified", **_how())
    with pytest.raises(LiandongError) as stopped:
        actions.dispatch(other, seen="classified", **_how())
    assert stopped.value.code == "lifecycle.moved_on"
    assert case.process.steps.filter(transition="dispatch").count() == 1


@pytest.mark.parametrize("path", PAGES)
def test_few_queries_however_many_wait(desk, path, django_assert_max_num_queries) -> None:
    for n in range(3):
        desk.post("/desk/", _said(go="save", token=f"t{n}"))
    with django_assert_max_num_queries(15):
        assert desk.get(path).status_code == 200


def test_looking_around_takes_few_queries(desk, django_assert_max_num_queries) -> None:
    desk.post("/desk/", _said(go="save"))
    with django_assert_max_num_queries(15):
        assert desk.post("/desk/", _said(go="look")).status_code == 200


def test_what_a_caller_has_open_stays_in_sight_without_a_second_look(desk) -> None:
    here = Unit.objects.get(code=COMMUNITY)
    case = actions.receive(
        text="楼道堆物", place=here, channel="phone", who=Who(phone="13911112222"), **_how()
    ).case
    hidden = actions.receive(
        text="别处的事", place=Unit.objects.get(code="460200000000"), channel="web", **_how()
    ).case
    page = desk.post("/desk/", _said(go="look", text="")).content.decode()
    assert f'name="call" value="{case.number}"' in page
    looks = Event.objects.filter(action="casework.caller").count()
    page = desk.post(
        "/desk/", _said(go="look", pick="JT001", call=[case.number, hidden.number])
    ).content.decode()
    assert case.number in page
    assert hidden.number not in page
    assert Event.objects.filter(action="casework.caller").count() == looks
