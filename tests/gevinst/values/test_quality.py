"""The page of data quality: what somebody must answer, and what has not come."""

from __future__ import annotations

from datetime import date

import pytest

from gevinst.values.quality import open_findings
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import parse_period
from indicators.quality.models import Answer, Finding
from indicators.quality.services import answer, check_stored
from tests.cast import Cast, measure
from tests.counting import queries
from tests.gevinst.values.conftest import text_of

PAGE = "/malinger/kvalitet/"
TODAY = date(2026, 11, 22)
UKP = "ukp-dogn"


@pytest.fixture
def finding(cast: Cast, catalogue: dict[str, Indicator]) -> Finding:
    """Ten times the usual in Rauma, March 2024."""
    at = parse_period("2023-01")
    for place in range(24):
        number = 400 + 7 * (place % 5)
        measure(catalogue[UKP], cast.rauma, at.code, numerator=number * 10 if place == 14 else number)
        at = at.next()
    check_stored(today=TODAY)
    return Finding.objects.stored().get()


def send(cast: Cast, who: str, finding: Finding, **said: str):
    return cast.client(who).post(f"{PAGE}{finding.pk}/svar/", said)


def test_the_page_says_where_what_how_likely_and_what_to_do(cast: Cast, finding: Finding) -> None:
    said = text_of(cast.client("kari").get(PAGE))
    assert "1 tall venter på svar" in said
    assert "Rauma, mars 2024" in said
    assert "4 280 døgn er omtrent ti ganger det vanlige." in said
    assert "Nesten sikkert feil" in said
    assert "Riktig kan være 428 døgn." in said


def test_the_figure_leads_to_its_trail(cast: Cast, finding: Finding) -> None:
    body = cast.client("kari").get(PAGE).content.decode()
    assert '/malinger/sporing/ukp-dogn/municipality/1539/2024-03/"' in body


def test_another_municipality_sees_nothing_of_it(cast: Cast, finding: Finding) -> None:
    said = text_of(cast.client("per").get(PAGE))
    assert "Ingen tall venter på svar" in said
    assert "Rauma" not in said
    assert send(cast, "per", finding, svar="to_correct").status_code == 404
    assert not Answer.objects.exists()


def test_one_who_may_only_read_sees_it_and_cannot_answer(cast: Cast, finding: Finding) -> None:
    said = text_of(cast.client("liv").get(PAGE))
    assert "4 280 døgn" in said
    assert "Lagre svaret" not in said
    assert send(cast, "liv", finding, svar="to_correct").status_code == 404


def test_a_confirmation_is_kept_with_name_and_reason(cast: Cast, finding: Finding) -> None:
    answered = send(cast, "kari", finding, svar="confirmed", begrunnelse="Flom i mars")
    assert (answered.status_code, answered["Location"]) == (302, PAGE)
    assert "Ingen tall venter på svar" in text_of(cast.client("kari").get(PAGE))
    said = text_of(cast.client("kari").get(f"{PAGE}?svar=bekreftet"))
    assert "Stemmer, bekreftet av Kari Prøve" in said
    assert "Flom i mars" in said


def test_a_confirmation_without_a_reason_asks_for_one_where_it_stood(cast: Cast, finding: Finding) -> None:
    answered = send(cast, "kari", finding, svar="confirmed", til="kontroll=factor")
    assert answered.status_code == 422
    assert "Skriv hvorfor tallet stemmer" in text_of(answered)
    assert f'aria-describedby="hjelp-{finding.pk} feil-{finding.pk}"' in answered.content.decode()
    assert not Answer.objects.exists()


def test_what_shall_be_corrected_waits_in_its_own_list(cast: Cast, finding: Finding) -> None:
    send(cast, "kari", finding, svar="to_correct", begrunnelse="Null for mye")
    said = text_of(cast.client("kari").get(f"{PAGE}?svar=rettes"))
    assert "Skal rettes, sier Kari Prøve" in said
    Measurement.objects.filter(period_start=date(2024, 3, 1)).update(numerator=428)
    check_stored(today=TODAY)
    assert "Ingen tall skal rettes" in text_of(cast.client("kari").get(f"{PAGE}?svar=rettes"))


def test_an_answer_goes_back_to_the_choices_it_was_given_in(cast: Cast, finding: Finding) -> None:
    answered = send(cast, "kari", finding, svar="to_correct", til="kontroll=factor&indikator=ukp-dogn")
    assert answered["Location"] == f"{PAGE}?kontroll=factor&indikator=ukp-dogn"
    elsewhere = send(cast, "kari", finding, svar="to_correct", til="//example.com")
    assert elsewhere["Location"] == PAGE


def test_filters_narrow_and_unknown_ones_do_nothing(cast: Cast, finding: Finding) -> None:
    kari = cast.client("kari")
    for query in ("", "kontroll=factor", "kontroll=tull", "kilde=npr", "indikator=ukp-dogn"):
        assert "4 280 døgn" in text_of(kari.get(f"{PAGE}?{query}"))
    for query in ("kontroll=gap", "kilde=hp", "indikator=pleiekontinuitet-hjemmetjenesten"):
        assert "Ingen funn med disse valgene" in text_of(kari.get(f"{PAGE}?{query}"))


def test_deliveries_show_what_is_late_and_when_the_next_was_expected(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    for month in ("2026-06", "2026-07", "2026-08"):
        measure(catalogue[UKP], cast.rauma, month, numerator=40)
    said = text_of(cast.client("kari").get(PAGE))
    assert "NPR" in said
    assert "august 2026 14.11.2026" in said


def test_one_without_a_role_is_told_why_it_is_empty(cast: Cast) -> None:
    assert "Ingen roller ennå" in text_of(cast.client("nora").get(PAGE))


def test_other_pages_may_ask_how_many_wait(cast: Cast, finding: Finding) -> None:
    with queries("quality: open findings"):
        assert open_findings([cast.rauma.pk]) == 1
    assert open_findings([cast.steinkjer.pk]) == 0


def test_no_more_queries_for_many_findings_than_for_one(cast: Cast, finding: Finding) -> None:
    kari = cast.client("kari")
    kari.get(PAGE)
    with queries("quality: page"):
        kari.get(PAGE)
    for place in range(10):
        Finding.objects.create(
            **{
                field.attname: getattr(finding, field.attname)
                for field in Finding._meta.concrete_fields
                if field.attname not in ("id", "about", "period_start", "found_at")
            },
            about=f"{place:032}",
            period_start=date(2024, 1 + place, 1),
        )
    with queries("quality: page"):
        kari.get(PAGE)


def test_those_who_can_answer_are_told_where_they_begin_and_where_values_are(
    cast: Cast, finding: Finding
) -> None:
    places = ("/oversikt/municipality/1539/", "/malinger/")
    for page, words in zip(places, ("1 tall venter på svar fra deg", "1 venter på svar"), strict=True):
        asked = text_of(cast.client("kari").get(page))
        assert words in asked
        assert "venter på svar" not in text_of(cast.client("ola").get(page))
    answer(finding=finding, verdict=Answer.Verdict.TO_CORRECT, reason="", by=cast.kari)
    assert "venter på svar" not in text_of(cast.client("kari").get(places[0]))
