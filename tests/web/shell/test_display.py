"""Display settings: buttons that work without script, kept in cookies, never an open door."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("key", "value", "mark"),
    [
        ("type", "large", 'data-type="large"'),
        ("contrast", "high", 'data-contrast="high"'),
        ("theme", "dark", 'data-theme="dark"'),
        ("language", "en", 'lang="en"'),
    ],
)
def test_a_setting_is_kept(visitor: Client, key: str, value: str, mark: str) -> None:
    answer = visitor.post("/settings/display/", {key: value, "next": "/gallery/?on=2016-06-30"})
    assert answer.url == "/gallery/?on=2016-06-30"
    assert mark in visitor.get("/settings/display/").content.decode()


def test_nonsense_is_not_kept(visitor: Client) -> None:
    answer = visitor.post(
        "/settings/display/", {"theme": '"><script>', "next": "https://evil.example/"}
    )
    assert answer.url == "/"
    assert "display_theme" not in answer.cookies


def test_a_spoilt_cookie_counts_as_unset(visitor: Client) -> None:
    visitor.cookies["display_theme"] = '"><b'
    assert 'data-theme="auto"' in visitor.get("/settings/display/").content.decode()


def test_the_settings_page_leads_back(visitor: Client) -> None:
    page = visitor.get("/settings/display/?next=/gallery/").content.decode()
    assert '<a href="/gallery/">' in page
    elsewhere = visitor.get("/settings/display/?next=//evil.example/").content.decode()
    assert "evil.example" not in elsewhere.replace("%2F", "/").split("<footer")[0]


def test_two_settings_are_chosen_on_one_page(visitor: Client) -> None:
    page = visitor.get("/settings/display/?next=/gallery/").content.decode()
    assert 'name="stay"' in page
    answer = visitor.post(
        "/settings/display/", {"type": "large", "next": "/gallery/", "stay": "1"}, follow=True
    )
    again = answer.content.decode()
    assert answer.redirect_chain == [("/settings/display/?next=%2Fgallery%2F", 302)]
    assert 'data-type="large"' in again
    assert 'href="/gallery/"' in again, "and the way back is kept"
