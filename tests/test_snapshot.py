from __future__ import annotations

from typing import Any

from indicators.actors.models import Actor
from tests.cast import make_actor
from tests.snapshot import Snapshot


def test_what_was_there_is_put_back_and_ids_go_on(transactional_db: Any) -> None:
    kept = make_actor("municipality", "1539", "Rauma")
    taken = Snapshot()
    Actor.objects.filter(pk=kept.pk).update(name="Noe annet")
    later = make_actor("municipality", "1506", "Molde")

    taken.put_back()

    assert list(Actor.objects.values_list("pk", "name")) == [(kept.pk, "Rauma")]
    assert make_actor("municipality", "5006", "Steinkjer").pk == later.pk
