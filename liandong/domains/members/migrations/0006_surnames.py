from django.db import migrations

from liandong.domains.database import Guard


class Migration(migrations.Migration):
    """One character: a surname in the order of the roster, or any character of a rare name."""

    dependencies = [("members", "0005_searchable")]

    operations = [
        Guard(
            sqlite=[],
            postgresql=[
                "CREATE INDEX members_person_surname ON members_person"
                " ((left(name, 1)), pinyin, id)",
                "CREATE INDEX members_person_characters ON members_person"
                " USING gin (string_to_array(name::text, NULL)) WITH (fastupdate = off)",
            ],
            drop_sqlite=[],
            drop_postgresql=[
                "DROP INDEX IF EXISTS members_person_characters",
                "DROP INDEX IF EXISTS members_person_surname",
            ],
        )
    ]
