"""Every number on a page that leads to its trail leads to that very number."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from gevinst.plans.models import Benefit
from gevinst.plans.services import add_benefit, create_plan, set_contribution
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor, ActorKind, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Category, Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import parse_period
from indicators.measurements.services import breakdowns_for
from tests.cast import SINCE, Cast, measure
from tests.gevinst.values.conftest import heading_of, plain

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a[^>]*href="(/malinger/sporing/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


@pytest.fixture(autouse=True)
def figures(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    """Monthly bed days and carers of two municipalities into 2025, yearly shares, inhabitants."""
    for place, actor in enumerate((cast.rauma, cast.molde)):
        for month in range(1, 19):
            year, number = 2024 + (month - 1) // 12, (month - 1) % 12 + 1
            measure(catalogue["ukp-dogn"], actor, f"{year}-{number:02}", numerator=10 * place + month)
            measure(
                catalogue["pleiekontinuitet-hjemmetjenesten"],
                actor,
                f"{year}-{number:02}",
                numerator=3 + place,
                denominator=7 + month,
            )
        measure(catalogue["ukp-andel-liggedogn"], actor, "2024", numerator=30 + place, denominator=900)
        measure(catalogue["folkemengde"], actor, "2024", numerator=7000 + 20000 * place)


@pytest.fixture
def country(cast: Cast, catalogue: dict[str, Indicator]) -> Actor:
    structure = Structure.objects.create(code="samarbeid", name="Samarbeidsstruktur", levels=[])
    country, area = (
        Actor.objects.create(kind=kind, code=code, name=name, valid_from=SINCE)
        for kind, code, name in (
            (ActorKind.COUNTRY, "NO", "Norge"),
            (ActorKind.HEALTH_COMMUNITY, "mr", "Møre og Romsdal"),
        )
    )
    for parent, child in ((country, area), (area, cast.rauma), (area, cast.molde), (country, cast.steinkjer)):
        Membership.objects.create(structure=structure, parent=parent, child=child, valid_from=SINCE)
    rebuild_closure(structure=structure)
    measure(catalogue["ukp-dogn"], country, "2024", numerator=500)
    return country


@pytest.fixture
def benefit(cast: Cast, catalogue: dict[str, Indicator]) -> Benefit:
    plan = create_plan(actor=cast.rauma, title="Plan")
    benefit = add_benefit(plan=plan, indicator=catalogue["ukp-dogn"], title="Færre døgn")
    set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=78, period=parse_period("2024"), source="NPR"),
        ambition=Ambition(form="at_most", target=40, by=date(2027, 12, 31)),
    )
    return benefit


def follow(cast: Cast, who: str, url: str, *, at_least: int) -> None:
    """A link that is a number begins the heading of its trail; of one in words the heading is on the page."""
    client = cast.client(who)
    page = client.get(url)
    assert page.status_code == 200, url
    body = page.content.decode()
    links = {(html.unescape(address), plain(text)) for address, text in LINK.findall(body)}
    assert len(links) >= at_least, f"{url} has {links}"
    for address, shown in links:
        trail = client.get(address)
        assert trail.status_code == 200, f"{url}: {shown} leads to {address}"
        heading = heading_of(trail)
        if shown[0].isdigit() or shown == "–":
            assert f"{heading} ".startswith(f"{shown} "), f"{url}: {shown} leads to {address}: {heading}"
        else:
            assert heading in plain(body), f"{url} does not show {heading} of {address}"


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize("slug", ["ukp-dogn", "ukp-andel-liggedogn"])
def test_the_open_table(cast: Cast, country: Actor, slug: str, year: int) -> None:
    links = 0 if (slug, year) == ("ukp-andel-liggedogn", 2025) else 4
    follow(cast, "anonymous", f"/apne-tall/?indikator={slug}&struktur=samarbeid&aar={year}", at_least=links)


def test_rates_of_the_open_table_lead_to_what_they_were_divided_by(cast: Cast, country: Actor) -> None:
    follow(cast, "anonymous", "/apne-tall/?indikator=ukp-dogn&struktur=samarbeid&aar=2024", at_least=6)


@pytest.mark.parametrize("scale", ["rate", "antall"])
@pytest.mark.parametrize("period", ["12m", "2024", "2025-03"])
def test_the_comparison(cast: Cast, period: str, scale: str) -> None:
    url = f"/sammenlign/?indikator=ukp-dogn&gruppe={cast.network.pk}&maal={scale}&periode={period}"
    follow(cast, "kari", url, at_least=2)


def test_the_comparison_of_means(cast: Cast) -> None:
    slug = "pleiekontinuitet-hjemmetjenesten"
    follow(
        cast, "kari", f"/sammenlign/?indikator={slug}&gruppe={cast.network.pk}&periode=2025-03", at_least=2
    )


def test_the_overview_and_the_benefit(cast: Cast, benefit: Benefit) -> None:
    follow(cast, "kari", f"/oversikt/municipality/1539/gevinst/{benefit.pk}/", at_least=8)
    follow(cast, "kari", f"/plan/gevinst/{benefit.pk}/", at_least=7)
    follow(cast, "kari", f"/plan/{benefit.plan_id}/", at_least=1)


def test_a_benefit_about_a_category_shows_the_category_and_leads_to_it(
    cast: Cast, benefit: Benefit, catalogue: dict[str, Indicator]
) -> None:
    old = Category.objects.get(dimension="alder", code="75+")
    Benefit.objects.filter(pk=benefit.pk).update(category=old)
    elderly = breakdowns_for([frozenset({("alder", "75+")})])[frozenset({("alder", "75+")})]
    for month in range(1, 13):
        row = measure(catalogue["folkemengde"], cast.rauma, f"2025-{month:02}", numerator=month)
        Measurement.objects.filter(pk=row.pk).update(indicator=catalogue["ukp-dogn"], breakdown=elderly)
    page = cast.client("kari").get(f"/plan/gevinst/{benefit.pk}/").content.decode()
    assert "75 år og eldre" in page
    assert "78\u00a0døgn" in page
    follow(cast, "kari", f"/plan/gevinst/{benefit.pk}/", at_least=1)
    follow(cast, "kari", f"/plan/{benefit.plan_id}/", at_least=1)


@pytest.mark.parametrize("slug", ["ukp-dogn", "pleiekontinuitet-hjemmetjenesten"])
def test_the_sheet(cast: Cast, slug: str) -> None:
    follow(cast, "kari", f"/utvalgsliste/{slug}/", at_least=1)


def test_a_trail_leads_on_to_trails_of_its_parts(cast: Cast, country: Actor) -> None:
    follow(cast, "kari", "/malinger/sporing/ukp-dogn/municipality/1539/2024/", at_least=12)
    trail = "/malinger/sporing/ukp-dogn/health_community/mr/2024/?struktur=samarbeid"
    follow(cast, "kari", trail, at_least=2)
    follow(cast, "kari", "/malinger/sporing/ukp-dogn/network/ror/2025-06/?maneder=12", at_least=2)


def test_a_link_that_leads_astray_is_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gevinst.values.words.number_of", lambda figure, indicator: 1.0)
    with pytest.raises(AssertionError, match="leads to"):
        follow(
            cast, "kari", f"/sammenlign/?indikator=ukp-dogn&gruppe={cast.network.pk}&maal=antall", at_least=2
        )
