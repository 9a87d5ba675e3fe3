from liandong.domains.members.models.membership import Membership
from liandong.domains.members.models.person import Person

__all__ = ["Membership", "Person"]
