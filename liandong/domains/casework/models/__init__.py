"""What is on record of residents' requests. No key leads from here to a member's record."""

from liandong.domains.casework.models.case import Assisting, Case, Joined, Photo, Requester
from liandong.domains.casework.models.doings import (
    CallBack,
    Contact,
    Contest,
    Escalation,
    Message,
    Reply,
    Review,
)
from liandong.domains.casework.models.floods import Sender
from liandong.domains.casework.models.outcome import Outcome
from liandong.domains.casework.models.whistles import Call, Whistle

__all__ = [
    "Assisting", "Call", "CallBack", "Case", "Contact", "Contest", "Escalation", "Joined",
    "Message", "Outcome", "Photo", "Reply", "Requester", "Review", "Sender",
    "Whistle",
]  # fmt: skip
