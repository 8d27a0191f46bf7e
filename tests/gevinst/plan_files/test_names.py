from __future__ import annotations

from dataclasses import replace

import pytest

from gevinst.plan_files.document import PlanDocument
from gevinst.plan_files.names import file_name, plain


def test_a_file_is_named_after_its_plan_and_day(document: PlanDocument) -> None:
    day = f"{document.made_at:%Y-%m-%d}"
    assert file_name(document, "docx") == f"gevinstrealiseringsplan-rauma-{day}.docx"
    titled = replace(document, title="Gevinstrealiseringsplan for Rauma")
    assert file_name(titled, "pdf") == f"gevinstrealiseringsplan-rauma-{day}.pdf"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tråante – Trondheim", "traante-trondheim"),
        ("Færder og Søndre Åsen", "faerder-og-sondre-asen"),
        ("../../etc/passwd\r\nX: y", "etc-passwd-x-y"),
        ("漢字", ""),
    ],
)
def test_a_name_is_plain_letters_digits_and_hyphens(text: str, expected: str) -> None:
    assert plain(text) == expected
