"""A community's page: what is required, what is there, the gap, since when, and what to do."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from liandong.domains.guarantee.actions import report
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import full_code

pytestmark = pytest.mark.django_db
SHORT = "460105001006"  # 高新居委会: neither deputy nor worker in both ledgers


def duty(html: str, title: str) -> str:
    """One standard's part of the page."""
    return next(part for part in html.split("<article")[1:] if title in part)


def test_what_is_missed_says_how_much_and_since_when(said):
    page = said("xiuying", f"/units/{SHORT}/")
    assert "社区 · 2 项未达标" in page
    assert "配备专职工作人员 未达标 要求 1 人 实有 0 人 差额 1 人 未达标自 2015年12月31日" in page


def test_what_is_missed_comes_first_and_what_does_not_apply_last(client_of):
    html = client_of("xiuying").get(f"/units/{SHORT}/").content.decode()
    order = re.findall(r'class="duty duty--(\w+)"', html)
    assert order == ["unmet", "unmet", "met", "met", "not_applicable", "not_applicable"]


def test_each_value_leads_to_its_record(client_of):
    html = client_of("xiuying").get(f"/units/{SHORT}/").content.decode()
    part = duty(html, "专职工作人员按人口配备")
    assert f'href="/units/{SHORT}/facts/workers/"' in part
    assert f'href="/units/{SHORT}/facts/residents/"' in part


def test_only_who_may_correct_is_offered_it(client_of):
    link = f"/units/{SHORT}/facts/workers/correct/"
    assert link in client_of("xiuying").get(f"/units/{SHORT}/").content.decode()
    assert link not in client_of("street").get(f"/units/{SHORT}/").content.decode()
    assert link not in client_of("analyst").get(f"/units/{SHORT}/").content.decode()


def test_a_met_standard_asks_for_nothing(client_of):
    html = client_of("xiuying").get(f"/units/{SHORT}/").content.decode()
    assert "duty__action" not in duty(html, "年工作经费达标")


def test_the_norm_in_force_is_cited(said):
    page = said("xiuying", f"/units/{SHORT}/")
    assert "每个社区至少配备 1 名专职工作人员" in page
    assert "自 2015年1月1日起施行" in page


def test_a_later_norm_counts_from_its_day(said):
    page = said("xiuying", f"/units/{SHORT}/?on=2022-06-01")
    assert "不适用：" not in page
    earlier = said("xiuying", f"/units/{SHORT}/?on=2016-12-31")
    assert "起才施行" in earlier
    assert "还没有施行的规范" not in earlier


def test_the_ledger_says_where_each_value_comes_from(said):
    page = said("community", "/units/460105001001/guarantee/")
    assert re.search(
        r"户数 2,073 户 2016年12月31日 community_ledger_2016\.xlsx · F\d+ 演示·省委组织部 林安",
        page,
    )


def test_a_correction_shows_at_every_level_at_once(said):
    unit = Unit.objects.get(code=full_code(SHORT))
    report(
        unit=unit, field="deputies", value=Decimal(1), as_of=date(2016, 12, 30), reason="试",
        by="xiuying", at=timezone.now(),
    )  # fmt: skip
    # An older day: the ledger's own value of 12-31 still counts.
    assert "229 / 551" in said("province", "/units/46/")
    report(
        unit=unit, field="deputies", value=Decimal(1), as_of=date(2017, 1, 5), reason="已到岗",
        by="xiuying", at=timezone.now(),
    )  # fmt: skip
    assert "230 / 551" in said("province", "/units/46/?on=2017-01-05")
    assert "3 / 5" in said("street", "/units/460105001/?on=2017-01-05")
    assert "1 项未达标" in said("xiuying", f"/units/{SHORT}/?on=2017-01-05")
