from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gevinst.plans import bin, services
from gevinst.plans.identities import conflicts
from gevinst.plans.models import Action, Benefit, Contribution, Milestone, Plan
from gevinst.plans.services import ConflictError
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import parse_period
from tests.cast import Cast, measure
from tests.gevinst.plans.conftest import BY, UKP

YEAR = parse_period("2022")
MEASURED = Baseline(value=120, period=YEAR, source="NPR")
AT_MOST_40 = Ambition(form="at_most", target=40, by=BY)


def set_target(
    benefit: Benefit, cast: Cast, baseline: Baseline = MEASURED, ambition: Ambition = AT_MOST_40, **more: Any
) -> Contribution:
    return services.set_contribution(
        benefit=benefit, actor=cast.rauma, baseline=baseline, ambition=ambition, **more
    )


def fault(problem: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return problem.value.message_dict


def test_a_benefit_is_chosen_at_the_version_the_indicator_has(
    plan: Plan, catalogue: dict[str, Indicator]
) -> None:
    benefit = services.add_benefit(plan=plan, indicator=catalogue[UKP], title="Færre døgn")
    assert benefit.indicator_version.number == catalogue[UKP].version
    later = services.add_benefit(plan=plan, indicator=catalogue[UKP], title="Enda færre døgn")
    assert [benefit.order, later.order] == [1, 2]


def test_the_same_benefit_is_not_chosen_twice(plan: Plan, benefit: Benefit) -> None:
    with pytest.raises(ValidationError, match="allerede en gevinst med denne tittelen"):
        services.add_benefit(plan=plan, indicator=benefit.indicator, title=benefit.title)


def test_an_unpublished_indicator_is_not_chosen(plan: Plan, catalogue: dict[str, Indicator]) -> None:
    Indicator.objects.filter(slug=UKP).update(published=False)
    with pytest.raises(ValidationError, match="ikke publisert"):
        services.add_benefit(plan=plan, indicator=Indicator.objects.get(slug=UKP), title="Færre døgn")


def test_a_baseline_is_kept_with_the_day_its_period_ends(contribution: Contribution) -> None:
    contribution.refresh_from_db()
    assert (contribution.baseline, contribution.baseline_on) == (120, date(2022, 12, 31))
    assert contribution.baseline_over == YEAR


@pytest.mark.parametrize(
    ("baseline", "field", "words"),
    [
        (Baseline(value=120, period=YEAR), "baseline_source", "Skriv hvor nullpunktet er hentet fra."),
        (Baseline(value=120, source="NPR"), "baseline_period", "Skriv hvilken periode nullpunktet gjelder."),
    ],
)
def test_a_baseline_needs_a_source_and_a_period(
    benefit: Benefit, cast: Cast, baseline: Baseline, field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as problem:
        set_target(benefit, cast, baseline)
    assert fault(problem) == {field: [words]}


@pytest.mark.parametrize(
    ("baseline", "ambition", "field", "words"),
    [
        (MEASURED, Ambition(form="at_most"), "target", "Skriv verdien ambisjonen skal nå."),
        (MEASURED, Ambition(form="hold", tolerance=-1), "tolerance", "kan ikke være negativt"),
        (MEASURED, Ambition(form="relative", target=0), "change", "Null prosent er uendret"),
        (Baseline(), Ambition(form="relative", target=-30), "change", "krever et nullpunkt"),
        (
            MEASURED,
            Ambition(form="at_most", target=40, by=YEAR.end),
            "target_date",
            "må ligge etter nullpunktet",
        ),
    ],
)
def test_an_ambition_that_cannot_be_is_refused(
    benefit: Benefit, cast: Cast, baseline: Baseline, ambition: Ambition, field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as problem:
        set_target(benefit, cast, baseline, ambition)
    assert words in fault(problem)[field][0]
    assert not Contribution.objects.exists()


def test_a_change_may_be_set_before_the_baseline_is_established(benefit: Benefit, cast: Cast) -> None:
    due = Baseline(due=date(2027, 3, 31))
    set_target(benefit, cast, due, Ambition(form="relative", target=-30))
    assert Contribution.objects.get().baseline_due == date(2027, 3, 31)


def test_a_benefit_saved_over_another_save_is_a_conflict_and_writes_nothing(benefit: Benefit) -> None:
    said = {"goal": None, "owner_title": "", "note": ""}
    services.edit_benefit(benefit=benefit, revision=1, title="Først ute", **said)
    with pytest.raises(ConflictError):
        services.edit_benefit(benefit=benefit, revision=1, title="For sent", **said)
    benefit.refresh_from_db()
    assert (benefit.title, benefit.revision) == ("Først ute", 2)


def test_targets_saved_over_another_save_are_a_conflict(benefit: Benefit, cast: Cast) -> None:
    set_target(benefit, cast, revision=0)
    set_target(benefit, cast, ambition=Ambition(form="at_most", target=50, by=BY), revision=1)
    for stale in (0, 1):
        with pytest.raises(ConflictError):
            set_target(benefit, cast, revision=stale)
    kept = Contribution.objects.get()
    assert (kept.target, kept.revision) == (50, 2)


def test_milestones_and_actions_are_saved_over_their_revision_too(
    benefit: Benefit, contribution: Contribution
) -> None:
    milestone = services.add_milestone(
        contribution=contribution, due=date(2025, 1, 1), basis="absolute", amount=80
    )
    action = services.add_action(benefit=benefit, title="Tavlemøte")
    half = {"due": date(2025, 1, 1), "basis": "of_way", "amount": 50, "text": ""}
    done = {"title": "Tavlemøte", "owner_title": "", "start": None, "due": None, "state": "done"}
    services.edit_milestone(milestone=milestone, revision=1, **half)
    services.edit_action(action=action, revision=1, **done)
    with pytest.raises(ConflictError):
        services.edit_milestone(milestone=milestone, revision=1, **half)
    with pytest.raises(ConflictError):
        services.edit_action(action=action, revision=1, **done)
    assert (Milestone.objects.get().basis, Action.objects.get().state) == ("of_way", "done")


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2028, 1, 1), "kan ikke ligge etter datoen for ambisjonen"),
        (date(2022, 12, 31), "må ligge etter nullpunktet"),
    ],
)
def test_a_milestone_outside_the_way_is_refused(contribution: Contribution, due: date, words: str) -> None:
    inside = services.add_milestone(
        contribution=contribution, due=date(2025, 6, 30), basis="of_way", amount=50
    )
    with pytest.raises(ValidationError) as problem:
        services.add_milestone(contribution=contribution, due=due, basis="of_way", amount=50)
    assert words in fault(problem)["due"][0]
    with pytest.raises(ValidationError) as problem:
        services.edit_milestone(milestone=inside, revision=1, due=due, basis="of_way", amount=50, text="")
    assert words in fault(problem)["due"][0]


def test_an_ambition_is_not_moved_before_its_milestones(contribution: Contribution, cast: Cast) -> None:
    services.add_milestone(contribution=contribution, due=date(2025, 6, 30), basis="of_way", amount=50)
    earlier = Ambition(form="at_most", target=40, by=date(2025, 1, 1))
    with pytest.raises(ValidationError) as problem:
        set_target(contribution.benefit, cast, ambition=earlier)
    assert fault(problem)["target_date"] == [
        "Milepælen 30.06.2025 ligger etter denne datoen. Flytt den først."
    ]
    contribution.refresh_from_db()
    assert contribution.target_date == BY


def test_an_action_does_not_end_before_it_starts(benefit: Benefit) -> None:
    days = {"start": date(2026, 5, 1), "due": date(2026, 4, 1)}
    with pytest.raises(ValidationError) as problem:
        services.add_action(benefit=benefit, title="Tavlemøte", **days)
    assert fault(problem) == {"due": ["Fristen kan ikke ligge før tiltaket starter."]}


@pytest.mark.parametrize(
    ("state", "late"), [("planned", True), ("under_way", True), ("done", False), ("dropped", False)]
)
def test_only_what_is_still_going_on_can_be_late(benefit: Benefit, state: str, late: bool) -> None:
    action = services.add_action(benefit=benefit, title="Tavlemøte", due=date(2026, 4, 1), state=state)
    assert action.is_late(date(2026, 4, 2)) is late
    assert not action.is_late(date(2026, 4, 1))


def test_a_deleted_benefit_takes_its_plans_along_and_leaves_the_figures(
    contribution: Contribution, cast: Cast
) -> None:
    benefit = contribution.benefit
    services.add_milestone(contribution=contribution, due=date(2025, 6, 30), basis="of_way", amount=50)
    services.add_action(benefit=benefit, title="Tavlemøte")
    measure(benefit.indicator, cast.rauma, "2024-03", numerator=12)
    bin.throw_away(code="gevinst", row=benefit, by=None)
    assert (benefit.plan.benefits.count(), conflicts(benefit.plan)) == (0, [])
    later = timezone.now() + timedelta(days=31)
    assert bin.empty(later) == 4
    assert [model.objects.count() for model in (Benefit, Contribution, Milestone, Action)] == [0, 0, 0, 0]
    assert (Plan.objects.count(), Measurement.objects.count()) == (1, 1)


def test_a_milestone_and_an_action_are_deleted_alone(contribution: Contribution) -> None:
    milestone = services.add_milestone(
        contribution=contribution, due=date(2025, 6, 30), basis="of_way", amount=50
    )
    action = services.add_action(benefit=contribution.benefit, title="Tavlemøte")
    bin.throw_away(code="milepel", row=milestone, by=None)
    bin.throw_away(code="tiltak", row=action, by=None)
    assert (Milestone.objects.count(), Action.objects.count(), Contribution.objects.count()) == (0, 0, 1)
