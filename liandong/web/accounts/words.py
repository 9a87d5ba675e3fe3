"""What deeds are called, for readers of the audit trail; what each right allows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from liandong.domains.accounts.enums import Permission

ACTIONS = {
    "accounts.signed_in": _("登录"),
    "accounts.signed_out": _("退出"),
    "accounts.sign_in_failed": _("登录失败"),
    "accounts.locked_out": _("账号锁定"),
    "accounts.create_user": _("新增用户"),
    "accounts.assign": _("授予角色"),
    "accounts.end_assignment": _("结束角色"),
    "accounts.reset_password": _("发一次性密码"),
    "accounts.change_password": _("修改密码"),
    "accounts.deactivate": _("停用账号"),
    "accounts.reactivate": _("恢复账号"),
    "accounts.unlock": _("解锁"),
    "intake.receive": _("上传文件"),
    "intake.choose": _("修改文件读法"),
    "intake.accept": _("确认发布文件"),
    "intake.discard": _("放弃文件"),
    "guarantee.publish": _("发布台账"),
    "guarantee.correct": _("更正数据"),
    "guarantee.report": _("填报数据"),
    "observatory.adopt_norms": _("采用规范"),
    "observatory.withdraw_norms": _("撤回规范"),
    "observatory.export": _("导出数据"),
    "orgs.create": _("设立单位"),
    "orgs.rename": _("更名"),
    "orgs.move": _("调整隶属"),
    "orgs.split": _("分设"),
    "orgs.merge": _("合并"),
    "orgs.close": _("撤销单位"),
    "audit.export": _("导出审计记录"),
    "audit.prove": _("核对审计记录"),
}

MEANING = {
    Permission.SEE_FIGURES: _("看本辖区各级的数字、应办和明细"),
    Permission.SEE_RECORDS: _("看每个数字的原始记录：来源、登记人、时间"),
    Permission.EXPORT: _("把名单和数字导出为 Excel"),
    Permission.IMPORT_LEDGER: _("上传、核对、发布台账"),
    Permission.CORRECT_FACTS: _("更正已登记的数据，要写理由"),
    Permission.PROPOSE_NORMS: _("试算规范改动的影响"),
    Permission.ADOPT_NORMS: _("采用试算过的规范"),
    Permission.EDIT_TREE: _("设立、更名、调整、撤销单位"),
    Permission.MANAGE_USERS: _("开通账号，授予和结束角色"),
    Permission.UNLOCK_USERS: _("解锁、停用账号，发一次性密码"),
    Permission.READ_AUDIT: _("查看、导出、核对审计记录"),
}


def action_label(code: str) -> str:
    """A deed's name; its code where it has none yet."""
    return str(ACTIONS.get(code, code))
