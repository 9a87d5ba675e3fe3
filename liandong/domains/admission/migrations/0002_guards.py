from django.db import migrations

from liandong.domains.database import append_only, never_rewritten, triggers

CONTENT = (
    "kind", "title", "what", "basis", "manner", "matter_id", "times", "hours", "people", "money",
    "wanted_from", "wanted_until", "asked_at",
)
ANSWER = ("answer", "said", "answered_at", "answered_by")
STOP = ("stopped_on", "stopped_at", "stopped_by", "stop_reason")
REPLY = ("reply", "reply_said", "shown_id", "replied_at", "replied_by")
REACH = "admission_reach_rewritten"


def reach_stays():
    """Of which communities: that stays once opinions were asked for."""
    asked = (
        "SELECT 1 FROM admission_item i WHERE i.id = {row}.item_id AND i.asked_at IS NOT NULL"
    )
    stop = f"BEGIN SELECT RAISE(ABORT, '{REACH}'); END"
    verbs = {"insert": "NEW", "update": "OLD", "delete": "OLD"}
    return triggers(
        REACH,
        sqlite={
            verb: f"BEFORE {verb.upper()} ON admission_reach "
            f"WHEN EXISTS ({asked.format(row=row)}) {stop}"
            for verb, row in verbs.items()
        },
        postgresql=[
            f"CREATE FUNCTION {REACH}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "DECLARE of bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.item_id ELSE OLD.item_id END;"
            " BEGIN IF EXISTS (SELECT 1 FROM admission_item i "
            "WHERE i.id = of AND i.asked_at IS NOT NULL) "
            f"THEN RAISE EXCEPTION '{REACH}'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {REACH} BEFORE INSERT OR UPDATE OR DELETE ON admission_reach "
            f"FOR EACH ROW EXECUTE FUNCTION {REACH}()",
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("admission", "0001_initial")]
    operations = [
        never_rewritten(
            "admission_item", ("number", "process_id", "created_at", "created_by"),
            "admission_item_rewritten", {"asked_at": CONTENT},
        ),
        reach_stays(),
        never_rewritten(
            "admission_opinion", ("item_id", "unit_id", "asked_at"),
            "admission_opinion_rewritten", {"answered_at": ANSWER},
        ),
        append_only("admission_assessment", "admission_assessment_append_only"),
        append_only("admission_decision", "admission_decision_append_only"),
        never_rewritten(
            "admission_grant",
            ("item_id", "basis", "decision_id", "reason", "start", "end", "published_at",
             "published_by"),
            "admission_grant_rewritten", {"stopped_on": STOP},
        ),
        append_only("admission_told", "admission_told_append_only"),
        never_rewritten(
            "admission_refusal",
            ("number", "process_id", "community_id", "asked", "item_id", "department_id", "who",
             "refused_at", "refused_by"),
            "admission_refusal_rewritten", {"replied_at": REPLY},
        ),
    ]
