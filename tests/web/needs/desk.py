"""The intake desk: for those who take requests."""

from liandong.domains.accounts.enums import Permission
from tests.web.needs.need import holds

TAKE = holds(Permission.TAKE_REQUESTS)
ROUTES = {
    "desk/": TAKE,
    "desk/beside/": TAKE,
    "desk/places/": TAKE,
    "desk/inbox/": TAKE,
}
