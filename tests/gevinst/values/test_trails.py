"""What a figure was made of, told to whom it may be told."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.actors.models import Actor, ActorKind, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Indicator
from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Batch
from indicators.measurements.services import correct, record
from tests.cast import SINCE, Cast, measure
from tests.gevinst.values.conftest import heading_of, text_of

pytestmark = pytest.mark.django_db
Catalogue = dict[str, Indicator]


def url_of(slug: str, period: str, *, kind: str = "municipality", code: str = "1539", query: str = "") -> str:
    return f"/malinger/sporing/{slug}/{kind}/{code}/{period}/{query}"


def said(cast: Cast, url: str, who: str = "kari") -> str:
    response = cast.client(who).get(url)
    assert response.status_code == 200, url
    return text_of(response)


@pytest.fixture
def community(cast: Cast) -> Actor:
    """A hospital area with Rauma, Molde and Steinkjer, of which Rauma also counts in another."""
    structure = Structure.objects.create(code="sykehus", name="Sykehusstruktur", levels=[])
    area, other = (
        Actor.objects.create(kind=ActorKind.HOSPITAL_AREA, code=code, name=name, valid_from=SINCE)
        for code, name in (("lo-molde", "Molde LO"), ("lo-aalesund", "Ålesund LO"))
    )
    country = Actor.objects.create(kind=ActorKind.COUNTRY, code="NO", name="Norge", valid_from=SINCE)
    links = [(country, area), (country, other), (other, cast.rauma)]
    for parent, child in [*links, *((area, each) for each in (cast.rauma, cast.molde, cast.steinkjer))]:
        Membership.objects.create(structure=structure, parent=parent, child=child, valid_from=SINCE)
    rebuild_closure(structure=structure)
    return area


def area_url(slug: str, period: str, query: str = "?struktur=sykehus") -> str:
    return url_of(slug, period, kind="hospital_area", code="lo-molde", query=query)


class TestMeasured:
    def test_it_tells_source_file_row_and_time(self, cast: Cast, catalogue: Catalogue) -> None:
        measure(catalogue["ukp-dogn"], cast.rauma, "2024-03", numerator=12)
        page = cast.client("anonymous").get(url_of("ukp-dogn", "2024-03"))
        assert heading_of(page) == "12 døgn"
        assert "Rauma, mars 2024" in text_of(page)
        assert "Kilde NPR Fil tall.csv, rad 2 Lagt inn" in text_of(page)
        assert 'href="/utvalgsliste/ukp-dogn/"' in page.content.decode()

    def test_a_share_tells_numerator_denominator_and_how(self, cast: Cast, catalogue: Catalogue) -> None:
        measure(catalogue["ukp-andel-liggedogn"], cast.rauma, "2024", numerator=30, denominator=900)
        words = said(cast, url_of("ukp-andel-liggedogn", "2024"))
        assert "30 / 900 · 100 = 3,3 %" in words
        assert "Teller 30 – Liggedøgn for utskrivningsklare pasienter" in words
        assert "Nevner 900 – Alle liggedøgn" in words

    def test_a_share_known_only_as_printed_says_so(self, cast: Cast, catalogue: Catalogue) -> None:
        measure(catalogue["ukp-andel-liggedogn"], cast.rauma, "2024", stated=3.4)
        words = said(cast, url_of("ukp-andel-liggedogn", "2024"))
        assert "gjengitt slik kilden oppgir det. Teller og nevner er ikke kjent." in words

    def test_a_figure_without_a_number_says_why(self, cast: Cast, catalogue: Catalogue) -> None:
        measure(catalogue["ukp-dogn"], cast.rauma, "2024-03", reason="hidden")
        page = cast.client("kari").get(url_of("ukp-dogn", "2024-03"))
        assert heading_of(page) == "Vises ikke av hensyn til personvern"

    def test_a_running_period_says_to_which_day(self, cast: Cast, catalogue: Catalogue) -> None:
        measure(
            catalogue["ukp-dogn"],
            cast.rauma,
            "2024-03",
            numerator=2,
            status="partial",
            as_of=date(2024, 3, 9),
        )
        assert "Bare til og med 09.03.2024" in said(cast, url_of("ukp-dogn", "2024-03"))

    def test_what_it_replaced_stands_below_with_who_and_why(self, cast: Cast, catalogue: Catalogue) -> None:
        row = measure(catalogue["ukp-dogn"], cast.rauma, "2024-03", numerator=12)
        correct(measurement=row, figure=NewFigure(numerator=13.0), reason="Telt på nytt", by=cast.kari)
        words = said(cast, url_of("ukp-dogn", "2024-03"))
        assert "13 døgn gjelder nå" in words
        assert "12 døgn Lagt inn" in words
        assert "Rettet – før dette: 12 døgn. Begrunnelse: «Telt på nytt»" in words
        assert "av Kari Prøve" in words

    def test_the_name_of_a_person_is_for_those_logged_in(self, cast: Cast, catalogue: Catalogue) -> None:
        row = measure(catalogue["ukp-dogn"], cast.rauma, "2024-03", numerator=12)
        Batch.objects.filter(pk=row.batch_id).update(
            created_by=cast.kari, file_name="fra Kari Prøve.csv", source="fra Kari Prøve.csv", note="Kari"
        )
        row.refresh_from_db()
        correct(measurement=row, figure=NewFigure(numerator=13.0), reason="Kari tok feil", by=cast.kari)
        url = url_of("ukp-dogn", "2024-03")
        assert "Kari Prøve" in said(cast, url)
        words = said(cast, url, "anonymous")
        assert "Kari" not in words
        assert "registrert av aktøren selv" in words


class TestOfMonths:
    @pytest.fixture(autouse=True)
    def months(self, cast: Cast, catalogue: Catalogue) -> None:
        for month in range(1, 13):
            measure(catalogue["ukp-dogn"], cast.rauma, f"2024-{month:02}", numerator=month)

    def test_a_year_lists_its_months_each_leading_to_its_own(self, cast: Cast) -> None:
        page = cast.client("kari").get(url_of("ukp-dogn", "2024"))
        assert heading_of(page) == "78 døgn"
        assert "1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 = 78 døgn" in text_of(page)
        assert f'href="{url_of("ukp-dogn", "2024-07")}"' in page.content.decode()
        assert "Kilder: NPR" in text_of(page)

    def test_twelve_months_may_end_in_any_month(self, cast: Cast, catalogue: Catalogue) -> None:
        measure(catalogue["ukp-dogn"], cast.rauma, "2025-01", numerator=100)
        page = cast.client("kari").get(url_of("ukp-dogn", "2025-01", query="?maneder=12"))
        assert heading_of(page) == "177 døgn"
        assert "12 måneder til og med januar 2025" in text_of(page)

    def test_a_year_with_months_left_says_which(self, cast: Cast, catalogue: Catalogue) -> None:
        for month in (1, 2, 3, 9):
            measure(catalogue["ukp-dogn"], cast.rauma, f"2025-{month:02}", numerator=1)
        words = said(cast, url_of("ukp-dogn", "2025"))
        assert "Måneder uten tall: april–august, oktober–desember 2025." in words
        assert "April–august, oktober–desember 2025 mangler" in words

    def test_months_with_a_gap_make_no_run(self, cast: Cast, catalogue: Catalogue) -> None:
        measure(catalogue["ukp-dogn"], cast.rauma, "2025-02", numerator=1)
        assert cast.client("kari").get(url_of("ukp-dogn", "2025-02", query="?maneder=12")).status_code == 404

    def test_per_inhabitant_it_tells_whose_number_the_population_is(
        self, cast: Cast, catalogue: Catalogue
    ) -> None:
        measure(catalogue["folkemengde"], cast.rauma, "2023", numerator=7000)
        page = cast.client("kari").get(url_of("ukp-dogn", "2024", query="?per=innbygger"))
        assert heading_of(page) == "11,1 døgn per 1 000 innbyggere"
        assert "78 / 7 000 · 1 000 = 11,1 døgn per 1 000 innbyggere" in text_of(page)
        assert "7 000 per 1. januar 2023" in text_of(page)

    def test_without_a_population_there_is_no_rate(self, cast: Cast) -> None:
        page = cast.client("kari").get(url_of("ukp-dogn", "2024", query="?per=innbygger"))
        assert heading_of(page) == "–"
        assert "Antall innbyggere er ikke kjent" in text_of(page)


class TestOfAreas:
    def test_the_parts_are_listed_and_those_that_lack_are_named(
        self, cast: Cast, catalogue: Catalogue, community: Actor
    ) -> None:
        for actor, number in ((cast.rauma, 12), (cast.molde, 30)):
            measure(catalogue["ukp-dogn"], actor, "2024", numerator=number)
        page = cast.client("anonymous").get(area_url("ukp-dogn", "2024"))
        words = text_of(page)
        assert heading_of(page) == "42 døgn"
        assert "30 + 12 = 42 døgn" in words
        assert "slik inndelingen var 31.12.2024" in words
        assert "1 område mangler tall Steinkjer." in words
        assert "Rauma 12 døgn Delt kommune" in words
        assert f'href="{url_of("ukp-dogn", "2024", query="?struktur=sykehus")}"' in page.content.decode()

    def test_a_share_is_the_sum_of_numerators_over_the_sum_of_denominators(
        self, cast: Cast, catalogue: Catalogue, community: Actor
    ) -> None:
        for actor, parts in ((cast.rauma, (10, 100)), (cast.molde, (90, 300))):
            measure(catalogue["ukp-andel-liggedogn"], actor, "2024", numerator=parts[0], denominator=parts[1])
        words = said(cast, area_url("ukp-andel-liggedogn", "2024"), "anonymous")
        assert "100 / 400 · 100 = 25,0 %" in words
        assert "andeler og snitt summeres aldri" in words

    def test_a_printed_total_stands_and_the_difference_is_told(
        self, cast: Cast, catalogue: Catalogue, community: Actor
    ) -> None:
        measure(catalogue["ukp-dogn"], community, "2024", numerator=50)
        for actor, number in ((cast.rauma, 12), (cast.molde, 30), (cast.steinkjer, 6)):
            measure(catalogue["ukp-dogn"], actor, "2024", numerator=number)
        page = cast.client("anonymous").get(area_url("ukp-dogn", "2024"))
        assert heading_of(page) == "50 døgn"
        assert "Kilden oppgir 50, men områdene under gir til sammen 48." in text_of(page)
        assert "Steinkjer 6 døgn" in text_of(page)

    def test_a_sum_of_months_of_areas_is_traced_through_both(
        self, cast: Cast, catalogue: Catalogue, community: Actor
    ) -> None:
        for month in range(1, 13):
            measure(catalogue["ukp-dogn"], cast.rauma, f"2024-{month:02}", numerator=1)
        words = said(cast, area_url("ukp-dogn", "2024"), "anonymous")
        assert "Der kilden ikke har tall for hele perioden, er månedene summert." in words
        assert "Rauma 12 døgn" in words

    def test_what_counts_unique_persons_says_why_it_is_not_summed(
        self, cast: Cast, catalogue: Catalogue, community: Actor
    ) -> None:
        Indicator.objects.filter(slug="ukp-dogn").update(additive=False)
        measure(catalogue["ukp-dogn"], cast.rauma, "2024", numerator=12)
        page = cast.client("anonymous").get(area_url("ukp-dogn", "2024"))
        assert "områdene kan derfor ikke summeres" in text_of(page)
        assert "12 = " not in text_of(page)
        assert "Rauma" in text_of(page)

    def test_areas_that_do_not_share_with_the_reader_are_not_told_apart(
        self, cast: Cast, catalogue: Catalogue, community: Actor
    ) -> None:
        for actor, number in ((cast.rauma, 12), (cast.molde, 30), (cast.steinkjer, 6)):
            measure(catalogue["ukp-dogn"], actor, "2024", numerator=number)
        Indicator.objects.filter(slug="ukp-dogn").update(open=False)
        Structure.objects.filter(code="sykehus").update(is_agreement=False)
        network = url_of("ukp-dogn", "2024", kind="network", code="ror", query="?struktur=nettverk")
        assert "Molde 30 døgn" in said(cast, network)
        Membership.objects.create(
            structure=Structure.objects.get(code="nettverk"),
            parent=cast.network,
            child=cast.steinkjer,
            valid_from=SINCE,
        )
        words = said(cast, network)
        assert "Områdene deler ikke tallene sine med deg" in words
        assert "Molde 30 døgn" not in words


class TestWho:
    @pytest.mark.parametrize(
        ("who", "status"), [("kari", 200), ("liv", 200), ("per", 404), ("nora", 404), ("anonymous", 404)]
    )
    def test_what_is_not_open_is_for_those_it_is_shared_with(
        self, cast: Cast, catalogue: Catalogue, who: str, status: int
    ) -> None:
        measure(
            catalogue["pleiekontinuitet-hjemmetjenesten"], cast.rauma, "2024-03", numerator=4, denominator=9
        )
        url = url_of("pleiekontinuitet-hjemmetjenesten", "2024-03")
        assert cast.client(who).get(url).status_code == status

    @pytest.mark.parametrize(
        "url",
        [
            url_of("ukp-dogn", "2024-04"),
            url_of("ukp-dogn", "2024-03", code="9999"),
            url_of("ukp-dogn", "i-fjor"),
            url_of("finnes-ikke", "2024-03"),
            url_of("ukp-dogn", "2024-03", query="?struktur=finnes-ikke"),
            url_of("ukp-dogn", "2024-03", query="?maneder=0"),
            url_of("ukp-dogn", "2024-03", query="?maneder=1e9"),
            url_of("ukp-dogn", "2024-03", query="?maneder=99999999999999999999"),
            url_of("ukp-dogn", "2024-03", query="?kategori=alder%3Dfinnes-ikke"),
        ],
    )
    def test_what_nothing_stands_behind_is_not_there(
        self, cast: Cast, catalogue: Catalogue, url: str
    ) -> None:
        measure(catalogue["ukp-dogn"], cast.rauma, "2024-03", numerator=12)
        assert cast.client("anonymous").get(url_of("ukp-dogn", "2024-03")).status_code == 200
        assert cast.client("anonymous").get(url).status_code == 404

    def test_a_part_of_the_whole_is_named(self, cast: Cast, catalogue: Catalogue) -> None:
        categories = frozenset({("alder", "75+")})
        record(
            indicator=catalogue["folkemengde"],
            actor=cast.rauma,
            period=measure(catalogue["folkemengde"], cast.rauma, "2024", numerator=7000).period,
            figure=NewFigure(numerator=900.0),
            by=None,
            source="SSB",
            categories=categories,
        )
        Indicator.objects.filter(slug="folkemengde").update(published=True)
        page = cast.client("anonymous").get(url_of("folkemengde", "2024", query="?kategori=alder%3D75%2B"))
        assert heading_of(page).startswith("900")
        assert "75 år og eldre" in text_of(page)


def test_a_day_before_the_figure_was_known_is_told_and_leads_to_the_figure_of_now(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=31)
    page = "/malinger/sporing/ukp-dogn/municipality/1539/2024-01/"
    before = cast.client("kari").get(f"{page}?kjent=2023-12-31")
    assert "Verdien var ikke kjent 31. desember 2023." in text_of(before)
    assert f'href="{page}"' in before.content.decode()
    never = page.replace("2024-01", "2019-01")
    assert cast.client("kari").get(f"{never}?kjent=2023-12-31").status_code == 404
