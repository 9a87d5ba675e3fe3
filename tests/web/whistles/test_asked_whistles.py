"""A community cannot do it alone and asks its street to call: called, or told why not."""

from __future__ import annotations

import pytest
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains.casework import actions
from liandong.domains.casework.models import Case, Review, Whistle
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.models import Unit

pytestmark = pytest.mark.django_db
COMMUNITY, WHY = "460105001001", "消防通道堆满旧家具，劝了三次没有用"


def _how() -> dict:
    return {"by": "test", "at": timezone.now()}


@pytest.fixture
def case(province) -> Case:
    """A request that the community has."""
    here = Unit.objects.get(code=COMMUNITY)
    made = actions.receive(text="楼下堵住了", place=here, channel="web", **_how()).case
    matter = catalogue.matter("MZ004", timezone.localdate())
    actions.classify(made, matter=matter, **_how())
    actions.dispatch(made, to=here, reason="按清单", **_how())
    actions.accept(made, **_how())
    return made


def _ask(client_of, case: Case) -> Review:
    answer = client_of("worker").post(
        f"/requests/{case.number}/do/whistle/", {"reason": WHY, "seen": case.state}
    )
    assert answer.status_code == 302, answer.content.decode()
    return case.reviews.get()


def test_the_street_calls_and_the_community_hears_of_it(client_of, case) -> None:
    page = client_of("worker").get(f"/requests/{case.number}/").content.decode()
    assert f"/requests/{case.number}/do/whistle/" in page
    _ask(client_of, case)
    page = client_of("worker").get(f"/requests/{case.number}/").content.decode()
    assert f"/requests/{case.number}/do/whistle/" not in page, "asked once is enough"
    assert WHY in page

    street = client_of("streetoffice")
    assert WHY in street.get("/today/").content.decode()
    assert WHY in street.get("/whistles/").content.decode()
    form = street.get(f"/whistles/new/?case={case.number}&what={WHY}").content.decode()
    assert WHY in form
    assert f'name="case" value="{case.number}"' in form, "looking up the list loses nothing"
    called = {"street": "460105001", "what": WHY, "where": "三号楼", "matter": "YJ001"}
    answer = street.post("/whistles/new/", called | {"case": case.number})
    assert answer.status_code == 302, answer.content.decode()
    assert Whistle.objects.latest("pk").case_id == case.pk
    assert case.reviews.get().granted is True
    assert WHY not in street.get("/today/").content.decode()
    heard = Notice.objects.filter(recipient__username="worker").latest("pk")
    assert "请街道吹哨，同意" in heard.title_zh


def test_the_street_says_why_it_does_not_call(client_of, case) -> None:
    asked = _ask(client_of, case)
    street = client_of("streetoffice")
    url = f"/whistles/asked/{asked.pk}/refuse/"
    assert WHY in street.get(url).content.decode()
    assert street.post(url, {"reason": ""}).status_code == 400
    assert street.post(url, {"reason": "请物业先清"}).status_code == 302
    assert street.get(url).status_code == 404
    page = client_of("worker").get(f"/requests/{case.number}/").content.decode()
    assert "请物业先清" in page
    assert f"/requests/{case.number}/do/whistle/" in page, "may be asked anew"
    case.refresh_from_db()
    assert case.state == "accepted"


def test_it_is_not_the_supervisors_to_decide(client_of, case) -> None:
    _ask(client_of, case)
    assert WHY not in client_of("supervisor").get("/supervision/").content.decode()


def test_a_department_does_not_ask_the_street(client_of, case) -> None:
    Case.objects.filter(pk=case.pk).update(handler=Unit.objects.get(code="Z460105000000CG"))
    page = client_of("liaison").get(f"/requests/{case.number}/").content.decode()
    assert "/do/whistle/" not in page


def test_not_when_it_is_answered(case) -> None:
    actions.reply(case, text="好了", **_how())
    with pytest.raises(LiandongError, match="不能这样办理"):
        actions.ask_whistle(case, reason=WHY, **_how())
