"""What waits for oneself."""

from tests.web.needs.need import SIGNED_IN

ROUTES = {"today/": SIGNED_IN}
