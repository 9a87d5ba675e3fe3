from django.db import migrations

from liandong.domains.database import append_only


class Migration(migrations.Migration):
    dependencies = [("life", "0005_candidates")]
    operations = [append_only("life_nominee", "life_nominee_rewritten")]
