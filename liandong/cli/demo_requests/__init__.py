"""Residents' requests of the demo: two years, with seasons, clusters, contested ones and whistles;
all invented, and marked so."""

from liandong.cli.demo_requests.people import PEOPLE
from liandong.cli.demo_requests.planting import build

__all__ = ["PEOPLE", "build"]
