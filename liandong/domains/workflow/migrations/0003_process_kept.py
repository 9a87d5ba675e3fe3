from django.db import migrations

from liandong.domains.database import never_rewritten

SAID = ("definition", "version", "subject", "opened_on", "opened_at", "opened_by")


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_guards")]
    operations = [never_rewritten("workflow_process", SAID, "workflow_process_rewritten")]
