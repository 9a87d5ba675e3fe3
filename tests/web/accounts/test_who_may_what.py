"""Each role at each page of accounts, and how many queries a page takes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.domains.accounts.models import Assignment, User

EVERYBODY = ("province", "analyst", "haikou", "danzhou", "xiuying", "street", "community",
             "admin", "security", "auditor")  # fmt: skip
PAGES = {
    "/me/": EVERYBODY,
    "/accounts/password/change/": EVERYBODY,
    "/accounts/logout/": EVERYBODY,
    "/people/": ("admin", "security"),
    "/people/{street}/": ("admin", "security"),
    "/people/new/": ("admin",),
    "/people/locked/": ("security",),
    "/audit/": ("auditor",),
}
ACTS = {
    "/people/new/": ("admin",),
    "/people/{street}/roles/": ("admin",),
    "/people/roles/{role}/end/": ("admin",),
    "/people/unlock/": ("security",),
    "/people/{street}/deactivate/": ("security",),
    "/people/{street}/reactivate/": ("security",),
    "/people/{street}/password/": ("security",),
    "/audit/export/": ("auditor",),
    "/audit/check/": ("auditor",),
}


def url_of(pattern: str) -> str:
    street = User.objects.get(username="street")
    return pattern.format(street=street.pk, role=Assignment.objects.get(user=street).pk)


@pytest.mark.parametrize("person", EVERYBODY)
def test_pages(at_desk, person: str) -> None:
    client = at_desk(person)
    for pattern, may in PAGES.items():
        wanted = 200 if person in may else 403
        assert client.get(url_of(pattern)).status_code == wanted, pattern


@pytest.mark.parametrize("person", EVERYBODY)
def test_acts(at_desk, person: str) -> None:
    client = at_desk(person)
    for pattern, may in ACTS.items():
        answer = client.post(url_of(pattern))
        assert (answer.status_code == 403) != (person in may), (pattern, answer.status_code)


def test_visitors_are_led_to_the_door(client, province) -> None:
    for pattern in (*PAGES, *ACTS):
        if pattern != "/accounts/logout/":
            assert client.get(url_of(pattern)).status_code in {302, 405}, pattern


def test_a_page_takes_few_queries(at_desk) -> None:
    taken = {}
    for pattern, may in PAGES.items():
        client, url = at_desk(may[0]), url_of(pattern)
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        taken[pattern] = len(asked)
    assert max(taken.values()) <= 15, taken
