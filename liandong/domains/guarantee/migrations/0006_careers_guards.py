from django.db import migrations

from liandong.domains.database import SEALED, never_rewritten, no_overlap

SAID = (
    "worker_id", "unit_id", "start", "end", "verdict", "reason", "decided_at", "decided_by",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("guarantee", "0005_careers")]
    operations = [
        no_overlap("guarantee_service", ("worker_id",), "guarantee_service_overlap"),
        never_rewritten(
            "guarantee_service",
            ("start", "recorded_at", "recorded_by", "worker_id", "unit_id", "post", "grade"),
            "guarantee_service_rewritten",
            SEALED,
        ),
        never_rewritten(
            "guarantee_review",
            SAID,
            "guarantee_review_rewritten",
            {
                "seen_at": ("seen_at",),
                "contested_at": ("contested_at", "contest"),
                "answered_at": ("answered_at", "answered_by", "answer", "answer_reason"),
            },
        ),
    ]
