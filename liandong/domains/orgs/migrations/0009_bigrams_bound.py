"""What two characters of a name are found by is made whatever the search path is: a dump restores."""

from django.db import migrations

from liandong.domains.database import Guard
from liandong.domains.orgs.guards_in_bulk import bigrams


class Migration(migrations.Migration):
    dependencies = [("orgs", "0008_offices")]
    operations = [
        Guard(sqlite=[], postgresql=[bigrams()], drop_sqlite=[], drop_postgresql=[]),
    ]
