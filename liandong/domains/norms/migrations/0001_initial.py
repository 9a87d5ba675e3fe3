from django.db import migrations, models

from liandong.domains.database import Guard, never_rewritten

SAID = ("name", "text", "adopted_at", "adopted_by")
WITHDRAWN = {"withdrawn_at": ("withdrawn_at", "withdrawn_by")}
OLD = "observatory_norms_rewritten"


class Migration(migrations.Migration):
    """The table comes from the observatory as it stands; its guard is named anew."""

    initial = True
    dependencies = [("observatory", "0002_guards")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AdoptedNorms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="文件名")),
                        ("text", models.TextField(verbose_name="内容")),
                        ("adopted_at", models.DateTimeField(verbose_name="采用时间")),
                        ("adopted_by", models.CharField(max_length=150, verbose_name="采用人")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                        (
                            "withdrawn_by",
                            models.CharField(blank=True, max_length=150, verbose_name="撤回人"),
                        ),
                    ],
                    options={
                        "verbose_name": "本地规范",
                        "ordering": ["adopted_at", "id"],
                        "db_table": "observatory_adoptednorms",
                    },
                )
            ]
        ),
        Guard(
            sqlite=[f"DROP TRIGGER IF EXISTS {OLD}_{verb}" for verb in ("update", "delete")],
            postgresql=[f"DROP FUNCTION IF EXISTS {OLD}() CASCADE"],
            drop_sqlite=[],
            drop_postgresql=[],
        ),
        migrations.AlterModelTable(name="adoptednorms", table=None),
        never_rewritten("norms_adoptednorms", SAID, "norms_rewritten", WITHDRAWN),
    ]
