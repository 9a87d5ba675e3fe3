from liandong.domains.orgs.models.links import Link, Seat, Succession
from liandong.domains.orgs.models.placement import Placement, Position
from liandong.domains.orgs.models.posts import Post, Term
from liandong.domains.orgs.models.unit import Name, Unit

__all__ = ["Link", "Name", "Placement", "Position", "Post", "Seat", "Succession", "Term", "Unit"]
