from __future__ import annotations

import pytest

from gevinst.plans import services
from gevinst.plans.forms import ActionEditForm, BenefitEditForm, MilestoneEditForm, MilestoneForm
from gevinst.plans.models import Benefit, Contribution, Milestone


def milestone(contribution: Contribution, **said: str) -> MilestoneForm:
    form = MilestoneForm(
        {"due": "30.06.2025", **said}, contribution=contribution, indicator=contribution.benefit.indicator
    )
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("basis", "amount", "read"),
    [("absolute", "80", 80), ("of_way", "50 %", 50), ("of_baseline", "50", 50)],
)
def test_the_amount_is_read_as_its_basis_says(
    contribution: Contribution, basis: str, amount: str, read: float
) -> None:
    assert milestone(contribution, basis=basis, amount=amount).cleaned_data["amount"] == read


def test_a_value_of_the_indicator_is_judged_as_one(contribution: Contribution) -> None:
    assert "oppgitt i prosent" in milestone(contribution, basis="absolute", amount="50 %").errors["amount"][0]


def test_the_two_percents_are_told_apart_by_what_they_give_here(contribution: Contribution) -> None:
    words = [str(label) for _value, label in milestone(contribution).fields["basis"].choices]
    assert words[1].endswith("50 % gir her 80\u00a0døgn.")
    assert words[2].endswith("50 % gir her 60\u00a0døgn.")


def test_a_milestone_is_edited_in_the_form_it_was_written(contribution: Contribution) -> None:
    stored = services.add_milestone(
        contribution=contribution, due=contribution.target_date, basis="of_way", amount=62.5
    )
    form = MilestoneEditForm.of(stored, contribution=contribution, indicator=contribution.benefit.indicator)
    assert (form["amount"].value(), form["due"].value()) == ("62,5", "31.12.2027")


def test_a_conflict_keeps_what_was_typed_beside_what_was_saved(benefit: Benefit) -> None:
    said = {"goal": None, "owner_title": "Enhetsleder", "note": ""}
    services.edit_benefit(benefit=benefit, revision=1, title="Deres tittel", **said)
    form = BenefitEditForm({"title": "Min tittel", "note": "", "revision": "1"}, level="kommune")
    saved = form.saved_over(
        lambda data: services.edit_benefit(benefit=benefit, **data),
        lambda: BenefitEditForm.of(Benefit.objects.get(), level="kommune"),
    )
    assert not saved
    assert form["title"].value() == "Min tittel"
    assert form.theirs == [("Gevinst", "Deres tittel"), ("Gevinsteier i linjen", "Enhetsleder")]
    assert "Noen andre lagret mens du skrev" in form.non_field_errors()[0]
    assert form["revision"].value() == "2"

    again = BenefitEditForm(form.data, level="kommune")
    assert again.saved_over(
        lambda data: services.edit_benefit(benefit=benefit, **data), lambda: pytest.fail("no conflict")
    )
    assert Benefit.objects.get().title == "Min tittel"


def test_a_choice_that_differs_is_told_in_words(benefit: Benefit) -> None:
    action = services.add_action(benefit=benefit, title="Tavlemøte")
    services.edit_action(
        action=action, revision=1, title="Tavlemøte", owner_title="", start=None, due=None, state="done"
    )
    form = ActionEditForm({"title": "Tavlemøte", "state": "under_way", "revision": "1"})
    action.refresh_from_db()
    assert not form.saved_over(
        lambda data: services.edit_action(action=action, **data), lambda: ActionEditForm.of(action)
    )
    assert form.theirs == [("Status", "gjennomført")]


def test_what_the_service_refuses_stands_at_its_field(contribution: Contribution) -> None:
    form = milestone(contribution, basis="of_way", amount="50", due="01.01.2029")
    assert not form.saved(lambda data: services.add_milestone(contribution=contribution, **data))
    assert form.errors == {"due": ["Milepælen kan ikke ligge etter datoen for ambisjonen."]}
    assert not Milestone.objects.exists()
