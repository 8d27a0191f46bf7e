"""Every board, its files and its trails as the figures were known on an earlier day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from gevinst.plans.services import add_benefit, create_plan, set_contribution
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor, ActorKind, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Indicator
from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Measurement
from indicators.measurements.periods import parse_period
from indicators.measurements.services import correct
from tests.cast import SINCE, Cast, measure
from tests.counting import queries
from tests.gevinst.values.conftest import heading_of, text_of

pytestmark = pytest.mark.django_db
THEN, BETWEEN = datetime(2025, 3, 1, 12, tzinfo=UTC), "2025-04-15"
COMPARE = "/sammenlign/?indikator=ukp-dogn&periode=2024&maal=antall&aktorer=1539"
OPEN = "/apne-tall/?indikator=ukp-dogn&struktur=samarbeid&aar=2024"
OVERVIEW = "/oversikt/municipality/1539/"


@pytest.fixture(autouse=True)
def history(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    """Rauma had 100 bed days in 2024 until 1 May 2025, and 120 since. Molde came in May."""
    with time_machine.travel(THEN, tick=False):
        row = measure(catalogue["ukp-dogn"], cast.rauma, "2024", numerator=100)
    with time_machine.travel(datetime(2025, 5, 1, 12, tzinfo=UTC), tick=False):
        correct(measurement=row, figure=NewFigure(numerator=120.0), reason="Telt på nytt", by=cast.kari)
        measure(catalogue["ukp-dogn"], cast.molde, "2024", numerator=30)
    structure = Structure.objects.create(code="samarbeid", name="Samarbeid", levels=[])
    area = Actor.objects.create(
        kind=ActorKind.HEALTH_COMMUNITY, code="mr", name="Møre og Romsdal", valid_from=SINCE
    )
    for child in (cast.rauma, cast.molde):
        Membership.objects.create(structure=structure, parent=area, child=child, valid_from=SINCE)
    rebuild_closure(structure=structure)
    benefit = add_benefit(
        plan=create_plan(actor=cast.rauma, title="Plan"), indicator=catalogue["ukp-dogn"], title="Færre døgn"
    )
    set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=150, period=parse_period("2023"), source="NPR"),
        ambition=Ambition(form="at_most", target=40, by=date(2027, 12, 31)),
    )


@pytest.mark.parametrize(
    ("url", "then", "now"),
    [(COMPARE, "100 døgn", "120 døgn"), (OPEN, "Møre og Romsdal 100", "Møre og Romsdal 150")],
)
def test_a_board_shows_what_was_known_and_says_so(cast: Cast, url: str, then: str, now: str) -> None:
    client = cast.client("kari")
    assert now in text_of(client.get(url))
    page = client.get(f"{url}&kjent={BETWEEN}")
    words = text_of(page)
    assert "Slik tallene var kjent 15. april 2025. Vis dagens tall" in words
    assert then in words
    assert now not in words


@pytest.mark.parametrize("url", [COMPARE, OPEN])
def test_every_link_with_figures_keeps_the_day(cast: Cast, url: str) -> None:
    body = cast.client("kari").get(f"{url}&kjent={BETWEEN}").content.decode()
    links = re.findall(r'href="([^"]*(?:sporing|tabell|api/v1)[^"]*)"', body)
    assert len(links) >= 4
    assert [link for link in links if f"kjent={BETWEEN}" not in link and "?" in link] == []
    assert 'name="kjent" value="15.04.2025"' in body
    assert re.search(r'href="\?[^"]*"[^>]*>Vis dagens tall', body)


@pytest.mark.parametrize("url", [COMPARE, OPEN])
def test_files_and_the_api_hold_the_same(cast: Cast, url: str) -> None:
    client = cast.client("kari")
    page, _mark, query = url.partition("?")
    file = client.get(f"{page}tabell.csv?{query}&kjent={BETWEEN}").content.decode()
    assert ";100;" in file
    assert "120" not in file
    answer = client.get(f"/api/v1{page.rstrip('/')}?{query}&kjent={BETWEEN}").json()
    assert answer["about"]["Slik tallene var kjent"] == "15. april 2025"
    assert 100.0 in [row["verdi"] for row in answer["rows"]]
    assert f"kjent={BETWEEN}" in answer["page"]
    refused = client.get(f"/api/v1{page.rstrip('/')}?{query}&kjent=2999-01-01")
    assert refused.status_code == 400
    assert "Ukjent verdi" in refused.content.decode()


def test_the_overview_and_its_trail(cast: Cast) -> None:
    client = cast.client("kari")
    assert "120" in text_of(client.get(OVERVIEW))
    page = client.get(f"{OVERVIEW}?kjent={BETWEEN}")
    words = text_of(page)
    assert "Slik tallene var kjent 15. april 2025" in words
    assert "100 døgn" in words
    assert "120 døgn" not in words
    link = re.search(r'href="(/malinger/sporing/[^"]*)"', page.content.decode())
    assert link
    trail = client.get(link[1].replace("&amp;", "&"))
    assert heading_of(trail) == "100 døgn"
    assert "Slik tallene var kjent 15. april 2025" in text_of(trail)
    assert "100 døgn gjaldt 15.04.2025" in text_of(trail)
    assert "120 døgn gjelder nå" in text_of(trail)


def test_a_sum_is_traced_to_the_parts_of_that_day(cast: Cast) -> None:
    client = cast.client("kari")
    url = "/malinger/sporing/ukp-dogn/health_community/mr/2024/?struktur=samarbeid"
    assert heading_of(client.get(url)) == "150 døgn"
    page = client.get(f"{url}&kjent={BETWEEN}")
    assert heading_of(page) == "100 døgn"
    assert "1 område mangler tall Molde" in text_of(page)
    part = "/malinger/sporing/ukp-dogn/municipality/1539/2024/?struktur=samarbeid&amp;kjent=2025-04-15"
    assert f'href="{part}"' in page.content.decode()


def test_before_anything_was_known_there_is_nothing(cast: Cast) -> None:
    client = cast.client("kari")
    assert "Ingen tall" in text_of(client.get(f"{COMPARE}&kjent=2025-02-28"))
    assert "Ingen åpne tall" in text_of(client.get(f"{OPEN}&kjent=2025-02-28"))
    trail = "/malinger/sporing/ukp-dogn/municipality/1539/2024/?kjent=2025-02-28"
    assert "Verdien var ikke kjent 28. februar 2025." in text_of(client.get(trail))


@pytest.mark.parametrize("day", ["2999-01-01", "i-fjor", "2025-13-01", ""])
def test_a_day_that_has_not_been_is_not_asked_for(cast: Cast, day: str) -> None:
    words = text_of(cast.client("kari").get(f"{COMPARE}&kjent={day}"))
    assert "120 døgn" in words
    assert "Slik tallene var kjent 1" not in words


def test_it_asks_as_many_queries_for_many_as_for_few(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    client = cast.client("kari")
    client.get("/")
    with queries("open, as known on a day"):
        client.get(f"{OPEN}&kjent={BETWEEN}")
    area = Actor.objects.get(code="mr")
    structure = Structure.objects.get(code="samarbeid")
    for number in range(20):
        actor = Actor.objects.create(
            kind="municipality", code=f"99{number:02}", name=f"Sted {number}", valid_from=SINCE
        )
        Membership.objects.create(structure=structure, parent=area, child=actor, valid_from=SINCE)
        with time_machine.travel(THEN, tick=False):
            measure(catalogue["ukp-dogn"], actor, "2024", numerator=number)
    assert Measurement.objects.count() == 22
    with queries("open, as known on a day"):
        client.get(f"{OPEN}&kjent={BETWEEN}")
