"""Questions nobody sensible asks get an answer that helps, never a traceback."""

from __future__ import annotations

import pytest

PAGES = [
    "/units/46/", "/units/46/guarantee/", "/units/46/children/", "/units/46/history/",
    "/units/460105001001/", "/units/46/indicators/guarantee.deputies/",
    "/units/460105001001/facts/workers/", "/search", "/imports/", "/norms/",
    "/api/v1/units/46/figures",
]  # fmt: skip
QUESTIONS = [
    "on=0001-01-01", "on=9999-12-31", "on=1899-12-31", "on=2016-02-30", "on=%00", "on=",
    "page=-1", "page=abc", "page=99999999999999999999", "sort=__class__", "sort=-pk__in",
    "q=%25%25%25", "q=_", "q=" + "海" * 5000, "q=%00", "status=none", "within=%27", "before=x",
    "indicator=nope", "scope=99",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_no_question_breaks_a_page(client_of, page):
    client = client_of("province")
    broken = [
        (question, answer.status_code)
        for question in QUESTIONS
        if (answer := client.get(f"{page}?{question}")).status_code >= 500
    ]
    assert not broken


@pytest.mark.parametrize(
    "path",
    ["/units/99/", "/units/%00/", "/units/46/indicators/nope/", "/units/46/facts/nope/",
     "/units/460105001001/facts/nope/", "/imports/999999/", "/people/999999/", "/norms/nope/"],
)  # fmt: skip
@pytest.mark.parametrize("who", ["province", "admin"])
def test_what_is_not_there_is_said_to_be_not_there(client_of, who, path):
    assert client_of(who).get(path).status_code in {403, 404}


def test_every_page_keeps_its_guards(client_of):
    for path in [*PAGES, "/accounts/login/", "/nowhere/", "/units/99/"]:
        answer = client_of("province").get(path)
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy, path
        assert "default-src 'none'" in policy, path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["X-Frame-Options"] == "DENY", path
        assert answer["Referrer-Policy"] == "same-origin", path
