"""What is on record of the admission of affairs to communities."""

from liandong.domains.admission.models.deciding import Assessment, Decision, Grant, Opinion, Told
from liandong.domains.admission.models.item import Item, Reach
from liandong.domains.admission.models.refusal import Refusal

__all__ = [
    "Assessment", "Decision", "Grant", "Item", "Opinion", "Reach", "Refusal", "Told",
]  # fmt: skip
