"""What belongs to a meeting stands once the meeting was held."""

from __future__ import annotations

from liandong.core.kernel.errors import Text
from liandong.domains.database import Guard, says, triggers

for _code in ("life_serves_rewritten", "life_absence_rewritten"):
    says(
        _code,
        Text(
            "已召开的会议记录不能改写，请用“更正”。",
            "The record of a meeting that was held is never rewritten: correct it instead.",
        ),
    )


def kept_once_held(table: str, code: str) -> Guard:
    """Rows of a meeting are never changed, and taken away only while it is a plan."""
    stop = f"BEGIN SELECT RAISE(ABORT, '{code}'); END"
    held = "(SELECT m.held_at FROM life_meeting m WHERE m.id = OLD.meeting_id) IS NOT NULL"
    return triggers(
        code,
        sqlite={
            "update": f"BEFORE UPDATE ON {table} {stop}",
            "delete": f"BEFORE DELETE ON {table} WHEN {held} {stop}",
        },
        postgresql=[
            f"CREATE FUNCTION {code}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' OR {held} THEN RAISE EXCEPTION '{code}'; END IF; "
            "RETURN OLD; END $$",
            f"CREATE TRIGGER {code} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {code}()",
        ],
    )
