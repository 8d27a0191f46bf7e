"""What is wrong with a file is kept in Norwegian when it is read, and worded for whoever reads it."""

from __future__ import annotations

import pytest
from django.utils import translation

from indicators.imports.errors import FileError, FileFault, in_readers_language

PARTS = {"detail": "det er nulltegn i teksten", "place": "på rad 3", "known": "CSV", "size": 60, "limit": 50}


@pytest.mark.parametrize("fault", FileFault)
def test_every_fault_is_known_again_by_its_text(fault: FileFault) -> None:
    told = str(FileError.of(fault, "a.csv", **PARTS))
    assert in_readers_language(told) == told
    with translation.override("nn"):
        assert in_readers_language(told) != told


def test_what_it_is_about_follows_the_language_too() -> None:
    told = str(FileError.of(FileFault.BROKEN, "filen.csv", **PARTS))
    with translation.override("nn"):
        assert "«filen.csv»" in in_readers_language(told)
        assert "det er nullteikn i teksten" in in_readers_language(told)


def test_another_text_stands_as_it_is() -> None:
    with translation.override("nn"):
        assert in_readers_language("Noe helt annet.") == "Noe helt annet."
