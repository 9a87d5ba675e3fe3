"""Anybody finds who answers for what: by everyday words, for their own community."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def anybody(province) -> Client:
    return Client()


def words(answer) -> str:
    return answer.content.decode()


def test_found_by_what_people_say(anybody):
    said = words(anybody.get("/catalogue/", {"q": "路灯坏"}))
    assert "路灯不亮" in said
    assert "又说：路灯坏了" in said
    assert "占道经营" not in said


def test_the_department_is_named_for_a_place(anybody):
    said = words(anybody.get("/catalogue/", {"q": "占道经营", "at": "秀华社区居民委员会"}))
    assert "秀英区综合行政执法局" in said
    page = words(anybody.get("/catalogue/CG001/", {"at": "秀华社区居民委员会"}))
    assert "不派给街道和社区" in page
    assert "秀英区综合行政执法局" in page


def test_in_english(anybody):
    answer = anybody.get("/catalogue/CG001/", headers={"accept-language": "en"})
    assert "Trading on the pavement" in words(answer)
    assert "city management" in words(answer)


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"q": "没有这样的事情"}, 200, "没有查到"),
        ({"at": "火星社区"}, 400, "火星社区"),
        ({"kind": "nonsense"}, 400, "职责清单"),
        ({"q": "<script>alert(1)</script>"}, 200, "没有查到"),
    ],
)
def test_strange_questions(anybody, asked, status, said):
    answer = anybody.get("/catalogue/", asked)
    assert answer.status_code == status
    assert said in words(answer)
    assert "<script>alert" not in words(answer)


def test_a_matter_that_is_not_there(anybody):
    answer = anybody.get("/catalogue/XX999/")
    assert answer.status_code == 404
    assert "职责清单" in words(answer)


@pytest.mark.parametrize(
    "path", ["/catalogue/", "/catalogue/?at=460105001001", "/catalogue/JT001/?at=4601"]
)
def test_few_queries_however_many_matters(anybody, path):
    with CaptureQueriesContext(connection) as asked:
        anybody.get(path)
    assert len(asked) <= 9
