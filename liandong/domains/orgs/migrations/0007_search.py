"""Common words are found by the beginnings of names, and among the units of upper levels."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orgs", "0006_journals")]
    operations = [
        migrations.AddIndex(
            "unit",
            models.Index(
                fields=["name"], opclasses=["varchar_pattern_ops"], name="unit_name_begins"
            ),
        ),
        migrations.AddIndex("unit", models.Index(fields=["kind"], name="unit_of_kind")),
    ]
