"""What a whole nation's tree needs on PostgreSQL: guards by the statement, indexes for search."""

from django.db import migrations

from liandong.domains.orgs.guards_in_bulk import (
    no_cycle_by_parent,
    no_overlap_by_statement,
    searchable,
)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0003_sealed")]
    operations = [
        no_overlap_by_statement(
            "orgs_placement", ("hierarchy", "unit_id"), "orgs_placement_overlap"
        ),
        no_overlap_by_statement("orgs_name", ("unit_id",), "orgs_name_overlap"),
        no_cycle_by_parent(),
        searchable(),
    ]
