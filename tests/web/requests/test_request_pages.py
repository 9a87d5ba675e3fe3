"""A request through the web from the desk to the call-back; who may not, hostile words, two at once."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.utils import timezone

from liandong.domains.audit.models import Event
from liandong.domains.casework import actions
from liandong.domains.casework.actions import Who
from liandong.domains.casework.models import Case
from liandong.domains.orgs.models import Unit
from tests.domains.casework.kit import led_by_another, led_by_department

COMMUNITY, DEPARTMENT = "460105001001", "Z460105000000CG"
TEXT = "夜市占道经营，油烟直接排到楼道里"


@pytest.fixture
def case(db) -> Case:
    return made()


def made(text: str = TEXT, **more: object) -> Case:
    said = {"text": text, "place": Unit.objects.get(code=COMMUNITY), "channel": "web",
            "by": "resident", "at": timezone.now(), "who": Who("陈某某", "13812345678"), **more}  # fmt: skip
    return actions.receive(**said).case


def sent(case: Case) -> Case:
    how = {"by": "desk", "at": timezone.now()}
    actions.classify(case, matter=led_by_department(), **how)
    actions.dispatch(case, to=Unit.objects.get(code=DEPARTMENT), reason="测试", **how)
    return Case.objects.get(pk=case.pk)


def do(client, case: Case, deed: str, **said: object):
    return client.post(f"/requests/{case.number}/do/{deed}/", said)


def text_of(answer) -> str:
    return answer.content.decode()


def test_from_the_desk_to_the_call_back(client_of, case) -> None:
    desk, liaison = client_of("desk"), client_of("liaison")
    page = text_of(desk.get(f"/requests/{case.number}/do/classify/"))
    assert "因为说到" in page
    assert do(desk, case, "classify", matter=led_by_department().code).status_code == 302
    assert "按清单派给" in text_of(desk.get(f"/requests/{case.number}/do/dispatch/"))
    assert do(desk, case, "dispatch", to=DEPARTMENT, reason="就近").status_code == 302

    assert case.number in text_of(liaison.get("/requests/"))
    liaison.post(f"/requests/{case.number}/accept/")
    do(liaison, case, "contact", way="phone", reached="yes", said="约好明天上门")
    assert do(liaison, case, "reply", text="已清理，每晚巡查。").status_code == 302
    assert case.number not in text_of(liaison.get("/requests/"))
    done = do(desk, case, "call-back", resolved="yes", satisfied="yes", said="很快")
    assert done.status_code == 302
    page = text_of(desk.get(f"/requests/{case.number}/"))
    for said in ("已清理，每晚巡查。", "约好明天上门", "很快", "演示·秀英区综合执法联络员 许联"):
        assert said in page
    assert "13812345678" not in page
    assert "陈某某" not in page


def test_more_time_is_decided_by_a_supervisor(client_of, case) -> None:
    liaison, supervisor = client_of("liaison"), client_of("supervisor")
    sent(case)
    liaison.post(f"/requests/{case.number}/accept/")
    assert do(liaison, case, "more-time", days=2, reason="等配件").status_code == 302
    review = case.reviews.get()
    page = text_of(supervisor.get(f"/requests/{case.number}/"))
    url = f"/supervision/reviews/{review.pk}/"
    assert url in page
    assert supervisor.post(url, {"granted": "yes", "reason": "属实"}).status_code == 302
    review.refresh_from_db()
    assert review.granted is True
    again = supervisor.post(url, {"granted": "no", "reason": "改主意"})
    assert again.status_code == 409
    assert "已经审核过" in text_of(again)


def test_two_desks_at_once_the_slower_is_told(client_of, case) -> None:
    desk = client_of("desk")
    sent(case)
    late = do(desk, case, "classify", seen="received", matter=led_by_department().code)
    assert late.status_code == 409
    assert Case.objects.get(pk=case.pk).state == "dispatched"


def test_the_requester_is_opened_with_a_reason_and_on_record(client_of, case) -> None:
    desk, url = client_of("desk"), f"/requests/{case.number}/requester/"
    assert "13812345678" not in text_of(desk.get(url))
    assert desk.post(url, {"reason": ""}).status_code == 400
    before = Event.objects.filter(action="sealing.reveal").count()
    assert "13812345678" in text_of(desk.post(url, {"reason": "回访"}))
    assert Event.objects.filter(action="sealing.reveal").count() > before


def test_a_hidden_name_stays_hidden_from_the_handler(client_of) -> None:
    case = sent(made(hide_name=True))
    liaison, desk = client_of("liaison"), client_of("desk")
    assert "不愿让承办单位知道" in text_of(liaison.get(f"/requests/{case.number}/"))
    assert liaison.get(f"/requests/{case.number}/requester/").status_code == 403
    assert desk.get(f"/requests/{case.number}/requester/").status_code == 200


def test_its_subject_never_reads_a_complaint(client_of) -> None:
    """The supervisor of the city reads what happens in it, but not what complains of the city."""
    supervisor = client_of("supervisor")
    ordinary, complaint = made(), made(about=Unit.objects.get(code="460100000000"))
    assert supervisor.get(f"/requests/{ordinary.number}/").status_code == 200
    assert supervisor.get(f"/requests/{complaint.number}/").status_code == 403
    listed = text_of(supervisor.get("/requests/all/"))
    assert ordinary.number in listed
    assert complaint.number not in listed


@pytest.mark.parametrize("user", ["worker", "streetoffice", "supervisor", "haikou", "admin"])
def test_who_does_not_handle_it_cannot_act(client_of, case, user) -> None:
    sent(case)
    client = client_of(user)
    for deed in ("contact", "reply", "classify", "merge"):
        assert do(client, case, deed, text="x", reason="x", way="phone").status_code == 403
    assert case.contacts.count() == 0


@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("contact", {}), ("contact", {"way": "fax", "reached": "yes"}), ("reply", {"text": " "}),
        ("reply", {"text": "长" * 2001}), ("more-time", {"days": 0, "reason": "x"}),
        ("more-time", {"days": 999, "reason": "x"}), ("object", {"reason": ""}), ("photo", {}),
    ],
)  # fmt: skip
def test_what_cannot_be_comes_back_with_words(client_of, case, deed, said) -> None:
    sent(case)
    liaison = client_of("liaison")
    liaison.post(f"/requests/{case.number}/accept/")
    state = Case.objects.get(pk=case.pk).state
    answer = do(liaison, case, deed, **said)
    assert answer.status_code == 400
    assert "error-summary" in text_of(answer)
    assert Case.objects.get(pk=case.pk).state == state


def test_a_file_that_is_no_photo_is_refused_in_words(client_of, case) -> None:
    sent(case)
    liaison = client_of("liaison")
    file = io.BytesIO(b"PK\x03\x04 not a photo")
    file.name = "a.jpg"
    answer = do(liaison, case, "photo", photo=file)
    assert answer.status_code == 400
    assert "不是能用的照片" in text_of(answer)


def test_script_in_a_request_stays_text(client_of) -> None:
    case = made("<script>alert(1)</script> 路灯不亮")
    page = text_of(client_of("desk").get(f"/requests/{case.number}/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_merged_both_lead_to_one(client_of, case) -> None:
    desk, other = client_of("desk"), made("夜市占道经营，油烟太大")
    page = text_of(desk.get(f"/requests/{other.number}/do/merge/"))
    assert case.number in page
    assert do(desk, other, "merge", into=case.number, reason="同一件事").status_code == 302
    assert Case.objects.get(pk=other.pk).merged_into_id == case.pk


def test_found_by_two_characters_and_taken_away(client_of, case) -> None:
    desk = client_of("desk")
    assert case.number in text_of(desk.get("/requests/all/?q=油烟"))
    assert case.number not in text_of(desk.get("/requests/all/?q=油烟&state=closed"))
    assert desk.get("/requests/all/?at=火星社区").status_code == 400
    rows = workbook(desk, q="油烟")
    assert any(row[0] == case.number and row[2] == TEXT for row in rows)


EXCEL = "/requests/all/export.xlsx"


def workbook(client, **asked: str) -> list[tuple[object, ...]]:
    answer = client.post(EXCEL, asked)
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return list(sheet.iter_rows(values_only=True))


def test_who_took_which_list_away_is_on_record_and_no_contact_is_in_it(client_of, case) -> None:
    told = (
        "油烟扰民，回电 13912345678 或 0898-68512345，a.b@example.com，460100199001011234，共 3 家"
    )
    made(told)
    rows = workbook(client_of("desk"), q="油烟", at="4601", state="received", until="2027-01-01")
    text = next(row[2] for row in rows if row[2].startswith("油烟扰民"))
    assert text == "油烟扰民，回电 ＊＊＊ 或 ＊＊＊，＊＊＊，＊＊＊，共 3 家"
    assert not [row for row in rows if "13812345678" in str(row) or "陈某某" in str(row)]
    event = Event.objects.get(action="casework.export")
    assert event.by == "desk"
    assert event.after == {
        "narrowed": {"q": "油烟", "at": "460100000000", "state": "received", "until": "2027-01-01"},
        "rows": len(rows) - 1,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["worker", "streetoffice", "catalogue", "haikou"])
def test_others_take_no_list_away(client_of, case, who) -> None:
    client = client_of(who)
    assert client.post(EXCEL, {"q": "油烟"}).status_code == 403
    assert EXCEL not in text_of(client.get("/requests/all/"))
    assert not Event.objects.filter(action="casework.export").exists()


def test_a_list_is_taken_by_posting_and_never_by_what_cannot_be(client_of, case) -> None:
    desk = client_of("desk")
    assert desk.get(EXCEL).status_code == 405
    wrong = desk.post(EXCEL, {"at": "火星社区"})
    assert wrong.status_code == 302, "to the list, which says what is wrong"
    assert desk.get(wrong["Location"]).status_code == 400
    assert not Event.objects.filter(action="casework.export").exists()


def test_an_unknown_number_is_not_there(client_of) -> None:
    assert client_of("desk").get("/requests/99999999/").status_code == 404
    case = made()
    assert client_of("desk").get(f"/requests/{case.number}/do/fly/").status_code == 404


@pytest.mark.parametrize("user", ["desk", "liaison", "supervisor"])
def test_few_queries(client_of, case, user, django_assert_max_num_queries) -> None:
    sent(case)
    client = client_of(user)
    for path in ("/requests/", "/requests/all/", "/requests/?show=late"):
        client.get(path)
        with django_assert_max_num_queries(15):
            assert client.get(path, follow=True).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(f"/requests/{case.number}/").status_code == 200


def test_history_tells_an_objection_once_and_the_newest_first(client_of, case) -> None:
    case = sent(case)
    now = timezone.now()
    actions.object_to(case, reason="不归我们管，归社区管", by="liaison", at=now)
    page = client_of("supervisor").get(f"/requests/{case.number}/").content.decode()
    history = page.split("办理过程")[-1]
    assert history.count("不归我们管，归社区管") == 1
    assert "作出决定" in page
    assert "这一步不由您办理" not in page
    actions.decide(case.reviews.get(), granted=True, reason="归社区", by="supervisor", at=now)
    form = client_of("desk").get(f"/requests/{case.number}/do/dispatch/").content.decode()
    assert "不能再派给原单位" in form
    empty = client_of("desk").post(f"/requests/{case.number}/do/dispatch/", {})
    assert empty.status_code == 400, "not back to the unit that does not have it"


def test_wrongly_classified_the_desk_classifies_anew_and_sends_by_the_list(client_of, case) -> None:
    case, now = sent(case), timezone.now()
    actions.object_to(case, reason="事项分错了", by="liaison", at=now)
    actions.decide(case.reviews.get(), granted=True, reason="确实", by="supervisor", at=now)
    desk, matter = client_of("desk"), led_by_another(case.handler)
    assert f"/requests/{case.number}/do/reclassify/" in text_of(
        desk.get(f"/requests/{case.number}/")
    )
    assert do(desk, case, "reclassify", matter=matter.code).status_code == 302
    waits = text_of(desk.get("/desk/inbox/?kind=redispatching"))
    assert case.number in waits
    assert "待改派" in waits.split(case.number, 1)[1]
    # The list names another now: nothing has to be written.
    answer = do(desk, case, "dispatch", to="", reason="", seen="reclassified")
    assert answer.status_code == 302
    again = Case.objects.get(pk=case.pk)
    assert (again.state, again.matter) == ("dispatched", matter)
    assert again.handler_id != case.handler_id
    history = text_of(desk.get(f"/requests/{case.number}/"))
    assert "重新分类" in history


def test_who_calls_back_sees_the_answer_and_who_works_again_what_was_contested(
    client_of, case
) -> None:
    case = sent(case)
    now = timezone.now()
    actions.accept(case, by="liaison", at=now)
    actions.reply(case, text="换了三盏灯", by="liaison", at=now)
    form = client_of("desk").get(f"/requests/{case.number}/do/call-back/").content.decode()
    assert "换了三盏灯" in form
    assert f"/requests/{case.number}/requester/" in form
    actions.contest(case, said="还有一盏不亮", at=now)
    page = client_of("liaison").get(f"/requests/{case.number}/").content.decode()
    assert "还有一盏不亮" in page.split("诉求人</h2>")[0]
