"""A resident says what is wrong: once, in plain words, whatever is typed."""

from __future__ import annotations

import os
import re

import brotli
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liandong.config.paths import PACKAGE
from liandong.domains.casework import actions, queries
from liandong.domains.casework.models import Case, Joined
from liandong.domains.orgs.queries import children, roots
from liandong.web.portal import floods, kept_photos
from tests.domains.casework.kit import received, t, unit
from tests.web.portal.kit import WHERE, form, key_on, picture, secret_in, send

pytestmark = pytest.mark.usefixtures("province")
NEW = "/portal/new/"


@pytest.fixture(autouse=True)
def _room(monkeypatch, tmp_path):
    monkeypatch.setattr(kept_photos, "room", lambda: tmp_path / "portal")
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anybody() -> Client:
    return Client()


def words(answer) -> str:
    return answer.content.decode()


def newest() -> Case:
    return Case.objects.order_by("-pk")[0]


def photo(data: bytes, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def test_said_kept_and_followed(anybody):
    secret = send(
        anybody, name="王某", phone="13800138000", wish="sms", address="3 号楼", hide_name="on",
        photos=[photo(picture())],
    )  # fmt: skip
    case = queries.by_secret(secret).case
    assert (case.text, case.place.code, case.channel) == (
        "菜市场门口路灯不亮，晚上很黑", "460105001001", "web",
    )  # fmt: skip
    assert (case.address, case.hide_name, case.requester.phone) == ("3 号楼", True, "13800138000")
    assert case.photos.count() == 1
    page = words(anybody.get(f"/portal/case/{secret}/thanks/"))
    assert case.number in page
    assert f"/portal/case/{secret}/" in page
    assert "7 天" in page


def test_the_same_again_is_one_case(anybody):
    said, before = {**form(anybody), "another": "1"}, Case.objects.count()
    answers = {anybody.post(NEW, said)["Location"] for _ in range(10)}
    assert len(answers) == 1
    assert Case.objects.count() == before + 1


def test_other_words_from_the_same_form_are_another_case(anybody):
    said, before = {**form(anybody), "another": "1"}, Case.objects.count()
    anybody.post(NEW, said)
    anybody.post(NEW, {**said, "text": "楼道里堆放杂物"})
    assert Case.objects.count() == before + 2


def test_a_key_that_we_did_not_give_opens_nothing(anybody):
    before = Case.objects.count()
    answer = anybody.post(NEW, {**form(anybody), "key": "aaaaaaaaaaaaaaaaaaaaaa", "another": "1"})
    assert answer.status_code == 400
    assert "您写的都还在" in words(answer)
    assert Case.objects.count() == before
    again = {**form(anybody), "key": key_on(words(answer)), "another": "1"}
    assert anybody.post(NEW, again).status_code == 302


@pytest.mark.parametrize("text", ["", "   ", "。。。", "\u202e\u200b", "\x00\x01"])
def test_nothing_said(anybody, text):
    answer = anybody.post(NEW, {**form(anybody), "text": text, "address": "东门外"})
    assert answer.status_code == 400
    assert "请写明诉求内容" in words(answer)
    assert "东门外" in words(answer)


def test_endless(anybody):
    text = "很长" * 2500
    answer = anybody.post(NEW, {**form(anybody), "text": text})
    assert answer.status_code == 400
    assert "最多 4000 字" in words(answer)
    assert text in words(answer)
    assert send(anybody, text="长" * 4000)
    assert anybody.post(NEW, {**form(anybody), "text": "长" * 3_000_000}).status_code == 400


def test_strange_words_are_only_words(anybody):
    text = "<script>alert(1)</script><b>粗</b> 😡 \u202eabc\u202c \x07响"
    secret = send(anybody, text=text)
    case = queries.by_secret(secret).case
    assert case.text == "<script>alert(1)</script><b>粗</b> 😡 abc 响"
    page = words(anybody.get(f"/portal/case/{secret}/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"in": []}, "请选事情发生在哪里"),
        ({"in": ["9999"]}, "请选事情发生在哪里"),
        ({"in": [], "pick": "1101"}, "请选事情发生在哪里"),
        ({"in": [], "where": "北京市朝阳区"}, "没有找到"),
        ({"phone": "12"}, "5–15 位"),
        ({"email": "x@"}, "邮箱地址写得不对"),
        ({"wish": "sms"}, "请留下手机号"),
        ({"wish": "pigeon"}, "pigeon"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(anybody, more, said):
    before = Case.objects.count()
    answer = anybody.post(NEW, {**form(anybody), "name": "王某", **more})
    assert answer.status_code == 400
    page = words(answer)
    assert said in page
    assert "菜市场门口路灯不亮" in page
    assert "王某" in page
    assert Case.objects.count() == before


def test_a_place_by_name(anybody):
    answer = anybody.post(NEW, {**form(anybody), "in": [], "where": "秀华", "find": "1"})
    page = words(answer)
    assert answer.status_code == 200
    assert "秀华社区" in page
    assert "菜市场门口路灯不亮" in page
    assert "有几处需要改" not in page


def test_a_name_of_several_places_is_asked_back(anybody):
    answer = anybody.post(NEW, {**form(anybody), "in": [], "where": "社区"})
    assert answer.status_code == 400
    assert "是哪一个" in words(answer)
    done = anybody.post(NEW, {**form(anybody), "in": [], "pick": WHERE[-1], "another": "1"})
    assert done.status_code == 302
    assert newest().place.code.startswith(WHERE[-1])


def test_an_area_is_tapped_on_the_sketch_without_script(anybody):
    said = form(anybody)
    answer = anybody.post(NEW, {**said, "in": [], "tap": "4601"})
    page = words(answer)
    assert answer.status_code == 200
    assert '<option value="4601" selected>' in page
    assert "菜市场门口路灯不亮" in page
    assert 'aria-current="true" title="海口市"' in page
    assert page.count('name="tap"') == len(children(roots()[0]))


HERE = {"lat": "20.01987654", "long": "110.33012345", "sure": "20"}


def test_where_somebody_stands_finds_the_area_and_goes_with_the_request(anybody):
    before = Case.objects.count()
    answer = anybody.post(NEW, {**form(anybody), "in": [], **HERE, "here": "1"})
    page = words(answer)
    assert (answer.status_code, Case.objects.count()) == (200, before)
    assert '<option value="4601" selected>' in page
    assert "已附上您现在的位置" in page
    assert 'value="20.0199"' in page, "as fine as anybody needs, and no finer"
    secret = send(anybody, **HERE)
    case = queries.by_secret(secret).case
    assert (str(case.latitude), str(case.longitude)) == ("20.019900", "110.330100")
    number = actions.publish(case, by="desk", at=t(11, 3)).number
    for public in (f"/portal/requests/{number}/", "/portal/requests/", "/portal/map/",
                   f"/open311/v2/requests/{number}.json"):  # fmt: skip
        assert "20.0199" not in words(anybody.get(public)), public


@pytest.mark.parametrize(
    ("point", "kept"),
    [
        ({"lat": "39.9", "long": "116.4", "sure": "5"}, False),
        ({**HERE, "sure": "3000"}, False),
        ({**HERE, "forget": "1"}, False),
        ({"lat": "nan", "long": "inf"}, False),
        ({"lat": "1e400", "long": "--", "sure": "x"}, False),
        ({"lat": "18.25", "long": "109.51", "sure": "5"}, False),
        ({**HERE, "sure": ""}, True),
    ],
    ids=["Beijing", "rough", "not wanted", "no number", "nonsense", "not where it is", "all well"],
)
def test_a_point_is_kept_where_it_lies_in_the_place_alone(anybody, point, kept):
    said = {**form(anybody), **point, "another": "1"}
    answer = anybody.post(NEW, said)
    if "forget" in point:
        assert answer.status_code == 200
        assert "已附上" not in words(answer)
        answer = anybody.post(NEW, {**form(anybody), "another": "1"})
    assert answer.status_code == 302
    assert (newest().latitude is not None) == kept


def test_whoever_stands_elsewhere_is_told_so(anybody):
    beijing = {"lat": "39.9", "long": "116.4", "sure": "5", "here": "1"}
    page = words(anybody.post(NEW, {**form(anybody), "in": [], **beijing}))
    assert "不在这里的范围内" in page
    assert "已附上" not in page


def test_a_point_survives_the_question_whether_it_is_the_same(anybody):
    like = received(text="菜市场门口路灯不亮，晚上很黑")
    actions.publish(like, by="desk", at=t(11, 3))
    page = words(anybody.post(NEW, {**form(anybody), **HERE}))
    assert "是不是同一件事" in page
    assert 'name="lat" value="20.0199"' in page


def test_lists_open_one_after_the_other_without_script(anybody):
    said = form(anybody)
    answer = anybody.post(NEW, {**said, "in": ["4601"], "offered": "1"})
    assert answer.status_code == 200
    assert '<option value="460105">' in words(answer)
    answer = anybody.post(NEW, {**said, "in": ["4601", ""], "offered": "2", "another": "1"})
    assert answer.status_code == 302, "whoever does not know more may send it"
    piece = anybody.get("/portal/place/", {"in": ["4601", "460105"]})
    assert '<option value="460105001">' in words(piece)
    assert "<html" not in words(piece)


def test_photos_wait_while_the_form_is_put_right(anybody):
    said = form(anybody)
    answer = anybody.post(NEW, {**said, "text": "", "photos": [photo(picture())]})
    assert "已收到 1 张照片" in words(answer)
    answer = anybody.post(NEW, {**said, "another": "1"})
    assert queries.by_secret(secret_in(answer["Location"])).case.photos.count() == 1


def test_photos_that_wait_can_be_dropped(anybody):
    said = form(anybody)
    anybody.post(NEW, {**said, "text": "", "photos": [photo(picture())]})
    assert "已收到" not in words(anybody.post(NEW, {**said, "drop": "1"}))
    anybody.post(NEW, {**said, "another": "1"})
    assert newest().photos.count() == 0


def test_photos_that_nobody_sent_on_are_forgotten_after_a_day(anybody):
    anybody.post(NEW, {**form(anybody), "text": "", "photos": [photo(picture())]})
    (old,) = kept_photos.room().iterdir()
    assert len(list(old.iterdir())) == 1
    os.utime(old, (1, 1))
    anybody.post(NEW, {**form(anybody), "text": "", "photos": [photo(picture((50, 50)))]})
    assert not old.exists()
    assert [one.stat().st_mode & 0o077 for one in kept_photos.room().rglob("*.jpg")] == [0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ this is a programme", "这不是能用的照片"),
        (b"%PDF-1.4", "这不是能用的照片"),
        (picture((8000, 7000), "PNG"), "照片太大"),
        (b"\xff" * (15 * 2**20 + 1), "照片太大"),
    ],
    ids=["programme", "pdf", "56 megapixels", "16 MB"],
)
def test_what_is_no_photo(anybody, data, said):
    before = Case.objects.count()
    answer = anybody.post(NEW, {**form(anybody), "photos": [photo(data)]})
    assert answer.status_code == 400
    assert said in words(answer)
    assert "菜市场门口路灯不亮" in words(answer)
    assert Case.objects.count() == before


def test_forty_megapixels_become_small(anybody):
    secret = send(anybody, photos=[photo(picture((8000, 5000)))])
    kept = queries.by_secret(secret).case.photos.get()
    assert max(kept.width, kept.height) == 1600


def test_six_photos_are_too_many(anybody):
    many = [photo(picture((60 + n, 40)), f"{n}.jpg") for n in range(6)]
    assert "最多 5 张" in words(anybody.post(NEW, {**form(anybody), "photos": many}))


def shared() -> Case:
    case = received("菜市场门口的路灯不亮了，晚上很黑看不见路")
    return actions.publish(case, by="desk", at=t(11, 3), text="菜市场门口路灯不亮，晚上很黑。")


def test_similar_ones_are_shown_and_joined_once(anybody):
    case = shared()
    said = form(anybody)
    answer = anybody.post(NEW, said)
    page = words(answer)
    assert answer.status_code == 200
    assert "是不是同一件事" in page
    assert "菜市场门口路灯不亮，晚上很黑。" in page
    assert "看不见路" not in page, "only what was published is shown"
    places = {anybody.post(NEW, {**said, "join": case.number})["Location"] for _ in range(3)}
    assert len(places) == 1
    link = queries.by_secret(secret_in(places.pop()))
    assert link.case.pk == case.pk
    assert Joined.objects.filter(case=case).count() == 1


def test_mine_is_another(anybody):
    case = shared()
    before = Case.objects.count()
    answer = anybody.post(NEW, {**form(anybody), "another": "1"})
    assert answer.status_code == 302
    assert Case.objects.count() == before + 1
    assert not case.joined.exists()


def test_nobody_joins_what_is_not_public(anybody):
    case = received("菜市场门口的路灯不亮了，晚上很黑")
    assert anybody.post(NEW, {**form(anybody), "join": case.number}).status_code == 400
    assert not case.joined.exists()


def test_a_complaint_about_a_unit_is_never_public_and_not_its_own(anybody):
    secret = send(anybody, kind="unit", about="460105001000", text="办事大厅态度差，推来推去")
    case = queries.by_secret(secret).case
    assert case.about == unit("460105001000")
    assert case.private
    assert case.desk != case.about


def test_a_unit_that_nobody_knows_is_asked_for(anybody):
    answer = anybody.post(NEW, {**form(anybody, "unit"), "about": "天庭"})
    assert answer.status_code == 400
    assert "没有找到这个单位" in words(answer)
    some = anybody.post(NEW, {**form(anybody, "unit"), "about": "街道"})
    assert "请在下面选一个" in words(some)


def test_a_complaint_about_the_system_needs_no_place(anybody):
    answer = anybody.post(NEW, {**form(anybody, "system"), "in": [], "text": "字太小，看不清"})
    assert answer.status_code == 302
    case = newest()
    assert case.matter is not None
    assert case.matter.name == "对本系统的意见"
    assert case.handler is None
    assert case.desk is not None


def test_a_flood_is_stopped_and_nothing_is_lost(anybody, monkeypatch):
    monkeypatch.setattr(floods, "MOST", 2)
    said = {**form(anybody), "another": "1"}
    for n in range(2):
        assert anybody.post(NEW, {**said, "text": f"第 {n} 件事"}).status_code == 302
    answer = anybody.post(NEW, said)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "菜市场门口路灯不亮" in words(answer)
    assert "您写的都还在" in words(answer)
    assert anybody.post(NEW, said, REMOTE_ADDR="10.1.2.3").status_code == 302


def test_the_first_page_is_light(anybody):
    page = anybody.get("/portal/").content
    weight = len(brotli.compress(page)) + sum(
        len(brotli.compress((PACKAGE / "web/static/dist" / name).read_bytes()))
        for name in ("style.css", "app.js")
    )
    assert weight < 200_000


@pytest.mark.parametrize(
    "path", ["/portal/", NEW, "/portal/new/?about=unit", "/portal/new/?about=x"]
)
def test_few_queries(anybody, path):
    anybody.get(path)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        answer = anybody.get(path)
    assert answer.status_code == 200
    assert len(counted) <= 4


def test_in_english(anybody):
    page = words(anybody.get(NEW, headers={"accept-language": "en"}))
    assert "What is it about" in page or "What happened" in page


@pytest.mark.parametrize("path", ["/portal/new/", "/portal/new/?about=unit"])
def test_enter_in_a_box_chooses_nothing_for_anybody(client, path) -> None:
    """A browser presses the first button of the form, wherever somebody types."""
    form = client.get(path).content.decode().partition('id="say"')[2]
    first = re.search(r'<button[^>]*type="submit"[^>]*>', form)
    assert first
    assert 'name="look"' in first[0]
