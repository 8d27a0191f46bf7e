"""A benefit with its baseline in 2022, and a way to load a new version of its definition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from indicators.catalogue.definition import Change, Definition, Text
from indicators.catalogue.models import Indicator
from indicators.catalogue.services import sync_catalogue
from tests.cast import SLUGS, _definitions
from tests.gevinst.plans.conftest import UKP, benefit, contribution, plan  # noqa: F401

Load = Callable[..., None]
SINCE = date(2025, 1, 1)


@pytest.fixture
def load(catalogue: dict[str, Indicator]) -> Load:
    """Loads the next version of the UKP definition, with what is given changed, as the command does."""

    newest = [one for one in _definitions() if one.slug == UKP]

    def loaded(**changed: Any) -> None:
        now = newest[-1]
        log = (*now.change_log, Change(version=now.version + 1, date=date(2024, 12, 1), text=Text(nb="Ny.")))
        said = now.model_dump(exclude_unset=True) | {"version": now.version + 1, "change_log": log} | changed
        newest.append(Definition.model_validate(said))
        others = [one for one in _definitions() if one.slug in SLUGS and one.slug != UKP]
        sync_catalogue(definitions=[*others, newest[-1]])

    return loaded


@pytest.fixture
def redefined(load: Load) -> Load:
    """Version 2 counts something else, from 2025 on."""
    load(numerator=Text(nb="Liggedøgn fra dagen etter at pasienten er utskrivningsklar"), valid_from=SINCE)
    return load
