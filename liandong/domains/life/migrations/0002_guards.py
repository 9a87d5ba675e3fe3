from django.db import migrations

from liandong.domains.database import SEALED, VOIDED, append_only, never_rewritten, no_overlap
from liandong.domains.life.guards import kept_once_held

DATED = ("start", "recorded_at", "recorded_by")
RECORDED = ("recorded_at", "recorded_by")
SAID = (
    "state", "on", "begins", "venue", "topic", "agenda", "invited", "chair_id", "entitled", "present",
    "without_vote", "guests", "quorate", "by_name",
)


class Migration(migrations.Migration):
    dependencies = [("life", "0001_initial")]
    operations = [
        never_rewritten(
            "life_meeting",
            (*RECORDED, "unit_id", "kind", "replaces_id"),
            "life_meeting_rewritten",
            {
                "held_at": ("held_at", "held_by", *SAID),
                "cancelled_at": ("cancelled_at", "cancelled_by", "cancel_reason", *SAID),
                **VOIDED,
            },
        ),
        kept_once_held("life_meetingserves", "life_serves_rewritten"),
        kept_once_held("life_absence", "life_absence_rewritten"),
        kept_once_held("life_resolution", "life_resolution_rewritten"),
        append_only("life_minutes", "life_minutes_rewritten"),
        never_rewritten(
            "life_attachment",
            (*RECORDED, "meeting_id", "name", "stored_as", "media_type", "size", "sha256"),
            "life_attachment_rewritten",
            VOIDED,
        ),
        no_overlap("life_bodyterm", ("unit_id",), "life_bodyterm_overlap"),
        never_rewritten(
            "life_bodyterm",
            (*DATED, "unit_id", "due", "basis"),
            "life_bodyterm_rewritten",
            {
                "extended_at": ("extended_to", "extended_at", "extended_by", "extension_reason"),
                **SEALED,
            },
        ),
        no_overlap("life_committeeseat", ("term_id", "person_id"), "life_seat_overlap"),
        no_overlap("life_committeeseat", ("secretary_of_id",), "life_seat_one_secretary"),
        never_rewritten(
            "life_committeeseat",
            (*DATED, "term_id", "person_id", "post", "secretary_of_id"),
            "life_seat_rewritten",
            SEALED,
        ),
        no_overlap("life_exemption", ("unit_id", "standard"), "life_exemption_overlap"),
        never_rewritten(
            "life_exemption",
            (*DATED, "unit_id", "standard", "reason"),
            "life_exemption_rewritten",
            SEALED,
        ),
        never_rewritten(
            "life_course",
            (*RECORDED, "unit_id", "title", "on", "hours", "for_secretaries"),
            "life_course_rewritten",
            VOIDED,
        ),
        never_rewritten(
            "life_coursehours",
            (*RECORDED, "course_id", "person_id", "hours"),
            "life_hours_rewritten",
            VOIDED,
        ),
    ]
