from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from gevinst.access.gate import plans
from gevinst.plan_files.document import PlanDocument
from gevinst.plan_files.gathering import document_of, documents_of
from gevinst.plans import services
from gevinst.plans.models import Plan, Version
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.plan_files.conftest import make_plan


def test_a_plan_says_its_baseline_ambition_value_and_status_in_words(document: PlanDocument) -> None:
    own = next(document.benefits).own
    assert own is not None
    assert (own.baseline, own.baseline_words, own.baseline_on) == (
        "120\u00a0døgn",
        "2022 · NPR",
        date(2022, 12, 31),
    )
    assert (own.ambition, own.ambition_by) == ("≤\u00a040\u00a0døgn", date(2027, 12, 31))
    assert (own.now, own.now_period, own.attainment) == ("80\u00a0døgn", "2024", "50\u00a0%")
    assert [(one.due, one.words, one.asks) for one in own.milestones] == [
        (date(2025, 6, 30), "50\u00a0% av veien", "80\u00a0døgn")
    ]


def test_a_benefit_says_its_indicator_version_owner_source_and_actions(document: PlanDocument) -> None:
    benefit = next(document.benefits)
    assert benefit.version.startswith("versjon 1, gjelder fra ")
    assert (benefit.owner, benefit.source_note) == ("Enhetsleder", "Måltall 2024")
    (action,) = benefit.actions
    assert (action.title, action.owner, action.state) == (
        "Tavlemøte hver morgen",
        "Avdelingsleder",
        "planlagt",
    )


def test_a_plan_never_sent_for_approval_is_a_draft_and_a_sent_one_says_so(plan: Plan) -> None:
    assert document_of(plan).state == "Utkast"
    Version.objects.create(plan=plan, number=2, content={}, state=Version.State.SUBMITTED)
    assert document_of(plan).state.startswith("Venter på godkjenning, versjon 2 (")


def test_an_example_plan_says_that_it_is_one(cast: Cast) -> None:
    plan = services.create_plan(actor=cast.rauma, title="Eksempel", is_example=True)
    assert "eksempeldata" in document_of(plan).example


def test_the_words_are_in_the_language_of_the_reader(plan: Plan) -> None:
    with translation.override("nn"):
        document = document_of(plan)
    assert document.language == "nn"
    assert document.finding.startswith("Av 1 gevinst")


@pytest.mark.parametrize("benefits", [5, 500])
def test_it_asks_as_often_for_many_benefits_as_for_few(
    cast: Cast, catalogue: dict[str, Indicator], benefits: int
) -> None:
    plan = make_plan(cast, catalogue["ukp-dogn"], benefits)
    with queries("plan files: document with cells"):
        document = document_of(plan, with_cells=True)
    assert len(list(document.benefits)) == benefits


@pytest.mark.parametrize("count", [1, 4])
def test_it_asks_as_often_for_many_plans_as_for_one(
    cast: Cast, catalogue: dict[str, Indicator], count: int
) -> None:
    for _number in range(count):
        make_plan(cast, catalogue["ukp-dogn"])
    readable = plans(cast.kari)
    with queries("plan files: documents of all plans one may read"):
        assert len(documents_of(readable)) == count
