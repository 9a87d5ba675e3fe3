from django.db import migrations

from liandong.domains.database import SEALED, never_rewritten, no_overlap

SAID = ("start", "recorded_at", "recorded_by", "user_id", "role", "unit_id", "hierarchy")
SEPARATE = ("administrator", "auditor", "security")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        # The audit trail names people by user name: it is neither changed nor given again.
        never_rewritten("accounts_user", ("username",), "accounts_user_kept"),
        never_rewritten("accounts_assignment", SAID, "accounts_assignment_rewritten", SEALED),
        no_overlap(
            "accounts_assignment", ("user_id",), "accounts_assignment_separate",
            unlike="role", among=SEPARATE,
        ),
    ]  # fmt: skip
