"""Lifecycles: who may take what from one state to the next, by when. Data, not code."""

from liandong.core.standards.lifecycles.loading import LifecycleError, check, load
from liandong.core.standards.lifecycles.model import Clock, Lifecycle, State, Transition
from liandong.core.standards.lifecycles.sound import reachable, unsound

__all__ = [
    "Clock",
    "Lifecycle",
    "LifecycleError",
    "State",
    "Transition",
    "check",
    "load",
    "reachable",
    "unsound",
]
