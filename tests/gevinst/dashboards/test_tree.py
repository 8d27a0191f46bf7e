"""Folding of the open table, in a real browser. Without the script every row is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).resolve().parents[3] / "static" / "js" / "tree.js"
FEW = [(0, "Norge"), (1, "Midt"), (2, "Rauma"), (2, "Molde"), (1, "Nord"), (2, "Bodø")]


def draw(page: Page, rows: list[tuple[int, str]]) -> None:
    body = "".join(f'<tr data-depth="{depth}"><th>{name}</th><td>1</td></tr>' for depth, name in rows)
    words = 'data-open="Vis områdene i" data-close="Skjul områdene i" data-all="Vis alle" data-none="Skjul"'
    page.set_content(f"<div><table data-tree {words}><tbody>{body}</tbody></table></div>")


def shown(page: Page) -> list[str]:
    return [
        row.locator("th").inner_text().strip() for row in page.locator("tbody tr").all() if row.is_visible()
    ]


def test_without_the_script_all_rows_are_shown(page: Page) -> None:
    draw(page, FEW)
    assert shown(page) == [name for _depth, name in FEW]


def test_an_area_folds_with_all_that_is_under_it(page: Page) -> None:
    draw(page, FEW)
    page.add_script_tag(path=SCRIPT)
    assert shown(page) == [name for _depth, name in FEW]
    page.get_by_role("button", name="Skjul områdene i Midt").click()
    assert shown(page) == ["Norge", "Midt", "Nord", "Bodø"]
    page.get_by_role("button", name="Skjul områdene i Norge").press("Enter")
    assert shown(page) == ["Norge"]
    page.get_by_role("button", name="Vis områdene i Norge").press("Space")
    assert shown(page) == ["Norge", "Midt", "Nord", "Bodø"]
    assert page.get_by_role("button", name="Vis områdene i Midt").get_attribute("aria-expanded") == "false"


def test_a_long_table_starts_at_its_two_upper_levels(page: Page) -> None:
    draw(page, [(0, "Norge"), (1, "Midt"), *((2, f"Kommune {n}") for n in range(70)), (1, "Nord")])
    page.add_script_tag(path=SCRIPT)
    assert shown(page) == ["Norge", "Midt", "Nord"]
    page.get_by_role("button", name="Vis alle").click()
    assert len(shown(page)) == 73
    page.get_by_role("button", name="Skjul", exact=True).click()
    assert shown(page) == ["Norge", "Midt", "Nord"]


def test_a_flat_table_gets_no_buttons(page: Page) -> None:
    draw(page, [(0, "Norge"), (1, "Midt"), (1, "Nord")])
    page.add_script_tag(path=SCRIPT)
    assert page.locator("button").count() == 0
