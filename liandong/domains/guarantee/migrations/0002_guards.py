from django.db import migrations

from liandong.domains.database import never_rewritten

SAID = ("unit_id", "field", "value", "as_of", "recorded_at", "recorded_by", "batch_id", "cell")


class Migration(migrations.Migration):
    dependencies = [("guarantee", "0001_initial")]
    operations = [
        never_rewritten("guarantee_ledgerfact", SAID, "guarantee_fact_rewritten"),
    ]
