"""A program with a token, and somebody who does the jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gevinst.access.models import User
from gevinst.api.models import Scope, Token
from gevinst.api.tokens import issue_token
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure
from tests.gevinst.api.asking import GUARDED, SHARE, UKP

BOTH = tuple(Scope.values)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def make_token(
    user: User, actor: Actor, *, scopes: tuple[str, ...] = BOTH, expires_on: date | None = None
) -> tuple[Token, str]:
    day = expires_on or timezone.localdate() + timedelta(days=30)
    return issue_token(user=user, actor=actor, name="Nattlig overføring", scopes=scopes, expires_on=day)


def program(secret: str) -> Client:
    return Client(headers={"authorization": f"Bearer {secret}"})


@pytest.fixture
def as_program(cast: Cast) -> Callable[..., Client]:
    """A program of this person's, at the municipality they coordinate."""

    def program_of(who: str, **more: Any) -> Client:
        home = cast.steinkjer if who == "per" else cast.rauma
        return program(make_token(getattr(cast, who), home, **more)[1])

    return program_of


@pytest.fixture
def measured(cast: Cast, catalogue: dict[str, Indicator]) -> Cast:
    """Open and guarded figures of Rauma, of Molde with whom it shares, and of Steinkjer."""
    for actor in (cast.rauma, cast.molde, cast.steinkjer):
        measure(catalogue[UKP], actor, "2024-01", numerator=12)
        measure(catalogue[UKP], actor, "2024-02", reason="hidden")
        measure(catalogue[UKP], actor, "2024", numerator=75, status="preliminary")
        measure(catalogue[GUARDED], actor, "2024-03", stated=4.25)
    measure(catalogue[SHARE], cast.rauma, "2024-01", numerator=31, denominator=42)
    measure(catalogue[UKP], cast.rauma, "2024-03", reason="below", stated=5)
    return cast
