from django.db import migrations

from liandong.domains.database import VOIDED, never_rewritten

SAID = (
    "unit_id", "field", "value", "as_of", "recorded_at", "recorded_by", "batch_id", "cell", "raw",
    "reason", "replaces_id",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("guarantee", "0002_guards")]
    # Again: with all that a fact says, and so that what was voided stays voided.
    operations = [
        never_rewritten("guarantee_ledgerfact", SAID, "guarantee_fact_rewritten", VOIDED),
    ]
