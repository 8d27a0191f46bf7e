"""The lenses of the comparison: what each says, and what it must not say."""

from __future__ import annotations

import json
import re
from typing import Any

import plotly.graph_objects as go
import pytest
from django.urls import reverse

from gevinst.dashboards.boards.compare.lenses import LENSES
from gevinst.dashboards.jsonstat import as_jsonstat
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from tests.cast import Cast, make_actor, make_structure, measure
from tests.counting import queries
from tests.gevinst.dashboards.comparing import CARERS, GROUP, UKP, look
from tests.gevinst.dashboards.test_downloads import LINK, MADE


def uncoloured(value: Any) -> Any:
    text = json.dumps(value)
    return json.loads(re.sub(r'"var\(--[\w-]+\)"', '"#123456"', text))


def test_bars_tell_what_chance_allows(county: Cast) -> None:
    found = look(county, "soyler")
    assert found.finding == "Rauma har 10,0 mot 11,5 i Møre og Romsdal – forskjellen kan være tilfeldig"
    assert "et sted mellom nummer 2 og 5 av 6 fra toppen" in found.reading
    (row,) = [row for row in found.rows if row.is_own]
    assert row.interval_text == "7,8–12,6"


def test_those_without_a_figure_stand_in_a_fold_with_why_and_one_s_own_does_not(county: Cast) -> None:
    Measurement.objects.filter(actor__code="1520", indicator__slug=UKP).delete()
    Measurement.objects.filter(actor=county.rauma, indicator__slug=UKP).delete()
    query = {"visning": "tabell", "indikator": UKP, "gruppe": GROUP, "periode": "2024"}
    html = county.client("kari").get(reverse("dashboards:compare"), query).content.decode()
    table, _, rest = html.partition("1 kommune uten tall for perioden")
    assert (">Skog<" in table, ">Skog<" in rest) == (False, True)
    assert "Rauma <span" in table


def test_the_funnel_flags_only_those_beyond_998(county: Cast) -> None:
    found = look(county, "trakt")
    assert found.finding == "2 av 6 kommuner skiller seg klart fra gruppen: Fjord høyere, Skog lavere"
    assert "2 ligger utenfor 95 %-grensen; av ren tilfeldighet ville om lag 0,3 gjort det" in found.reading
    assert found.chart is not None
    named = [text.strip() for trace in found.chart.data["data"] for text in trace.get("text", []) if text]
    assert sorted(named) == ["Fjord", "Rauma", "Skog"]


def test_the_sides_of_a_funnel_are_told_apart_by_shape(county: Cast) -> None:
    chart = look(county, "trakt").chart
    assert chart is not None
    shapes = [trace["marker"]["symbol"] for trace in chart.data["data"] if "marker" in trace]
    assert shapes == ["circle-open", "triangle-up", "triangle-down", "square"]


def test_without_a_better_side_no_colour_says_good_or_bad(county: Cast) -> None:
    Indicator.objects.filter(slug=UKP).update(direction="neutral")
    for lens in LENSES:
        page = county.client("kari").get(
            reverse("dashboards:compare"), {"visning": lens, "indikator": UKP, "gruppe": GROUP}
        )
        said = page.content.decode().partition("<main")[2]
        assert "var(--good)" not in said
        assert "var(--bad)" not in said
        assert "var(--warn)" not in said
        assert 'data-tone="good"' not in said
        assert "er bedre." not in said
    heat = look(county, "varmekart").seen.drawn
    assert heat.rows[0][2][0].potential is None


def test_counts_have_no_funnel_and_the_page_says_what_to_choose(county: Cast) -> None:
    found = look(county, "trakt", maal="antall")
    assert found.chart is None
    assert "Velg «per innbygger»" in found.seen.why


def test_small_multiples_share_their_axes_and_too_few_is_said(county: Cast) -> None:
    found = look(county, "utvikling")
    assert found.finding == "For få målinger til å si om noe har endret seg"
    assert found.seen.drawn.panels[0].row.actor.name == "Rauma"
    assert {one.signal for one in found.seen.drawn.panels} == {"For få målinger"}
    assert len({one.panel.dots for one in found.seen.drawn.panels}) == 1


def test_a_real_change_is_told_in_words_and_sorts_first(
    county: Cast, catalogue: dict[str, Indicator]
) -> None:
    fjord = Actor.objects.get(name="Fjord")
    for month in range(1, 25):
        year, part = divmod(month - 1, 12)
        days = 20 + (month + 1) % 2 * 2 if month <= 12 else 5
        measure(catalogue[UKP], fjord, f"{2022 + year}-{part + 1:02}", numerator=days)
    found = look(county, "utvikling", sorter="signal", periode="2024")
    first = found.seen.drawn.panels[0]
    assert (first.row.actor.name, first.signal, first.since) == ("Fjord", "Forbedring", "siden januar 2023")
    assert "1 reell forbedring" in found.finding


def test_a_distribution_of_few_draws_no_tenths(county: Cast) -> None:
    found = look(county, "fordeling")
    assert found.finding.startswith("Den midterste halvdelen av kommunene ligger fra")
    assert found.finding.endswith("Rauma har 10,0 (7,8–12,6)")
    assert found.seen.lines[0][:2] == ["2024", 6.0]
    by_name = dict(zip([column.key for column in found.seen.columns], found.seen.lines[0], strict=True))
    assert (by_name["p10"], by_name["lavest"], by_name["hoyest"], by_name["var"]) == (None, 4.0, 25.0, 10.0)


def test_a_hidden_figure_moves_no_percentile_class_or_best_tenth(
    county: Cast, catalogue: dict[str, Indicator]
) -> None:
    hidden = make_actor("municipality", "1560", "Tingvoll")
    above = Actor.objects.get(code="15", kind="county")
    make_structure("fylke-to", ["county", "municipality"], False, [(above, hidden)])
    before = {lens: look(county, lens) for lens in ("fordeling", "kart", "varmekart")}
    measure(catalogue["folkemengde"], hidden, "2024", numerator=5_000)
    measure(catalogue[UKP], hidden, "2024", numerator=5_000, reason="hidden")
    after = {lens: look(county, lens) for lens in before}
    assert before["fordeling"].seen.lines == after["fordeling"].seen.lines
    assert before["kart"].seen.drawn.legend == after["kart"].seen.drawn.legend
    bests = [[head.best for head in each["varmekart"].seen.drawn.heads] for each in (before, after)]
    assert bests[0] == bests[1]


def test_a_tile_has_its_number_and_its_class_in_it(county: Cast) -> None:
    page = county.client("kari").get(
        reverse("dashboards:compare"), {"visning": "kart", "indikator": UKP, "gruppe": GROUP}
    )
    tiles = re.findall(r'class="tile" data-class="(\d)"', page.content.decode())
    assert sorted(tiles) == ["1", "1", "2", "2", "3", "4"]
    assert "Møre og Romsdal</h3>" in page.content.decode()


def test_the_heat_table_is_sorted_by_what_there_is_to_gain(county: Cast) -> None:
    found = look(county, "varmekart")
    heat = found.seen.drawn
    amounts = [cells[0].potential.amount for _actor, _own, cells in heat.rows]
    assert amounts == sorted(amounts, reverse=True)
    assert heat.rows[0][0].name == "Fjord"
    # The 10th percentile of 4, 9.78, 10, 10, 10.4 and 25 per 1 000 is 6.89: 18.11 too many for 8 000.
    assert amounts[0] == pytest.approx((25 - (4 + (88 / 9 - 4) / 2)) * 8)
    assert found.finding.endswith("mest å hente i Fjord, 145 døgn")
    assert heat.rows[0][2][0].potential.is_sure is True


def test_what_there_is_to_gain_is_never_added_across_units(county: Cast) -> None:
    answer = look(county, "varmekart").answer
    units = {row[8] for row in answer.rows if row[7] is not None}
    assert units == {"døgn", "tilfeller"}
    assert "Sum" not in {row[1] for row in answer.rows}


def test_figures_not_shared_are_in_no_cell_of_the_heat_table(
    county: Cast, catalogue: dict[str, Indicator]
) -> None:
    for one in Actor.objects.filter(kind="municipality"):
        measure(catalogue[CARERS], one, "2024", numerator=40, denominator=100)
    heat = look(county, "varmekart", indikator=CARERS).seen.drawn
    shown = {actor.name for actor, _own, cells in heat.rows if cells[0].text != "–"}
    assert heat.heads[0].indicator.slug == CARERS
    assert shown == {"Rauma"}


@pytest.mark.parametrize("lens", LENSES)
def test_every_lens_keeps_the_question_and_answers_with_whole_rows(county: Cast, lens: str) -> None:
    found = look(county, lens, periode="2024")
    assert found.answer.rows
    assert all(len(row) == len(found.answer.columns) for row in found.answer.rows)
    assert "gruppe=county%3A15" in found.query
    assert f"visning={lens}" in found.query
    assert all("periode=2024" in query for _lens, query, _current in found.tabs)
    if found.chart:
        drawn = uncoloured(found.chart.data)
        go.Figure(data=drawn["data"], layout=drawn["layout"])


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize(
    "query", [{"aktorer": "Rauma"}, {"aktorer": "Mordor"}, {"gruppe": "network:ror", "indikator": CARERS}]
)
def test_one_municipality_and_nobody_have_a_sensible_page(
    county: Cast, lens: str, query: dict[str, str]
) -> None:
    page = county.client("kari").get(reverse("dashboards:compare"), {"visning": lens, **query})
    assert page.status_code == 200
    assert not re.search(r"\bnan\b", page.content.decode(), re.IGNORECASE)


def test_similar_municipalities_are_said_in_words(county: Cast) -> None:
    found = look(county, "soyler", gruppe="like:1539")
    assert sorted(row.actor.name for row in found.rows) == ["Fjord", "Herøy", "Rauma"]
    assert found.group_name == "kommuner som Rauma (5\u00a0000–9\u00a0999 innbyggere)"
    assert found.question.group_key == "like:1539"


def test_the_api_takes_every_lens(county: Cast) -> None:
    client = county.client("kari")
    for lens in LENSES:
        answer = client.get("/api/v1/sammenlign", {"visning": lens, "indikator": UKP, "gruppe": GROUP})
        assert answer.status_code == 200, answer.content
        assert answer.json()["rows"]


@pytest.mark.parametrize("lens", LENSES)
def test_each_lens_asks_the_database_so_often(county: Cast, lens: str) -> None:
    client = county.client("kari")
    with queries(f"compare, {lens}: six of a county"):
        client.get(reverse("dashboards:compare"), {"visning": lens, "indikator": UKP, "gruppe": GROUP})


@pytest.mark.parametrize("lens", ["soyler", "trakt"])
def test_a_dataset_of_it_has_the_municipalities_as_places(county: Cast, lens: str) -> None:
    dataset = json.loads(as_jsonstat(look(county, lens).answer, LINK, MADE))
    assert dataset["role"]["geo"] == ["kommunenr"]
    assert dataset["dimension"]["kommunenr"]["category"]["label"]["1517"] == "Fjord"


def test_a_dataset_over_time_has_places_and_periods(county: Cast, catalogue: dict[str, Indicator]) -> None:
    for month in range(1, 13):
        measure(catalogue[UKP], county.rauma, f"2024-{month:02}", numerator=month)
    found = look(county, "utvikling").answer
    dataset = json.loads(as_jsonstat(found, LINK, MADE))
    assert (dataset["role"]["geo"], dataset["role"]["time"]) == (["kommunenr"], ["periode"])
    assert "2024-12" in dataset["dimension"]["periode"]["category"]["index"]
