from liandong.domains.life.models.bodies import BodyTerm, CommitteeSeat
from liandong.domains.life.models.elections import Elected, Election, Nominee
from liandong.domains.life.models.exemptions import Exemption
from liandong.domains.life.models.files import Attachment
from liandong.domains.life.models.meetings import (
    Absence,
    Meeting,
    MeetingServes,
    Minutes,
    Resolution,
)
from liandong.domains.life.models.training import Course, CourseHours

__all__ = [
    "Absence",
    "Attachment",
    "BodyTerm",
    "CommitteeSeat",
    "Course",
    "CourseHours",
    "Elected",
    "Election",
    "Exemption",
    "Meeting",
    "MeetingServes",
    "Minutes",
    "Nominee",
    "Resolution",
]
