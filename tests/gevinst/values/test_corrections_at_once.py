"""Two who write the same value in the same moment: one is saved, and the other is shown what it became."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import close_old_connections, connection

from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from tests.cast import Cast, measure
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
URL = "/malinger/sporing/ukp-dogn/municipality/1539/2024-01/rett/"
WRITERS = 4


def at_once(cast: Cast, sent: list[dict[str, str]]) -> list[int]:
    """The answers to forms that are sent together."""
    together = Barrier(len(sent))
    clients = [cast.client("kari") for _form in sent]

    def send(place: int) -> int:
        try:
            together.wait(timeout=PATIENCE)
            return clients[place].post(URL, sent[place]).status_code
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(len(sent)) as pool:
        return sorted(pool.map(send, range(len(sent))))


@pytest.mark.parametrize("_round", range(5))
def test_one_correction_is_saved_and_the_others_are_shown_it(
    cast: Cast, catalogue: dict[str, Indicator], _round: int
) -> None:
    row = measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=12)
    forms = [
        {"seen": f"{row.pk}-{row.batch_id}", "value": str(20 + place), "reason": "Telt på nytt"}
        for place in range(WRITERS)
    ]
    assert at_once(cast, forms) == [302, *[409] * (WRITERS - 1)]
    assert EarlierMeasurement.objects.count() == 1
    assert Batch.objects.filter(origin="manual").count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_a_first_value_is_written_once(cast: Cast, catalogue: dict[str, Indicator], _round: int) -> None:
    forms = [{"seen": "", "value": str(place), "source": "Egen telling"} for place in range(WRITERS)]
    assert at_once(cast, forms) == [302, *[409] * (WRITERS - 1)]
    assert Measurement.objects.count() == 1
    assert Batch.objects.count() == 1
