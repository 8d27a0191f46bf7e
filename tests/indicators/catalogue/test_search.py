"""The search of the utvalgsliste, on the real definitions."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from indicators.catalogue.models import Indicator
from indicators.catalogue.search import Found, search
from indicators.catalogue.services import sync_catalogue
from indicators.catalogue.words import is_near, normalise, stem

# pytest-django makes a test database only for tests that are marked.
pytestmark = pytest.mark.django_db

MEDICINES = "andel-legemidler-innen-tidsintervall"
CONTINUITY = "pleiekontinuitet-hjemmetjenesten"
BED_DAYS = "ukp-dogn"


@pytest.fixture(scope="module")
def sheets(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[list[Indicator]]:
    with django_db_blocker.unblock(), transaction.atomic():
        sync_catalogue()
        yield list(Indicator.objects.published().with_sheet())
        transaction.set_rollback(True)


def slugs(found: Found) -> list[str]:
    return [indicator.slug for indicator in found.indicators]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("H4", CONTINUITY),
        ("h4", CONTINUITY),
        ("IU3", MEDICINES),
        ("LE1", MEDICINES),
        ("KPI1", BED_DAYS),
        ("KPI 1", BED_DAYS),
        ("kpi-1", BED_DAYS),
        ("LDUKP", BED_DAYS),
        ("3a", "ukp-liggetid-for-registrering"),
        ("LA1", "utnyttelse-av-klinikertid"),
    ],
)
def test_it_gives_the_sheet_of_an_id_first(sheets: list[Indicator], query: str, first: str) -> None:
    assert slugs(search(query, sheets))[0] == first


@pytest.mark.parametrize("query", ["H4", "KPI 1", "3a", "IM2"])
def test_it_gives_nothing_else_for_an_id_no_other_begins_with(sheets: list[Indicator], query: str) -> None:
    assert len(search(query, sheets).indicators) == 1


@pytest.mark.parametrize(
    "query", ["ukp", "UKP", "utskrivningsklare", "utskrivningsklar", "overliggere", "overligger"]
)
def test_it_finds_bed_days_under_the_names_people_have_for_them(sheets: list[Indicator], query: str) -> None:
    found = slugs(search(query, sheets))
    assert BED_DAYS in found
    assert len(found) == 7
    assert all(slug.startswith("ukp-") for slug in found)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("skropelige eldre", "skropelige-eldre-tjenester"),
        ("skroepelige eldre", "skropelige-eldre-tjenester"),
        ("skrøpelege eldre", "skropelige-eldre-tjenester"),
        ("palitelig", ""),
        ("legemiddelhaandtering", MEDICINES),
        ("parorende", "helsami-profiler"),
    ],
)
def test_it_reads_words_without_norwegian_letters(sheets: list[Indicator], query: str, slug: str) -> None:
    found = slugs(search(query, sheets))
    assert slug in found if slug else not found


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("medisinen", MEDICINES),
        ("legemidlene", MEDICINES),
        ("pleiekontinuiteten", CONTINUITY),
        ("hjemmetjenestene", CONTINUITY),
        ("reinnleggelse", "ukp-reinnleggelser-30-dogn"),
        ("timeplanene", "utnyttelse-av-timeplan"),
    ],
)
def test_it_knows_a_word_in_another_inflection(sheets: list[Indicator], query: str, slug: str) -> None:
    assert slug in slugs(search(query, sheets))


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("kontinuitet", CONTINUITY),
        ("pleie kontinuitet", CONTINUITY),
        ("utdelinger", MEDICINES),
        ("medisinutdelinger", MEDICINES),
        ("ukpdøgn", BED_DAYS),
        ("legemid", MEDICINES),
    ],
)
def test_it_takes_compounds_apart_and_puts_them_together(
    sheets: list[Indicator], query: str, slug: str
) -> None:
    assert slug in slugs(search(query, sheets))


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("legemidel", MEDICINES),
        ("kontinutet", CONTINUITY),
        ("pleiekontinuitett", CONTINUITY),
        ("reinleggelser", "ukp-reinnleggelser-30-dogn"),
        ("overlgigere", BED_DAYS),
        ("upk", BED_DAYS),
    ],
)
def test_it_forgives_a_slip_of_the_finger(sheets: list[Indicator], query: str, slug: str) -> None:
    assert slug in slugs(search(query, sheets))


def test_a_well_spelt_word_is_not_taken_for_its_neighbour(sheets: list[Indicator]) -> None:
    assert is_near("hjem", "hjemd")
    assert slugs(search("avvist", sheets)) == slugs(search("avviste", sheets))
    assert "bup-nyhenviste" not in slugs(search("andel avviste", sheets))


def test_it_wants_every_word(sheets: list[Indicator]) -> None:
    found = search("avviste BUP", sheets)
    assert found.whole
    assert set(slugs(found)) < set(slugs(search("BUP", sheets)))


def test_it_says_so_when_no_sheet_has_every_word(sheets: list[Indicator]) -> None:
    found = search("ukp sognefjorden", sheets)
    assert not found.whole
    assert slugs(found) == slugs(search("ukp", sheets))


def test_small_words_do_not_count(sheets: list[Indicator]) -> None:
    assert slugs(search("legemidler til rett tid", sheets))[0] == MEDICINES


@pytest.mark.parametrize("query", ["", "  ", "%", "»«"])
def test_a_query_without_words_keeps_all_in_their_order(sheets: list[Indicator], query: str) -> None:
    assert search(query, sheets).indicators == sheets


@pytest.mark.parametrize("query", ["xyzzy", "fotball", "q9"])
def test_it_finds_nothing_for_what_is_not_there(sheets: list[Indicator], query: str) -> None:
    assert search(query, sheets).indicators == []


def test_what_the_title_says_comes_before_what_the_text_mentions(sheets: list[Indicator]) -> None:
    found = slugs(search("timeplan", sheets))
    assert found[0] == "utnyttelse-av-timeplan"
    assert "utnyttelse-av-klinikertid" in found[1:]


@pytest.mark.parametrize(
    ("forms", "shared"),
    [
        (("pasient", "pasienter", "pasientene", "pasientenes", "pasientar", "pasientane"), "pasient"),
        (("plass", "plasser", "plassen"), "plass"),
        (("utskrivningsklar", "utskrivningsklare"), "utskrivningskl"),
    ],
)
def test_all_inflections_of_a_word_have_one_stem(forms: tuple[str, ...], shared: str) -> None:
    assert {stem(normalise(form)) for form in forms} == {shared}


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("legemidel", "legemiddel", True),
        ("dogn", "dagn", True),
        ("dogn", "dagg", False),
        ("upk", "ukp", True),
        ("bup", "ukp", False),
        ("reinleggelse", "reinnleggelser", True),
        ("avviste", "henviste", False),
    ],
)
def test_near_is_one_slip_or_two_in_a_long_word(word: str, other: str, near: bool) -> None:
    assert is_near(word, other) is near
