from django.db import migrations

from liandong.domains.orgs.guards import byte_order


class Migration(migrations.Migration):
    dependencies = [("observatory", "0001_initial"), ("orgs", "0003_sealed")]
    operations = [byte_order("observatory_difference")]
