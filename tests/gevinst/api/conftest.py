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
from tests.cast import Cast

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
