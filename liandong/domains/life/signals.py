"""Who counts is told in the same breath."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction of every action here, and when members changed below: `units` the ids
# whose duties may differ, `since` the earliest day concerned, `at` the moment.
life_changed = Signal()
