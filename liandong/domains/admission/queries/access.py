"""Who may read an item or a refusal, and who may act on it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from liandong.core.kernel.errors import error
from liandong.core.standards.lifecycles import Transition
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden, Rights
from liandong.domains.admission import refusals
from liandong.domains.admission.models import Grant, Item, Opinion, Refusal
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import visible
from liandong.domains.workflow import definitions

APPLY, DECIDE, REFUSE = (
    Permission.APPLY_ADMISSION, Permission.DECIDE_ADMISSION, Permission.REFUSE_TASK,
)  # fmt: skip
_HOME = {APPLY: Hierarchy.GOVERNMENT, DECIDE: Hierarchy.TERRITORY, REFUSE: Hierarchy.TERRITORY}
_WITH = ("process", "department", "office", "place", "matter")
_WITH_REFUSAL = ("process", "community", "office", "department", "item", "shown")


def units_of(rights: Rights, permission: Permission) -> QuerySet[Any]:
    """The units over which a permission holds, for `__in`."""
    return visible(rights.scope(permission), _HOME[permission]).values("unit_id")


def own_units(rights: Rights) -> QuerySet[Any]:
    """The streets and communities for which the person speaks: those they are assigned to, and
    none below. A street does not speak for its communities."""
    paths = [s.path for s in rights.scope(REFUSE).subtrees if s.hierarchy == Hierarchy.TERRITORY]
    held = Position.objects.filter(hierarchy=Hierarchy.TERRITORY, path__in=paths)
    return held.values("unit_id")


def public() -> QuerySet[Item]:
    """What was published, whatever came of it since; for everybody."""
    return Item.objects.filter(Exists(Grant.objects.filter(item=OuterRef("pk"))))


def readable(rights: Rights) -> QuerySet[Item]:
    """What is public, what the person's departments ask, what their office decides once it was
    handed in, what their streets and communities were asked about."""
    found = Q(Exists(Grant.objects.filter(item=OuterRef("pk"))))
    if rights.may(APPLY):
        found |= Q(department__in=units_of(rights, APPLY))
    if rights.may(DECIDE):
        found |= Q(office__in=units_of(rights, DECIDE), applied_at__isnull=False)
    if rights.may(REFUSE):
        asked = Opinion.objects.filter(unit__in=units_of(rights, REFUSE), item=OuterRef("pk"))
        found |= Q(Exists(asked))
    return Item.objects.filter(found)


def item_for(rights: Rights | None, number: str) -> Item:
    """The item with a number; without rights a public one. Raises `LiandongError` no_item,
    `Forbidden`."""
    asked = number.replace("\x00", "?")
    item = Item.objects.filter(number=asked).select_related(*_WITH).first()
    if item is None:
        raise refusals.no_item(asked)
    seen = public() if rights is None else readable(rights)
    if not seen.filter(pk=item.pk).exists():
        said = error("", "您没有查看这个准入事项的权限。", "You may not see this item.").text
        raise Forbidden("forbidden", said)
    return item


def refusals_readable(rights: Rights) -> QuerySet[Refusal]:
    """Those of the person's communities, at their office, and about their departments."""
    found = Q(pk__in=[])
    if rights.may(REFUSE):
        found |= Q(community__in=units_of(rights, REFUSE))
    if rights.may(DECIDE):
        found |= Q(office__in=units_of(rights, DECIDE))
    if rights.may(APPLY):
        found |= Q(department__in=units_of(rights, APPLY))
    return Refusal.objects.filter(found)


def refusal_for(rights: Rights, number: str) -> Refusal:
    """The refusal with a number. Raises `LiandongError` no_refusal, `Forbidden`."""
    asked = number.replace("\x00", "?")
    found = Refusal.objects.filter(number=asked).select_related(*_WITH_REFUSAL).first()
    if found is None:
        raise refusals.no_refusal(asked)
    if not refusals_readable(rights).filter(pk=found.pk).exists():
        said = error("", "您没有查看这条拒绝记录的权限。", "You may not see this refusal.").text
        raise Forbidden("forbidden", said)
    return found


def may(rights: Rights, permission: Permission, of: Item | Refusal) -> bool:
    """Whether a person may act on it: for its department, its office, its community."""
    if permission == APPLY:
        unit = of.department_id if isinstance(of, Item) else None
    elif permission == DECIDE:
        unit = of.office_id
    else:
        unit = of.community_id if isinstance(of, Refusal) else None
    if unit is None or not rights.may(permission):
        return False
    return units_of(rights, permission).filter(unit_id=unit).exists()


def speaks_for(rights: Rights, item: Item) -> list[Unit]:
    """The person's own streets and communities that are asked about an item and did not answer."""
    mine = Opinion.objects.filter(item=item, answered_at=None, unit__in=own_units(rights))
    return list(Unit.objects.filter(pk__in=mine.values("unit_id")).order_by("code"))


def may_refuse_for(rights: Rights, community: Unit) -> bool:
    """Whether the person may refuse a task for a community: their own, or one of their street's."""
    return units_of(rights, REFUSE).filter(unit_id=community.pk).exists()


def steps_for(rights: Rights, item: Item) -> list[Transition]:
    """The steps that a person may take now."""
    return _steps(rights, item)


def steps_for_refusal(rights: Rights, refusal: Refusal) -> list[Transition]:
    """The steps that a person may take now."""
    return _steps(rights, refusal)


def _steps(rights: Rights, of: Item | Refusal) -> list[Transition]:
    steps = definitions.of(of.process).steps_from(of.process.state)
    wanted = {one.permission for one in steps if one.permission != "self"}
    allowed = {one: may(rights, Permission(one), of) for one in sorted(wanted)}
    return [one for one in steps if allowed.get(one.permission)]
