"""What happens with residents' requests. Keyword-only, atomic, audited without names or texts."""

from liandong.domains.casework.actions.deciding import (
    appeal_call_back,
    ask_more_time,
    ask_whistle,
    decide,
    object_to,
    propose_exclusion,
)
from liandong.domains.casework.actions.desk import (
    call_back,
    classify,
    dispatch,
    hide,
    mark_private,
    merge,
    publish,
    set_about,
)
from liandong.domains.casework.actions.exporting import took_away
from liandong.domains.casework.actions.floods import sent_from
from liandong.domains.casework.actions.handling import accept, add_photo, contact, reply
from liandong.domains.casework.actions.receiving import (
    Handed,
    Received,
    Who,
    join,
    receive,
    receive_all,
)
from liandong.domains.casework.actions.residents import appeal, contest, erase, finish, withdraw
from liandong.domains.casework.actions.whistling import (
    evaluate,
    finding,
    release,
    report_in,
    whistle,
)

__all__ = [
    "Handed", "Received", "Who", "accept", "add_photo", "appeal", "appeal_call_back",
    "ask_more_time", "ask_whistle",
    "call_back", "classify", "contact", "contest", "decide", "dispatch", "erase", "evaluate",
    "finding", "finish", "hide", "join", "mark_private", "merge", "object_to",
    "propose_exclusion", "publish", "receive", "receive_all", "release", "reply", "report_in",
    "sent_from", "set_about", "took_away", "whistle", "withdraw",
]  # fmt: skip
