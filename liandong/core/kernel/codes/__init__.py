"""Codes that carry their own proof: divisions, organisations, persons."""

from liandong.core.kernel.codes.credit import CreditCode
from liandong.core.kernel.codes.division import DivisionCode, Level
from liandong.core.kernel.codes.errors import CodeError
from liandong.core.kernel.codes.identity import IdentityNumber, Sex

__all__ = ["CodeError", "CreditCode", "DivisionCode", "IdentityNumber", "Level", "Sex"]
