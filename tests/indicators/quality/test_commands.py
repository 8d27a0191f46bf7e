from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.catalogue.models import Indicator
from indicators.quality.models import Finding
from tests.cast import Cast, measure


def said(*options: str) -> str:
    out = StringIO()
    call_command("check_values", *options, stdout=out)
    return out.getvalue().strip()


def test_it_says_how_many_were_found_and_solved(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    wrong = measure(catalogue["ukp-andel-liggedogn"], cast.rauma, "2024", numerator=51, denominator=50)
    assert said() == "1 funn: 1 nye, 0 løst siden sist."
    assert Finding.objects.stored().get().is_blocking
    wrong.delete()
    assert said("--indicator", "ukp-dogn") == "0 funn: 0 nye, 0 løst siden sist."
    assert said() == "0 funn: 0 nye, 1 løst siden sist."


def test_an_unknown_indicator_is_refused(catalogue: dict[str, Indicator]) -> None:
    with pytest.raises(CommandError, match="Ingen indikator heter «tull»"):
        said("--indicator", "tull")
