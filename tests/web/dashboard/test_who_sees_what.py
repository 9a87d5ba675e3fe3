"""Each person × each page: allowed, public figures only, or refused."""

import re
from datetime import date

import pytest
from django.utils import timezone

from liandong.domains.accounts.actions import assign, create_user
from liandong.domains.accounts.enums import Role
from liandong.domains.accounts.models import User
from liandong.domains.orgs.models import Unit
from tests.web.dashboard.conftest import HOMES, WITHOUT_FIGURES

pytestmark = pytest.mark.django_db

# (page, who sees it in full); all others who see figures get the public page or a 403.
UNITS = {
    "46": {"province", "analyst"},
    "4601": {"province", "analyst", "haikou"},
    "4604": {"province", "analyst", "danzhou"},
    "460105": {"province", "analyst", "haikou", "xiuying"},
    "460106": {"province", "analyst", "haikou"},
    "460105001": {"province", "analyst", "haikou", "xiuying", "street"},
    "460105001001": {"province", "analyst", "haikou", "xiuying", "street", "community"},
    "460105001002": {"province", "analyst", "haikou", "xiuying", "street"},
    "460400100": {"province", "analyst", "danzhou"},
}
PUBLIC = {"46", "4601", "4604", "460105", "460106"}
INNER = ("guarantee/", "children/", "branch/")


@pytest.mark.parametrize("person", [*HOMES, *WITHOUT_FIGURES])
def test_units(client_of, person):
    client = client_of(person)
    for code, full in UNITS.items():
        answer = client.get(f"/units/{code}/")
        if person in full:
            assert answer.status_code == 200, code
            assert b"number__figure" in answer.content or b"duty__numbers" in answer.content
        elif person in HOMES and code in PUBLIC:
            assert answer.status_code == 200, code
            assert "只显示公开数据".encode() in answer.content
            assert b"number__figure" not in answer.content
        else:
            assert answer.status_code == 403, (person, code)


@pytest.mark.parametrize("person", [*HOMES, *WITHOUT_FIGURES])
def test_inner_pages(client_of, person):
    client = client_of(person)
    for code, full in UNITS.items():
        for page in INNER:
            expected = 200 if person in full else 403
            assert client.get(f"/units/{code}/{page}").status_code == expected, (code, page)
        beside = 200 if person in full or (person in HOMES and code in PUBLIC) else 403
        assert client.get(f"/units/{code}/siblings/").status_code == beside, code


@pytest.mark.parametrize("person", [*HOMES, *WITHOUT_FIGURES])
def test_history(client_of, person):
    for code, full in UNITS.items():
        expected = 200 if person in full or person == "auditor" else 403
        answer = client_of(person).get(f"/units/{code}/history/")
        assert answer.status_code == expected, (person, code)


@pytest.mark.parametrize("person", [*HOMES, *WITHOUT_FIGURES])
def test_front_door_search_and_tree(client_of, person):
    client = client_of(person)
    front = client.get("/")
    if person in HOMES:
        assert front.status_code == 302
        assert front["Location"] == f"/units/{HOMES[person]}/"
    else:
        assert front.status_code == 200
        assert "您能做什么".encode() in front.content
    expected = 200 if person in HOMES else 403
    assert client.get("/units/").status_code == expected
    assert client.get("/search?q=秀英").status_code == expected


@pytest.mark.parametrize("url", ["/", "/units/", "/units/46/", "/units/46/history/", "/search"])
def test_who_has_not_signed_in_is_led_to_the_door(client, url):
    answer = client.get(url)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_an_unknown_unit_is_not_found(client_of):
    assert client_of("province").get("/units/99/").status_code == 404


def test_only_auditors_see_what_concerns_accounts(said):
    assert "授予角色" in said("auditor", "/units/46/history/")
    assert "授予角色" not in said("province", "/units/46/history/")
    assert "发布台账" in said("province", "/units/46/history/")


def test_the_way_up_is_by_name_and_leads_only_where_one_may_go(client_of):
    html = client_of("community").get("/units/460105001001/").content.decode()
    where = html[
        html.index('class="where__steps"') : html.index("</nav>", html.index("where__steps"))
    ]
    assert 'href="/units/460105/"' in where
    assert "秀英街道" in where
    assert 'href="/units/460105001/"' not in where


def test_small_cells_are_withheld_with_what_would_give_them_away(client_of):
    html = client_of("street").get("/units/46/").content.decode()
    rows = {
        re.search(r">([^<]+)</a></th>", row)[1]: re.findall(r"不公布|\d+\.\d%", row)
        for row in re.findall(r'<tr><th scope="row"><a.*?</tr>', html, re.S)
    }
    assert len(rows) == 19
    # 三沙: 2 of 4 is small; 五指山 goes with it, the smallest of the rest.
    assert rows["三沙市"][0] == rows["五指山市"][0] == "不公布"
    assert rows["海口市"][0] == "44.4%"
    for column in range(4):
        withheld = [name for name, cells in rows.items() if cells[column] == "不公布"]
        assert len(withheld) != 1
    assert "2 / 4" not in html


def test_a_withheld_cell_is_withheld_on_its_own_page_too(said):
    page = said("street", "/units/4603/")
    assert "配备专职副书记或党建工作专干 不公布" in page
    assert "50.0%" not in page


def test_public_pages_tell_no_sums_and_lead_to_no_explanation(client_of):
    html = client_of("haikou").get("/units/46/").content.decode()
    assert "元" not in html[html.index("<main") : html.index("</main>")]
    assert "/indicators/" not in html


def test_who_serves_at_several_units_chooses(client_of):
    user = User.objects.get(username="haikou")
    sanya = Unit.objects.get(code="460200000000")
    now = timezone.now()
    assign(user, role=Role.LEADER, unit=sanya, start=date(2015, 1, 1), by="admin", at=now)
    page = client_of("haikou").get("/").content.decode()
    assert 'href="/units/4601/"' in page
    assert 'href="/units/4602/"' in page
    tree = client_of("haikou").get("/units/").content.decode()
    assert tree.count('class="sheet"') == 2


def test_who_has_no_role_is_told_whom_to_ask(client_of):
    create_user(
        username="nobody", password="x-y-z-1234", display_name="无", by="admin", at=timezone.now()
    )
    page = client_of("nobody").get("/").content.decode()
    assert "请联系本级系统管理员" in page
    assert client_of("nobody").get("/units/46/").status_code == 403
