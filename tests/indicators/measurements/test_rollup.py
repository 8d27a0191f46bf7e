from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.actors.models import Actor, ActorKind, Membership, Structure
from indicators.catalogue.models import Indicator
from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Batch, Breakdown, Measurement
from indicators.measurements.periods import Period, parse_period
from indicators.measurements.rollup import RolledFigure, roll_up
from indicators.measurements.tree import Tree
from indicators.measurements.values import Reason, Status

pytestmark = pytest.mark.django_db
YEAR = parse_period("2023")
EVER = date(2013, 1, 1)


class World:
    """A structure by names: `place("LO", "Rauma")` puts the second under the first."""

    def __init__(self) -> None:
        self.structure = Structure.objects.create(code="sykehus", name="Sykehus")
        self.actors: dict[str, Actor] = {}
        self.indicator = indicator("count")
        self.whole = Breakdown.objects.create(key="")
        self.batch = Batch.objects.create(origin=Batch.Origin.FILE, source="NPR")

    def actor(self, name: str, kind: str = ActorKind.MUNICIPALITY) -> Actor:
        if name not in self.actors:
            self.actors[name] = Actor.objects.create(kind=kind, code=name.lower(), name=name, valid_from=EVER)
        return self.actors[name]

    def place(self, parent: str, *children: str, kind: str = ActorKind.HOSPITAL_AREA, **dates: date) -> None:
        for child in children:
            self.actor(parent, kind)
            Membership.objects.create(
                structure=self.structure,
                parent=self.actors[parent],
                child=self.actor(child),
                **{"valid_from": EVER, **dates},
            )

    def measure(
        self, name: str, number: float | None = None, *, period: Period = YEAR, **figure: Any
    ) -> Measurement:
        return Measurement.objects.create(
            indicator=self.indicator,
            actor=self.actors[name],
            period_kind=period.kind.value,
            period_start=period.start,
            breakdown=figure.pop("breakdown", self.whole),
            batch=figure.pop("batch", self.batch),
            numerator=number,
            **figure,
        )

    def rolled(self, name: str, *, on: date = YEAR.end, period: Period = YEAR) -> RolledFigure:
        actor = self.actors[name].pk
        return roll_up(
            indicator=self.indicator, tree=Tree.load(self.structure, on), periods=[period], actors=[actor]
        )[actor, period]

    def names(self, actors: tuple[int, ...]) -> set[str]:
        return {name for name, actor in self.actors.items() if actor.pk in actors}


def indicator(kind: str, *, additive: bool = True) -> Indicator:
    return Indicator.objects.create(
        slug=f"{kind}-{additive}",
        version=1,
        published=True,
        kind=kind,
        direction="down",
        decimals=0,
        factor=1.0,
        additive=additive,
        over_time="sum",
        open=False,
        title_nb=kind,
        unit_nb="",
        search_text="",
        definition={},
    )


@pytest.fixture
def world() -> World:
    world = World()
    world.place("HF", "Nord", "Sør", kind=ActorKind.TRUST)
    world.place("Nord", "Aukra", "Molde", "Rauma")
    world.place("Sør", "Rauma", "Ålesund")
    for area in ("Nord", "Sør"):
        Actor.objects.filter(name=area).update(kind=ActorKind.HOSPITAL_AREA)
    return world


def test_a_total_is_the_sum_of_the_parts(world: World) -> None:
    for name, number in [("Aukra", 1), ("Molde", 20), ("Rauma", 300), ("Ålesund", 4000)]:
        world.measure(name, number)
    figure = world.rolled("Nord")
    assert (figure.numerator, figure.origin, figure.reason, figure.missing) == (
        321.0,
        "summed",
        Reason.NONE,
        (),
    )
    assert world.names(figure.parts) == {"Aukra", "Molde", "Rauma"}


def test_a_municipality_with_two_hospitals_is_counted_once_above_them(world: World) -> None:
    for name, number in [("Aukra", 1), ("Molde", 20), ("Rauma", 300), ("Ålesund", 4000)]:
        world.measure(name, number)
    assert world.rolled("HF").numerator == 4321.0
    assert world.rolled("Nord").numerator + world.rolled("Sør").numerator == 4621.0  # type: ignore[operator]


def test_a_municipality_in_both_areas_is_told_of_in_each(world: World) -> None:
    for name in ("Aukra", "Molde", "Rauma", "Ålesund"):
        world.measure(name, 1)
    assert world.names(world.rolled("Nord").shared) == {"Rauma"}
    assert world.names(world.rolled("Sør").shared) == {"Rauma"}
    assert world.rolled("HF").shared == ()


def test_shares_are_summed_by_their_parts_never_averaged(world: World) -> None:
    world.indicator = indicator("share")
    world.measure("Rauma", 1, denominator=10)
    world.measure("Ålesund", 90, denominator=100)
    figure = world.rolled("Sør")
    assert (figure.numerator, figure.denominator) == (91.0, 110.0)
    assert round(figure.number(world.indicator) or 0, 4) == 82.7273


def test_unique_persons_are_not_summed(world: World) -> None:
    world.indicator = indicator("count", additive=False)
    world.measure("Rauma", 5)
    world.measure("Ålesund", 6)
    figure = world.rolled("Sør")
    assert (figure.numerator, figure.reason, figure.number(world.indicator)) == (
        None,
        Reason.NOT_POSSIBLE,
        None,
    )
    world.measure("Sør", 9)
    assert (world.rolled("Sør").numerator, world.rolled("Sør").difference) == (9.0, None)


def test_a_printed_total_stands_with_its_difference_stated(world: World) -> None:
    world.measure("Rauma", 5)
    world.measure("Ålesund", 6)
    printed = world.measure("Sør", 12)
    figure = world.rolled("Sør")
    assert (figure.numerator, figure.origin, figure.difference) == (12.0, "measured", 1.0)
    assert (figure.batches, figure.parts) == ({printed.batch_id}, ())


def test_no_difference_is_stated_where_parts_are_missing(world: World) -> None:
    world.measure("Rauma", 5)
    world.measure("Sør", 12)
    assert world.rolled("Sør").difference is None


def test_parts_that_make_the_whole_say_that_the_missing_are_none(world: World) -> None:
    world.measure("Rauma", 12)
    world.measure("Sør", 12)
    assert world.rolled("Sør").difference == 0.0


def test_a_sum_names_what_it_lacks(world: World) -> None:
    world.measure("Molde", 20)
    figure = world.rolled("Nord")
    assert (figure.numerator, world.names(figure.missing)) == (20.0, {"Aukra", "Rauma"})
    assert world.names(world.rolled("HF").missing) == {"Aukra", "Rauma", "Sør"}


def test_with_nothing_below_there_is_no_figure(world: World) -> None:
    figure = world.rolled("Nord")
    assert (figure.numerator, figure.reason, figure.parts) == (None, Reason.MISSING, ())


def test_the_nearest_measured_level_is_used(world: World) -> None:
    """What was printed for Nord holds, also where it differs from its municipalities."""
    for name, number in [("Nord", 100), ("Aukra", 1), ("Molde", 20), ("Ålesund", 4000)]:
        world.measure(name, number)
    figure = world.rolled("HF")
    assert figure.numerator == 4100.0
    assert world.names(figure.parts) == {"Nord", "Ålesund"}


def test_a_part_inside_a_counted_total_is_not_counted_again(world: World) -> None:
    """Rauma lies under Nord, which is measured, and under Sør, which is not."""
    for name, number in [("Nord", 100), ("Rauma", 300), ("Ålesund", 4000)]:
        world.measure(name, number)
    assert world.rolled("HF").numerator == 4100.0


def test_two_totals_that_overlap_are_not_both_counted(world: World) -> None:
    for name, number in [("Nord", 100), ("Sør", 50), ("Rauma", 30), ("Ålesund", 20)]:
        world.measure(name, number)
    figure = world.rolled("HF")
    assert world.names(figure.parts) == {"Nord", "Ålesund"}
    assert figure.numerator == 120.0


@pytest.mark.parametrize("reason", [Reason.HIDDEN, Reason.BELOW])
def test_a_hidden_part_hides_the_sum(world: World, reason: Reason) -> None:
    world.measure("Rauma", reason=reason, stated=5.0 if reason is Reason.BELOW else None)
    world.measure("Ålesund", 6)
    figure = world.rolled("Sør")
    assert (figure.numerator, figure.reason) == (None, Reason.HIDDEN)


def test_a_part_reported_as_missing_is_missing(world: World) -> None:
    world.measure("Rauma", reason=Reason.MISSING)
    world.measure("Ålesund", 6)
    figure = world.rolled("Sør")
    assert (figure.numerator, world.names(figure.missing)) == (6.0, {"Rauma"})


def test_nil_counts_as_zero(world: World) -> None:
    world.measure("Rauma", 0, reason=Reason.NIL)
    world.measure("Ålesund", 6)
    figure = world.rolled("Sør")
    assert (figure.numerator, figure.missing) == (6.0, ())


def test_a_share_known_only_as_stated_cannot_be_summed(world: World) -> None:
    world.indicator = indicator("share")
    world.measure("Rauma", stated=5.0)
    world.measure("Ålesund", 6, denominator=10)
    assert world.rolled("Sør").reason is Reason.NOT_POSSIBLE
    assert world.rolled("Rauma").number(world.indicator) == 5.0


def test_a_sum_is_no_more_finished_than_its_least_finished_part(world: World) -> None:
    world.measure("Aukra", 1)
    world.measure("Molde", 2, status=Status.PARTIAL, as_of=date(2023, 5, 12))
    world.measure("Rauma", 3, status=Status.PRELIMINARY)
    figure = world.rolled("Nord")
    assert (figure.status, figure.as_of) == (Status.PARTIAL, date(2023, 5, 12))


def test_made_up_figures_mark_their_sums(world: World) -> None:
    made_up = Batch.objects.create(origin=Batch.Origin.EXAMPLE, source="eksempel", is_example=True)
    world.measure("Aukra", 1)
    world.measure("Molde", 2, batch=made_up)
    assert world.rolled("Nord").is_example
    assert not world.rolled("Aukra").is_example


def test_membership_is_seen_on_the_day_asked_for(world: World) -> None:
    world.place("Nord", "Vestnes", valid_from=date(2024, 1, 1))
    for name in ("Aukra", "Vestnes"):
        world.measure(name, 1)
    assert world.rolled("Nord", on=date(2023, 12, 31)).numerator == 1.0
    assert world.rolled("Nord", on=date(2024, 1, 1)).numerator == 2.0


def test_each_period_and_breakdown_is_summed_for_itself(world: World) -> None:
    before, old = YEAR.previous(), Breakdown.objects.create(key="alder=75+")
    world.measure("Rauma", 5)
    world.measure("Ålesund", 7, period=before)
    world.measure("Ålesund", 3, breakdown=old)
    actor = world.actors["Sør"].pk
    asked = {"indicator": world.indicator, "tree": Tree.load(world.structure, YEAR.end), "actors": [actor]}
    figures = roll_up(periods=[before, YEAR], **asked)  # type: ignore[arg-type]
    assert [figures[actor, period].numerator for period in (before, YEAR)] == [7.0, 5.0]
    assert roll_up(periods=[YEAR], breakdown="alder=75+", **asked)[actor, YEAR].numerator == 3.0  # type: ignore[arg-type]


def test_a_whole_tree_costs_no_more_queries_than_one_actor(
    world: World, django_assert_max_num_queries: Any
) -> None:
    for name in ("Aukra", "Molde", "Rauma", "Ålesund"):
        world.measure(name, 1)
    with django_assert_max_num_queries(4):
        figures = roll_up(
            indicator=world.indicator,
            tree=Tree.load(world.structure, YEAR.end),
            periods=[YEAR, YEAR.previous()],
            root=world.actors["HF"].pk,
        )
    assert len(figures) == 2 * 7


def test_without_a_root_everybody_is_answered_for(world: World) -> None:
    figures = roll_up(indicator=world.indicator, tree=Tree.load(world.structure, YEAR.end), periods=[YEAR])
    assert {actor for actor, _ in figures} == {actor.pk for actor in world.actors.values()}


def test_the_figure_asked_for_is_ready_to_be_corrected(world: World) -> None:
    """What a page needs to open the trail: the id of the measured row, and its figure as it is stored."""
    row = world.measure("Rauma", 5)
    figure = world.rolled("Rauma")
    assert figure.batches == {row.batch_id}
    assert NewFigure(numerator=figure.numerator, status=figure.status) == NewFigure(numerator=5.0)
