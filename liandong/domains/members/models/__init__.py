from liandong.domains.members.models.calendar import CalendarKey
from liandong.domains.members.models.hosting import Hosting
from liandong.domains.members.models.membership import Membership
from liandong.domains.members.models.movement import (
    Contact,
    CorrectionRequest,
    Feedback,
    Floating,
    Transfer,
)
from liandong.domains.members.models.person import Person

__all__ = [
    "CalendarKey", "Contact", "CorrectionRequest", "Feedback", "Floating", "Hosting", "Membership",
    "Person", "Transfer",
]  # fmt: skip
