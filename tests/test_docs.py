"""Documents that fail the build when they no longer hold. What must be named is found in the source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from tests.source import ROOT, WINGS, python_files, registries, shown

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
ENVIRONMENT = re.compile(r"environ(?:\.get|\.setdefault)?[\[(]\s*[\"']([A-Z_]+)[\"']")
# Set by others for their own reasons; nobody sets them for us.
FOREIGN = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "PATH", "CI", "PYTEST_XDIST_WORKER", "HOME"}
# Begins like a path of ours in a document: then it must exist.
OUR_PATH = re.compile(r"^(?:gevinst|indicators|tests|tools|docs|templates|static|bench)/[\w./-]+$")


@cache
def documents() -> tuple[Path, ...]:
    return (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))


@cache
def words_in_code_style() -> frozenset[str]:
    """Every `word` in backticks in any document, and every word of the fenced blocks."""
    found: set[str] = set()
    for path in documents():
        text = path.read_text()
        for fenced in FENCE.findall(text):
            found |= set(re.findall(r"[\w.-]+", fenced))
        for code in CODE.findall(FENCE.sub("", text)):
            found |= {code, *re.findall(r"[\w.-]+", code)}
    return frozenset(found)


def commands() -> Iterator[str]:
    for path in python_files(*WINGS):
        if path.parent.name == "commands" and path.stem != "__init__":
            yield path.stem


def environment() -> set[str]:
    found = {
        name
        for path in python_files(*WINGS, "tools", "bench", "tests")
        for name in ENVIRONMENT.findall(path.read_text())
    }
    return found - FOREIGN


def own_models() -> Iterator[str]:
    for model in apps.get_models():
        if model.__module__.startswith(tuple(f"{wing}." for wing in WINGS)):
            yield model.__name__


@pytest.mark.parametrize(
    "code", sorted({f"{name} {code}" for _, name, found in registries() for code in found})
)
def test_every_registered_code_is_named(code):
    assert code.split(" ")[1] in words_in_code_style()


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_named(name):
    assert name in words_in_code_style()


@pytest.mark.parametrize("name", sorted(environment()))
def test_every_setting_from_the_environment_is_named(name):
    assert name in words_in_code_style()


@pytest.mark.parametrize(
    "name", sorted(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.M))
)
def test_every_make_target_is_named(name):
    assert any(f"make {name}" in path.read_text() for path in documents())


@pytest.mark.parametrize("name", sorted(own_models()))
def test_every_model_is_in_the_glossary(name):
    assert f"`{name}`" in (ROOT / "docs/glossary.md").read_text()


def test_the_glossary_has_no_word_the_code_has_left():
    named = set(re.findall(r"`([A-Z]\w+)`", (ROOT / "docs/glossary.md").read_text()))
    defined = {
        name
        for path in python_files(*WINGS)
        for name in re.findall(r"^class (\w+)|^([A-Z]\w+) = ", path.read_text(), re.M)
    }
    assert named - {one for pair in defined for one in pair} == set()


@pytest.mark.parametrize("path", documents(), ids=shown)
def test_a_document_points_only_at_what_is_there(path):
    text = path.read_text()
    links = [path.parent / link for link in LINK.findall(text)]
    named = [ROOT / code for code in CODE.findall(FENCE.sub("", text)) if OUR_PATH.match(code)]
    gone = [shown(target.resolve()) for target in (*links, *named) if not target.exists()]
    made = (ROOT / ".gitignore").read_text().split()
    assert [name for name in gone if name not in made] == []


def test_every_pin_says_what_for():
    for name in ("requirements.txt", "requirements-dev.txt", "tools/node-requirements.txt"):
        lines = (ROOT / name).read_text().splitlines()
        for before, line in zip(["", *lines], lines, strict=False):
            if line and not line.startswith(("#", "-r")):
                assert "==" in line, f"{name}: {line} is not pinned exactly"
                assert before.startswith("#") or "django-stubs" in line, (
                    f"{name}: {line} does not say what for"
                )


def test_the_version_is_the_same_everywhere():
    from gevinst import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text()
