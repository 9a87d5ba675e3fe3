from django.db import migrations

from liandong.domains.database import append_only


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [append_only("workflow_step", "workflow_step_append_only")]
