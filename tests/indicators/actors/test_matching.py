import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Actor, ActorKind
from tests.indicators.actors.conftest import NOW, refused

pytestmark = pytest.mark.usefixtures("reference")
ONLY_MUNICIPALITIES = (ActorKind.MUNICIPALITY,)


def code_of(index: ActorIndex, text: str, on: date = NOW, kinds: tuple[str, ...] = ()) -> str:
    return Actor.objects.get(pk=index.find(text, on=on, kinds=kinds).actor_id).code


def refusal(*asked: Any, **more: Any) -> str:
    return str(refused(*asked, **more))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3101", "3101"),
        (" 3101 ", "3101"),
        ("K-3101 Halden", "3101"),
        ("3101 Halden", "3101"),
        ("Halden", "3101"),
        ("HALDEN", "3101"),
        ("Halden kommune", "3101"),
        ("Trondheim - Tråante", "5001"),
        ("Tråante – Trondheim", "5001"),
        ("Trondheim", "5001"),
        ("tråante", "5001"),
        ("5001 Trondheim kommune", "5001"),
        ("Våler (Østfold)", "3114"),
        ("3419 Våler", "3419"),
        ("K-1826 Aarborte - Hattfjelldal", "1826"),
        ("Halden (2024-)", "3101"),
        ("K-5512 Tjeldsund - Dielddanuorri", "5512"),
        ("Deatnu\u00a0-\u00a0Tana", "5628"),
        ("030101a Gamle Oslo", "030101"),
        ("Bydel Alna", "030112"),
        ("Uoppgitt bydel Oslo", "030199"),
        ("Innlandet HEF", "hef-innlandet"),
        ("Oslo helsefellesskap", "hef-oslo"),
        ("S36", "S36"),
        ("Akershus LO", "S36"),
        ("Diakonhjemmet Sykehus LO", "S35"),
        ("HR Sør-Gudbrandsdal", "hr-sor-gudbrandsdal"),
        ("ROR", "ror"),
        ("983971636", "983971636"),
        ("Øvrige helsefellesskap i Helse Sør-Øst", "hso-uten-oslo"),
        ("norge", "NO"),
    ],
)
def test_it_finds_an_actor_by_number_or_by_any_of_its_names(index: ActorIndex, text: str, code: str) -> None:
    assert code_of(index, text) == code
    assert index.find(text, on=NOW).warning == ""


@pytest.mark.parametrize(("text", "code"), [("301", "0301"), ("30101 Gamle Oslo", "030101")])
def test_a_lost_leading_zero_is_put_back_and_told(index: ActorIndex, text: str, code: str) -> None:
    assert code_of(index, text) == code
    assert f"{code}: nullen foran manglet" in index.find(text, on=NOW).warning


def test_a_lost_zero_does_not_hide_a_wrong_name(index: ActorIndex) -> None:
    assert refusal(index, "301 Moss").startswith("Nummeret 0301 er Oslo, men navnet er 3103 Moss.")
    warning = index.find("301 Christiania", on=NOW).warning
    assert "nullen foran manglet" in warning
    assert "navnet «Christiania» er ikke kjent" in warning


def test_no_other_number_is_guessed(index: ActorIndex) -> None:
    for number in ("999", "1", "15390", "9999 Ukjent"):
        assert f"«{number}» er ikke en aktør vi kjenner" in refusal(index, number)


def test_a_name_is_found_on_the_day_it_meant_that_municipality(index: ActorIndex) -> None:
    assert code_of(index, "Sandefjord", on=date(2021, 12, 31)) == "3804"
    assert code_of(index, "Sandefjord", on=NOW) == "3907"
    assert code_of(index, "Bergen", on=date(2019, 1, 1)) == "1201"


@pytest.mark.parametrize(
    ("name", "on", "numbers"),
    [
        ("Herøy", NOW, ("1515", "1818")),
        ("Våler", NOW, ("3114", "3419")),
        ("Bø", date(2019, 6, 1), ("0821", "1867")),
        ("Os", date(2019, 6, 1), ("0441", "1243")),
        ("Nes", date(2019, 6, 1), ("0236", "0616")),
        ("Sande", date(2019, 6, 1), ("0713", "1514")),
    ],
)
def test_a_name_of_two_asks_for_the_number(
    index: ActorIndex, name: str, on: date, numbers: tuple[str, str]
) -> None:
    message = refusal(index, name, on=on, kinds=ONLY_MUNICIPALITIES)
    assert message.startswith(f"«{name}» kan være ")
    assert all(number in message for number in numbers)
    assert message.endswith("Skriv nummeret.")


def test_a_name_of_two_that_is_of_one_now_is_found(index: ActorIndex) -> None:
    assert code_of(index, "Bø") == "1867"
    assert code_of(index, "Nes") == "3228"


def test_a_renumbered_municipality_is_refused_with_its_dated_successor(index: ActorIndex) -> None:
    assert refusal(index, "3804") == (
        "3804 Sandefjord opphørte 31.12.2023. Fra 01.01.2024 er nummeret 3907 Sandefjord."
    )


def test_the_way_to_the_number_of_the_day_is_told_step_by_step(index: ActorIndex) -> None:
    assert refusal(index, "0101") == (
        "0101 Halden opphørte 31.12.2019. Fra 01.01.2020 er nummeret 3001 Halden."
        " Fra 01.01.2024 er nummeret 3101 Halden."
    )
    assert refusal(index, "0101", on=date(2021, 1, 1)).endswith("er nummeret 3001 Halden.")


def test_a_merged_municipality_is_refused_with_what_it_is_part_of(index: ActorIndex) -> None:
    assert refusal(index, "Klæbu") == (
        "5030 Klæbu opphørte 31.12.2019. Fra 01.01.2020 er det en del av 5001 Trondheim - Tråante."
        " Oppgi tall for hele Trondheim - Tråante."
    )


def test_a_split_municipality_is_refused_because_the_shares_are_unknown(index: ActorIndex) -> None:
    assert refusal(index, "5012 Snillfjord") == (
        "5012 Snillfjord ble delt 01.01.2020 mellom 5055 Heim, 5056 Hitra og 5059 Orkland."
        " Fordelingen er ikke kjent, så tall kan ikke flyttes. Oppgi tall for hver av dem."
    )


def test_a_number_that_is_not_there_yet_is_refused_with_what_was_before(index: ActorIndex) -> None:
    assert refusal(index, "3907", on=date(2021, 12, 31)) == (
        "3907 Sandefjord finnes først fra 01.01.2024. Før det var nummeret 3804 Sandefjord."
    )
    assert refusal(index, "5055", on=date(2019, 12, 31)) == (
        "5055 Heim finnes først fra 01.01.2020."
        " Før det var området 1571 Halsa, 5011 Hemne og 5012 Snillfjord."
    )


def test_a_number_and_a_name_of_different_municipalities_are_refused(index: ActorIndex) -> None:
    assert refusal(index, "3101 Moss") == (
        "Nummeret 3101 er Halden, men navnet er 3103 Moss. Rett det som er feil."
    )


def test_a_number_with_a_name_nobody_has_is_taken_with_a_warning(index: ActorIndex) -> None:
    match = index.find("5006 teinkj", on=NOW)
    assert match.warning == "Nummeret 5006 er Steinkjer; navnet «teinkj» er ikke kjent."


def test_oslo_is_read_as_the_municipality_and_told(index: ActorIndex) -> None:
    assert code_of(index, "Oslo") == "0301"
    assert index.find("Oslo", on=NOW).warning == "«Oslo» er også fylke. Lest som kommunen 0301 Oslo."
    assert index.find("Oslo", on=NOW, kinds=ONLY_MUNICIPALITIES).warning == ""
    assert code_of(index, "Oslo", kinds=(ActorKind.COUNTY,)) == "03"


def test_an_actor_of_another_kind_than_asked_for_is_refused(index: ActorIndex) -> None:
    assert refusal(index, "Akershus LO", kinds=ONLY_MUNICIPALITIES) == (
        "«Akershus LO» er lokalsykehusområde (S36 Akershus LO). Her ventes kommune."
    )


def test_a_misspelt_name_is_refused_with_what_may_be_meant(index: ActorIndex) -> None:
    assert refusal(index, "Lilehammer", kinds=ONLY_MUNICIPALITIES) == (
        "«Lilehammer» er ikke en aktør vi kjenner. Mente du 3405 Lillehammer?"
    )
    assert refusal(index, "Totalsum") == (
        "«Totalsum» er ikke en aktør vi kjenner. Bruk nummer eller fullt navn."
    )


def test_a_file_of_unknown_names_is_refused_without_a_search_for_each(loaded: None) -> None:
    index = ActorIndex.load()
    messages = [refusal(index, f"Lilehamme{number}") for number in range(201)]
    assert "Mente du" in messages[199]
    assert messages[200] == "«Lilehamme200» er ikke en aktør vi kjenner. Bruk nummer eller fullt navn."


def test_every_actor_the_documents_name_is_found_on_the_last_day_of_its_year(
    index: ActorIndex, shared: Path
) -> None:
    def cells(name: str, *columns: str) -> set[str]:
        with (shared / "data" / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        return {row[column] for row in rows for column in columns} - {"", "Totalsum", "Totalt"}

    for name in cells("ld_ukp_2021.csv", "navn"):
        assert index.find(name, on=date(2021, 12, 31)).warning == ""
    named = cells("bup_avviste_2022.csv", "lokalsykehusområde", "bydel")
    named |= cells("bup_diagnosegrupper_2018_2022.csv", "helsefellesskap")
    named |= cells("adhd_bydel_2022.csv", "lokalsykehusområde", "bydel")
    for name in named:
        assert index.find(name, on=date(2022, 12, 31)).warning == ""


@pytest.mark.parametrize("text", ["", "  ", "\u00a0"])
def test_an_empty_cell_is_told(index: ActorIndex, text: str) -> None:
    assert refusal(index, text) == "Feltet er tomt. Skriv nummer eller navn."


def test_loading_takes_two_queries_and_finding_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        index = ActorIndex.load()
    with django_assert_num_queries(0):
        index.find("Rauma", on=NOW)
        refusal(index, "5012")


@pytest.mark.parametrize(
    "text", ["Våler", "3101", "0101", "1507 Ålesund", "Halden", "1502", "5012", "Snillfjord"]
)
def test_the_answer_is_the_same_all_days_of_an_era(index: ActorIndex, text: str) -> None:
    def answer(on: date) -> object:
        try:
            return index.find(text, on=on)
        except ActorError as error:
            return str(error), error.successors

    days = [date(2017, 1, 1) + timedelta(days=11 * step) for step in range(330)]
    assert len({index.era(day) for day in days}) < 12
    assert [answer(day) for day in days] == [answer(index.era(day)) for day in days]
