"""What happens with what departments bring to communities. Keyword-only, atomic, audited."""

from liandong.domains.admission.actions.applying import (
    Content,
    apply,
    ask_renewal,
    declare,
    draft,
    edit,
    withdraw,
)
from liandong.domains.admission.actions.checking import ask, opine, refuse_listed, return_it
from liandong.domains.admission.actions.deciding import (
    approve,
    assess,
    decide_renewal,
    publish,
    refuse,
    take_back,
)
from liandong.domains.admission.actions.refusing import (
    refuse_task,
    show_item,
    take_refusal_back,
    uphold,
)

__all__ = [
    "Content", "apply", "approve", "ask", "ask_renewal", "assess", "decide_renewal", "declare",
    "draft", "edit", "opine", "publish", "refuse", "refuse_listed", "refuse_task", "return_it",
    "show_item", "take_back", "take_refusal_back", "uphold", "withdraw",
]  # fmt: skip
