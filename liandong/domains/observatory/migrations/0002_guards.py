from django.db import migrations

from liandong.domains.database import never_rewritten
from liandong.domains.orgs.guards import byte_order

SAID = ("name", "text", "adopted_at", "adopted_by")
WITHDRAWN = {"withdrawn_at": ("withdrawn_at", "withdrawn_by")}


class Migration(migrations.Migration):
    dependencies = [("observatory", "0001_initial"), ("orgs", "0003_sealed")]
    operations = [
        # Explanations of earlier days quote what was adopted then.
        never_rewritten(
            "observatory_adoptednorms", SAID, "observatory_norms_rewritten", WITHDRAWN
        ),
        byte_order("observatory_difference"),
    ]
