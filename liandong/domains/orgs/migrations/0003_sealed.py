"""What was ended or voided stays so, and the other dated rows are kept as well."""

from django.db import migrations

from liandong.domains.database import SEALED, append_only, never_rewritten
from liandong.domains.orgs.guards import no_cycle

SAID = ("start", "recorded_at", "recorded_by")


class Migration(migrations.Migration):
    dependencies = [("orgs", "0002_guards")]
    operations = [
        never_rewritten(
            "orgs_placement", (*SAID, "unit_id", "parent_id", "hierarchy"),
            "orgs_placement_rewritten", SEALED,
        ),
        never_rewritten("orgs_name", (*SAID, "unit_id", "name"), "orgs_name_rewritten", SEALED),
        never_rewritten(
            "orgs_seat", (*SAID, "unit_id", "community_id"), "orgs_seat_rewritten", SEALED
        ),
        never_rewritten(
            "orgs_link", (*SAID, "unit_id", "other_id", "kind"), "orgs_link_rewritten", SEALED
        ),
        never_rewritten("orgs_post", (*SAID, "unit_id", "title"), "orgs_post_rewritten", SEALED),
        never_rewritten(
            "orgs_term", (*SAID, "post_id", "holder", "due"), "orgs_term_rewritten", SEALED
        ),
        append_only("orgs_succession", "orgs_succession_append_only"),
        # Again, with a limit of depth that both databases share.
        no_cycle(),
    ]
