"""From draft to an approved version, and back to an earlier one."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gevinst.plans import bin, contents, edits, services, versions
from gevinst.plans.edits import Written
from gevinst.plans.models import Benefit, Contribution, Plan, Version
from gevinst.plans.readiness import lacks
from gevinst.plans.rows.kind import Address
from indicators.catalogue.models import Term
from tests.cast import Cast

pytestmark = pytest.mark.django_db
State = Version.State


@pytest.fixture
def ready(contribution: Contribution) -> Plan:
    """Nothing lacks."""
    goal = Term.objects.filter(kind="goal", group="kommune").first() or Term.objects.create(
        kind="goal", code="samhandling", group="kommune", name_nb="Samhandling"
    )
    Benefit.objects.update(goal=goal, owner_title="Enhetsleder")
    plan: Plan = contribution.benefit.plan
    assert lacks(plan) == []
    return plan


def change(plan: Plan, cell: str, text: str, cast: Cast) -> None:
    edits.edit(plan=plan, written=[Written(address=Address.parse(cell), text=text, base=None)], by=cast.kari)


def test_what_one_sends_another_approves(cast: Cast, ready: Plan) -> None:
    version = versions.submit(plan=ready, by=cast.kari, message="Klar")
    versions.approve(version=version, by=cast.ola)
    version.refresh_from_db()
    assert (version.number, version.state, version.decided_by) == (1, State.APPROVED, cast.ola)
    assert versions.newest_approved(ready) == version


def test_nobody_approves_what_they_sent(cast: Cast, ready: Plan) -> None:
    version = versions.submit(plan=ready, by=cast.ola)
    with pytest.raises(ValidationError, match="kan ikke selv godkjenne"):
        versions.approve(version=version, by=cast.ola)
    version.refresh_from_db()
    assert version.state == State.SUBMITTED


def test_a_plan_is_sent_back_with_a_reason(cast: Cast, ready: Plan) -> None:
    version = versions.submit(plan=ready, by=cast.kari)
    with pytest.raises(ValidationError, match="hva som må endres"):
        versions.reject(version=version, by=cast.ola, reason=" ")
    versions.reject(version=version, by=cast.ola, reason="Ambisjonen er for lav.")
    version.refresh_from_db()
    assert (version.state, version.reason) == (State.REJECTED, "Ambisjonen er for lav.")
    assert versions.submit(plan=ready, by=cast.kari).number == 2


def test_a_plan_that_lacks_something_says_what_and_is_not_sent(
    cast: Cast, contribution: Contribution
) -> None:
    plan = contribution.benefit.plan
    Contribution.objects.update(baseline_source="", target=None)
    with pytest.raises(ValidationError) as problem:
        versions.submit(plan=plan, by=cast.kari)
    said = " ".join(problem.value.messages)
    for words in (
        "gevinstmål",
        "eier gevinsten i linjen",
        "hvor nullpunktet er hentet fra",
        "verdien ambisjonen skal nå",
    ):
        assert words in said
    assert not Version.objects.exists()


def test_an_empty_plan_is_told_what_to_do(cast: Cast, plan: Plan) -> None:
    assert "utvalgslisten" in lacks(plan)[0].message


def test_an_edit_takes_back_what_waits(cast: Cast, ready: Plan) -> None:
    version = versions.submit(plan=ready, by=cast.kari)
    change(ready, f"gevinst-{ready.benefits.get().pk}-note", "Nytt", cast)
    version.refresh_from_db()
    assert version.state == State.WITHDRAWN
    with pytest.raises(ValidationError, match="venter ikke lenger"):
        versions.approve(version=version, by=cast.ola)


def test_it_is_sent_once_at_a_time_and_not_again_unchanged(cast: Cast, ready: Plan) -> None:
    version = versions.submit(plan=ready, by=cast.kari)
    with pytest.raises(ValidationError, match="venter allerede"):
        versions.submit(plan=ready, by=cast.kari)
    versions.approve(version=version, by=cast.ola)
    with pytest.raises(ValidationError, match="Ingenting er endret"):
        versions.submit(plan=ready, by=cast.kari)


def test_what_differs_is_told_cell_by_cell(cast: Cast, ready: Plan) -> None:
    before = contents.content_of(ready)
    benefit = ready.benefits.get()
    change(ready, f"gevinst-{benefit.pk}-note", "Nytt", cast)
    action = services.add_action(benefit=benefit, title="Tavlemøte")
    found = contents.differences(ready, before, contents.content_of(ready))
    assert [(str(one.address), one.label, one.was, one.now) for one in found] == [
        (f"gevinst-{benefit.pk}-note", "Merknad", "", "Nytt"),
        (f"tiltak-{action.pk}-", "", "", "i planen"),
    ]


def test_an_earlier_version_is_had_back_whole(cast: Cast, ready: Plan) -> None:
    benefit = ready.benefits.get()
    contribution = benefit.contributions.get()
    gone = services.add_action(benefit=benefit, title="Tavlemøte", due=date(2026, 5, 1))
    services.add_milestone(contribution=contribution, due=date(2025, 6, 30), basis="of_way", amount=50)
    version = versions.submit(plan=ready, by=cast.kari)
    change(ready, f"gevinst-{benefit.pk}-title", "Noe annet", cast)
    change(ready, f"mal-{contribution.pk}-form", "relative", cast)
    change(ready, f"mal-{contribution.pk}-change", "-10", cast)
    bin.throw_away(code="tiltak", row=gone, by=cast.kari)
    services.add_action(benefit=benefit, title="Kommet til siden", by=cast.kari)
    assert versions.restore(version=version, by=cast.ola) == []
    assert contents.content_of(ready) == version.content
    assert {one.get_via_display() for one in ready.changes.filter(by=cast.ola).exclude(field="")} == {
        "en tidligere versjon"
    }


def test_a_version_says_the_same_in_both_languages(cast: Cast, ready: Plan) -> None:
    from django.utils import translation

    bokmaal = contents.content_of(ready)
    with translation.override("nn"):
        assert contents.content_of(ready) == bokmaal
