"""The source as the tests of walls and documents see it: discovered, never listed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WINGS = ("gevinst", "indicators")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """All modules of these folders but the migrations."""
    return tuple(
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def registries() -> Iterator[tuple[Path, str, dict[str, str]]]:
    """Every module-level dictionary from a code to a dotted path in our wings: (file, its name, itself)."""
    for path in python_files(*WINGS):
        for node in tree(path).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
                found = _dotted(node.value)
                if found:
                    yield path, ast.unparse(node.targets[0]), found


def _dotted(node: ast.Dict) -> dict[str, str]:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return {}
    paths = all(
        isinstance(path, str) and path.startswith(tuple(f"{w}." for w in WINGS)) for path in value.values()
    )
    return value if value and paths and all(isinstance(key, str) for key in value) else {}


def names_imported(path: Path, *, from_suffix: str) -> set[str]:
    """Names a module takes from modules whose path ends so."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(from_suffix)
        for alias in node.names
    }


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def loaded_by(path: Path, known: set[str]) -> set[str]:
    """Modules of ours that loading this one loads: imports at module level, those for type checking apart."""
    found: set[str] = set()
    for node in _at_load(tree(path).body):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else node.module)
    return found & known - {module_name(path)}


def _at_load(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.If | ast.Try | ast.With):
            yield from _at_load(
                [inner for inner in ast.iter_child_nodes(node) if isinstance(inner, ast.stmt)]
            )
        elif isinstance(node, ast.ClassDef):
            yield from _at_load(node.body)
        else:
            yield node
