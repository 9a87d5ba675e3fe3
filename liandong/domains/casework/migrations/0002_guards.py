from django.db import migrations

from liandong.domains.database import Guard, append_only, never_rewritten

SAID = ("number", "process_id", "channel", "partner", "external", "received_at")


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [
        never_rewritten("casework_case", SAID, "casework_case_rewritten"),
        append_only("casework_escalation", "casework_escalation_append_only"),
        # Found by two characters: PostgreSQL's own index for text wants three.
        Guard(
            sqlite=[],
            postgresql=[
                "CREATE INDEX case_grams ON casework_case USING gin (string_to_array(grams, ' '))"
            ],
            drop_sqlite=[],
            drop_postgresql=["DROP INDEX IF EXISTS case_grams"],
        ),
    ]
