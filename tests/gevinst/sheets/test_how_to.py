"""docs/how-to/add-an-indicator.md is true: its example can be loaded, and no key is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indicators.catalogue.definition import (
    Change,
    Code,
    Criteria,
    Definition,
    PerPopulation,
    load_definitions,
)
from indicators.catalogue.kinds import KINDS

TEXT = (Path(__file__).parents[3] / "docs" / "how-to" / "add-an-indicator.md").read_text()
EXAMPLE = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)[0]


def write(folder: Path, example: str) -> Path:
    slug = re.findall(r'^slug = "(.*)"', example)[0]
    for related in re.findall(r'^related = \["(.*)"\]', example, re.MULTILINE):
        source = Path(load_definitions.__code__.co_filename).parent / "definitions" / f"{related}.toml"
        (folder / source.name).write_text(source.read_text())
    (folder / f"{slug}.toml").write_text(example)
    return folder


def test_the_example_is_an_indicator(tmp_path: Path) -> None:
    loaded = {one.slug: one for one in load_definitions(write(tmp_path, EXAMPLE))}
    assert loaded["vekttap-hjemmeboende"].published


def test_an_example_with_a_fault_would_be_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="direction"):
        load_definitions(write(tmp_path, EXAMPLE.replace('direction = "down"', 'direction = "ned"')))


@pytest.mark.parametrize("model", [Definition, Code, PerPopulation, Criteria, Change])
def test_every_key_is_explained(model: type[Definition]) -> None:
    table = TEXT.partition("## 3.")[2].partition("## 4.")[0]
    assert [key for key in model.model_fields if f"`{key}`" not in table] == []


def test_every_kind_is_named() -> None:
    assert [kind for kind in KINDS if f"`{kind}`" not in TEXT] == []
