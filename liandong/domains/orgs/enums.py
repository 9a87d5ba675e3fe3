"""The kinds of unit, of hierarchy, of succession and of sideways link, with their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    COUNTY = "county", _("县（市）")
    DISTRICT = "district", _("区")
    STREET = "street", _("街道")
    TOWN = "town", _("镇")
    TOWNSHIP = "township", _("乡")
    COMMUNITY = "community", _("社区")
    VILLAGE = "village", _("村")
    GRID = "grid", _("网格")
    ORGANISATION = "organisation", _("组织")
    PARTY_COMMITTEE = "party_committee", _("党委")
    GENERAL_BRANCH = "general_branch", _("党总支")
    BRANCH = "branch", _("党支部")
    JOINT_BRANCH = "joint_branch", _("联合党支部")
    PARTY_GROUP = "party_group", _("党小组")
    DEPARTMENT = "department", _("部门")


class Hierarchy(models.TextChoices):
    TERRITORY = "territory", _("区域")
    PARTY = "party", _("党组织隶属")
    GOVERNMENT = "government", _("政府部门隶属")


class SuccessionKind(models.TextChoices):
    RENAME = "rename", _("更名")
    MOVE = "move", _("改隶")
    SPLIT = "split", _("分设")
    MERGE = "merge", _("合并")


class Effect(models.TextChoices):
    """What a change does to a unit, as it is foretold."""

    CREATED = "created", _("设立")
    MOVED = "moved", _("改隶")
    RENAMED = "renamed", _("更名")
    CLOSED = "closed", _("撤销")
    HEIR = "heir", _("由谁承继")
    VOIDED = "voided", _("原记录作废")
    SAID = "said", _("改记为")


class LinkKind(models.TextChoices):
    STATIONED = "stationed", _("驻区单位")
    INDUSTRY = "industry", _("行业隶属")
    SEAT = "seat", _("驻地")


# The order in which kinds stand one above the other, where a place has them.
LEVELS = [
    {Kind.PROVINCE},
    {Kind.CITY, Kind.COUNTY},
    {Kind.DISTRICT},
    {Kind.STREET, Kind.TOWN, Kind.TOWNSHIP},
    {Kind.COMMUNITY, Kind.VILLAGE},
    {Kind.GRID},
]
