"""Who carries and who gains, with the figures worked out by hand.

Rauma starts at 300 days in 2022 and Molde at 700; together 1 000.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from gevinst.plans import progress
from gevinst.plans import services as plans
from gevinst.plans.models import Benefit, Contribution
from gevinst.plans.targets import Ambition, Baseline
from gevinst.shared_plans import telling
from gevinst.shared_plans.carrying import Carrying
from gevinst.shared_plans.ledger import ledger_of
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import make_actor, make_structure, measure
from tests.counting import queries
from tests.gevinst.shared_plans.conftest import BY, Shared, bring


def states(contribution: Contribution, **efforts: Any) -> None:
    Contribution.objects.filter(pk=contribution.pk).update(**efforts)


def carrying_of(shared: Shared) -> Carrying:
    benefit = Benefit.objects.for_overview().get(pk=shared.benefit.pk)
    return ledger_of([progress.lines_of_benefit(benefit)]).benefits[0]


def told(shared: Shared) -> dict[str, telling.Row]:
    return rows_of(carrying_of(shared))


def rows_of(carrying: Carrying) -> dict[str, telling.Row]:
    """By name, with ordinary spaces."""
    rows = [
        replace(row, change=plain(row.change), of_gain=plain(row.of_gain), verdict=plain(row.verdict))
        for row in telling.rows_of(carrying)
    ]
    return {row.actor.name: row for row in rows}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def sums(carrying: Carrying) -> list[str]:
    return [plain(text) for text in telling.sums_of(carrying)]


def notes(carrying: Carrying) -> list[str]:
    return [plain(text) for text in telling.notes_of(carrying)]


@pytest.fixture
def measured(shared_plan: Shared) -> Shared:
    """In 2023 Rauma has 240 and Molde 460: 60 and 240 fewer. The whole, not delivered, is 700: 300 fewer."""
    days = shared_plan.benefit.indicator
    measure(days, shared_plan.cast.rauma, "2023", numerator=240)
    measure(days, shared_plan.cast.molde, "2023", numerator=460)
    return shared_plan


def test_each_is_told_its_change_and_its_part_of_the_change_of_the_whole(measured: Shared) -> None:
    rows = told(measured)
    assert rows["ROR-nettverket"].change == "−300 døgn"
    assert (rows["Rauma"].change, rows["Rauma"].of_gain) == ("−60 døgn", "20 %")
    assert (rows["Molde"].change, rows["Molde"].of_gain) == ("−240 døgn", "80 %")


def test_the_whole_is_its_own_series_where_it_has_one_and_never_a_whole_and_its_parts(
    measured: Shared,
) -> None:
    measure(measured.benefit.indicator, measured.cast.network, "2023", numerator=760)
    rows = told(measured)
    assert rows["ROR-nettverket"].change == "−240 døgn"
    assert rows["Molde"].of_gain == "100 %"


def test_who_carries_a_larger_part_than_it_gains_is_told_so_in_words(measured: Shared) -> None:
    """Rauma has 600 of 1 000 hours, 60 %, and 20 % of the gain. Molde has 40 % and 80 %."""
    states(measured.rauma, effort_hours=600)
    states(measured.molde, effort_hours=400)
    rows = told(measured)
    assert rows["Rauma"].warns
    assert rows["Rauma"].verdict == "Bærer mer enn den får: 60 % av timene, 20 % av forbedringen."
    assert not rows["Molde"].warns
    assert rows["Molde"].verdict == "Bærer og får."
    assert [row.actor.name for row in telling.rows_of(carrying_of(measured))][1] == "Rauma"


def test_each_effort_is_weighed_for_itself_and_never_hours_with_kroner(measured: Shared) -> None:
    """Molde carries 90 % of the yearly cost, and 10 % of the hours."""
    states(measured.rauma, effort_hours=90, cost_yearly=10_000)
    states(measured.molde, effort_hours=10, cost_yearly=90_000)
    rows = told(measured)
    assert rows["Rauma"].verdict == "Bærer mer enn den får: 90 % av timene, 20 % av forbedringen."
    assert rows["Molde"].verdict == (
        "Bærer mer enn den får: 90 % av de årlige kostnadene, 80 % av forbedringen."
    )
    assert sums(carrying_of(measured)) == ["100 timer", "–", "100 000 kr"]


def test_a_part_of_what_few_have_stated_is_no_part_of_the_whole(measured: Shared) -> None:
    states(measured.rauma, effort_hours=600)
    assert told(measured)["Rauma"].verdict == "Bærer og får."
    assert notes(carrying_of(measured))[0] == "1 av 2 har ikke oppgitt timer: Molde."


def test_who_carries_without_having_become_better_carries_more(shared_plan: Shared) -> None:
    measure(shared_plan.benefit.indicator, shared_plan.cast.rauma, "2023", numerator=310)
    states(shared_plan.rauma, effort_hours=5)
    row = told(shared_plan)["Rauma"]
    assert (row.change, row.warns) == ("+10 døgn", True)
    assert row.verdict == "Bærer mer enn den får: ingen målt forbedring så langt."
    states(shared_plan.molde, cost_once=7)
    assert told(shared_plan)["Molde"].verdict == "Bærer. Hva den får, er ikke målt ennå."


def test_who_gains_without_stating_anything_is_told_from_who_states_nothing_but_zero(
    measured: Shared,
) -> None:
    states(measured.molde, effort_hours=0)
    rows = told(measured)
    assert rows["Rauma"].verdict == "Får. Har ikke oppgitt innsats."
    assert rows["Molde"].verdict == "Får uten egne timer eller kroner."


def test_the_sum_is_of_the_members_and_tells_what_the_whole_stated(measured: Shared) -> None:
    states(measured.whole, effort_hours=2000)
    states(measured.rauma, effort_hours=600)
    states(measured.molde, effort_hours=400)
    carrying = carrying_of(measured)
    assert sums(carrying)[0] == "1 000 timer"
    assert (
        "Summen er uten 2 000 timer fra ROR-nettverket: andre som er regnet med, er en del av eller "
        "overlapper ROR-nettverket." in notes(carrying)
    )


def test_a_member_in_two_networks_counts_once(measured: Shared) -> None:
    """A second network of Molde and Aukra contributes too: it shares Molde with what is counted."""
    cast, second = measured.cast, make_actor("network", "to", "Kystnettverket")
    aukra = make_actor("municipality", "1547", "Aukra")
    make_structure("nettverk-to", ["network", "municipality"], True, [(second, cast.molde), (second, aukra)])
    states(bring(measured.benefit, second, 800, 300), effort_hours=500)
    states(measured.molde, effort_hours=400)
    carrying = carrying_of(measured)
    assert carrying.sums["effort_hours"].total == 400
    assert any("500 timer fra Kystnettverket" in note for note in notes(carrying))


def test_a_hospital_is_not_a_sum_of_the_municipalities_it_serves(measured: Shared) -> None:
    cast, trust = measured.cast, make_actor("trust", "hf", "Sykehuset HF")
    served = [(trust, cast.rauma), (trust, cast.molde)]
    make_structure("sykehus", ["trust", "municipality"], False, served)
    states(bring(measured.benefit, trust, 1000, 400), effort_hours=500)
    states(measured.molde, effort_hours=400)
    assert carrying_of(measured).sums["effort_hours"].total == 900


def test_what_is_held_is_gained_and_a_share_is_not_divided(
    measured: Shared, catalogue: dict[str, Indicator]
) -> None:
    share = plans.add_benefit(
        plan=measured.plan, indicator=catalogue["ukp-andel-liggedogn"], title="Uendret andel"
    )

    def hold(actor: Actor, start: float) -> Contribution:
        return plans.set_contribution(
            benefit=share,
            actor=actor,
            baseline=Baseline(value=start, period=parse_period("2022"), source="NPR"),
            ambition=Ambition(form="hold", tolerance=1, by=BY),
        )

    states(hold(measured.cast.rauma, 10), effort_hours=3)
    hold(measured.cast.network, 10)
    measure(share.indicator, measured.cast.rauma, "2023", numerator=9.5, denominator=100)
    measure(share.indicator, measured.cast.network, "2023", numerator=9, denominator=100)
    carrying = ledger_of([progress.lines_of_benefit(Benefit.objects.for_overview().get(pk=share.pk))])
    rows = rows_of(carrying.benefits[0])
    assert rows["Rauma"].change == "−0,5 prosentpoeng (holdt)"
    assert (rows["Rauma"].of_gain, rows["Rauma"].warns) == ("", False)


@pytest.mark.parametrize("held", ["whole", "rauma"])
def test_who_holds_is_given_no_part_of_a_change(measured: Shared, held: str) -> None:
    states(getattr(measured, held), form=Contribution.Form.HOLD, tolerance=500)
    rows = told(measured)
    assert rows["Rauma"].of_gain == ""
    assert rows["Molde"].of_gain == ("" if held == "whole" else "80 %")


def test_baselines_stated_in_words_on_different_days_are_not_the_same_time(measured: Shared) -> None:
    for each in (measured.whole, measured.rauma, measured.molde):
        states(each, baseline_kind="", baseline_start=None)
    assert told(measured)["Rauma"].of_gain == "20 %"
    states(measured.rauma, baseline_on=date(2022, 6, 30))
    rows = told(measured)
    assert (rows["Rauma"].of_gain, rows["Molde"].of_gain) == ("", "80 %")


def test_the_pages_tell_it_to_everybody_who_contributes_and_to_nobody_else(measured: Shared) -> None:
    states(measured.rauma, effort_hours=600, effort_text="Egen koordinator")
    states(measured.molde, effort_hours=400, gain_text="Frigjorte senger")
    one = reverse("shared_plans:carrying_benefit", args=[measured.benefit.pk])
    all_of_them = reverse("shared_plans:carrying", args=[measured.plan.pk])
    for who in ("mona", "kari", "siri", "liv"):
        page = measured.client(who).get(one).content.decode()
        assert "Rauma bærer mer enn den får." in page
        assert "Egen koordinator" in page
        assert "Frigjorte senger" in page
        page = measured.client(who).get(all_of_them).content.decode()
        assert "Rauma bærer mer enn den får." in page
        assert "1\u00a0000 timer" in page
        assert "bedre i 1 av 1 målte" in page
    for path in (one, all_of_them):
        assert measured.client("per").get(path).status_code == 404


def test_a_plan_with_nothing_in_it_says_what_will_stand_there(shared_plan: Shared) -> None:
    shared_plan.benefit.delete()
    page = shared_plan.client("siri").get(reverse("shared_plans:carrying", args=[shared_plan.plan.pk]))
    assert "Ingen bidrar ennå" in page.content.decode()


@pytest.mark.parametrize("n", [5, 50])
def test_the_pages_ask_the_database_as_often_however_many_benefits(measured: Shared, n: int) -> None:
    for number in range(n):
        more = plans.add_benefit(
            plan=measured.plan, indicator=measured.benefit.indicator, title=f"Gevinst {number}"
        )
        states(bring(more, measured.cast.rauma, 300, 120), effort_hours=number)
        states(bring(more, measured.cast.molde, 700, 280), effort_hours=number)
        plans.add_action(benefit=more, title="Tiltak", actor=measured.cast.molde)
    client = measured.client("mona")
    with queries("shared plans: who carries and who gains"):
        assert client.get(reverse("shared_plans:carrying", args=[measured.plan.pk])).status_code == 200
    with queries("shared plans: what one actor brings"):
        ours = reverse("shared_plans:ours", args=[measured.plan.pk, measured.molde.actor_id])
        assert client.get(ours).status_code == 200
    with queries("plan: list, where one contributes to another's"):
        assert client.get(reverse("plans:list")).status_code == 200
