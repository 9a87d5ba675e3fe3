"""Roles and what each may do: the one table of rights."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.domains.orgs import party
from liandong.domains.orgs.enums import Hierarchy, Kind


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDITOR = "auditor", _("审计员")
    LEADER = "leader", _("领导")
    ORGANISER = "organiser", _("组织员")
    ANALYST = "analyst", _("分析员")
    SECRETARY = "secretary", _("社区书记")
    WORKER = "worker", _("社区工作者")
    PARTY_OFFICE = "party_office", _("党务干部")
    BRANCH_SECRETARY = "branch_secretary", _("支部书记")
    MEMBER = "member", _("党员")
    DESK = "desk", _("诉求受理员")
    STREET_OFFICE = "street_office", _("街道经办")
    LIAISON = "liaison", _("部门联络员")
    SUPERVISOR = "supervisor", _("诉求督办员")
    CATALOGUE_OFFICE = "catalogue_office", _("清单管理员")


class Permission(models.TextChoices):
    SEE_FIGURES = "see_figures", _("查看本辖区数据")
    SEE_RECORDS = "see_records", _("查看原始记录")
    EXPORT = "export", _("导出")
    IMPORT_LEDGER = "import_ledger", _("导入台账")
    CORRECT_FACTS = "correct_facts", _("更正本单位数据")
    PROPOSE_NORMS = "propose_norms", _("试算规范")
    ADOPT_NORMS = "adopt_norms", _("采用规范")
    EDIT_TREE = "edit_tree", _("调整组织")
    MANAGE_USERS = "manage_users", _("管理用户")
    UNLOCK_USERS = "unlock_users", _("解锁与停用用户")
    READ_AUDIT = "read_audit", _("查看审计记录")
    SEE_LIFE = "see_life", _("查看组织生活")
    RECORD_LIFE = "record_life", _("记录组织生活")
    SUPERVISE_LIFE = "supervise_life", _("审批与督促组织生活")
    SEE_MEMBERS = "see_members", _("查看党员名册")
    EDIT_MEMBERS = "edit_members", _("登记党员变动")
    UNMASK_MEMBERS = "unmask_members", _("查看敏感信息")
    IMPORT_MEMBERS = "import_members", _("导入党员名册")
    TAKE_REQUESTS = "take_requests", _("受理和派发诉求")
    HANDLE_REQUESTS = "handle_requests", _("办理诉求")
    SEE_REQUESTER = "see_requester", _("查看诉求人联系方式")
    WHISTLE = "whistle", _("吹哨")
    SUPERVISE_REQUESTS = "supervise_requests", _("督办诉求")
    EXPORT_REQUESTS = "export_requests", _("导出诉求清单")
    KEEP_CATALOGUE = "keep_catalogue", _("维护职责清单")
    APPLY_ADMISSION = "apply_admission", _("申请社区准入")
    DECIDE_ADMISSION = "decide_admission", _("审批社区准入")
    REFUSE_TASK = "refuse_task", _("拒绝未准入事项")
    MIND_PARTNERS = "mind_partners", _("照看对接系统")


# Whoever holds one of these works on residents' requests.
ON_REQUESTS = (
    Permission.TAKE_REQUESTS, Permission.HANDLE_REQUESTS, Permission.SUPERVISE_REQUESTS,
)  # fmt: skip
# Whoever holds one of these begins the day with what waits, for their work comes to them.
BEGINS_TODAY = (
    *ON_REQUESTS, Permission.SEE_LIFE, Permission.APPLY_ADMISSION, Permission.DECIDE_ADMISSION,
)  # fmt: skip

# Held in the Party hierarchy; a member needs none to see what hangs on their own record.
_BRANCH = {
    Permission.SEE_LIFE, Permission.RECORD_LIFE, Permission.SEE_MEMBERS, Permission.EDIT_MEMBERS,
    Permission.UNMASK_MEMBERS, Permission.EXPORT,
}  # fmt: skip
_SEE = {Permission.SEE_FIGURES, Permission.SEE_RECORDS, Permission.EXPORT}

# Whoever handles a request reaches the person who made it; each look is on record.
_HANDLE = {Permission.HANDLE_REQUESTS, Permission.SEE_REQUESTER}
_GRASSROOTS = _HANDLE | {Permission.REFUSE_TASK}

# Administrator, security officer and auditor are three separate persons (MLPS 2.0): none of the
# three sees the figures by that role, and no person may hold two of them.
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {Permission.MANAGE_USERS, Permission.EDIT_TREE, Permission.MIND_PARTNERS}
    ),
    Role.SECURITY: frozenset({Permission.UNLOCK_USERS}),
    Role.AUDITOR: frozenset({Permission.READ_AUDIT}),
    Role.LEADER: frozenset(_SEE),
    Role.ORGANISER: frozenset(_SEE | {Permission.IMPORT_LEDGER, Permission.CORRECT_FACTS}),
    Role.ANALYST: frozenset(_SEE | {Permission.PROPOSE_NORMS, Permission.ADOPT_NORMS}),
    Role.SECRETARY: frozenset(_SEE | _GRASSROOTS | {Permission.CORRECT_FACTS}),
    Role.WORKER: frozenset({Permission.SEE_FIGURES, Permission.SEE_RECORDS} | _GRASSROOTS),
    Role.PARTY_OFFICE: frozenset(_BRANCH | {Permission.SUPERVISE_LIFE, Permission.IMPORT_MEMBERS}),
    Role.BRANCH_SECRETARY: frozenset(_BRANCH),
    Role.MEMBER: frozenset(),
    Role.DESK: frozenset(
        {Permission.TAKE_REQUESTS, Permission.SEE_REQUESTER, Permission.EXPORT_REQUESTS}
    ),
    Role.STREET_OFFICE: frozenset(_SEE | _GRASSROOTS | {Permission.WHISTLE}),
    Role.LIAISON: frozenset(_HANDLE | {Permission.APPLY_ADMISSION, Permission.EXPORT_REQUESTS}),
    Role.SUPERVISOR: frozenset(_SEE | {Permission.SUPERVISE_REQUESTS, Permission.EXPORT_REQUESTS}),
    Role.CATALOGUE_OFFICE: frozenset({Permission.KEEP_CATALOGUE, Permission.DECIDE_ADMISSION}),
}

PARTY_ROLES = frozenset({Role.PARTY_OFFICE, Role.BRANCH_SECRETARY, Role.MEMBER})
GOVERNMENT_ROLES = frozenset({Role.LIAISON})


def hierarchy_of(role: Role) -> Hierarchy:
    """In which hierarchy a role is held."""
    if role in PARTY_ROLES:
        return Hierarchy.PARTY
    return Hierarchy.GOVERNMENT if role in GOVERNMENT_ROLES else Hierarchy.TERRITORY


def held_at(kind: str) -> Hierarchy:
    """In which hierarchy roles at a unit of this kind are held."""
    if kind in party.KINDS:
        return Hierarchy.PARTY
    return Hierarchy.GOVERNMENT if kind == Kind.DEPARTMENT else Hierarchy.TERRITORY


SEPARATE = frozenset({Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR})
