from django.db import migrations

from liandong.domains.database import never_rewritten, no_overlap
from liandong.domains.orgs.guards import byte_order, no_cycle

SAID = ("start", "recorded_at", "recorded_by")


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [
        no_overlap("orgs_placement", ("hierarchy", "unit_id"), "orgs_placement_overlap"),
        no_overlap("orgs_name", ("unit_id",), "orgs_name_overlap"),
        no_overlap("orgs_seat", ("unit_id",), "orgs_seat_overlap"),
        no_overlap("orgs_term", ("post_id",), "orgs_term_overlap"),
        never_rewritten(
            "orgs_placement",
            (*SAID, "unit_id", "parent_id", "hierarchy"),
            "orgs_placement_rewritten",
        ),
        never_rewritten("orgs_name", (*SAID, "unit_id", "name"), "orgs_name_rewritten"),
        no_cycle(),
        byte_order("orgs_position"),
    ]
