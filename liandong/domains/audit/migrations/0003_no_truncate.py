from django.db import migrations

from liandong.domains.database import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_guards")]
    # Again: on PostgreSQL it did not object to TRUNCATE.
    operations = [append_only("audit_event", "audit_event_append_only")]
