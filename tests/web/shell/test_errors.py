"""Error pages say what happened and what next; the last one needs nothing at all."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, permission_denied, server_error


def test_not_found_offers_a_way_on(visitor: Client) -> None:
    answer = visitor.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


@pytest.mark.parametrize(("view", "status"), [(permission_denied, 403), (bad_request, 400)])
def test_refusals_render(view, status: int) -> None:
    answer = view(RequestFactory().get("/"), Exception("secret detail"))
    assert answer.status_code == status
    assert "secret detail" not in answer.content.decode()


def test_the_error_of_errors_needs_no_context() -> None:
    assert "Something went wrong" in render_to_string("500.html")
    assert server_error(RequestFactory().get("/")).status_code == 500


def test_an_expired_page_says_so() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "zh-hans"
    answer = client.post("/settings/display/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "页面过期了" in answer.content.decode()
