"""A dozen whistles of a year: two still going on, the first of them in the demo people's street."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from liandong.cli.demo_requests.writer import Spot

WHISTLES = 12
FIRST_STREET = "460105001000"
_WITH = ("city", "county", "district")


class Scene(NamedTuple):
    """What a street called for; the departments by the end of their codes (`demo_offices`)."""

    what: str
    where: str
    called: tuple[str, ...]
    finding: str
    verdict: str


SCENES = (
    Scene("楼道飞线充电，杂物堵住消防通道", "小区西门岗亭", ("YJ", "CG", "ZJ"),
          "现场查看属实，三个单元有飞线，一处通道被堵。", "飞线当场拆除，通道清空，装充电点。"),
    Scene("市场门口占道摆摊，污水流到路面", "农贸市场东门", ("CG", "SW", "HW"),
          "摊贩占道八处，雨污管错接一处。", "摊贩进市场内经营；管道三天内改接，路面当天冲洗。"),
    Scene("烧烤店油烟扰民，证照和占道一并看", "夜市街口", ("HJ", "SJ", "CG"),
          "净化器未开启，店外摆桌十张。", "责令当晚整改，一周后联合复查。"),
    Scene("校门口黑车揽客和流动摊贩", "小学正门", ("GA", "JT", "CG"),
          "放学时段车辆逆停，摊贩五处。", "划接送区，放学时段定岗一个月。"),
    Scene("台风后大树压线，路灯线缆下垂", "老街十字路口", ("YL", "GD", "ZJ"),
          "一棵行道树倒伏，线缆离地两米。", "树木当天清走，线缆归位，路灯恢复。"),
    Scene("河边搭建棚屋，有污水排入河道", "河堤步道中段", ("CG", "HJ", "SW"),
          "棚屋两间，排水管直通河道。", "限期自拆，排水口当天封堵，水质一周后复测。"),
)  # fmt: skip
_LATE = (12, 18, 22, 28, 41)  # minutes until a department is there


def whistles(spots: list[Spot], rng: Random, now: datetime) -> None:
    """Put them on record."""
    from liandong.domains.casework.models import Whistle

    streets = _streets(spots)
    if not streets:
        return
    for n in range(WHISTLES):
        street = streets[0] if n == 0 else rng.choice(streets)
        scene, done = SCENES[n % len(SCENES)], n > 1
        blown = now - (timedelta(days=360 * n / WHISTLES, minutes=25) if done
                       else timedelta(minutes=(20, 95)[n]))  # fmt: skip
        end = {"verdict": scene.verdict, "closed_by": "demo",
               "closed_at": blown + timedelta(hours=4)} if done else {}  # fmt: skip
        made = Whistle.objects.create(
            street_id=street[0], what=scene.what, where=scene.where, blown_at=blown,
            blown_by="demo", due_at=blown + timedelta(minutes=30), invented=True, **end,
        )  # fmt: skip
        for at, code in enumerate(scene.called):
            _called(made, f"Z{street[1]}{code}", scene, rng, now if not done and at == 0 else None)


def _streets(spots: list[Spot]) -> list[tuple[int, str]]:
    """Each street with the code of the area whose departments it calls; the demo people's first."""
    from liandong.domains.orgs.models import Unit

    codes = dict(Unit.objects.filter(pk__in={pk for one in spots for pk in one.line})
                 .values_list("pk", "code"))  # fmt: skip
    found = {}
    for one in spots:
        owners = [pk for pk, kind in zip(one.line, one.kinds, strict=True) if kind in _WITH]
        if len(one.line) > 2 and owners and one.line[-2] not in owners:
            found[one.line[-2]] = codes[owners[-1]]
    return sorted(found.items(), key=lambda one: (codes[one[0]] != FIRST_STREET, one[0]))


def _called(whistle: Any, code: str, scene: Scene, rng: Random, missing: datetime | None) -> None:
    """One department: there in time or late; `missing`: has not come yet."""
    from liandong.domains.casework.models import Call
    from liandong.domains.orgs.models import Unit

    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        return
    there, said = whistle.blown_at + timedelta(minutes=rng.choice(_LATE)), {}
    if whistle.closed_at:
        said = {
            "reported_at": there, "reported_by": "demo", "finding": scene.finding,
            "finding_at": there + timedelta(hours=1), "finding_by": "demo",
            "released_at": whistle.closed_at, "graded_at": whistle.closed_at, "graded_by": "demo",
            "grade": rng.choice(("good", "good", "fair", "poor")),
        }  # fmt: skip
    elif missing is None:
        said = {"reported_at": whistle.blown_at + timedelta(minutes=14), "reported_by": "demo"}
    Call.objects.create(whistle=whistle, unit=unit, due_at=whistle.due_at, **said)
