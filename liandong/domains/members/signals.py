"""Who counts is told in the same breath."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction of every action here: `units` the ids of the organisations whose
# numbers or duties may differ, `since` the earliest day concerned, `at` the moment.
members_changed = Signal()
