from django.db import migrations


class Migration(migrations.Migration):
    """Adopted norms have a room of their own, below those that ask for them."""

    dependencies = [("observatory", "0002_guards"), ("norms", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="AdoptedNorms")]
        )
    ]
