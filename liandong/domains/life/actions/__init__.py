"""What happens in organisation life. Keyword-only, atomic, audited without names, announced."""

from liandong.domains.life.actions.attachments import attach, take_down
from liandong.domains.life.actions.bodies import (
    begin_term,
    correct_term,
    end_term,
    extend_term,
    fill_seat,
    leave_seat,
    void_term,
)
from liandong.domains.life.actions.elections import (
    Winner,
    file_result,
    hold_election,
    postpone,
    remind,
    remind_due,
    step,
    submit_candidates,
)
from liandong.domains.life.actions.exempting import end_exemption, exempt, void_exemption
from liandong.domains.life.actions.holding import (
    correct,
    hold,
    outcome_of,
    outline_of,
    record_held,
    void,
)
from liandong.domains.life.actions.minutes import version_of, write_minutes
from liandong.domains.life.actions.planning import cancel, change_plan, plan
from liandong.domains.life.actions.reminding import Owed, remind_of
from liandong.domains.life.actions.retraining import correct_course, held_after_all
from liandong.domains.life.actions.said import CourseSaid, Outcome, Outline, Vote
from liandong.domains.life.actions.training import (
    give_hours,
    plan_course,
    record_course,
    void_course,
    void_hours,
)

__all__ = [
    "CourseSaid",
    "Outcome",
    "Outline",
    "Owed",
    "Vote",
    "Winner",
    "attach",
    "begin_term",
    "cancel",
    "change_plan",
    "correct",
    "correct_course",
    "correct_term",
    "end_exemption",
    "end_term",
    "exempt",
    "extend_term",
    "file_result",
    "fill_seat",
    "give_hours",
    "held_after_all",
    "hold",
    "hold_election",
    "leave_seat",
    "outcome_of",
    "outline_of",
    "plan",
    "plan_course",
    "postpone",
    "record_course",
    "record_held",
    "remind",
    "remind_due",
    "remind_of",
    "step",
    "submit_candidates",
    "take_down",
    "version_of",
    "void",
    "void_course",
    "void_exemption",
    "void_hours",
    "void_term",
    "write_minutes",
]
