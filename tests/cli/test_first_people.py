"""The first people of an instance: an office that just ran `init` can begin."""

from tests.cli.test_contract import data_of, run


def test_the_first_administrator_signs_in_with_a_one_time_password(tmp_path):
    done = run(tmp_path, "init")
    assert "people add" in done.stderr
    asked = ("people", "add", "zhao", "--name", "赵管", "--role", "administrator", "--unit", "46")
    made = data_of(run(tmp_path, *asked, "--format", "json"))
    assert len(made["password"]) == len("k7fm-q2xd-9hnt-4waz")
    listed = data_of(run(tmp_path, "people", "list", "--format", "json"))
    assert listed == [{"username": "zhao", "name": "赵管", "roles": ["administrator@460000000000"]}]
    assert "people add" not in run(tmp_path, "init").stderr
    # The same role twice, a role and a unit that do not exist, a role where it cannot be held.
    assert run(tmp_path, *asked).returncode == 2
    for role, unit in (("king", "46"), ("organiser", "999999999999"), ("party_office", "46")):
        wrong = run(tmp_path, "people", "add", "li", "--name", "李", "--role", role, "--unit", unit)
        assert wrong.returncode == 2
        assert "Traceback" not in wrong.stderr
    assert len(data_of(run(tmp_path, "people", "list", "--format", "json"))) == 1
