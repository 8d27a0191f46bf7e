from __future__ import annotations

from datetime import date

import pytest

from gevinst.plans import services
from gevinst.plans.models import Benefit, Contribution
from gevinst.plans.target_forms import ContributionForm, NewBenefitForm
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from tests.cast import Cast

MEASURED = {"baseline": "120", "baseline_period": "2022", "baseline_source": "NPR"}
GOAL = {"form": "at_most", "target": "40", "target_date": "31.12.2027"}
UKP, CARERS = "ukp-dogn", "pleiekontinuitet-hjemmetjenesten"


@pytest.fixture
def ukp(catalogue: dict[str, Indicator]) -> Indicator:
    return catalogue[UKP]


def filled(indicator: Indicator, **said: str) -> ContributionForm:
    form = ContributionForm({"revision": "0", **said}, indicator=indicator)
    form.is_valid()
    return form


def test_what_is_written_becomes_baseline_and_ambition(ukp: Indicator) -> None:
    form = filled(ukp, **MEASURED, **GOAL)
    assert form.errors == {}
    given = form.baseline_given()
    assert (given.value, given.on, given.source) == (120, date(2022, 12, 31), "NPR")
    assert form.ambition_given() == Ambition(form="at_most", target=40, by=date(2027, 12, 31))


def test_a_baseline_asks_for_its_period_and_source(ukp: Indicator) -> None:
    form = filled(ukp, baseline="120", **GOAL)
    assert form.errors == {
        "baseline_period": ["Skriv hvilken periode nullpunktet gjelder."],
        "baseline_source": ["Skriv hvor nullpunktet er hentet fra."],
    }


def test_a_baseline_may_cover_something_in_words_from_a_day(ukp: Indicator) -> None:
    words = {"baseline_text": "stabilt siste tre år", "baseline_on": "17.04.2024"}
    form = filled(ukp, baseline="16", baseline_source="HP", **words, **GOAL)
    assert form.errors == {}
    assert form.baseline_given().on == date(2024, 4, 17)


def test_no_baseline_yet_is_a_day_to_have_it_by(ukp: Indicator) -> None:
    form = filled(ukp, baseline_due="31.03.2027", **GOAL)
    assert form.errors == {}
    assert form.baseline_given() == Baseline(due=date(2027, 3, 31))


def test_a_measured_baseline_is_no_longer_due(ukp: Indicator) -> None:
    assert filled(ukp, **MEASURED, **GOAL, baseline_due="31.03.2027").baseline_given().due is None


@pytest.mark.parametrize(
    ("said", "ambition"),
    [
        ({"form": "at_least", "target": "90"}, Ambition(form="at_least", target=90)),
        ({"form": "relative", "change": "−50"}, Ambition(form="relative", target=-50)),
        ({"form": "hold", "tolerance": "2"}, Ambition(form="hold", tolerance=2)),
        ({"form": "words", "target_text": "Som Bergen"}, Ambition(text="Som Bergen")),
        ({"form": ""}, Ambition()),
    ],
)
def test_an_ambition_reads_what_its_choice_asks_for_and_nothing_else(
    ukp: Indicator, said: dict[str, str], ambition: Ambition
) -> None:
    every = {"target": "1", "change": "2", "tolerance": "tull", "target_text": ""}
    asked = {name: value for name, value in every.items() if name not in said}
    form = filled(ukp, **MEASURED, **asked, **said)
    assert form.errors == {}
    assert form.ambition_given() == ambition


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        ("at_most", "target", "Skriv verdien ambisjonen skal nå."),
        ("relative", "change", "Skriv hvor mange prosent det skal endre seg."),
        ("words", "target_text", "Skriv hva ambisjonen er."),
    ],
)
def test_a_choice_says_what_it_lacks(ukp: Indicator, form: str, field: str, words: str) -> None:
    assert filled(ukp, **MEASURED, form=form).errors == {field: [words]}


def test_the_likely_ambition_stands_first_and_is_chosen(catalogue: dict[str, Indicator]) -> None:
    form = ContributionForm.of(None, indicator=catalogue[UKP])
    assert form.initial["form"] == "at_most"
    assert next(iter(form["form"])).data["value"] == "at_most"
    share = NewBenefitForm(level="kommune", indicator=catalogue["ukp-andel-liggedogn"])
    assert share.initial["form"] == {"up": "at_least", "down": "at_most"}[share.indicator.direction]


@pytest.mark.parametrize(
    ("baseline", "ambition"),
    [
        (
            Baseline(value=16, text="stabilt siste 3 år", stated_on=date(2024, 4, 17), source="HP"),
            Ambition(form="hold", tolerance=1, text="Uendret"),
        ),
        (Baseline(text="må etableres"), Ambition(by=date(2026, 4, 17), text="På linje med Bergen")),
        (Baseline(due=date(2027, 3, 31)), Ambition(form="relative", target=-30, by=date(2028, 1, 1))),
    ],
)
def test_saving_a_form_as_it_is_shown_changes_nothing(
    benefit: Benefit, cast: Cast, baseline: Baseline, ambition: Ambition
) -> None:
    stored = services.set_contribution(
        benefit=benefit, actor=cast.rauma, baseline=baseline, ambition=ambition
    )
    before = Contribution.objects.values().get()
    shown = ContributionForm.of(stored, indicator=benefit.indicator)
    again = {bound.name: str(bound.value() or "") for bound in shown}
    form = ContributionForm(again, indicator=benefit.indicator)
    assert form.is_valid(), form.errors
    services.set_contribution(
        benefit=benefit, actor=cast.rauma, baseline=form.baseline_given(), ambition=form.ambition_given()
    )
    after = Contribution.objects.values().get()
    assert after.pop("revision") == before.pop("revision") + 1
    assert after == before


def test_what_is_wrong_with_benefit_and_target_stands_in_one_form(ukp: Indicator) -> None:
    form = NewBenefitForm({"baseline": "tull", "form": "at_most"}, level="kommune", indicator=ukp)
    assert set(form.errors) == {"title", "baseline", "target"}
    assert form.errors["title"] == ["Skriv hva gevinsten heter."]
