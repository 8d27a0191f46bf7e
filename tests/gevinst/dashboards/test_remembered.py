"""What a board answered is kept for whoever asked, and never past what would make it another answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import override

from gevinst.access import gate
from gevinst.access.models import RoleAssignment, User
from gevinst.dashboards.remembered import remembered, version_of_figures
from indicators.actors.models import Closure
from indicators.catalogue.models import Indicator
from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Batch
from indicators.measurements.services import correct
from tests.cast import Cast, measure

UKP, GUARDED = "ukp-dogn", "pleiekontinuitet-hjemmetjenesten"
ASKED = {"indikator": UKP}


@pytest.fixture(autouse=True)
def _remembering(settings: Any) -> Iterator[None]:
    settings.REMEMBER_SECONDS = 60
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ask(cast: Cast) -> Callable[..., int]:
    """Asks as somebody who was just fetched, and answers with how many answers were made until now."""
    made: list[None] = []

    def asking(who: str, asked: dict[str, str] = ASKED) -> int:
        reader = User.objects.get(pk=getattr(cast, who).pk)

        def make() -> str:
            made.append(None)
            return who

        assert remembered(what="compare", reader=reader, asked=asked, make=make) == who
        return len(made)

    return asking


def test_the_same_question_is_answered_once(ask: Callable[..., int]) -> None:
    assert [ask("kari"), ask("kari")] == [1, 1]


def test_nobody_gets_the_answer_of_another(ask: Callable[..., int]) -> None:
    """Kari and Ola see the same; Per must not, and they are all answered for themselves."""
    assert [ask("kari"), ask("ola"), ask("liv"), ask("per"), ask("nora")] == [1, 2, 3, 4, 5]


def test_another_question_day_or_language_is_another_answer(
    ask: Callable[..., int], time_machine: Any
) -> None:
    assert ask("kari") == 1
    assert ask("kari", ASKED | {"periode": "2024"}) == 2
    with override("nn"):
        assert ask("kari") == 3
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert ask("kari") == 4


def test_a_role_that_ends_ends_what_was_remembered(ask: Callable[..., int], cast: Cast) -> None:
    assert ask("kari") == 1
    RoleAssignment.objects.filter(user=cast.kari).update(valid_to=date(2021, 1, 1))
    assert ask("kari") == 2


def test_who_leaves_a_group_that_shares_is_not_told_what_was_remembered(
    ask: Callable[..., int], cast: Cast
) -> None:
    assert ask("kari") == 1
    Closure.objects.filter(ancestor=cast.network).delete()
    assert ask("kari") == 2


def test_a_token_with_fewer_roles_is_answered_for_itself(cast: Cast) -> None:
    def as_whole() -> User:
        return User.objects.get(pk=cast.liv.pk)

    narrow = gate.only_at(as_whole(), cast.home_care.pk)
    answers = [
        remembered(what="compare", reader=reader, asked=ASKED, make=lambda said=said: said)
        for said, reader in (("whole", as_whole()), ("narrow", narrow), ("again", as_whole()))
    ]
    assert answers == ["whole", "narrow", "whole"]


def test_new_figures_are_seen_at_once(
    ask: Callable[..., int], cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    assert ask("kari") == 1
    row = measure(catalogue[UKP], cast.rauma, "2024-01", numerator=1)
    assert ask("kari") == 2
    Batch.objects.filter(pk=row.batch_id).update(undone_at=timezone.now())
    assert ask("kari") == 3


def test_a_batch_that_ends_after_one_with_a_higher_id_makes_another_version(db: Any) -> None:
    """The newest id is the same before and after."""
    first, last = (Batch.objects.create(origin=Batch.Origin.FILE, source="NPR") for _ in range(2))
    when = first.created_at
    Batch.objects.filter(pk=first.pk).delete()
    before = version_of_figures()
    late = Batch.objects.create(pk=first.pk, origin=Batch.Origin.FILE, source="NPR")
    Batch.objects.filter(pk=late.pk).update(created_at=when)
    assert version_of_figures() != before
    assert last.pk > late.pk


def test_one_batch_gone_and_another_late_make_another_version(db: Any) -> None:
    """As many as before, and the same newest."""
    ids = [Batch.objects.create(origin=Batch.Origin.FILE, source="NPR").pk for _ in range(3)]
    when = Batch.objects.get(pk=ids[2]).created_at
    kept = Batch.objects.filter(pk=ids[0])
    kept.delete()
    before = version_of_figures()
    Batch.objects.filter(pk=ids[1]).delete()
    Batch.objects.create(pk=ids[0], origin=Batch.Origin.FILE, source="NPR")
    Batch.objects.filter(pk=ids[0]).update(created_at=when - timedelta(days=1))
    assert version_of_figures() != before


def test_what_one_writes_oneself_is_seen_at_once(ask: Callable[..., int], cast: Cast) -> None:
    assert [ask("kari"), ask("per")] == [1, 2]
    assert cast.client("kari").post("/sprak/").status_code == 404
    assert [ask("kari"), ask("kari")] == [3, 3]
    assert ask("per") == 3


def test_reading_forgets_nothing(ask: Callable[..., int], cast: Cast) -> None:
    assert ask("kari") == 1
    assert cast.client("kari").get("/apne-tall/").status_code == 200
    assert ask("kari") == 1


def test_nothing_is_kept_where_it_is_turned_off(ask: Callable[..., int], settings: Any) -> None:
    settings.REMEMBER_SECONDS = 0
    assert [ask("kari"), ask("kari")] == [1, 2]


def test_the_api_answers_each_with_what_they_may_see_and_shows_a_correction(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    rows = {
        actor.code: measure(catalogue[GUARDED], actor, "2024-01", stated=value)
        for actor, value in ((cast.rauma, 0.41), (cast.molde, 0.42), (cast.steinkjer, 0.53))
    }
    address = f"/api/v1/sammenlign?{urlencode({'indikator': GUARDED, 'aktorer': '1539,1506,5006'})}"

    def seen(who: str) -> dict[str, object]:
        answer = cast.client(who).get(address)
        assert answer.status_code == 200
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        return {row["kommunenr"]: row["verdi"] for row in answer.json()["rows"]}

    first = [seen(who) for who in ("kari", "per", "kari", "per")]
    assert first[0] == first[2]
    assert first[1] == first[3]
    assert set(first[0]) == {"1539", "1506"}
    assert set(first[1]) == {"5006"}
    correct(measurement=rows["1539"], figure=NewFigure(stated=0.66), reason="Telt på nytt", by=cast.ola)
    assert seen("kari") == first[0] | {"1539": 0.66}
