from __future__ import annotations

from datetime import date, timedelta

import pytest

from gevinst.access.models import User
from gevinst.plans import services
from gevinst.plans.models import Benefit, Contribution, Plan
from gevinst.plans.targets import Ambition, Baseline
from gevinst.reminders import registry
from gevinst.reminders.gathering import reminders_for
from gevinst.reminders.reminder import Reminder
from gevinst.reviews import preparing
from gevinst.reviews.models import Review
from gevinst.reviews.services import answer
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure
from tests.counting import queries
from tests.gevinst.reminders.conftest import MONDAY
from tests.gevinst.reviews.conftest import UKP, add_benefit

DUE = date(2026, 12, 10)


def told(user: User, today: date = MONDAY) -> list[Reminder]:
    return reminders_for([user], today)[user.pk]


def texts(user: User, today: date = MONDAY) -> list[str]:
    return [each.text for each in told(user, today)]


def test_an_action_over_its_day_is_told_of_until_it_is_done(late: Contribution, cast: Cast) -> None:
    found = told(cast.kari)
    assert [one.text for one in found] == ["Tiltaket «Faste soner» er over fristen"]
    assert found[0].reason == "Fristen var 01.06.2026. Gjelder «Færre døgn på sykehus»."
    assert told(cast.kari, date(2026, 6, 1)) == []
    late.benefit.actions.update(state="done")
    assert told(cast.kari) == []


def test_a_review_nobody_answered_in_time_is_told_of(contribution: Contribution, cast: Cast) -> None:
    preparing.prepare(today=date(2026, 9, 20))
    assert told(cast.ola, date(2026, 9, 30)) == []
    assert texts(cast.ola, date(2026, 10, 1)) == [
        "«Færre døgn på sykehus» er ikke fulgt opp for 2. tertial 2026"
    ]
    answer(review=Review.objects.get(), revision=0, by=None, decision="continue", cause="measuring")
    assert told(cast.ola, date(2026, 10, 1)) == []


@pytest.fixture
def lacking(contribution: Contribution) -> Contribution:
    """Without a baseline, which is due on DUE."""
    services.set_contribution(
        benefit=contribution.benefit,
        actor=contribution.actor,
        baseline=Baseline(due=DUE),
        ambition=Ambition(),
    )
    return contribution


@pytest.mark.parametrize(
    ("before", "reason", "tone"),
    [
        (31, None, ""),
        (30, "Det må være på plass 10.12.2026.", "warn"),
        (-1, "Det skulle vært på plass 10.12.2026.", "bad"),
    ],
)
def test_a_baseline_is_asked_for_a_month_before_its_day(
    lacking: Contribution, cast: Cast, before: int, reason: str | None, tone: str
) -> None:
    found = told(cast.kari, DUE - timedelta(days=before))
    assert [(one.reason, one.tone) for one in found] == ([(reason, tone)] if reason else [])


def test_the_day_of_going_live_closes_the_window(lacking: Contribution, cast: Cast) -> None:
    onboarding = pytest.importorskip("gevinst.onboarding.models")
    onboarding.Programme.objects.create(actor=cast.rauma, go_live=date(2026, 11, 28))
    assert [one.reason for one in told(cast.kari)] == [
        "Innføringen er 28.11.2026. Nullpunktet må måles før den."
    ]


def test_a_measurement_that_does_not_come_is_told_to_whoever_delivers_it(
    contribution: Contribution, cast: Cast
) -> None:
    for month in range(1, 7):
        measure(contribution.benefit.indicator, cast.rauma, f"2026-{month:02}", numerator=4)
    (kari,), (ola,) = told(cast.kari), told(cast.ola)
    assert kari.text.startswith("Målingen for juli 2026 mangler: Antall UKP-døgn")
    assert (kari.label, kari.url) == ("Importer målinger", "/malinger/import/?indikator=ukp-dogn")
    assert (ola.label, ola.url) == ("Se gevinsten", f"/plan/gevinst/{contribution.benefit.pk}/")


def test_the_owner_of_a_benefit_is_told_and_led_where_they_may_go(late: Contribution, cast: Cast) -> None:
    assert told(cast.liv) == []
    Benefit.objects.update(owner=cast.liv)
    assert [(one.label, one.url) for one in told(cast.liv)] == [
        ("Se gevinsten", f"/plan/gevinst/{late.benefit.pk}/")
    ]


def test_an_owner_who_has_left_is_told_nothing(late: Contribution, cast: Cast) -> None:
    Benefit.objects.update(owner=cast.liv)
    cast.liv.roles.all().delete()
    assert told(cast.liv) == []


def test_nobody_is_told_of_what_is_foreign_or_in_the_bin(late: Contribution, cast: Cast) -> None:
    assert told(cast.per) == []
    assert told(cast.nora) == []
    late.benefit.delete()
    assert told(cast.kari) == []


def test_a_source_is_one_line_and_may_speak_to_one_person(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.SOURCES, "another", "tests.gevinst.reminders.test_sources.waiting")
    monkeypatch.setattr("tests.gevinst.reminders.test_sources.APPROVER", cast.ola.pk)
    found = reminders_for([cast.ola, cast.kari], MONDAY)
    assert [one.text for one in found[cast.ola.pk]] == ["Planen venter på godkjenning"]
    assert found[cast.kari.pk] == []


APPROVER = 0


def waiting(asked: object) -> list[Reminder]:
    told = {"text": "Planen venter på godkjenning", "reason": "", "url": "/plan/1/", "label": "Se planen"}
    return [Reminder(actor=1, actor_name="Rauma", to=frozenset({APPROVER}), **told)]


@pytest.mark.parametrize("number", [5, 500])
def test_any_number_is_gathered_in_as_many_queries(
    plan: Plan, catalogue: dict[str, Indicator], cast: Cast, number: int
) -> None:
    for each in range(number):
        made = add_benefit(plan, catalogue[UKP], f"Gevinst {each}")
        services.add_action(benefit=made.benefit, title=f"Tiltak {each}", due=date(2026, 6, 1))
    preparing.prepare(today=date(2026, 9, 20))
    with queries("reminders of a person"):
        assert len(told(User.objects.get(pk=cast.kari.pk))) == 2 * number
