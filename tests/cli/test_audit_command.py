"""`liandong audit` on an instance of its own: whole, cut, accepted."""

import sqlite3

from tests.cli.test_contract import data_of, run


def test_a_cut_end_is_found_from_outside_and_accepted_with_a_reason(tmp_path):
    assert run(tmp_path, "init").returncode == 0
    first = run(tmp_path, "audit", "check", "--format", "json")
    assert first.returncode == 0, first.stderr
    again = data_of(run(tmp_path, "audit", "check", "--format", "json"))
    assert (again["whole"], again["end"]) == (True, "holds")
    with sqlite3.connect(tmp_path / "liandong.sqlite3") as base:
        base.execute("DROP TRIGGER audit_event_append_only_delete")
        base.execute("DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)")
    for _ in range(2):
        cut = run(tmp_path, "audit", "check", "--format", "json")
        assert (cut.returncode, data_of(cut)["end"]) == (1, "cut")
    assert "截掉" in run(tmp_path, "audit", "check").stderr
    assert run(tmp_path, "audit", "accept", "--reason", " ").returncode == 2
    assert run(tmp_path, "audit", "accept", "--reason", "恢复备份").returncode == 0
    assert run(tmp_path, "audit", "check").returncode == 0
