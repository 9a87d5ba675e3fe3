"""A run keeps what went in, so that it can always be made again."""

from __future__ import annotations

from datetime import date

import pyarrow.parquet as pq

from liandong.domains.observatory import runs, store

DAY = date(2016, 12, 31)


def test_a_run_made_again_from_its_files_says_the_same(province):
    run = runs.for_day(DAY)
    anew = runs.again(run)
    for name in ("totals", "duties"):
        before = store.read(run.folder, name, "TRUE ORDER BY path, unit")
        after = getattr(anew, name)
        columns = before.column_names
        assert after.num_rows == before.num_rows > 0
        keys = [(c, "ascending") for c in columns if c in {"path", "standard"}]
        assert after.select(columns).sort_by(keys).to_pylist() == before.sort_by(keys).to_pylist()


def test_no_name_leaves_the_database(province):
    folder = store.root() / runs.for_day(DAY).folder
    columns = {c for file in folder.glob("*.parquet") for c in pq.read_schema(file).names}
    assert {"facts.parquet", "units.parquet", "norms.parquet"} <= {f.name for f in folder.iterdir()}
    assert not columns & {"name", "raw", "recorded_by", "holder", "reason"}
