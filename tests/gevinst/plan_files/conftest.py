"""Rauma's plan with one of everything, and its workbook to work in."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from gevinst.plan_files.document import PlanDocument
from gevinst.plan_files.gathering import document_of
from gevinst.plan_files.writers import write
from gevinst.plans import services
from gevinst.plans.models import Action, Benefit, Dependency, Disbenefit, Enabler, Plan, Risk
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import Cast, measure

# Text of a plan that means something to Excel, Word, typst, a browser and a calendar.
NASTY = "=1+1 #emph[x] *fet* <b>&\"'\\ $x$ `k` @nn, ; 20 % – æøå ≤"


@pytest.fixture
def plan(cast: Cast, catalogue: dict[str, Indicator]) -> Plan:
    return make_plan(cast, catalogue["ukp-dogn"])


def make_plan(cast: Cast, indicator: Indicator, benefits: int = 1) -> Plan:
    """From 120 døgn in 2022 to at most 40 by the end of 2027; half of the way in 2025."""
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    benefit = services.add_benefit(
        plan=plan,
        indicator=indicator,
        title="Færre døgn på sykehus",
        owner_title="Enhetsleder",
        source_note="Måltall 2024",
    )
    contribution = services.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=120, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(form="at_most", target=40, by=date(2027, 12, 31)),
    )
    milestone = services.add_milestone(
        contribution=contribution, due=date(2025, 6, 30), basis="of_way", amount=50
    )
    action = services.add_action(
        benefit=benefit,
        title="Tavlemøte hver morgen",
        owner_title="Avdelingsleder",
        start=date(2025, 1, 1),
        due=date(2026, 6, 30),
    )
    risk = Risk.objects.create(benefit=benefit, title="Vikarer mangler", probability=4, consequence=3)
    disbenefit = Disbenefit.objects.create(benefit=benefit, title="Flere blir lagt inn igjen")
    enabler = Enabler.objects.create(plan=plan, title="Digitale meldinger")
    arrow = Dependency.objects.create(plan=plan, before_enabler=enabler, after_benefit=benefit)
    more = benefits - 1
    made = copies(benefit, more)
    copies(risk, more, benefit=made)
    copies(disbenefit, more, benefit=made)
    copies(arrow, more, after_benefit=made)
    copies(milestone, more, contribution=copies(contribution, more, benefit=made))
    copies(action, more, benefit=made)
    return plan


def copies(row: Any, count: int, **under: list[Any]) -> list[Any]:
    """So many more of the row, each under one of those given."""
    made = [copy(row) for _number in range(count)]
    for place, one in enumerate(made):
        one.pk = None
        for name, above in under.items():
            setattr(one, name, above[place])
    return list(type(row)._default_manager.bulk_create(made))


@pytest.fixture
def benefit(plan: Plan) -> Benefit:
    return plan.benefits.get()


@pytest.fixture
def action(benefit: Benefit) -> Action:
    return benefit.actions.get()


@pytest.fixture
def measured(plan: Plan, cast: Cast, catalogue: dict[str, Indicator]) -> Plan:
    """80 døgn in 2024: half of the way."""
    measure(catalogue["ukp-dogn"], cast.rauma, "2024", numerator=80)
    return plan


@pytest.fixture
def document(measured: Plan) -> PlanDocument:
    return document_of(measured, root="https://gevinst.example", with_cells=True)


Change = Callable[[Any], None]


def workbook(plan: Plan, change: Change | None = None) -> bytes:
    """The plan's workbook, after somebody worked in it; `change` is given it as openpyxl has it."""
    content = write(document_of(plan, with_cells=True), "xlsx").content
    if change is None:
        return content
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(book: Any, sheet: str, field: str, row: int = 3) -> Any:
    """The cell of a field, by what row 1 calls it."""
    found = book[sheet]
    column = next(one.column for one in found[1] if one.value == field)
    return found.cell(row=row, column=column)


@pytest.fixture
def file(plan: Plan, tmp_path: Path) -> Callable[..., Path]:
    def make(change: Change | None = None) -> Path:
        path = tmp_path / "plan.xlsx"
        path.write_bytes(workbook(plan, change))
        return path

    return make


def today() -> date:
    return timezone.localdate()
