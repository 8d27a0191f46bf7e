"""A part included `only` with what it is given gets no token, and its form would be refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[1] / "templates"
INCLUDE = re.compile(r'{% include "([^"]+)"([^%]*?)%}')


def without_token(folder: Path) -> list[str]:
    """Where a part with a form is included without a token."""
    holds = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.html")
        if "{% csrf_token %}" in path.read_text()
    }
    return [
        f"{path.relative_to(folder)}: {part}"
        for path in sorted(folder.rglob("*.html"))
        for part, given in INCLUDE.findall(path.read_text())
        if part in holds and given.split()[-1:] == ["only"] and "csrf_token=" not in given
    ]


def test_every_form_in_a_part_gets_its_token() -> None:
    assert without_token(TEMPLATES) == []


@pytest.mark.parametrize(("given", "faults"), [("only", 1), ("", 0), ("csrf_token=csrf_token only", 0)])
def test_one_without_is_found(tmp_path: Path, given: str, faults: int) -> None:
    (tmp_path / "_form.html").write_text("<form>{% csrf_token %}</form>")
    (tmp_path / "page.html").write_text(f'{{% include "_form.html" {given} %}}')
    assert len(without_token(tmp_path)) == faults
