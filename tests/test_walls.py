"""The walls of docs/architecture.md. Each test finds what it judges, so that it holds as the code grows."""

from __future__ import annotations

import ast
import graphlib
import pkgutil
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests.source import (
    ROOT,
    WINGS,
    loaded_by,
    module_name,
    names_imported,
    python_files,
    registries,
    shown,
    tree,
)

LONGEST, MEDIAN = 300, 100
# The gate hands these out too, but as reference data: who exists is no secret.
OPEN_MODELS = {"Actor", "User"}


def foreign_edges(wing: str) -> list[str]:
    """Relations from models of one wing to models of the other, but for the one to the user."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith(f"{wing}."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model
            if not field.is_relation or field.auto_created or target is None:
                continue
            other = target.__module__.split(".")[0]
            if other in WINGS and other != wing and target._meta.label != settings.AUTH_USER_MODEL:
                found.append(f"{model.__name__}.{field.name} → {target.__name__}")
    return found


def test_the_import_contracts_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_loads_in_a_ring():
    files = {module_name(path): path for path in python_files(*WINGS)}
    graph = {name: loaded_by(path, set(files)) for name, path in files.items()}
    assert "indicators.actors.models" in graph["gevinst.access.gate"], "the search finds no imports"
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, naming the ring


def test_no_table_of_indicators_points_into_gevinst():
    assert foreign_edges("indicators") == []
    assert foreign_edges("gevinst"), "the search finds no edge at all: it does not search"


def test_indicators_never_names_a_module_of_gevinst():
    named = re.compile(r"\bgevinst\.[a-z_]+|(?:from|import) gevinst\b|[\"']gevinst[\"'.]")
    found = [
        f"{shown(path)}:{number}: {line.strip()}"
        for path in python_files("indicators")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if named.search(line)
    ]
    assert found == []


def test_indicators_has_no_pages():
    pages = {"templates", "static", "urls.py", "views.py", "forms.py", "templatetags"}
    assert [shown(path) for path in (ROOT / "indicators").rglob("*") if path.name in pages] == []
    leaves = {path.name for path in (ROOT / "indicators").iterdir() if path.is_dir()}
    assert [path.name for path in (ROOT / "templates").iterdir() if path.name in leaves] == []


def test_no_migration_admits_to_a_ring():
    for wing in WINGS:
        assert not list((ROOT / wing).rglob("migrations/0002_initial*.py"))


def test_a_page_uses_templates_of_its_own_leaf_and_shared_ones_only():
    leaves = {
        config.name.split(".")[1] for config in apps.get_app_configs() if config.name.startswith("gevinst.")
    }
    named = re.compile(r"{%\s*(?:include|extends)\s+[\"'](\w+)/")
    found = [
        f"{shown(path)} takes from {leaf}/"
        for path in (ROOT / "templates").rglob("*.html")
        for leaf in named.findall(path.read_text())
        if leaf in leaves and leaf != path.relative_to(ROOT / "templates").parts[0]
    ]
    assert found == []


def pages() -> Iterator[Path]:
    for path in python_files("gevinst"):
        if path.stem == "views" or {"views", "boards"} & set(path.parts):
            yield path


def guarded_models() -> set[str]:
    """The models the gate hands out."""
    found = set()
    for path in (ROOT / "gevinst/access/gate.py", ROOT / "gevinst/access/reach.py"):
        functions = [node for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.returns]
        named = {name.id for one in functions for name in ast.walk(one.returns) if isinstance(name, ast.Name)}
        found |= names_imported(path, from_suffix=".models") & named
    return found - OPEN_MODELS


def test_a_guarded_row_is_fetched_through_the_gate_alone():
    guarded = guarded_models()
    assert {"Plan", "Benefit", "Upload", "RoleAssignment"} <= guarded
    found = [
        f"{shown(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in pages()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id in guarded
    ]
    assert found == []


def test_no_page_writes_past_a_service():
    writing = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "bulk_update"}
    found = [
        f"{shown(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in pages()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in writing
        and "form" not in ast.unparse(node.func.value)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("name", "path"),
    [(f"{name} {code}", target) for _, name, found in registries() for code, target in found.items()],
)
def test_every_registry_line_leads_somewhere(name, path):
    assert pkgutil.resolve_name(path) is not None


def test_every_package_says_its_rule():
    silent = [
        shown(path)
        for path in python_files(*WINGS)
        if path.name == "__init__.py"
        and not {"management", "templatetags"} & set(path.parts)
        and ast.get_docstring(tree(path)) is None
    ]
    assert silent == []


def test_files_are_small():
    lengths = {
        shown(path): len(path.read_text().splitlines())
        for path in python_files(*WINGS, "tools", "bench", "tests")
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}
    assert statistics.median(length for length in lengths.values() if length > 5) <= MEDIAN
