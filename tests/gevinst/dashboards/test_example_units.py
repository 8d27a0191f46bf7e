from __future__ import annotations

from datetime import date

import pytest

from gevinst.access.models import Role, RoleAssignment
from gevinst.dashboards.boards.leader import leader
from gevinst.dashboards.example_units import PLACES, load_units
from gevinst.values.examples import remove
from indicators.actors.models import Actor
from indicators.measurements.models import Batch, Measurement
from tests.cast import Cast, make_catalogue, measure

CARERS = "pleiekontinuitet-hjemmetjenesten"


@pytest.fixture
def loaded(cast: Cast) -> Cast:
    carers = make_catalogue(None)[CARERS]
    for month in ("2024-01", "2024-02"):
        measure(carers, cast.rauma, month, numerator=420, denominator=1000)
    said = load_units()
    assert len(said) == 3
    assert all(line.endswith("0 avviste") for line in said)
    return cast


def test_the_parts_add_up_to_what_the_municipality_has(loaded: Cast) -> None:
    parts = Measurement.objects.filter(
        indicator__slug=CARERS, actor__kind="department", period_start="2024-02-01"
    )
    sums = [sum(column) for column in zip(*parts.values_list("numerator", "denominator"), strict=True)]
    assert sums == [420, 1000]


def test_loading_again_loads_nothing(loaded: Cast) -> None:
    assert load_units() == []


def test_the_clinic_s_running_month_is_held_against_the_same_days_and_all_is_labelled(loaded: Cast) -> None:
    board = leader(loaded.liv, {"aktor": "unit:1539-helsestasjonen"})
    assert board is not None
    assert board.until == "til og med 17.06."
    assert all(row.is_example and row.from_last_month.against for row in board.rows)
    assert all(row.from_last_year.against.endswith("til og med 17.06.") for row in board.rows)
    assert len(board.findings) == 3


def test_the_figures_go_with_the_other_examples(loaded: Cast) -> None:
    remove()
    assert not Batch.objects.filter(is_example=True).exists()
    assert not Measurement.objects.exclude(actor=loaded.rauma).exists()
    assert Measurement.objects.filter(actor=loaded.rauma).count() == 2


def test_the_units_go_too_but_for_one_where_somebody_has_a_role(loaded: Cast) -> None:
    clinic = Actor.objects.get(code="1539-helsestasjonen")
    RoleAssignment.objects.create(
        user=loaded.liv, actor=clinic, role=Role.LEADER, valid_from=date(2024, 1, 1)
    )
    remove()
    left = Actor.objects.filter(code__in=[code for _kind, code, _name, _above in PLACES])
    assert list(left) == [clinic]
