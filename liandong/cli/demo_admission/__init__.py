"""What departments of the demo ask of communities: items in every state, opinions, refusals; all
invented, and marked so."""

from liandong.cli.demo_admission.planting import build

__all__ = ["build"]
