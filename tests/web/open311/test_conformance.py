"""GeoReport v2 as a program meets it: every check of `checks.yaml`, in XML and JSON alike; and
`docs/open311.md`, which is written from this run."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client
from ruamel.yaml import YAML

from liandong.config.paths import ROOT
from tests.web.crowds import full_house
from tests.web.open311.world import world

pytestmark = pytest.mark.django_db
GROUPS = YAML(typ="safe").load((Path(__file__).parent / "checks.yaml").read_text())
CHECKS = [(group["group"], check) for group in GROUPS for check in group["checks"]]
BOOK = ROOT / "docs" / "open311.md"
LISTS = {"services", "service_requests", "errors", "attributes", "values", "endpoints", "formats"}
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
V2 = "/open311/v2/"


def fill(said, known):
    if isinstance(said, str):
        return re.sub(r"\{(\w+)\}", lambda m: known.get(m[1], m[0]), said)
    if isinstance(said, list):
        return [fill(one, known) for one in said]
    if isinstance(said, dict):
        return {key: fill(one, known) for key, one in said.items()}
    return said


def of_xml(element):
    """What an element says, as the JSON would; all of it text."""
    if element.tag in LISTS:
        return [of_xml(one) for one in element]
    return {one.tag: of_xml(one) for one in element} if len(element) else element.text


def as_text(value):
    if isinstance(value, list):
        return [as_text(one) for one in value]
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    return str(value).lower() if isinstance(value, bool) else value if value is None else str(value)


def at(content, path):
    for part in path.split("/"):
        content = content[int(part) if part.isdigit() else part]
    return content


def ask(client, check, form, known):
    known = {**known, "form": form}
    path = fill(check.get("post") or check["get"], known)
    where = path if path.startswith("/") else V2 + path
    if "post" not in check:
        return client.generic(check.get("method", "GET"), where)
    if check.get("json"):
        return client.post(where, "{}", content_type="application/json")
    return client.post(where, {"api_key": known["key"], **fill(check["body"], known)})


def content_of(answer, form):
    assert answer["Content-Type"] == TYPES[form]
    assert answer["Access-Control-Allow-Origin"] == "*"
    if form == "json":
        return json.loads(answer.content)
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return of_xml(ElementTree.fromstring(answer.content))


def errors(content, status):
    (one,) = content
    assert one["code"] == str(status)
    assert one["description"]


def holds(check, content, body):
    for path, value in check.get("at", {}).items():
        assert at(content, path) == value, path
    for path in check.get("has", []):
        assert at(content, path) is not None, path
    for path in check.get("missing", []):
        assert path.split("/")[1] not in content[0]
    for path in check.get("text", []):
        assert isinstance(at(content, path), str), path
    for path in check.get("moments", []):
        assert datetime.fromisoformat(at(content, path)).tzinfo, path
    for word in check.get("lacks", []):
        assert word not in body
    if "count" in check:
        assert len(content) == check["count"]


def rows(check, content):
    ids = [one.get("service_request_id") for one in content] if isinstance(content, list) else []
    for one in check.get("without", []):
        assert one not in ids
    for one in check.get("with", []):
        assert one in ids
    if "ids" in check:
        assert set(ids) == set(check["ids"])
    for name, value in check.get("every", {}).items():
        assert content
        assert {one[name] for one in content} == {value}
    if "among" in check:
        assert any(check["among"].items() <= one.items() for one in content)


def forms(check):
    path = check.get("post") or check["get"]
    if "{form}" in path:
        return ("xml", "json")
    return (check.get("form") or ("json" if ".json" in path else "xml"),)


@pytest.mark.parametrize("check", [check for _, check in CHECKS], ids=lambda c: c["name"])
def test_a_program_may_rely_on_it(province, check):
    known, client, said = world(), Client(enforce_csrf_checks=True), {}
    for form in forms(check):
        answer = ask(client, check, form, known)
        status = check.get("status", 200)
        assert answer.status_code == status, answer.content.decode()
        said[form] = content_of(answer, form)
        wanted = fill(check, known)
        if status >= 400:
            errors(said[form], status)
        elif form == "json" or "at" not in check or "true" not in str(check["at"]).lower():
            holds(wanted, said[form], answer.content.decode())
            rows(wanted, said[form])
        if form == "xml" and "xml" in check:
            root, _, item = check["xml"].partition("/")
            tree = ElementTree.fromstring(answer.content)
            assert tree.tag == root
            assert not item or {one.tag for one in tree} == {item}
    if len(said) == 2 and "post" not in check:
        assert said["xml"] == as_text(said["json"])


def test_head_options_and_what_is_allowed(province):
    client = Client()
    full, bare = client.get(V2 + "services.json"), client.head(V2 + "services.json")
    assert (bare.status_code, bare.content, bare["Content-Type"]) == (
        200,
        b"",
        full["Content-Type"],
    )
    shown = client.options(V2 + "requests.json")
    assert (shown.status_code, shown["Allow"]) == (204, "GET, POST, HEAD, OPTIONS")
    assert client.put(V2 + "requests.json")["Allow"] == "GET, POST, HEAD, OPTIONS"


def test_sent_twice_is_one_and_something_else_is_told(province):
    known, client = world(), Client()
    body = {"api_key": known["key"], "service_code": known["service"], "lat": "19.99",
            "long": "110.25", "description": "路灯不亮"}  # fmt: skip

    def post(**more):
        return client.post(V2 + "requests.json", {**body, **more},
                           headers={"Idempotency-Key": "a-1"})  # fmt: skip

    first, again = post(), post()
    assert first.json() == again.json()
    other = post(description="井盖坏了")
    assert other.status_code == 400
    assert other.json()[0]["description"]


def test_a_key_has_a_pace(province):
    from django.utils import timezone

    from liandong.domains.partners import actions
    from tests.domains.casework.kit import unit

    _, secret = actions.create(name="slow", place=unit("460100000000"), per_minute=2, by="t",
                               at=timezone.now())  # fmt: skip
    asked = [Client().post(V2 + "requests.json", {"api_key": secret}) for _ in range(5)]
    assert asked[0].status_code == 400
    assert asked[-1].status_code == 429
    assert asked[-1]["Retry-After"]


def test_too_many_at_once_come_back_later(province):
    known = world()
    body = {"api_key": known["key"], "service_code": known["service"], "address_id": "460105"}
    with full_house():
        answer = Client().post(V2 + "requests.xml", body)
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert Client().post(V2 + "requests.xml", body).status_code == 200


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script> & ]]>", "😀 灯坏了\u202e", "灯\x00\x0b坏"]
)
def test_strange_words_are_told_alike(province, text):
    from liandong.domains.casework import actions
    from tests.domains.casework.kit import received, t

    case = actions.publish(received(text=text), by="desk", at=t(11, 3))
    said = {form: content_of(Client().get(f"{V2}requests/{case.number}.{form}"), form)
            for form in TYPES}  # fmt: skip
    assert said["xml"] == as_text(said["json"])


def test_reading_costs_the_same_however_many(province, django_assert_max_num_queries):
    world()
    with django_assert_max_num_queries(10):
        Client().get(V2 + "requests.json")


def book() -> str:
    lines = [
        "# Open311 GeoReport v2",
        "",
        "> 由测试写成，不要手改：`LIANDONG_WRITE_BOOK=1 pytest tests/web/open311`",
        "> Written from the checks that run; do not edit.",
        "",
        "`/open311/v2/` · discovery at `/open311/discovery.xml|json` · keys: "
        "`liandong open311 key create --name …`",
        "",
        "* Pages are counted from 1; at most 1,000 requests and 90 days a list.",
        "* `address_id` is a division code; `address_string` ending in a community's name finds it.",
        "* A community is named, never a home: no address, no point. Only what was moderated is told.",
        "* `Idempotency-Key` makes a request sent twice one request. 429 and 503 say when to come back.",
        "* `bbox` is not offered, since no points are told; a `media_url` is kept and never fetched.",
        "",
        "Every check passes in XML and JSON, and both say the same. Read and written by the clients "
        "`georeport` 0.3 and `three` 0.8 as well.",
        "",
    ]
    n = 0
    for group in GROUPS:
        lines += [f"## {group['group']}", "", "| # | check | asked | status |", "|---|---|---|---|"]
        for check in group["checks"]:
            n += 1
            method = check.get("method") or ("POST" if "post" in check else "GET")
            path = check.get("post") or check["get"]
            lines.append(
                f"| {n} | {check['name']} | `{method} {path}` | {check.get('status', 200)} |"
            )
        lines.append("")
    return "\n".join(lines)


def test_the_book_is_fresh():
    if os.environ.get("LIANDONG_WRITE_BOOK"):
        BOOK.write_text(book(), encoding="utf-8")
    assert BOOK.read_text(encoding="utf-8") == book()
    assert len(CHECKS) >= 60
