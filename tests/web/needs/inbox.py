"""One's own inbox: whoever has signed in, and nobody sees another's."""

from __future__ import annotations

from tests.web.needs.need import SIGNED_IN, Route

ROUTES = {
    "inbox/": SIGNED_IN,
    "inbox/read/": SIGNED_IN,
    "inbox/<int:pk>/open/": Route(SIGNED_IN, own=True),
    "inbox/preferences/": SIGNED_IN,
}
