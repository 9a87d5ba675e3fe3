from django.db import migrations

from liandong.domains.database import SEALED, never_rewritten, no_overlap

_STAMP = ("start", "recorded_at", "recorded_by")
SAID = (
    *_STAMP, "code", "name", "english", "kind", "group", "says", "words", "time_class", "private",
    "source",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [
        no_overlap("catalogue_matter", ("code",), "catalogue_matter_overlap"),
        no_overlap("catalogue_performs", ("unit_id", "function_id"), "catalogue_performs_overlap"),
        never_rewritten("catalogue_matter", SAID, "catalogue_matter_rewritten", SEALED),
        never_rewritten(
            "catalogue_performs", (*_STAMP, "unit_id", "function_id"),
            "catalogue_performs_rewritten", SEALED,
        ),  # fmt: skip
    ]
