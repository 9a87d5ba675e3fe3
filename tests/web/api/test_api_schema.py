"""The live schema, attacked: whatever is asked, the answer is one the schema names."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from liandong.domains.orgs.models import Unit
from liandong.domains.partners import actions as partners
from liandong.domains.partners import taking

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
]  # fmt: skip
CODES = ("46", "4601", "4602", "460105", "4604", "469021", "460100000000")
NUMBERS: list[str] = []  # of requests that the partner handed in
NAMED = {
    "number": NUMBERS,
    "indicator_code": ("guarantee.deputies", "guarantee.workers_total", "guarantee.area_density"),
    "norm_code": ("guarantee.work_funds_min", "guarantee.ledger_stale_after"),
}

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@schema.hook("map_path_parameters")
def _often_what_there_is(context, path_parameters):
    """Codes made up by chance name nothing; three in four are made to name something."""
    for name, given in (path_parameters or {}).items():
        known = NAMED.get(name, CODES)
        place = sum(map(ord, str(given))) % (len(known) + len(known) // 3 + 1)
        if (
            place < len(known)
            and context.operation
            and str(given).isascii()
            and "/" not in str(given)
        ):
            path_parameters[name] = known[place]
    return path_parameters


@schema.hook("map_body")
def _often_somewhere(context, body):
    """Half of what is handed in happened at a place that is there."""
    if isinstance(body, dict) and len(str(body)) % 2:
        body["place"] = "460105001001"
    return body


@pytest.fixture
def key(province):
    """A partner's, with two requests of its own."""
    at, place = timezone.now(), Unit.objects.get(code="460000000000")
    made, secret = partners.create(name="12345", place=place, by="t", at=at, per_minute=10**6)
    got = [
        taking.take(made, external=f"n{n}", body={"n": n}, text="路灯不亮", at=at,
                      place=Unit.objects.get(code="460105001001"), channel="partner")
        for n in (1, 2)
    ]  # fmt: skip
    NUMBERS[:] = [one.case.number for one in got]
    return secret


@pytest.fixture(autouse=True)
def _one_connection():
    """A real server hands its connection back after each request; a test needs its own to stay."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("user", ["province", "haikou"])
@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_every_answer_is_one_the_schema_names(key, client_of, user, case):
    cookie = client_of(user).cookies["sessionid"].value
    # Without one, it is the caller's own guess at a key, and refused.
    keyed = {"Authorization": f"Bearer {key}"} if user == "province" else {}
    # The in-process transport asks for compressed answers and does not unpack them.
    answer = case.call(
        cookies={"sessionid": cookie}, headers={"Accept-Encoding": "identity", **keyed}
    )
    case.validate_response(answer, checks=CHECKS)
