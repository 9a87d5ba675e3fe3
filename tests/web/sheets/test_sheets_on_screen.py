"""Rosters and lists of meetings are sent, looked at and taken on screen; of a roster nothing stays."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from liandong.core.kernel.codes.identity import check_character
from liandong.domains.audit.models import Event
from liandong.domains.intake import passing
from liandong.domains.intake.models import Batch
from liandong.domains.life.models import Meeting
from liandong.domains.members.models import Person

BRANCH, DISTRICT = "D460105001001", "D460105000000"
MEMBERS = f"/organisations/{DISTRICT}/members/import/"
MEETINGS = f"/organisations/{BRANCH}/meetings/import/"
HEAD = ("序号", "姓名", "公民身份号码", "所在党支部", "人员类别", "入党日期", "转正日期", "备注")
WHERE = "秀华社区党支部"


def number(serial: int, born: str = "19900101") -> str:
    body = f"469998{born}{serial:03d}"
    return body + check_character(body)


def row(serial: int, name: str, **said: str) -> list[str]:
    told = dict(zip(HEAD, (str(serial), name, number(serial * 2 + 1), WHERE, "正式党员",
                           "2020-05-01", "2021-05-01", ""), strict=True))  # fmt: skip
    return list((told | said).values())


def workbook(
    *rows: list[str], title: str = "秀英区党员花名册", head: tuple[str, ...] = HEAD
) -> bytes:
    """A title over merged cells, the headings below, the branch merged over its people."""
    book = Workbook()
    page = book.active
    page.append([title])
    page.merge_cells("A1:H1")
    page.append(list(head))
    for one in rows:
        page.append(one)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(client: Client, where: str, data: bytes, name: str = "花名册.xlsx") -> str:
    """Where the browser is led after sending a file."""
    answer = client.post(where, {"file": SimpleUploadedFile(name, data), "pasted": ""})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def kept(home: Path) -> bytes:
    """Everything below the home but the database and what was there before."""
    files = [one for one in (home / "passing").rglob("*") if one.is_file()]
    return b"".join(one.read_bytes() for one in files)


@pytest.fixture
def office(client_of, province) -> Client:
    return client_of("party_xiuying")


WRONG = row(3, "王演三", 公民身份号码="469998199001010010")
TWO = (row(1, "林演一"), row(2, "符演二", 人员类别="预备党员", 转正日期=""))


def test_a_roster_is_looked_at_then_taken_whole_and_nothing_of_it_stays(office, province) -> None:
    before = Person.objects.count()
    here = send(office, MEMBERS, workbook(*TWO))
    page = office.get(here)
    assert "no-store" in page["Cache-Control"]
    text = page.content.decode()
    assert "2 行都可以收" in text
    assert "登记全部 2 行" in text
    assert Person.objects.count() == before, "to look is not to take"
    found = kept(province)
    for word in ("林演一", number(3), "花名册", "公民身份号码"):
        assert word.encode() not in found
    office.post(f"{here}take/", {"accept": "all", "right": "2"})
    assert "登记了 2 人" in office.get(here).content.decode()
    assert Person.objects.get(name="林演一").identity.opened() == number(3)
    assert not (province / "passing" / here.split("/")[-2] / "sheet").exists()
    assert not (province / "passing" / here.split("/")[-2] / "said").exists()
    told = Event.objects.filter(action="members.import").order_by("-pk").first()
    assert (told.by, told.after) == ("party_xiuying", {"persons": 2, "file": "花名册.xlsx"})
    office.post(f"{here}take/", {"accept": "all", "right": "2"})
    assert Person.objects.count() == before + 2, "pressed twice, taken once"


def test_errors_stand_by_their_cell_and_block_unless_the_right_rows_are_chosen(office) -> None:
    here = send(office, MEMBERS, workbook(*TWO, WRONG))
    text = office.get(here).content.decode()
    assert "有 1 行要改" in text
    assert 'finding__place">C5<' in text
    assert "登记全部" not in text
    before = Person.objects.count()
    office.post(f"{here}take/", {"accept": "all", "right": "2"})
    assert Person.objects.count() == before
    assert "还有 1 处错误" in office.get(here).content.decode()
    office.post(f"{here}take/", {"accept": "valid", "right": "2"})
    assert Person.objects.count() == before + 2
    done = office.get(here).content.decode()
    assert "有 1 行因为有错没有收" in done
    again = send(office, MEMBERS, workbook(*TWO, row(3, "王演三")))
    text = office.get(again).content.decode()
    assert "1 行都可以收" in text
    assert "2 行已经登记过" in text


def test_the_workbook_comes_back_with_its_errors_in_the_cells(office, client_of) -> None:
    here = send(office, MEMBERS, workbook(*TWO, WRONG))
    for language, word in (("zh-hans", "第 18 位"), ("en", "check")):
        answer = office.get(f"{here}marked.xlsx", headers={"accept-language": language})
        book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
        cell = book["Sheet"]["C5"]
        assert cell.comment is not None
        assert word.lower() in cell.comment.text.lower() or "身份证" in cell.comment.text
        assert cell.fill.fgColor.rgb.endswith("F8C9C0")
        assert book["Sheet"]["A1"].value == "秀英区党员花名册"


def test_columns_are_shown_as_read_and_may_be_put_right(office) -> None:
    head = ("序号", "谁", "证号", "所在党支部", "人员类别", "入党日期", "转正日期", "备注")
    sheet = workbook(*TWO, head=("序号", "姓名", "证号", *head[3:]))
    here = send(office, MEMBERS, sheet)
    text = office.get(here).content.decode()
    assert "各列怎么读的" in text
    assert text.count("没有身份证号码") == 2, "the column was not known"
    form = {"is_B": "name", "is_C": "identity", "is_D": "branch", "is_E": "stage",
            "is_F": "joined", "is_G": "full_on", "is_A": "ignore", "is_H": "ignore"}  # fmt: skip
    twice = office.post(f"{here}read/", form | {"is_H": "identity"})
    assert twice.status_code == 400
    assert "一项只能有一列" in twice.content.decode()
    assert office.post(f"{here}read/", form).status_code == 302
    assert "没有身份证号码" not in office.get(here).content.decode()
    office.post(f"{here}take/", {"accept": "all", "right": "2"})
    assert Person.objects.get(name="林演一").identity.opened() == number(3)


def test_a_file_that_is_no_roster_says_what_to_do(office) -> None:
    here = send(office, MEMBERS, b"%PDF-1.7 nothing", name="a.pdf")
    assert "PDF" in office.get(here).content.decode()
    assert office.post(MEMBERS, {"pasted": ""}).status_code == 400
    pasted = "姓名\t身份证号码\t党支部\n林演一\t" + number(3) + f"\t{WHERE}\n"
    answer = office.post(MEMBERS, {"pasted": pasted})
    assert "1 行都可以收" in office.get(answer["Location"]).content.decode()


def test_only_the_browser_that_sent_it_sees_it_and_only_for_an_hour(
    office, client_of, province, monkeypatch
) -> None:
    here = send(office, MEMBERS, workbook(*TWO))
    other, above = client_of("party_xiuying"), client_of("party")
    for client in (other, above):
        assert client.get(here).status_code == 404
        assert client.post(f"{here}take/", {"accept": "all", "right": "2"}).status_code == 404
        assert client.get(f"{here}marked.xlsx").status_code == 404
    above.cookies["sheet-key"] = office.cookies["sheet-key"].value
    assert above.get(here).status_code == 404, "the key opens it for its sender alone"
    cookie = office.cookies["sheet-key"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", here)
    later = timezone.now() + passing.LASTS
    monkeypatch.setattr("liandong.web.sheets.holding.timezone.now", lambda: later)
    gone = office.get(here)
    assert gone.status_code == 404
    assert "重新上传" in gone.content.decode()
    passing.sweep(later + timedelta(seconds=1))
    assert kept(province) == b""


def test_it_is_destroyed_at_once_when_its_sender_says_so(office, province) -> None:
    here = send(office, MEMBERS, workbook(*TWO))
    assert office.post(f"{here}discard/").status_code == 302
    assert not (province / "passing" / here.split("/")[-2]).exists()
    assert office.get(here).status_code == 404


def test_what_changed_meanwhile_is_shown_before_anything_is_taken(office) -> None:
    first = send(office, MEMBERS, workbook(*TWO))
    cookie = office.cookies["sheet-key"].value
    second = send(office, MEMBERS, workbook(TWO[0]))
    office.post(f"{second}take/", {"accept": "all", "right": "1"})
    office.cookies["sheet-key"] = cookie
    before = Person.objects.count()
    office.post(f"{first}take/", {"accept": "all", "right": "2"})
    assert Person.objects.count() == before
    text = office.get(first).content.decode()
    assert "当时可以收 2 行，现在是 1 行" in text
    assert "1 行都可以收" in text


def test_a_branch_secretary_may_send_meetings_but_no_roster(client_of, province) -> None:
    client = client_of("branch")
    assert client.get(f"/organisations/{BRANCH}/members/import/").status_code == 403
    assert client.get(MEETINGS).status_code == 200
    assert client.get("/organisations/D460105001002/meetings/import/").status_code == 403


def meetings(*rows: list[str]) -> bytes:
    return workbook(*rows, title="2026年“三会一课”台账",
                    head=("序号", "党支部", "会议类别", "召开日期", "应到", "实到", "地点", "主题"))  # fmt: skip


def test_a_list_of_meetings_is_looked_at_then_taken(client_of, province) -> None:
    client, before = client_of("branch"), Meeting.objects.count()
    right = ["1", WHERE, "主题党日", "2016-03-05", "10", "8", "会议室", "学习"]
    wrong = ["2", WHERE, "主题党日", "2016-04-05", "10", "12", "", ""]
    here = send(client, MEETINGS, meetings(right, wrong), name="台账.xlsx")
    text = client.get(here).content.decode()
    assert "有 1 行要改" in text
    assert 'finding__place">F4<' in text
    assert Meeting.objects.count() == before
    answer = client.get(f"{here}marked.xlsx")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert "12" in book["Sheet"]["F4"].comment.text
    client.post(f"{here}take/", {"accept": "valid", "right": "1"})
    assert "登记了 1 次会议" in client.get(here).content.decode()
    assert Meeting.objects.count() == before + 1
    batch = Batch.objects.filter(kind="meetings").order_by("-pk").first()
    assert (batch.file_name, batch.accepted, batch.uploaded_by) == ("台账.xlsx", 1, "branch")
    again = send(client, MEETINGS, meetings(right))
    text = client.get(again).content.decode()
    assert "没有要登记的" in text
    assert "文件里的都已经登记过" in text


def test_an_empty_sheet_to_fill_in_is_one_that_is_understood(office, client_of) -> None:
    answer = office.get(f"{MEMBERS}blank.xlsx")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    page = book.active
    for column, value in enumerate(("林演一", number(3), WHERE, "", "正式党员"), start=1):
        page.cell(4, column).value = value
    stream = BytesIO()
    book.save(stream)
    text = office.get(send(office, MEMBERS, stream.getvalue())).content.decode()
    assert "1 行都可以收" in text
    answer = client_of("branch").get(f"{MEETINGS}blank.xlsx")
    assert load_workbook(BytesIO(b"".join(answer.streaming_content))).active["A3"].value == "党支部"


def test_an_upload_needs_the_form_s_token_and_never_touches_the_disk(
    client_of, province, monkeypatch
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of("party_xiuying").cookies
    file = SimpleUploadedFile("花名册.xlsx", workbook(*TWO))
    assert strict.post(MEMBERS, {"file": file}).status_code == 403

    def refuse(*args: object, **named: object) -> None:
        raise AssertionError("written to a temporary file")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", refuse)
    big = workbook(*TWO) + b"\0" * (3 * 2**20)
    send(client_of("party_xiuying"), MEMBERS, big)


def test_more_than_is_taken_is_refused_in_words(office, settings) -> None:
    settings.UPLOAD_LIMIT = 10_000
    file = SimpleUploadedFile("花名册.xlsx", b"x" * 20_000)
    answer = office.post(MEMBERS, {"file": file, "pasted": ""})
    assert answer.status_code == 400
    assert "文件太大" in answer.content.decode()
