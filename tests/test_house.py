"""Rules of the house that a convention alone would not keep. Each check is shown to object."""

from __future__ import annotations

import ast
import io
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import grimp
import pytest
from django.core.management import call_command
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from liandong.domains.audit.models import Event

ROOT = Path(__file__).parent.parent
PRODUCT = ROOT / "liandong"
LONGEST_FILE, LONGEST_FUNCTION = 350, 60
WRITES = {
    "save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "acreate", "asave", "adelete", "aupdate", "abulk_create",
}  # fmt: skip
# What has a method of that name and is no row: dictionaries, sets, hashes, forms' own widgets.
HARMLESS = {"attrs", "context", "values", "seen", "digest"}


def sources(folder: Path) -> Iterator[Path]:
    return (p for p in sorted(folder.rglob("*.py")) if "migrations" not in p.parts)


def trees(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sources(folder):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


# Writing happens in actions, never in the web


def direct_writes(tree: ast.AST) -> list[int]:
    """Lines on which a row or a manager is written to."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and _is_a_row(node)
    ]


def _is_a_row(call: ast.Call) -> bool:
    on = call.func.value
    if call.func.attr != "update":
        return True
    # `update` of a dictionary takes a dictionary or pairs; that of a queryset takes only names.
    names = {n.attr for n in ast.walk(on) if isinstance(n, ast.Attribute)}
    names |= {n.id for n in ast.walk(on) if isinstance(n, ast.Name)}
    return not call.args and not names & HARMLESS


@pytest.mark.parametrize(
    "line",
    [
        "unit.save()", "Unit.objects.create(name='x')", "unit.names.all().delete()",
        "Unit.objects.filter(pk=1).update(name='x')", "Unit.objects.bulk_create([])",
        "form.save()", "Unit.objects.get_or_create(code='x')",
    ],
)  # fmt: skip
def test_a_write_would_be_seen(line):
    assert direct_writes(ast.parse(line)) == [1]


@pytest.mark.parametrize("line", ["seen.update({1})", "totals.update(other)", "attrs.update(a=1)"])
def test_what_writes_no_row_is_left_alone(line):
    assert direct_writes(ast.parse(line)) == []


def test_the_web_writes_through_actions_alone():
    found = {name: direct_writes(tree) for name, tree in trees(PRODUCT / "web")}
    assert {name: lines for name, lines in found.items() if lines} == {}


# HTTP is known to the web alone

_HTTP = {"django.http", "django.shortcuts", "django.views", "django.urls", "django.template"}


def http_imports(tree: ast.AST) -> set[str]:
    names = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    return {name for name in names if ".".join(name.split(".")[:2]) in _HTTP}


def test_the_domains_know_no_http():
    assert http_imports(ast.parse("from django.http import Http404")) == {"django.http"}
    found = {name: http_imports(tree) for name, tree in trees(PRODUCT / "domains")}
    assert {name: names for name, names in found.items() if names} == {}


# The clock is asked outside the core


def clocks(tree: ast.AST) -> list[int]:
    asked = {"now", "today", "utcnow", "localdate", "time"}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in asked
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"date", "datetime", "time", "timezone"}
    ]


def test_the_core_has_no_clock():
    assert clocks(ast.parse("date.today(); datetime.now(UTC)")) == [1, 1]
    found = {name: clocks(tree) for name, tree in trees(PRODUCT / "core")}
    assert {name: lines for name, lines in found.items() if lines} == {}


# Small rooms


def long_functions(tree: ast.AST, limit: int = LONGEST_FUNCTION) -> dict[str, int]:
    return {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= limit
    }


def test_no_function_is_longer_than_a_page():
    assert long_functions(ast.parse("def f():\n    x = 1\n    y = 2"), limit=2) == {"f": 3}
    found = {name: long_functions(tree) for name, tree in trees(PRODUCT)}
    assert {name: one for name, one in found.items() if one} == {}


def test_no_file_is_longer_than_one_can_hold_in_mind():
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in sources(PRODUCT)}
    assert len(lengths) > 100
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


# No import runs in a circle


def circles(imports: dict[str, set[str]]) -> list[set[str]]:
    """Groups of modules that import each other, by whatever way round."""
    reach: dict[str, set[str]] = {}
    for one in imports:
        seen, left = set(), [one]
        while left:
            for other in imports.get(left.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    left.append(other)
        reach[one] = seen
    found = {
        frozenset(o for o in reach[one] if one in reach.get(o, ()))
        for one in reach
        if one in reach[one]
    }
    return [set(group) for group in found]


def test_a_circle_would_be_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]
    assert circles({"a": {"b"}, "b": {"c"}, "d": {"a", "c"}}) == []


def test_no_import_runs_in_a_circle():
    """Imports inside functions count; those for type checkers alone do not."""
    graph = grimp.build_graph("liandong", exclude_type_checking_imports=True, cache_dir=None)
    imports = {one: graph.find_modules_directly_imported_by(one) for one in graph.modules}
    assert sum(map(len, imports.values())) > 500
    assert circles(imports) == []


def test_the_import_contracts_hold():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


# Migrations


def test_models_and_migrations_agree(db):
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(f"run makemigrations:\n{said.getvalue()}")


def own_migrations() -> list:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    return [one for one, _ in plan if type(one).__module__.startswith("liandong.")]


def test_every_migration_can_be_taken_back(db):
    """One that cannot says why in its docstring, with the word 'irreversible'."""
    ours = own_migrations()
    assert len(ours) >= 12
    fixed = [
        str(one)
        for one in ours
        if not all(operation.reversible for operation in one.operations)
        and "irreversible" not in (sys.modules[type(one).__module__].__doc__ or "")
    ]
    assert fixed == []


# Tests object


def test_tests_reach_no_other_machine():
    with socket.socket() as away, pytest.raises(AssertionError, match="no network"):
        away.connect(("192.0.2.1", 80))


def test_a_time_without_a_zone_is_an_error(db):
    event = Event(at=datetime(2020, 1, 1), by="x", action="x", subject="x", digest="x")  # noqa: DTZ001
    with pytest.raises(RuntimeWarning, match="naive"):
        event.save()


def test_a_list_in_no_order_is_an_error(db):
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(Event.objects.order_by(), 10).page(1)
