"""What happens to members. Keyword-only, atomic, audited without names, announced."""

from liandong.domains.members.actions.own import answer_correction, ask_correction, erase
from liandong.domains.members.actions.registering import change_details, come_back, register
from liandong.domains.members.actions.steps import correct, leave, move, resume, set_stage, suspend

__all__ = [
    "answer_correction", "ask_correction", "change_details", "come_back", "correct", "erase",
    "leave", "move", "register", "resume", "set_stage", "suspend",
]  # fmt: skip
