"""What happens to a process without a step of its own."""

from __future__ import annotations

from django.dispatch import Signal

# `process`: a limit of it moved, because a day was declared. Sent inside the transaction.
limit_moved = Signal()
