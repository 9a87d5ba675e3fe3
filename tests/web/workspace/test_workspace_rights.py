"""Each role × each route of this room: in scope, beside, above; written out by hand."""

import pytest

XIUHUA = "460105001001"  # the demo secretary's community, in 秀英街道, 秀英区, 海口市
DANZHOU = "460400100001"  # a community of 儋州市
EVERYBODY = {
    "province", "analyst", "haikou", "danzhou", "xiuying", "street", "community",
    "admin", "security", "auditor",
}  # fmt: skip
OFFICERS = EVERYBODY - {"admin", "security", "auditor"}
ABOVE_XIUHUA = {"province", "analyst", "haikou", "xiuying", "street"}

# unit: who sees its figures in full
INSIDE = {
    "46": {"province", "analyst"},
    "4601": {"province", "analyst", "haikou"},
    "460105001": ABOVE_XIUHUA,
    XIUHUA: ABOVE_XIUHUA | {"community"},
    DANZHOU: {"province", "analyst", "danzhou"},
}
# Figures of a province or a city are public among those who see any figures at all.
SEES = {unit: OFFICERS if unit in {"46", "4601"} else who for unit, who in INSIDE.items()}
CORRECTS = {
    XIUHUA: {"province", "haikou", "xiuying", "community"},
    DANZHOU: {"province", "danzhou"},
}
TRUTH = {
    "indicators/guarantee.deputies/": SEES,
    "indicators/guarantee.workers_total/": SEES,
    "indicators/guarantee.deputies/export.xlsx": INSIDE,
    "facts/deputies/": INSIDE,
    "facts/deputies/correct/": CORRECTS,
}
CASES = [
    (unit, route, person, 200 if person in who else 403)
    for route, table in TRUTH.items()
    for unit, who in table.items()
    for person in sorted(EVERYBODY)
]


@pytest.mark.parametrize(("unit", "route", "person", "status"), CASES)
def test_each_role_on_each_route(client_of, province, unit, route, person, status) -> None:
    client, url = client_of(person), f"/units/{unit}/{route}"
    answer = client.post(url) if route.endswith(".xlsx") else client.get(url)
    assert answer.status_code == status


@pytest.mark.parametrize("route", TRUTH)
def test_nobody_unknown_comes_in(client, province, route) -> None:
    answer = client.get(f"/units/46/{route}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("person", sorted(EVERYBODY - CORRECTS[XIUHUA]))
def test_who_may_not_correct_changes_nothing(client_of, province, person) -> None:
    from liandong.domains.guarantee.models import LedgerFact

    fact = LedgerFact.objects.filter(unit__code=XIUHUA, field="deputies").latest("as_of")
    asked = {"way": "wrong", "value": "9", "reason": "test", "seen": fact.pk}
    answer = client_of(person).post(f"/units/{XIUHUA}/facts/deputies/correct/", asked)
    assert answer.status_code == 403
    fact.refresh_from_db()
    assert fact.voided_at is None


def test_a_record_of_another_community_cannot_be_corrected_through_ones_own(
    client_of, province
) -> None:
    from liandong.domains.guarantee.models import LedgerFact

    other = LedgerFact.objects.filter(unit__code=DANZHOU, field="deputies").latest("as_of")
    asked = {"way": "wrong", "value": "9", "reason": "test", "seen": other.pk}
    answer = client_of("community").post(f"/units/{XIUHUA}/facts/deputies/correct/", asked)
    assert answer.status_code == 404
    other.refresh_from_db()
    assert other.voided_at is None


def test_what_is_public_is_the_number_never_the_list(client_of, province) -> None:
    page = client_of("community").get("/units/46/indicators/guarantee.deputies/").content.decode()
    assert "41.6" in page
    assert "/facts/deputies/" not in page
    assert "导出 Excel" not in page
