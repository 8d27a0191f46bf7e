"""The pages ask the database as often for 357 municipalities as for five."""

from __future__ import annotations

import pytest
from django.test import Client

from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch, Breakdown, Measurement
from indicators.measurements.periods import parse_period
from tests.cast import BACKEND
from tests.counting import queries
from tests.gevinst.dashboards.country.conftest import coordinator

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture
def client(country: None) -> Client:
    browser = Client()
    browser.force_login(coordinator("municipality", "1539"), backend=BACKEND)
    return browser


def everybody_measured() -> None:
    """A year of months for each municipality that has none."""
    ukp = Indicator.objects.get(slug="ukp-dogn")
    batch = Batch.objects.create(origin=Batch.Origin.FILE, source="NPR", file_name="alle.csv")
    whole = Breakdown.objects.get(key="")
    months = parse_period("2024").children("M")
    lacking = (
        Actor.objects.filter(kind=ActorKind.MUNICIPALITY, valid_to__isnull=True)
        .exclude(pk__in=Measurement.objects.filter(indicator=ukp, period_kind="M").values("actor"))
        .values_list("pk", flat=True)
    )
    Measurement.objects.bulk_create(
        Measurement(
            indicator=ukp,
            actor_id=actor,
            period_kind="M",
            period_start=month.start,
            breakdown=whole,
            batch=batch,
            numerator=3,
        )
        for actor in lacking
        for month in months
    )


@pytest.mark.parametrize("group", ["network:ror", "country:NO"])
def test_a_comparison_of_five_and_of_357(client: Client, group: str) -> None:
    everybody_measured()
    with queries("compare: five or 357"):
        html = client.get("/sammenlign/", {"gruppe": group, "periode": "2024"}).content.decode()
    assert html.count('<th scope="row">') >= {"network:ror": 5, "country:NO": 356}[group]


@pytest.mark.parametrize("lens", ["trakt", "utvikling", "fordeling", "kart", "tabell"])
@pytest.mark.parametrize("group", ["network:ror", "country:NO"])
def test_a_lens_of_five_and_of_357(client: Client, lens: str, group: str) -> None:
    everybody_measured()
    with queries(f"compare, {lens}: five or 357"):
        answer = client.get("/sammenlign/", {"visning": lens, "gruppe": group, "periode": "2024"})
    assert answer.status_code == 200
    assert answer.context["board"].scene.valued


@pytest.mark.parametrize("group", ["network:ror", "health_community:hef-st-olav"])
def test_a_heat_table_of_few_and_of_more(client: Client, group: str) -> None:
    with queries("compare, varmekart: few or more"):
        answer = client.get("/sammenlign/", {"visning": "varmekart", "gruppe": group})
    assert answer.context["board"].seen.drawn.rows


def test_a_country_is_too_large_for_the_heat_table_and_the_page_says_so(client: Client) -> None:
    answer = client.get("/sammenlign/", {"visning": "varmekart", "gruppe": "country:NO"})
    assert "Varmekartet viser høyst 60 kommuner" in answer.content.decode()


@pytest.mark.parametrize("year", ["2021", "2024"])
def test_an_open_table_of_few_and_of_357(client: Client, year: str) -> None:
    if year == "2024":
        everybody_measured()
    with queries("open: few or 357"):
        html = client.get("/apne-tall/", {"aar": year}).content.decode()
    assert html.count("data-depth=") > {"2021": 20, "2024": 356}[year]


def test_the_overview_of_a_community_with_members(country: None) -> None:
    browser = Client()
    browser.force_login(coordinator("health_community", "hef-st-olav"), backend=BACKEND)
    with queries("overview: a health community, summed from its members"):
        assert browser.get("/oversikt/health_community/hef-st-olav/").status_code == 200
    with queries("plan: page of a shared plan with 19 members"):
        plan = Actor.objects.get(code="hef-st-olav", kind="health_community").plans.get()
        assert browser.get(f"/plan/{plan.pk}/").status_code == 200
