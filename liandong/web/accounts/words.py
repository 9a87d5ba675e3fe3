"""What deeds are called, for readers of the audit trail; what each right allows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from liandong.domains.accounts.enums import Permission, Role
from liandong.domains.audit.models import Event
from liandong.domains.guarantee.models import FIELDS
from liandong.web.components.tags.numbers import day
from liandong.web.dashboard.words import said

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
    "audit.accept": _("以现在的末尾为准"),
    "sealing.reveal": _("查看敏感信息"),
    "sealing.rotate": _("更换密钥"),
    "sealing.forget": _("销毁旧密钥"),
    "notify.prefer": _("修改消息设置"),
    "workflow.transfer": _("办理组织关系转接"),
    "workflow.transfer_out": _("办理转往系统外"),
    "workflow.floating": _("办理流动党员"),
    "workflow.election": _("办理换届选举"),
    "workflow.correction": _("办理信息更正请求"),
    "members.find": _("按号码查找人员"),
    "members.register": _("登记人员"),
    "members.change_details": _("修改个人信息"),
    "members.set_stage": _("登记发展阶段"),
    "members.move": _("调整支部或小组"),
    "members.suspend": _("停止党籍"),
    "members.resume": _("恢复党籍"),
    "members.leave": _("登记离开"),
    "members.correct": _("更正名册记录"),
    "members.come_back": _("登记返回组织"),
    "members.erase": _("删除个人信息"),
    "members.send_transfer": _("发出组织关系"),
    "members.register_away": _("登记流出"),
    "members.offer": _("登记是否接收流动党员"),
    "members.contact": _("登记联系"),
    "members.feedback": _("反馈参加活动情况"),
    "members.ask_correction": _("请求更正信息"),
    "members.import": _("导入党员名册"),
    "members.plant": _("批量登记人员"),
    "members.export": _("导出党员名册"),
    "members.own_record": _("下载本人信息"),
    "members.calendar_renewed": _("更换日历地址"),
    "members.calendar_revoked": _("停用日历地址"),
    "life.plan": _("安排会议"),
    "life.change_plan": _("修改会议安排"),
    "life.cancel": _("取消会议"),
    "life.hold": _("登记会议召开"),
    "life.record_held": _("登记会议"),
    "life.correct": _("更正会议记录"),
    "life.void": _("作废会议记录"),
    "life.write_minutes": _("保存会议记录"),
    "life.attach": _("添加附件"),
    "life.take_down": _("撤下附件"),
    "life.exempt": _("豁免应办"),
    "life.end_exemption": _("结束豁免"),
    "life.void_exemption": _("作废豁免"),
    "life.begin_term": _("登记任期"),
    "life.extend_term": _("批准延期"),
    "life.end_term": _("结束任期"),
    "life.correct_term": _("更正任期"),
    "life.void_term": _("作废任期"),
    "life.fill_seat": _("登记班子成员"),
    "life.leave_seat": _("班子成员离任"),
    "life.record_course": _("登记培训"),
    "life.plan_course": _("安排培训"),
    "life.export_training": _("导出教育培训"),
    "life.export_terms": _("导出任期换届"),
    "life.void_seat": _("作废任职"),
    "life.election.remind": _("提醒换届"),
    "life.election.request": _("请示换届选举"),
    "life.election.withdraw_request": _("撤回换届请示"),
    "life.election.approve": _("批复换届请示"),
    "life.election.send_back": _("退回换届请示"),
    "life.election.postpone": _("批准延期"),
    "life.election.submit_candidates": _("请示候选人"),
    "life.election.withdraw_candidates": _("撤回候选人名单"),
    "life.election.approve_candidates": _("批复候选人"),
    "life.election.send_back_candidates": _("退回候选人名单"),
    "life.election.hold": _("登记选举大会"),
    "life.election.record_again": _("重新登记选举大会"),
    "life.election.report": _("报告选举结果"),
    "life.election.withdraw_report": _("撤回选举结果报告"),
    "life.election.file": _("批复备案选举结果"),
    "life.election.refuse_result": _("退回选举结果"),
    "life.election.cancel": _("取消换届"),
    "life.give_hours": _("登记学时"),
    "life.void_course": _("作废培训"),
    "life.void_hours": _("作废学时"),
    "life.remind": _("提醒换届"),
    "life.report": _("报告选举结果"),
    "life.reminder": _("提醒应办"),
    "life.remind_of": _("提醒应办"),
    "life.publish": _("发布会议名单"),
    "guarantee.career.serve": _("登记任职"),
    "guarantee.career.leave": _("登记离任"),
    "guarantee.career.correct": _("更正任职记录"),
    "guarantee.career.signs_in_as": _("登记工作者的登录账号"),
    "guarantee.career.review": _("评定任期"),
    "guarantee.career.see": _("查看本人任期评定"),
    "guarantee.career.contest": _("申诉任期评定"),
    "guarantee.career.answer": _("答复任期评定申诉"),
    "guarantee.career.export": _("导出社区工作者名单"),
    "guarantee.hiring.announce": _("发布招聘公告"),
    "guarantee.hiring.close": _("招聘报名截止"),
    "guarantee.hiring.examine": _("登记考试成绩"),
    "guarantee.hiring.publish": _("公示拟聘用"),
    "guarantee.hiring.appoint": _("聘用上岗"),
    "guarantee.hiring.cancel": _("取消招聘"),
    "orgs.join": _("列入组织体系"),
    "catalogue.publish": _("发布职责清单"),
    "catalogue.withdraw": _("撤下事项"),
    "catalogue.perform": _("登记部门职能"),
    "catalogue.functions": _("登记职能"),
    "partners.create_key": _("新建对接密钥"),
    "partners.revoke_key": _("收回对接密钥"),
    "casework.receive": _("登记诉求"),
    "casework.caller": _("查来电人的诉求"),
    "casework.export": _("导出诉求清单"),
    "casework.join": _("加入诉求"),
    "casework.dispatch": _("派发诉求"),
    "casework.call_back": _("登记回访"),
    "casework.merge": _("合并诉求"),
    "casework.moderate": _("审核诉求公开"),
    "casework.private": _("设置诉求不公开"),
    "casework.about": _("登记投诉对象"),
    "casework.contact": _("联系诉求人"),
    "casework.reply": _("答复诉求人"),
    "casework.photo": _("添加诉求照片"),
    "casework.contest": _("诉求人不认可"),
    "casework.withdraw": _("诉求人撤回"),
    "casework.erase": _("删除诉求人信息"),
    "casework.ask_objection": _("提出派单异议"),
    "casework.ask_extension": _("申请延期"),
    "casework.ask_whistle": _("请街道吹哨"),
    "casework.ask_exclusion": _("建议不予办理"),
    "casework.ask_appeal": _("诉求人申诉"),
    "casework.ask_call_back": _("对回访申诉"),
    "casework.decide_objection": _("审核派单异议"),
    "casework.decide_extension": _("审核延期"),
    "casework.decide_whistle": _("答复吹哨请求"),
    "casework.decide_exclusion": _("审核不予办理"),
    "casework.decide_appeal": _("决定诉求人申诉"),
    "casework.decide_call_back": _("审核回访申诉"),
    "casework.whistle": _("吹哨"),
    "casework.report_in": _("部门报到"),
    "casework.finding": _("写现场意见"),
    "casework.release": _("写共同结论"),
    "casework.evaluate": _("评价到场部门"),
    "workflow.request": _("办理诉求"),
    "workflow.admission": _("办理准入"),
    "workflow.task_refusal": _("答复社区拒绝"),
    "admission.draft": _("起草准入事项"),
    "admission.edit": _("修改准入事项"),
    "admission.apply": _("提交准入申请"),
    "admission.declare": _("紧急布置"),
    "admission.ask_renewal": _("申请准入续期"),
    "admission.withdraw": _("撤回准入事项"),
    "admission.return": _("退回准入申请补正"),
    "admission.ask": _("征求街道和社区意见"),
    "admission.listed": _("因负面清单不予准入"),
    "admission.opinion": _("对准入提意见"),
    "admission.heard": _("意见征求完毕"),
    "admission.assess": _("评估社区负担"),
    "admission.approve": _("同意社区准入"),
    "admission.refuse": _("不予社区准入"),
    "admission.publish": _("公布准入事项"),
    "admission.begin": _("准入事项生效"),
    "admission.renew": _("同意准入续期"),
    "admission.deny_renewal": _("不同意准入续期"),
    "admission.take_back": _("收回社区准入"),
    "admission.lapse": _("准入申请逾期"),
    "admission.expire": _("准入到期退出"),
    "admission.inherit": _("接替已撤销的部门"),
    "admission.refuse_task": _("社区拒绝未准入事项"),
    "admission.take_refusal_back": _("撤回拒绝"),
    "admission.refusal_upheld": _("答复：拒绝成立"),
    "admission.refusal_admitted": _("答复：已经准入"),
    "admission.demo": _("建立准入演示"),
    "life.plant_meetings": _("批量登记会议"),
    "life.plant_terms": _("批量登记任期"),
    "life.plant_courses": _("批量登记培训"),
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
    Permission.SEE_LIFE: _("看所属党组织的应办、会议和数字"),
    Permission.RECORD_LIFE: _("安排和记录会议、培训、联系"),
    Permission.SUPERVISE_LIFE: _("审批换届、免除应办、提醒下级"),
    Permission.SEE_MEMBERS: _("看党员名册，敏感信息隐去"),
    Permission.EDIT_MEMBERS: _("登记入党阶段、组织关系转接、流动党员"),
    Permission.UNMASK_MEMBERS: _("打开敏感信息，每次都留审计记录"),
    Permission.IMPORT_MEMBERS: _("上传、核对、发布党员名册"),
    Permission.TAKE_REQUESTS: _("登记、归类、派发群众诉求，审核公开，回访"),
    Permission.HANDLE_REQUESTS: _("接收和办理派来的诉求，申请延期，提出异议"),
    Permission.SEE_REQUESTER: _("为联系诉求人打开联系方式，每次都留审计记录"),
    Permission.WHISTLE: _("吹哨召集部门到现场，评价到场部门"),
    Permission.SUPERVISE_REQUESTS: _("督办超期诉求，审核异议、延期、剔除和申诉"),
    Permission.EXPORT_REQUESTS: _("把能看的诉求导出为 Excel，不含联系方式，每次都留审计记录"),
    Permission.KEEP_CATALOGUE: _("发布职责清单的新版本"),
    Permission.APPLY_ADMISSION: _("为交社区办理的事项申请准入"),
    Permission.DECIDE_ADMISSION: _("审批准入，公布、续期和退出"),
    Permission.REFUSE_TASK: _("拒绝没有准入的事项"),
    Permission.MIND_PARTNERS: _("看对接系统收到了什么，重新投递没有送到的"),
}


SUBJECTS = {
    "user": _("用户"), "batch": _("文件批次"), "fact": _("数据"), "unit": _("单位"),
    "keyring": _("密钥文件"), "audit": _("审计记录"), "run": _("计算"), "norms": _("规范"),
    "admission": _("准入事项"), "refusal": _("社区拒绝"),
}  # fmt: skip
PARTS = {
    "role": _("角色"), "start": _("从"), "end": _("止（不含）"), "address": _("地址"),
    "display_name": _("姓名"), "file": _("文件"), "sha256": _("指纹"), "as_of": _("数据截至"),
    "rows": _("行数"), "accepted": _("已收"), "added": _("新登记"), "corrected": _("有更正"),
    "unchanged": _("没有变化"), "accept_valid": _("只收正确的行"), "field": _("项目"),
    "value": _("数值"), "events": _("条数"), "narrowed": _("筛选"), "broken": _("对不上的"),
    "name": _("名称"), "sheet": _("工作表"), "on": _("日期"), "units": _("单位"),
    "mapping": _("列"), "blanks": _("空白"), "kind": _("种类"), "parent": _("上级"),
    "reason": _("理由"), "code": _("代码"),
}  # fmt: skip
_DAYS = {"start", "end", "as_of", "on"}
# Numbers of things that happened: that none happened is not said.
_COUNTS = {"rows", "accepted", "added", "corrected", "unchanged", "events", "broken", "units"}
_SHORT = 60


def subject_of(event: Event) -> str:
    """What a deed was about: 用户 haikou, 文件批次 3."""
    kind, name = [*event.subject.split(":", 1), ""][:2]
    return f"{SUBJECTS.get(kind, kind)} {name}".strip()


def change_of(event: Event) -> str:
    """What it was before and after, in words, in one line."""
    return " → ".join(said for one in (event.before, event.after) if (said := _said(one)))[:300]


_ORDER = {key: place for place, key in enumerate(PARTS)}


def _said(values: dict[str, Any] | None) -> str:
    """In the order of the table above: a database keeps the keys of JSON in an order of its own."""
    told = sorted((values or {}).items(), key=lambda one: _ORDER.get(one[0], len(_ORDER)))
    return str(_("；")).join(
        f"{PARTS.get(key, key)} {_value(key, value)}"
        for key, value in told
        if value not in (None, "", {}, []) and not (key in _COUNTS and value == 0)
    )


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, dict):
        return "、".join(f"{name} {one}" for name, one in value.items())[:_SHORT]
    return _known(key, value) or str(value)[:_SHORT]


def _known(key: str, value: Any) -> str:
    """What a value stands for, where readers have a word for it."""
    if key == "role" and value in Role.values:
        return str(Role(value).label)
    if key == "field" and value in FIELDS:
        return said(FIELDS[value].label)
    if key in _DAYS and isinstance(value, str):
        return day(_day(value))
    return str(value)[:12] if key == "sha256" else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def action_label(code: str) -> str:
    """A deed's name; its code where it has none yet."""
    return str(ACTIONS.get(code, code))
