"""What is wrong with a file is worded for whoever reads it."""

from __future__ import annotations

import pytest
from django.utils import translation

from indicators.imports.errors import FileError, FileFault
from indicators.messages import gettext

PARTS = {"detail": "x", "place": "på rad 3", "known": "CSV", "size": 60, "limit": 50}


@pytest.mark.parametrize("fault", FileFault)
def test_every_fault_has_its_text_in_both_languages(fault: FileFault) -> None:
    error = FileError.of(fault, "a.csv", **PARTS)
    told = str(error)
    assert "{" not in told
    with translation.override("nn"):
        assert str(error) != told


def test_what_it_is_about_follows_the_language_too() -> None:
    error = FileError.of(FileFault.BROKEN, "filen.csv", detail=gettext("det er nulltegn i teksten"))
    with translation.override("nn"):
        assert "«filen.csv»" in str(error)
        assert "det er nullteikn i teksten" in str(error)
