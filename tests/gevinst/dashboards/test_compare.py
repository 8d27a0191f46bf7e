from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from gevinst.access.models import User
from gevinst.dashboards.boards.compare import Comparison, compare
from gevinst.dashboards.boards.compare.lenses import bars
from gevinst.dashboards.boards.compare.periods import choices_for
from gevinst.values.keys import key_of
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Breakdown, Measurement
from indicators.measurements.periods import Period, PeriodKind
from tests.cast import Cast, measure
from tests.counting import queries

UKP, SHARE, CARERS = "ukp-dogn", "ukp-andel-liggedogn", "pleiekontinuitet-hjemmetjenesten"
NETWORK = "network:ror"


@pytest.fixture
def measured(cast: Cast, catalogue: dict[str, Indicator]) -> Cast:
    """2024: Rauma 70 døgn among 7 000, Molde 640 among 32 000. The share: 10 of 100, and 90 of 300."""
    for actor, people, days, some, all_ in (
        (cast.rauma, 7_000, 70, 10, 100),
        (cast.molde, 32_000, 640, 90, 300),
    ):
        measure(catalogue["folkemengde"], actor, "2024", numerator=people)
        measure(catalogue[UKP], actor, "2024", numerator=days)
        measure(catalogue[SHARE], actor, "2024", numerator=some, denominator=all_)
    return cast


def ask(user: User, **query: str) -> Comparison:
    found = compare(user, query)
    assert found is not None
    return found


def shown(found: Comparison) -> dict[str, float | None]:
    return {row.actor.name: row.value for row in found.rows}


def months(indicator: Indicator, actor: Actor, first: str, how_many: int, value: float = 1) -> None:
    year, month = map(int, first.split("-"))
    period = Period(PeriodKind.MONTH, date(year, month, 1))
    for _step in range(how_many):
        measure(indicator, actor, period.code, numerator=value)
        period = period.next()


def test_the_highest_stands_first_with_the_reader_s_own_marked(measured: Cast) -> None:
    found = ask(measured.kari, indikator=UKP, gruppe=NETWORK, maal="antall")
    assert list(shown(found).items()) == [("Molde", 640), ("Rauma", 70)]
    assert [row.is_own for row in found.rows] == [False, True]
    assert found.choice is not None
    assert found.choice.label == "2024"


def test_a_count_per_inhabitant_is_held_against_the_group_s_own(measured: Cast) -> None:
    found = ask(measured.kari, indikator=UKP, gruppe=NETWORK)
    assert found.unit == "døgn per 1\u00a0000 innbyggere"
    assert shown(found) == {"Molde": 20, "Rauma": 10}
    assert found.whole == pytest.approx(710 * 1000 / 39_000)
    assert [row.difference_text for row in found.rows] == ["+10\u00a0%", "−45\u00a0%"]
    assert found.finding == "Rauma har 10,0 mot 18,2 i ROR-nettverket"


def test_the_group_s_value_is_the_sums_divided_and_never_a_mean(measured: Cast) -> None:
    found = ask(measured.kari, indikator=SHARE, gruppe=NETWORK)
    assert shown(found) == {"Molde": 30, "Rauma": 10}
    assert found.whole == 25
    assert found.whole != (30 + 10) / 2
    assert "ikke snittet" in found.whole_note


def test_the_group_s_value_is_told_down_to_each_municipality(measured: Cast) -> None:
    told = ask(measured.kari, indikator=UKP, gruppe=NETWORK).whole_told
    assert told is not None
    assert told.formula == "710 / 39\u00a0000 · 1\u00a0000 = 18,2\u00a0døgn per 1\u00a0000 innbyggere"
    assert [(name, top, bottom, text) for name, _url, top, bottom, text in told.parts] == [
        ("Molde", "640", "32\u00a0000", "20,0"),
        ("Rauma", "70", "7\u00a0000", "10,0"),
    ]
    assert all("per=innbygger" in url for _name, url, *_rest in told.parts)
    assert (told.top, told.bottom, told.top_label) == ("710", "39\u00a0000", "Døgn")
    share = ask(measured.kari, indikator=SHARE, gruppe=NETWORK).whole_told
    assert share is not None
    assert share.formula == "100 / 400 · 100 = 25,0\u00a0%"
    count = ask(measured.kari, indikator=UKP, gruppe=NETWORK, maal="antall").whole_told
    assert count is not None
    assert (count.formula, count.parts) == ("640 + 70 = 710\u00a0døgn", [])


def test_the_figure_of_the_group_leads_to_how_it_was_reached(measured: Cast) -> None:
    page = measured.client("kari").get(reverse("dashboards:compare"), {"indikator": UKP, "gruppe": NETWORK})
    said = page.content.decode()
    assert '<a href="#group-figure">18,2</a>' in said
    assert "Slik er 18,2 for ROR-nettverket regnet ut" in said
    assert "kommuner uten tall" not in said


def test_one_without_a_figure_is_no_part_of_the_sum_and_says_why(measured: Cast) -> None:
    measure(Indicator.objects.get(slug=SHARE), measured.molde, "2025", reason="hidden")
    measure(Indicator.objects.get(slug=SHARE), measured.rauma, "2025", numerator=10, denominator=100)
    found = ask(measured.kari, indikator=SHARE, gruppe=NETWORK, periode="2025")
    assert shown(found) == {"Rauma": 10, "Molde": None}
    assert found.whole == 10
    assert found.whole_told is not None
    assert found.whole_told.lacking == 1
    assert found.rows[1].note == "Vises ikke av hensyn til personvern"


def test_a_printed_share_without_its_parts_gives_the_group_no_value(measured: Cast) -> None:
    share = Indicator.objects.get(slug=SHARE)
    measure(share, measured.molde, "2025", stated=30)
    measure(share, measured.rauma, "2025", numerator=10, denominator=100)
    found = ask(measured.kari, indikator=SHARE, gruppe=NETWORK, periode="2025")
    assert (found.whole, found.whole_text, found.whole_told) == (None, "–", None)
    assert [row.difference_text for row in found.rows] == ["", ""]


def test_a_municipality_whose_inhabitants_are_unknown_has_no_rate(measured: Cast) -> None:
    Measurement.objects.filter(indicator__slug="folkemengde", actor=measured.molde).delete()
    found = ask(measured.kari, indikator=UKP, gruppe=NETWORK)
    assert shown(found) == {"Rauma": 10, "Molde": None}
    assert found.rows[1].note == "Folketallet mangler"


@pytest.mark.parametrize(
    ("who", "names", "left_out"),
    [("kari", ["Molde", "Rauma"], 0), ("liv", ["Molde", "Rauma"], 0), ("per", [], 2), ("nora", [], 2)],
)
def test_guarded_figures_are_shown_to_those_they_are_shared_with(
    cast: Cast, catalogue: dict[str, Indicator], who: str, names: list[str], left_out: int
) -> None:
    for actor in (cast.rauma, cast.molde):
        measure(catalogue[CARERS], actor, "2024-03", numerator=40, denominator=100)
    found = ask(getattr(cast, who), indikator=CARERS, gruppe=NETWORK)
    assert sorted(shown(found)) == names
    assert len(found.not_shared) == left_out
    assert [row[1] for row in found.answer.rows if row[0]] == names


def test_open_figures_are_for_all_who_log_in(measured: Cast) -> None:
    assert set(shown(ask(measured.per, indikator=UKP, gruppe=NETWORK))) == {"Rauma", "Molde"}


def test_municipalities_may_be_named_one_by_one(measured: Cast) -> None:
    found = ask(measured.kari, indikator=UKP, aktorer="1506, rauma, Mordor", maal="antall")
    assert shown(found) == {"Molde": 640, "Rauma": 70}
    assert found.question.group is None
    assert (found.group_name, found.whole) == ("Utvalget samlet", 710)
    assert len(found.problems) == 1
    assert "Mordor" in found.problems[0]


def test_the_last_month_is_the_last_that_everybody_has(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    ukp = catalogue[UKP]
    months(ukp, cast.rauma, "2024-01", 18)
    months(ukp, cast.molde, "2024-01", 15)
    choices = choices_for(ukp, [cast.rauma.pk, cast.molde.pk])
    assert choices.last_month is not None
    assert choices.last_month.code == "2025-03"
    assert [choice.code for choice in choices.offered[:3]] == ["12m", "2024", "2025-06"]
    assert choices.offered[0].label == "siste 12 måneder, til og med mars 2025"
    found = ask(cast.kari, indikator=UKP, gruppe=NETWORK, maal="antall")
    assert shown(found) == {"Rauma": 12, "Molde": 12}


def test_one_who_stopped_long_ago_holds_nobody_back(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    months(catalogue[UKP], cast.rauma, "2024-01", 18)
    months(catalogue[UKP], cast.molde, "2022-01", 12)
    choices = choices_for(catalogue[UKP], [cast.rauma.pk, cast.molde.pk])
    assert choices.last_month is not None
    assert choices.last_month.code == "2025-06"


def test_a_year_nobody_printed_is_the_sum_of_its_months(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    months(catalogue[UKP], cast.rauma, "2023-01", 24, value=2)
    measure(catalogue[UKP], cast.molde, "2023", numerator=100)
    found = ask(cast.kari, indikator=UKP, gruppe=NETWORK, periode="2023", maal="antall")
    assert shown(found) == {"Molde": 100, "Rauma": 24}


def test_months_that_do_not_add_up_are_compared_month_by_month(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    for month in range(1, 13):
        measure(catalogue[CARERS], cast.rauma, f"2024-{month:02}", numerator=month, denominator=100)
    found = ask(cast.kari, indikator=CARERS, gruppe=NETWORK)
    assert found.choice is not None
    assert (found.choice.label, shown(found)["Rauma"]) == ("desember 2024", 0.12)


def test_what_the_address_does_not_know_becomes_something_sensible(measured: Cast) -> None:
    found = ask(measured.kari, indikator="tull", gruppe="tull", periode="tull", maal="tull")
    assert found.question.indicator in found.question.indicators
    assert found.question.group == measured.network
    ukp = ask(measured.kari, gruppe="tull", periode="2024-13", maal="tull")
    assert (ukp.question.as_rate, ukp.choice and ukp.choice.code) == (False, "2024")


def test_the_answer_is_what_the_page_shows(measured: Cast) -> None:
    answer = ask(measured.kari, indikator=UKP, gruppe=NETWORK).answer
    assert [column.key for column in answer.columns] == [
        "kommunenr",
        "kommune",
        "verdi",
        "nedre_95",
        "ovre_95",
        "mot_gruppen",
        "merknad",
    ]
    assert answer.rows[:2] == [
        ["1506", "Molde", 20.0, 18.5, 21.6, 10.0, ""],
        ["1539", "Rauma", 10.0, 7.8, 12.6, -45.0, ""],
    ]
    assert answer.rows[2][1:4] == ["ROR-nettverket", 18.2, None]
    assert dict(answer.asked) == {
        "visning": "",
        "indikator": UKP,
        "gruppe": NETWORK,
        "aktorer": "",
        "periode": "2024",
        "maal": "rate",
        "sorter": "",
        "kjent": "",
    }


def test_a_group_is_named_alike_in_every_database(cast: Cast) -> None:
    assert key_of(cast.network) == NETWORK


def test_the_page_says_which_way_is_better_and_links_to_the_trail(measured: Cast) -> None:
    html = measured.client("kari").get(reverse("dashboards:compare")).content.decode()
    assert "Lavere er bedre" in html
    assert 'href="/malinger/sporing/ukp-dogn/municipality/1539/2024/?per=innbygger"' in html
    query = "indikator=ukp-dogn&amp;gruppe=network%3Aror&amp;periode=2024&amp;maal=rate"
    for link in (
        "/sammenlign/tabell.csv?",
        "/sammenlign/tabell.xlsx?",
        "/sammenlign/?",
        "/api/v1/sammenlign?",
    ):
        assert f'href="{link}{query}"' in html


@pytest.mark.parametrize("lens", ["soyler", "trakt", "tabell"])
def test_the_name_of_the_indicator_leads_to_its_own_page(measured: Cast, lens: str) -> None:
    asked = {"indikator": UKP, "visning": lens}
    html = measured.client("kari").get(reverse("dashboards:compare"), asked).content.decode()
    assert '<a href="/i/ukp-dogn/">' in html


def test_more_than_sixty_are_a_table_and_no_chart(measured: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(measured.kari, indikator=UKP, gruppe=NETWORK).chart is not None
    monkeypatch.setattr(bars, "MOST_BARS", 1)
    html = measured.client("kari").get(reverse("dashboards:compare")).content.decode()
    assert "data-figure=" not in html
    assert "Rauma har 10,0 mot 18,2 i ROR-nettverket" in html


def test_nothing_to_compare_says_so(cast: Cast, db: Any) -> None:
    html = cast.client("kari").get(reverse("dashboards:compare")).content.decode()
    assert "Ingen måleindikatorer er publisert" in html


def test_hidden_breakdowns_are_no_part_of_the_whole(measured: Cast) -> None:
    part = Breakdown.objects.create(key="alder=75+")
    row = Measurement.objects.get(indicator__slug=UKP, actor=measured.rauma)
    Measurement.objects.create(
        indicator=row.indicator,
        actor=row.actor,
        period_kind="Y",
        period_start=row.period_start,
        breakdown=part,
        batch=row.batch,
        numerator=999,
    )
    assert shown(ask(measured.kari, indikator=UKP, gruppe=NETWORK, maal="antall"))["Rauma"] == 70


def test_the_page_asks_the_database_so_often(measured: Cast) -> None:
    client = measured.client("kari")
    with queries("compare: five of a network"):
        assert re.search("Molde", client.get(reverse("dashboards:compare")).content.decode())
