"""What was written since the last export, and the days of facts, without reading all of them."""

from django.db import migrations, models
from django.db.models import Q

from liandong.domains.journal import journal


class Migration(migrations.Migration):
    dependencies = [("guarantee", "0003_sealed")]
    operations = [
        journal("guarantee_ledgerfact"),
        migrations.AddIndex(
            "ledgerfact",
            models.Index(fields=["as_of"], condition=Q(voided_at=None), name="fact_live_by_date"),
        ),
        migrations.AddIndex(
            "ledgerfact", models.Index(fields=["recorded_at"], name="fact_by_recording")
        ),
        migrations.AddIndex(
            "ledgerfact",
            models.Index(
                fields=["voided_at"], condition=Q(voided_at__isnull=False), name="fact_by_voiding"
            ),
        ),
    ]
