"""Lifecycles: who may take what from one state to the next, by when. Data, not code."""

from liandong.core.standards.lifecycles.loading import load
from liandong.core.standards.lifecycles.model import Lifecycle, State, Transition
from liandong.core.standards.lifecycles.sound import unsound

__all__ = ["Lifecycle", "State", "Transition", "load", "unsound"]
