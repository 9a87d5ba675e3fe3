"""What people are told when something cannot be done with a request."""

from __future__ import annotations

from liandong.core.kernel.errors import LiandongError, error


def text_missing() -> LiandongError:
    return error("text_missing", "请写明诉求内容。", "Say what it is about.")


def text_too_long(longest: int) -> LiandongError:
    return error(
        "text_too_long",
        f"内容最多 {longest} 字，请写得短一些；详细情况可以在联系时说明。",
        f"At most {longest} characters. Say it shorter; the rest can be said when you are called.",
    )


def reason_missing() -> LiandongError:
    return error("reason_missing", "请写明理由。", "Say why.")


def outside_area(name: str = "") -> LiandongError:
    return error(
        "outside_area",
        f"{name or '这个地点'}不在本系统服务的范围内。请在列表里选择发生地，或拨打当地 12345。",
        "This place is not in the area served here. Choose a place from the list, or call 12345 "
        "where it is.",
    )


def bad_phone() -> LiandongError:
    return error(
        "bad_phone", "电话号码应为 5–15 位数字。请核对。", "A telephone number has 5 to 15 digits."
    )


def bad_email() -> LiandongError:
    return error("bad_email", "邮箱地址写得不对。", "This is no e-mail address.")


def wish_without_way() -> LiandongError:
    return error(
        "wish_without_way",
        "要接收通知，请留下手机号（短信）或邮箱（邮件）。",
        "To be told, leave a telephone number for text messages or an e-mail address.",
    )


def not_classified() -> LiandongError:
    return error("not_classified", "请先选定事项，再派发。", "Choose the matter first.")


def no_responsible(name: str) -> LiandongError:
    return error(
        "no_responsible",
        f"“{name}”在这个地点没有登记负责单位，诉求留在受理台。请选择承办单位并写明理由，"
        "并告知清单管理员补登。",
        f"Nobody is on record as responsible for {name!r} here; the desk keeps it. Choose a unit "
        "and say why, and tell the keeper of the catalogue.",
    )


def never_sent_down(name: str, unit: str) -> LiandongError:
    return error(
        "never_sent_down",
        f"“{name}”在清单上属于上级部门，不能派给{unit}。请派给清单上的部门。",
        f"By the catalogue {name!r} belongs to a department and is never sent to {unit}.",
    )


def to_its_subject(unit: str) -> LiandongError:
    return error(
        "to_its_subject",
        f"这是对{unit}的投诉，不能由它或它的下级办理。请派给上级或其他单位，并写明理由。",
        f"This complains about {unit}: neither it nor a unit below it may handle it. Choose "
        "another and say why.",
    )


def unit_closed(unit: str) -> LiandongError:
    return error(
        "unit_closed",
        f"{unit}已撤销，也没有登记承接单位。诉求留在受理台，请另选单位。",
        f"{unit} was closed and no successor is on record. The desk keeps it; choose another.",
    )


def objection_stands(unit: str) -> LiandongError:
    return error(
        "objection_stands",
        f"{unit}的异议已经成立，不能再派给它。请派给别的单位；事项分错了，先重新分类。",
        f"The objection of {unit} was upheld: it cannot go there again. Choose another unit, or "
        "classify it anew if the matter was wrong.",
    )


def same_case() -> LiandongError:
    return error("same_case", "不能与自己合并。", "It cannot be merged into itself.")


def not_open(number: str) -> LiandongError:
    return error(
        "not_open",
        f"诉求 {number} 已经办结，不能这样办理。请刷新再看。",
        f"Request {number} is closed; this is not possible any more. Reload and look again.",
    )


def objected_enough(most: int) -> LiandongError:
    return error(
        "objected_enough",
        f"这件诉求已提出过 {most} 次异议，不能再退，由现在的单位办理。",
        f"It was objected to {most} times; the present unit handles it.",
    )


def objected_late() -> LiandongError:
    return error(
        "objected_late",
        "已过提出异议的时限，由本单位办理；确有困难可以申请延期或吹哨。",
        "The time to object is over. Ask for more time, or call the departments.",
    )


def extended_enough(most: int) -> LiandongError:
    return error(
        "extended_enough",
        f"这件诉求最多延期 {most} 次，已经用完。",
        f"More time can be asked for {most} times at most.",
    )


def too_many_days(most: int) -> LiandongError:
    return error(
        "too_many_days",
        f"一次延期为 1 至 {most} 个工作日。",
        f"An extension is of 1 to {most} working days.",
    )


def decided_already() -> LiandongError:
    return error(
        "decided_already",
        "这项申请已经审核过了，请刷新再看。",
        "This was decided already. Reload and look again.",
    )


def own_request() -> LiandongError:
    return error("own_review", "不能审核自己提出的申请。", "Nobody decides what they asked for.")


def not_contestable() -> LiandongError:
    return error(
        "not_contestable",
        "现在不能提出。答复后到办结前，可以提出一次“没有解决”。",
        "This is not possible now. It can be contested once, from the answer until it is closed.",
    )


def not_a_photo() -> LiandongError:
    return error(
        "not_a_photo",
        "这不是能用的照片。请上传 JPEG、PNG 或 WebP 图片。",
        "This is no photo that can be used. Choose a JPEG, PNG or WebP picture.",
    )


def photo_too_large() -> LiandongError:
    return error(
        "photo_too_large",
        "照片太大（最多 15 MB、5000 万像素）。请换一张小些的。",
        "The photo is too large (at most 15 MB and 50 megapixels). Choose a smaller one.",
    )


def too_many_photos(most: int) -> LiandongError:
    return error("too_many_photos", f"最多 {most} 张照片。", f"At most {most} photos.")


def nobody_called() -> LiandongError:
    return error(
        "nobody_called",
        "请至少选一个部门。清单上没有登记的，可以手工选择。",
        "Choose at least one department; those that the catalogue lacks can be chosen by hand.",
    )


def not_done(names: str) -> LiandongError:
    return error(
        "not_done",
        f"{names}还没有报到或写明意见，不能解散。",
        f"{names} has not reported in or has not said its finding: nobody is released yet.",
    )


def done_already() -> LiandongError:
    return error(
        "done_already", "已经登记过了，请刷新再看。", "This is on record already. Reload and look."
    )


def erased() -> LiandongError:
    return error("already_erased", "个人信息已经删除。", "The personal data were erased before.")
