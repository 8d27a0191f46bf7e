from importlib import import_module
from inspect import getmodule, isfunction
from pathlib import Path

import pytest

MODULES = [
    *(
        f"indicators.statistics.{name}"
        for name in ["change", "funnel", "intervals", "quantiles", "rounding", "trend", "xmr"]
    ),
    "indicators.measurements.periods",
    "indicators.measurements.values",
    "gevinst.plans.path",
    "gevinst.plans.attainment",
]
WORDS = (Path(__file__).parents[3] / "docs" / "calculations.md").read_text(encoding="utf-8")
NOT_A_CALCULATION = {"quoted"}


@pytest.mark.parametrize("name", MODULES)
def test_every_public_calculation_is_explained_in_words(name: str) -> None:
    module = import_module(name)
    functions = {
        key
        for key, value in vars(module).items()
        if isfunction(value) and getmodule(value) is module and key[0] != "_"
    }
    assert functions
    assert [key for key in sorted(functions - NOT_A_CALCULATION) if f"`{key}`" not in WORDS] == []
