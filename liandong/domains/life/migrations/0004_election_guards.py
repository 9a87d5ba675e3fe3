from django.db import migrations

from liandong.domains.database import append_only, never_rewritten


class Migration(migrations.Migration):
    dependencies = [("life", "0003_elected_election")]
    operations = [
        never_rewritten(
            "life_election",
            ("process_id", "unit_id", "term_id"),
            "life_election_rewritten",
            {"new_term_id": ("new_term_id", "assembly_id", "ballots", "seats", "candidates")},
        ),
        append_only("life_elected", "life_elected_rewritten"),
    ]
