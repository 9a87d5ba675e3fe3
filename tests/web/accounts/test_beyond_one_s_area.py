"""An officer of a district hands no password of a provincial officer to anybody."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from liandong.domains.accounts.actions import assign, create_user, end_assignment
from liandong.domains.accounts.enums import Role
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.orgs.models import Unit

ACTS = {"password/": "security", "deactivate/": "security", "reactivate/": "security",
        "roles/": "administrator"}  # fmt: skip


@pytest.fixture
def officers(province, at_desk):
    """The security officer and the administrator of a district."""
    clients = {}
    for role in ("security", "administrator"):
        user = create_user(
            username=f"{role}-here", password="a long one, 12345", display_name=role, by="t",
            at=timezone.now(),
        )  # fmt: skip
        give(user, role, "460105000000")
        clients[role] = at_desk(user.username)
    return clients


def give(user: User, role: str, unit: str) -> Assignment:
    return assign(user, role=Role(role), unit=Unit.objects.get(code=unit),
                  start=date(2020, 1, 1), by="t", at=timezone.now())  # fmt: skip


@pytest.mark.parametrize(("act", "office"), ACTS.items())
def test_whoever_has_a_role_beyond_is_out_of_reach(officers, act, office) -> None:
    somebody = User.objects.get(username="xiuying")
    post = {"reason": "x"}
    assert officers[office].post(f"/people/{somebody.pk}/{act}", post).status_code != 403
    beyond = give(somebody, "leader", "460000000000")
    secret = User.objects.get(pk=somebody.pk).password
    answer = officers[office].post(f"/people/{somebody.pk}/{act}", post)
    assert answer.status_code == 403
    assert "辖区以外" in answer.content.decode()
    assert User.objects.get(pk=somebody.pk).password == secret
    end_assignment(beyond, end=date(2020, 2, 1), by="t", at=timezone.now())
    assert officers[office].post(f"/people/{somebody.pk}/{act}", post).status_code != 403
