"""How requests on record count in the rates is read off their log, by what judges every other."""

from django.db import migrations


def judge(_apps: object, _editor: object) -> None:
    from liandong.domains.casework import outcomes

    outcomes.keep_missing()


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_outcomes"),
        ("workflow", "0005_clock_guards"),
    ]
    operations = [migrations.RunPython(judge, migrations.RunPython.noop)]
