"""The stages from inputs to results, in their order, for the engines."""

from __future__ import annotations

from collections.abc import Callable

import ibis

from liandong.core.indicators.measuring import measures
from liandong.core.standards.evaluate import duties, frame, judged

STAGES: dict[str, Callable[[], ibis.Table]] = {
    "frame": frame,
    "judged": judged,
    "duties": duties,
    "measures": measures,
}
