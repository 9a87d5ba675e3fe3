from django.db import migrations

from liandong.domains.database import Guard


class Migration(migrations.Migration):
    """Two characters of a name, the beginning of its pinyin or of its initials: each by an index."""

    dependencies = [("members", "0004_said_sealed"), ("orgs", "0006_journals")]

    operations = [
        Guard(
            sqlite=[],
            postgresql=[
                "CREATE INDEX members_person_bigrams ON members_person"
                " USING gin (orgs_bigrams(name)) WITH (fastupdate = off)",
                "CREATE INDEX members_person_spelled ON members_person"
                " (pinyin varchar_pattern_ops)",
                "CREATE INDEX members_person_initials ON members_person"
                " (split_part(pinyin, ' ', 2) text_pattern_ops)",
            ],
            drop_sqlite=[],
            drop_postgresql=[
                "DROP INDEX IF EXISTS members_person_initials",
                "DROP INDEX IF EXISTS members_person_spelled",
                "DROP INDEX IF EXISTS members_person_bigrams",
            ],
        )
    ]
