import liandong.domains.sealing.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("members", "0003_movement")]

    operations = [
        migrations.AlterField(
            model_name="correctionrequest",
            name="said",
            field=liandong.domains.sealing.fields.SealedField(verbose_name="哪里不对，应是什么"),
        ),
    ]
