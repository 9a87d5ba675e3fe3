"""Two clients of other makers read and write the server over the wire."""

from __future__ import annotations

import itertools

import pytest

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture
def known(province) -> dict[str, str]:
    from tests.web.open311.world import world

    return world()


@pytest.fixture
def url(known, live_server_here) -> str:
    return f"{live_server_here}/open311/v2"


@pytest.fixture
def live_server_here(db):
    """The application on this machine, in this thread's own transaction: one request at a time."""
    import threading
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from django.core.signals import request_finished, request_started
    from django.core.wsgi import get_wsgi_application
    from django.db import close_old_connections, connections

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    mine = connections["default"]
    mine.inc_thread_sharing()
    application = get_wsgi_application()

    def shared(environ, start):
        connections["default"] = mine
        return application(environ, start)

    server = make_server("127.0.0.1", 0, shared, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    mine.dec_thread_sharing()
    for one in signals:
        one.connect(close_old_connections)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads(url, known, form):
    from georeport import GeoReport

    city = GeoReport(url, output_format=form, jurisdiction="46")
    services = city.get_service_list()
    assert known["service"] in {one["service_code"] for one in services}
    definition = city.get_service_definition(known["service"])
    assert definition["service_code"] == known["service"]
    found = city.get_service_requests(status="open")
    assert known["open"] in {one["service_request_id"] for one in found}
    one = city.get_service_request(known["closed"])
    assert (one["status"], one["description"]) == ("closed", "已处理的井盖")


def test_three_reads_writes_and_follows_a_token(url, known, monkeypatch):
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    from three import Three

    city = Three(url, api_key=known["key"])
    assert city.discovery()["endpoints"][0]["url"] == url
    assert known["service"] in {one["service_code"] for one in city.services()}
    assert city.services(known["service"])["attributes"]
    (one,) = city.request(known["open"])
    assert one["status"] == "open"
    assert city.requests(known["service"], count=1)[0]["service_code"] == known["service"]

    (sent,) = city.post(known["service"], address="海秀路12号", name="San Zhang",
                        phone="13900139000", description="路灯不亮，晚上很黑")  # fmt: skip
    from liandong.domains.casework.models import Case

    case = Case.objects.get(number=sent["service_request_id"])
    assert (case.channel, case.partner, case.text) == ("open311", "key", "路灯不亮，晚上很黑")
    assert case.requester.reachable
    # Not before somebody has read it.
    assert city.request(case.number)[0]["code"] == "404"

    (secret,) = city.post(known["secretive"], address="海秀路12号", description="想申请低保")
    assert city.token(secret["token"]) == [{"service_request_id": None, "token": secret["token"]}]


def test_three_is_told_why_not(url, known, monkeypatch):
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    from three import Three

    assert Three(url, api_key="wrong").post(known["service"], address="x")[0]["code"] == "403"
