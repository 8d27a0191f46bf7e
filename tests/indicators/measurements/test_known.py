"""Values as they were known at an earlier moment, against a plain replay of everything that happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.imports.undo import UndoError, undo_batch
from indicators.measurements import services
from indicators.measurements.denominators import population_behind, population_of
from indicators.measurements.figures import NewFigure
from indicators.measurements.known import day_of, moment_of, read, rows
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from indicators.measurements.own import own_figures
from indicators.measurements.periods import parse_period
from indicators.measurements.rollup import roll_up
from indicators.measurements.series import own_series, series_of
from indicators.measurements.tree import Tree
from tests.indicators.measurements.test_rollup import YEAR, World

pytestmark = pytest.mark.django_db
START = datetime(2024, 1, 1, 12, tzinfo=UTC)
REASON = "Telt på nytt"
PLACES = ("Aukra", "Molde", "Rauma")
Standing = dict[tuple[int, str, date], tuple[float | None, int]]


class Clock:
    """Goes on by a minute for each thing that happens."""

    def __init__(self) -> None:
        self.now = START

    @contextmanager
    def ticks(self) -> Iterator[datetime]:
        self.now += timedelta(minutes=1)
        with time_machine.travel(self.now, tick=False):
            yield self.now


@pytest.fixture
def world() -> World:
    world = World()
    world.place("Nord", *PLACES)
    world.batch.delete()
    return world


def standing() -> Standing:
    return {
        (row.actor_id, row.period_kind, row.period_start): (row.numerator, row.batch_id)
        for row in Measurement.objects.all()
    }


def known(at: datetime | date | None) -> Standing:
    columns = ("actor_id", "period_kind", "period_start", "numerator", "batch_id")
    found = list(read(at, lambda side: side.whole(), *columns))
    assert len({row[:3] for row in found}) == len(found), "a key stands twice"
    return {tuple(row[:3]): tuple(row[3:]) for row in found}  # type: ignore[misc]


def record(world: World, name: str, number: float) -> Measurement:
    return services.record(
        indicator=world.indicator,
        actor=world.actors[name],
        period=YEAR,
        figure=NewFigure(numerator=number),
        by=None,
        source="NPR",
    )


def current(world: World, name: str) -> Measurement | None:
    return Measurement.objects.filter(actor=world.actors[name]).first()


def imported(world: World, numbers: dict[str, float]) -> Batch:
    """A file with several values, as an import writes them."""
    batch = Batch.objects.create(origin=Batch.Origin.FILE, source="NPR", file_name="tall.csv")
    for name, number in numbers.items():
        row = current(world, name)
        if row is None:
            world.measure(name, number, batch=batch)
        elif row.numerator != number:
            services._keep(row, batch)
            Measurement.objects.filter(pk=row.pk).update(numerator=number, batch=batch)
    return batch


def act(world: World, what: str, name: str, number: float, place: int) -> None:
    """One thing somebody does; what cannot be done is left."""
    row = current(world, name)
    batches = list(Batch.objects.order_by("pk"))
    if what == "record" and row is None:
        record(world, name, number)
    elif what == "correct" and row is not None:
        services.correct(measurement=row, figure=NewFigure(numerator=number), reason=REASON, by=None)
    elif what == "withdraw" and row is not None:
        services.withdraw(measurement=row, reason=REASON, by=None)
    elif what == "import":
        imported(world, {name: number, PLACES[place % 3]: number + 1})
    elif what in ("undo", "undo the rest") and batches:
        try:
            with transaction.atomic():
                undo_batch(batches[-1 - place % len(batches)], by=None, keep_later=what != "undo")
        except UndoError:
            pass


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["record", "correct", "withdraw", "import", "undo", "undo the rest"]),
        st.sampled_from(PLACES),
        st.integers(0, 9).map(float),
        st.integers(0, 5),
    ),
    max_size=14,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_every_moment_is_read_as_it_was(world: World, steps: list[tuple[str, str, float, int]]) -> None:
    clock = Clock()
    with transaction.atomic():
        was = [(clock.now, standing())]
        for step in steps:
            with clock.ticks() as now:
                act(world, *step)
                was.append((now, standing()))
        with clock.ticks():
            for now, values in was:
                assert known(now) == values
                assert known(now + timedelta(seconds=59)) == values
            assert known(None) == standing()
        transaction.set_rollback(True)


@pytest.fixture
def history(world: World) -> list[datetime]:
    """Rauma: 5, corrected to 6, withdrawn, given back; and when each of it happened."""
    clock, moments = Clock(), []
    for what in (
        lambda: record(world, "Rauma", 5.0),
        lambda: services.correct(
            measurement=Measurement.objects.get(), figure=NewFigure(numerator=6.0), reason=REASON, by=None
        ),
        lambda: services.withdraw(measurement=Measurement.objects.get(), reason=REASON, by=None),
        lambda: undo_batch(Batch.objects.latest("pk"), by=None),
    ):
        with clock.ticks() as now:
            what()
            moments.append(now)
    return moments


def test_what_was_undone_was_in_force_until_then(world: World, history: list[datetime]) -> None:
    def numbers(at: datetime | None) -> list[float | None]:
        return [number for number, _batch in known(at).values()]

    before = START - timedelta(days=1)
    assert [numbers(at) for at in (before, *history, None)] == [[], [5.0], [6.0], [], [6.0], [6.0]]


def test_all_of_a_batch_is_known_at_once(world: World) -> None:
    """The rows it replaces are replaced one by one, some seconds after the batch was begun."""
    clock = Clock()
    with clock.ticks():
        record(world, "Rauma", 5.0)
    begun = clock.now + timedelta(minutes=1)
    with time_machine.travel(begun, tick=True):
        batch = imported(world, {"Molde": 1, "Rauma": 7})
    EarlierMeasurement.objects.update(replaced_at=begun + timedelta(minutes=5))
    assert Batch.objects.get(pk=batch.pk).created_at <= begun + timedelta(seconds=5)
    for seconds, numbers in ((-1, [5.0]), (10, [1.0, 7.0]), (600, [1.0, 7.0])):
        found = sorted(number or 0.0 for number, _ in known(begun + timedelta(seconds=seconds)).values())
        assert found == numbers


def test_a_day_means_its_end_where_the_product_is_used(world: World) -> None:
    with time_machine.travel(datetime(2024, 5, 1, 21, 30, tzinfo=UTC), tick=False):  # 23.30 in Norway
        record(world, "Rauma", 5.0)
    with time_machine.travel(datetime(2024, 5, 1, 22, 30, tzinfo=UTC), tick=False):  # 2 May
        record(world, "Molde", 6.0)
    numbers = [number for number, _batch in known(date(2024, 5, 1)).values()]
    assert numbers == [5.0]
    assert len(known(date(2024, 5, 2))) == 2
    assert moment_of(date(2024, 5, 1)).utcoffset() == timedelta(hours=2)
    assert day_of(datetime(2024, 5, 1, 22, 30, tzinfo=UTC)) == date(2024, 5, 2)


class TestReaders:
    """Everything that reads values reads those of that moment."""

    @pytest.fixture
    def moments(self, world: World) -> tuple[datetime, datetime]:
        clock = Clock()
        with clock.ticks() as first:
            for name, number in (("Aukra", 1.0), ("Molde", 20.0)):
                record(world, name, number)
        with clock.ticks() as second:
            services.correct(
                measurement=Measurement.objects.get(numerator=20),
                figure=NewFigure(numerator=30.0),
                reason=REASON,
                by=None,
            )
            record(world, "Rauma", 300.0)
        return first, second

    @pytest.mark.parametrize("place", [0, 1])
    def test_series_and_sums(self, world: World, moments: tuple[datetime, datetime], place: int) -> None:
        nord, molde = world.actors["Nord"], world.actors["Molde"]
        own, summed = [(20.0, 21.0), (30.0, 331.0)][place]
        at = moments[place]
        want = (world.indicator.pk, molde.pk)
        assert [point.numerator for point in own_series([want], as_known_on=at)[want]] == [own]
        found = series_of([(world.indicator, nord)], as_known_on=at)[world.indicator.pk, nord.pk]
        assert [(point.numerator, point.parts) for point in found] == [(summed, 2 + place)]

    @pytest.mark.parametrize("place", [0, 1])
    def test_figures_of_a_structure(
        self, world: World, moments: tuple[datetime, datetime], place: int
    ) -> None:
        nord, at = world.actors["Nord"].pk, moments[place]
        figure = roll_up(
            indicator=world.indicator, tree=Tree.load(world.structure, YEAR.end), periods=[YEAR],
            actors=[nord], as_known_on=at,
        )[nord, YEAR]  # fmt: skip
        missing: set[str] = [{"Rauma"}, set()][place]
        assert (figure.numerator, world.names(figure.missing)) == ([21.0, 331.0][place], missing)
        own = own_figures(world.indicator, [world.actors["Molde"].pk], [YEAR], as_known_on=at)
        assert [each.numerator for each in own[YEAR].values()] == [[20.0, 30.0][place]]

    def test_inhabitants(self, world: World, moments: tuple[datetime, datetime]) -> None:
        world.indicator.slug = "folkemengde"
        world.indicator.save()
        molde, (first, second) = world.actors["Molde"].pk, moments
        for at, people in ((first, 20.0), (second, 30.0), (None, 30.0)):
            assert population_of([molde], "alle", 2024, as_known_on=at)[molde] == people
            behind = population_behind(molde, "alle", 2024, as_known_on=at)
            assert behind is not None
            assert behind.numerator == people

    def test_it_asks_as_many_queries_as_of_today(
        self, world: World, moments: tuple[datetime, datetime], django_assert_num_queries: Any
    ) -> None:
        wants = [(world.indicator, world.actors[name]) for name in (*PLACES, "Nord")]

        def asked(at: datetime | None) -> Callable[[], object]:
            return lambda: series_of(wants, as_known_on=at)

        for at in (None, moments[0]):
            with django_assert_num_queries(5):
                asked(at)()

    def test_a_replaced_row_comes_with_its_trail(
        self, world: World, moments: tuple[datetime, datetime], django_assert_num_queries: Any
    ) -> None:
        molde = world.actors["Molde"].pk
        with django_assert_num_queries(2):
            row = rows(moments[0], lambda side: side.of(indicator=world.indicator.pk, actors=[molde]))[0]
            assert (row.numerator, row.batch.source, row.actor.name) == (20.0, "NPR", "Molde")


def test_months_and_years_are_kept_apart(world: World) -> None:
    month = parse_period("2023-01")
    clock = Clock()
    with clock.ticks() as now:
        record(world, "Rauma", 5.0)
        world.measure("Rauma", 2, period=month, batch=Batch.objects.create(origin="file", source="NPR"))
    with clock.ticks():
        services.withdraw(measurement=Measurement.objects.get(numerator=5), reason=REASON, by=None)
    assert sorted(number or 0 for number, _batch in known(now).values()) == [2.0, 5.0]
    assert [number for number, _batch in known(clock.now).values()] == [2.0]
