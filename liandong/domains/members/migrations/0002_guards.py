from django.db import migrations

from liandong.domains.database import SEALED, never_rewritten, no_overlap

SAID = (
    "start", "recorded_at", "recorded_by", "person_id", "unit_id", "group_id", "stage", "standing",
    "entry",
)  # fmt: skip
# Why somebody left is said when the row ends, and for good.
ENDED = {**SEALED, "end": (*SEALED["end"], "exit")}


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [
        no_overlap("members_membership", ("person_id",), "members_membership_overlap"),
        never_rewritten("members_membership", SAID, "members_membership_rewritten", ENDED),
        never_rewritten("members_person", ("recorded_at", "recorded_by"), "members_person_kept"),
    ]
