from django.db import migrations

from liandong.domains.database import append_only, never_rewritten


class Migration(migrations.Migration):
    dependencies = [("workflow", "0004_clocks")]
    operations = [
        never_rewritten(
            "workflow_clock",
            ("process_id", "code", "round", "started_at"),
            "workflow_clock_rewritten",
            {"stopped_at": ("stopped_at",)},
        ),
        never_rewritten(
            "workflow_pause", ("clock_id", "start"), "workflow_pause_rewritten", {"end": ("end",)}
        ),
        append_only("workflow_declaredday", "workflow_declaredday_append_only"),
    ]
