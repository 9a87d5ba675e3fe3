"""Strange addresses and questions of the pages of requests and whistles get an answer that helps."""

from __future__ import annotations

import pytest

DAYS = ["0001-01-01", "9999-12-31", "2026-13-01", "%00"]
PERIODS = [f"{end}={day}" for day in DAYS for end in ("since", "until", "start", "end")]
PLACES_TO_READ_ON = [
    "²",
    "9" * 30,
    "-1",
    "%00",
    "x|y",
    "0001-01-01T00:00|1",
    "2026-01-01|" + "9" * 30,
]
PAGES = {
    "desk": ["/requests/all/", "/desk/inbox/"],
    "liaison": ["/requests/", "/whistles/"],
    "supervisor": ["/whistles/timeliness/", "/whistles/timeliness/export.xlsx",
                   "/supervision/open/"],
}  # fmt: skip
QUESTIONS = [
    *PERIODS, *(f"after={one}" for one in PLACES_TO_READ_ON), "q=%00", "q=" + "海" * 5000,
    "at=%00", "state=__class__", "kind=%00", "show=x", "start=2026-05-01&end=2026-01-01",
]  # fmt: skip


@pytest.mark.parametrize(("who", "page"), [(who, page) for who in PAGES for page in PAGES[who]])
def test_no_question_breaks_a_page(client_of, who: str, page: str) -> None:
    client = client_of(who)
    client.raise_request_exception = False
    broken = [
        question for question in QUESTIONS if client.get(f"{page}?{question}").status_code >= 500
    ]
    assert not broken


@pytest.mark.parametrize(
    ("who", "path"),
    [("desk", "/requests/%00/"), ("desk", "/requests/²/"), ("desk", "/desk/?done=%00"),
     ("supervisor", "/supervision/reviews/99999999999999999999/"),
     ("streetoffice", "/whistles/99999999999999999999/"),
     ("streetoffice", "/whistles/new/?case=%00"),
     ("streetoffice", "/whistles/new/?matter=%00&street=%00&units=%00")],
)  # fmt: skip
def test_what_is_not_there_is_no_traceback(client_of, who: str, path: str) -> None:
    client = client_of(who)
    client.raise_request_exception = False
    assert client.get(path).status_code < 500


@pytest.mark.parametrize("said", ["4601\x00", "秀英\x00", "\x00"])
def test_nothing_unseen_reaches_the_database(client_of, said: str) -> None:
    desk = client_of("desk")
    desk.raise_request_exception = False
    for deed in ("look", "save"):
        asked = {"token": "t", "text": f"路灯{said}", "place": said, "phone": said, "go": deed}
        assert desk.post("/desk/", asked).status_code < 500
    assert desk.post("/desk/beside/", {"text": said, "place": said}).status_code < 500
    assert desk.get("/desk/places/", {"place": said}).status_code < 500
