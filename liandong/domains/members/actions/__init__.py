"""What happens to members. Keyword-only, atomic, audited without names, announced."""

from liandong.domains.members.actions.registering import change_details, register
from liandong.domains.members.actions.steps import correct, leave, move, resume, set_stage, suspend

__all__ = [
    "change_details", "correct", "leave", "move", "register", "resume", "set_stage", "suspend",
]  # fmt: skip
