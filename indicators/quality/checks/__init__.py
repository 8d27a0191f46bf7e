"""A check is one file here and one line below; of those with the same claim, the first to find a value
keeps it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from indicators.quality.found import Check

CHECKS = {
    "sign": "indicators.quality.checks.sign.CHECK",
    "future": "indicators.quality.checks.future.CHECK",
    "over_whole": "indicators.quality.checks.over_whole.CHECK",
    "over_population": "indicators.quality.checks.over_population.CHECK",
    "unit": "indicators.quality.checks.unit.CHECK",
    "factor": "indicators.quality.checks.factor.CHECK",
    "outlier": "indicators.quality.checks.outlier.CHECK",
    "far_off": "indicators.quality.checks.far_off.CHECK",
    "frozen": "indicators.quality.checks.frozen.CHECK",
    "copied": "indicators.quality.checks.copied.CHECK",
    "renumbered": "indicators.quality.checks.renumbered.CHECK",
    "population": "indicators.quality.checks.population.CHECK",
    "stated": "indicators.quality.checks.stated.CHECK",
    "categories": "indicators.quality.checks.categories.CHECK",
    "areas": "indicators.quality.checks.areas.CHECK",
    "lengths": "indicators.quality.checks.lengths.CHECK",
    "identity": "indicators.quality.checks.identity.CHECK",
    "gap": "indicators.quality.checks.gap.CHECK",
}


@cache
def check_for(code: str) -> Check:
    """The check with this code. KeyError for one nobody registered."""
    module, _dot, attribute = CHECKS[code].rpartition(".")
    check: Check = getattr(import_module(module), attribute)
    return check
