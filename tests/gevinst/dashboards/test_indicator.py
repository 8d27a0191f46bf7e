from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from gevinst.dashboards.boards import indicator as board
from gevinst.dashboards.boards.indicator import IndicatorPage, indicator_page
from gevinst.dashboards.boards.indicator.question import indicator_by
from gevinst.limit_choices import services as limits
from gevinst.plans import services
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodKind
from tests.cast import Cast, measure
from tests.counting import queries

UKP, SHARE, CARERS = "ukp-dogn", "ukp-andel-liggedogn", "pleiekontinuitet-hjemmetjenesten"
QUIET = [10.0, 12, 9, 11, 8, 12, 10, 11, 9, 12, 8, 11]
RAUMA, MOLDE = "municipality:1539", "municipality:1506"


def months(indicator: Indicator, actor: Actor, values: list[float], first: str = "2023-01") -> None:
    period = Period(PeriodKind.MONTH, date.fromisoformat(f"{first}-01"))
    for value in values:
        measure(indicator, actor, period.code, numerator=value)
        period = period.next()


@pytest.fixture
def ukp(cast: Cast, catalogue: dict[str, Indicator]) -> Indicator:
    """Rauma: twelve quiet months from January 2023, then eight far fewer."""
    months(catalogue[UKP], cast.rauma, [*QUIET, *[3.0, 2, 3, 4, 3, 2, 3, 2]])
    return catalogue[UKP]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def ask(user: Any, indicator: Indicator, **query: str) -> IndicatorPage:
    return indicator_page(user, indicator, query)


def with_baseline(cast: Cast, indicator: Indicator, value: float, at_most: float = 60) -> None:
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    benefit = services.add_benefit(plan=plan, indicator=indicator, title="Færre døgn")
    services.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=value, period=Period(PeriodKind.YEAR, date(2023, 1, 1)), source="NPR"),
        ambition=Ambition(form="at_most", target=at_most, by=date(2026, 12, 31)),
    )


@pytest.mark.parametrize("code", ["ukp-dogn", "UKP-DOGN", "KPI1", "kpi1"])
def test_an_indicator_is_found_by_its_slug_and_by_any_of_its_ids(ukp: Indicator, code: str) -> None:
    assert indicator_by(code) == ukp
    assert indicator_by("H99") is None


def test_the_finding_says_the_change_from_the_baseline_and_since_when_it_is_real(
    cast: Cast, ukp: Indicator
) -> None:
    with_baseline(cast, ukp, 123)
    found = ask(cast.kari, ukp)
    assert plain(found.finding) == (
        "Rauma har 50 % færre døgn enn ved nullpunktet; endringen er reell siden januar 2024"
    )


def test_without_a_baseline_it_says_what_was_measured_last(cast: Cast, ukp: Indicator) -> None:
    said = plain(ask(cast.kari, ukp).finding)
    assert said == "Rauma: 2 døgn i august 2024; en reell forbedring siden januar 2024"


@pytest.mark.parametrize("count", [1, 2, 11])
def test_too_few_figures_are_never_told_as_a_trend(
    cast: Cast, catalogue: dict[str, Indicator], count: int
) -> None:
    months(catalogue[UKP], cast.rauma, [9.0, 5, *QUIET][:count])
    found = ask(cast.kari, catalogue[UKP], visning="utvikling")
    assert f"for få målinger ({count} av 12) til å si noe om utviklingen" in found.finding
    assert found.recent == "" or count >= 5
    assert "reell" not in found.finding
    assert found.chart is not None
    said = "For få målinger til å regne grenser" if count < 5 else "Grensene er foreløpige: 11 av 12 målinger"
    assert said in found.chart.reading


def test_usual_variation_is_no_change(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    months(catalogue[UKP], cast.rauma, QUIET)
    assert ask(cast.kari, catalogue[UKP]).finding.endswith("; vanlig variasjon, uten sikker endring")


def test_one_without_figures_is_told_so(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    assert ask(cast.kari, catalogue[UKP]).finding == "Rauma har ingen målinger ennå"


@pytest.mark.parametrize("lens", ["", "utvikling", "tabell"])
def test_without_figures_every_lens_says_what_to_do(
    cast: Cast, catalogue: dict[str, Indicator], lens: str
) -> None:
    page = cast.client("kari").get("/i/ukp-dogn/", {"visning": lens, "aktor": "municipality:1539"})
    html = page.content.decode()
    assert "Tallene kommer her når de er lest inn." in html
    assert "Velg et annet tidsrom" not in html
    assert 'href="?visning=definisjon"' in html
    assert "For få målinger" not in html


def test_months_become_tertials_years_and_twelve_months_where_they_add_up(cast: Cast, ukp: Indicator) -> None:
    found = ask(cast.kari, ukp)
    assert found.lengths == ["maned", "tertial", "ar", "12m"]
    years = ask(cast.kari, ukp, lengde="ar")
    assert [(one.period.code, one.value(ukp)) for one in years.shown] == [("2023", 123)]
    assert [one.period.code for one in ask(cast.kari, ukp, lengde="tertial").shown] == [
        "2023-T1", "2023-T2", "2023-T3", "2024-T1", "2024-T2"
    ]  # fmt: skip
    assert len(ask(cast.kari, ukp, lengde="12m").shown) == 9


def test_sums_that_share_months_are_not_judged_by_limits(cast: Cast, ukp: Indicator) -> None:
    found = ask(cast.kari, ukp, lengde="12m", visning="utvikling")
    assert found.chart is not None
    names = {one["name"] for one in found.chart.data["data"]}
    assert "Grenser for vanlig variasjon" not in names
    assert "vurderes derfor uten grenser" in found.chart.reading


def test_from_and_to_choose_what_is_shown_and_never_the_limits(cast: Cast, ukp: Indicator) -> None:
    whole = ask(cast.kari, ukp)
    part = ask(cast.kari, ukp, fra="2024-02", til="2024-05")
    assert [one.period.code for one in part.shown] == ["2024-02", "2024-03", "2024-04", "2024-05"]
    assert part.judged == whole.judged


def test_a_year_s_ambition_is_no_line_among_months(cast: Cast, ukp: Indicator) -> None:
    with_baseline(cast, ukp, 123)
    monthly, yearly = (ask(cast.kari, ukp, lengde=one, visning="utvikling").chart for one in ("maned", "12m"))
    assert monthly is not None
    assert yearly is not None
    assert "Ambisjonen gjelder perioder av en annen lengde" in monthly.reading
    assert "Ambisjon" not in {one["name"] for one in monthly.data["data"]}
    assert "Ambisjon" in {one["name"] for one in yearly.data["data"]}


def test_figures_are_shown_to_those_they_are_shared_with(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    measure(catalogue[CARERS], cast.molde, "2024-03", stated=0.4)
    assert not catalogue[CARERS].open
    assert ask(cast.kari, catalogue[CARERS], aktor=MOLDE).question.actor == cast.molde
    for who in (cast.per, AnonymousUser()):
        hidden = ask(who, catalogue[CARERS], aktor=MOLDE)
        assert hidden.question.actor != cast.molde
        assert hidden.shown == []
    assert board.answer(AnonymousUser(), {"indikator": CARERS}) is None


def test_open_figures_are_for_all(cast: Cast, ukp: Indicator) -> None:
    assert ukp.open
    assert ask(AnonymousUser(), ukp, aktor=RAUMA).question.actor == cast.rauma


def test_the_ambition_of_a_plan_is_told_to_those_who_may_see_it(cast: Cast, ukp: Indicator) -> None:
    with_baseline(cast, ukp, 123)
    assert ask(cast.kari, ukp).goal is not None
    assert ask(cast.per, ukp, aktor=RAUMA).goal is None


def test_every_lens_keeps_every_choice(cast: Cast, ukp: Indicator) -> None:
    found = ask(cast.kari, ukp, visning="tabell", aktor=RAUMA, lengde="tertial", fra="2023-T2", til="2024-T1")
    kept = "aktor=municipality%3A1539&lengde=tertial&fra=2023-T2&til=2024-T1"
    own = [address for label, address, _now in found.tabs if label not in ("Sammenlign", "Trakt")]
    assert all(address.endswith(kept) for address in own)
    led = {label: address for label, address, _now in found.tabs}
    assert led["Trakt"] == "/sammenlign/?indikator=ukp-dogn&visning=trakt"
    assert [label for label, _address, now in found.tabs if now] == ["Tabell"]


def test_what_the_address_does_not_know_becomes_something_sensible(cast: Cast, ukp: Indicator) -> None:
    found = ask(cast.kari, ukp, visning="x", aktor="land:x", lengde="time", fra="i går", til="2024-T9")
    assert (found.question.lens, found.question.actor, found.length) == ("oversikt", cast.rauma, "maned")
    assert len(found.shown) == 20


def test_new_limits_judge_what_comes_after_alone_and_say_who_chose_them(cast: Cast, ukp: Indicator) -> None:
    limits.new_limits(
        indicator=ukp, actor=cast.rauma, since=date(2024, 1, 1), reason="ny turnus", by=cast.kari
    )
    found = ask(cast.kari, ukp, visning="utvikling")
    assert [len(part.values) for part in found.judged.parts] == [12, 8]
    assert found.judged.now.chart is not None
    assert found.judged.now.chart.limits.trial
    assert found.choices[0].startswith(f"Nye grenser fra januar 2024: ny turnus ({cast.kari.name}, ")
    assert found.chart is not None
    assert "Nye grenser" in [note["text"] for note in found.chart.data["layout"]["annotations"]]
    names = [one["name"] for one in found.chart.data["data"]]
    assert {"Foreløpige grenser", "Grenser for vanlig variasjon"} <= set(names)


def test_the_start_of_an_action_is_proposed_and_nothing_is_done_before_somebody_says_so(
    cast: Cast, ukp: Indicator
) -> None:
    with_baseline(cast, ukp, 123)
    action = services.add_action(
        benefit=cast.rauma.plans.get().benefits.get(), title="Fast vakt", start=date(2024, 2, 1)
    )
    found = ask(cast.kari, ukp, visning="utvikling")
    assert [one.text for one in found.proposals] == ["Tiltaket «Fast vakt» startet 01.02.2024."]
    assert found.judged.rebased is False
    assert ask(cast.liv, ukp, visning="utvikling").proposals == []
    limits.new_limits(
        indicator=ukp, actor=cast.rauma, since=action.start or date.min, reason="Fast vakt", by=cast.kari
    )
    assert ask(cast.kari, ukp, visning="utvikling").proposals == []


def test_an_action_for_another_indicator_is_no_event_of_this_one(
    cast: Cast, ukp: Indicator, catalogue: dict[str, Indicator]
) -> None:
    with_baseline(cast, ukp, 123)
    plan = cast.rauma.plans.get()
    other = services.add_benefit(plan=plan, indicator=catalogue[CARERS], title="Færre pleiere")
    for benefit, title in ((plan.benefits.first(), "Fast vakt"), (other, "Faste soner")):
        services.add_action(benefit=benefit, title=title, start=date(2024, 2, 1))
    found = ask(cast.kari, ukp, visning="utvikling")
    assert found.chart is not None
    drawn = json.dumps(found.chart.data, ensure_ascii=False, default=str)
    assert ("Fast vakt" in drawn, "Faste soner" in drawn) == (True, False)


def test_those_beside_are_told_with_their_signals(cast: Cast, ukp: Indicator) -> None:
    months(ukp, cast.molde, [*QUIET, 30.0])
    found = ask(cast.kari, ukp)
    rows = [(row.actor.name, row.signal.value, row.is_own) for row in found.circle]
    assert rows[0] == ("Rauma", "improvement", True)
    assert ("Molde", "concern", False) in rows


def test_the_answer_is_what_the_table_shows(cast: Cast, ukp: Indicator) -> None:
    query = {"indikator": "kpi1", "aktor": RAUMA, "fra": "2024-01", "til": "2024-02"}
    found = board.answer(cast.kari, query)
    assert found is not None
    assert [column.key for column in found.columns] == [
        "aktørnr", "aktør", "periode", "verdi", "vurdering", "merknad"
    ]  # fmt: skip
    assert [row[:4] for row in found.rows] == [
        ["1539", "Rauma", "2024-01", 3.0], ["1539", "Rauma", "2024-02", 2.0]
    ]  # fmt: skip
    assert str(found.rows[0][4]).startswith("Forbedring: ")
    assert found.page == "/i/ukp-dogn/"


def test_files_and_the_api_give_the_same(cast: Cast, ukp: Indicator) -> None:
    client = cast.client("kari")
    asked = "indikator=ukp-dogn&aktor=municipality:1539&lengde=ar"
    said = client.get(f"/i/tabell.json?{asked}")
    assert json.loads(said.content)["value"] == {"0": 123}
    rows = client.get(f"/api/v1/i?{asked}").json()["rows"]
    assert [(row["periode"], row["verdi"]) for row in rows] == [("2023", 123.0)]
    assert client.get(f"/api/v1/i?{asked}&aktor=municipality:9999").status_code == 400


@pytest.mark.parametrize("lens", ["oversikt", "utvikling", "tabell", "definisjon", "last-ned"])
@pytest.mark.parametrize("who", ["kari", "per", "anonymous"])
def test_every_lens_answers_everybody(cast: Cast, ukp: Indicator, lens: str, who: str) -> None:
    answer = cast.client(who).get(f"/i/KPI1/?visning={lens}")
    assert answer.status_code == 200
    assert "UKP-døgn" in answer.content.decode()


def test_figures_that_are_not_open_are_said_to_be_closed(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    text = cast.client("anonymous").get(f"/i/{CARERS}/").content.decode()
    assert "Tallene er ikke åpne" in text


def test_nobody_finds_an_indicator_that_is_not(cast: Cast) -> None:
    assert cast.client("kari").get("/i/finnes-ikke/").status_code == 404


@pytest.mark.parametrize("lens", ["oversikt", "utvikling"])
def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    cast: Cast, ukp: Indicator, lens: str
) -> None:
    with_baseline(cast, ukp, 123)
    client = cast.client("kari")
    client.get("/i/ukp-dogn/?visning=definisjon")  # the first page of a session writes it
    with queries(f"indicator: {lens}"):
        client.get(f"/i/ukp-dogn/?visning={lens}")
    months(ukp, cast.molde, QUIET * 3)
    months(ukp, cast.steinkjer, QUIET * 3)
    with queries(f"indicator: {lens}"):
        client.get(f"/i/ukp-dogn/?visning={lens}")
