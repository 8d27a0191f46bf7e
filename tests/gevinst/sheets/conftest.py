from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from indicators.catalogue.models import Indicator
from tests.cast import make_catalogue


@pytest.fixture(scope="module")
def whole_catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Indicator]]:
    """All definitions, loaded once for the module. Its tests must be marked django_db."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_catalogue(None)
        transaction.set_rollback(True)
