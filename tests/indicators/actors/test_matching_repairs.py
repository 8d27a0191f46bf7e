"""Codes that have ended, and names whose letters were destroyed."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.actors.garbled import could_be, is_garbled
from indicators.actors.lineage import Successor
from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Actor, ActorKind
from tests.indicators.actors.conftest import NOW, refused

pytestmark = pytest.mark.usefixtures("reference")


def offered(error: ActorError) -> list[tuple[str, str, str, bool]]:
    return [(one.code, one.name, f"{one.since}", one.same_area) for one in error.successors]


def test_a_code_with_a_new_number_offers_it_dated(index: ActorIndex) -> None:
    assert offered(refused(index, "3804")) == [("3907", "Sandefjord", "2024-01-01", True)]


def test_the_offer_is_of_the_day_the_figure_is_about(index: ActorIndex) -> None:
    assert offered(refused(index, "0101")) == [("3101", "Halden", "2024-01-01", True)]
    assert offered(refused(index, "0101", on=date(2021, 1, 1))) == [("3001", "Halden", "2020-01-01", True)]


def test_a_merged_municipality_offers_the_whole_but_not_as_the_same(index: ActorIndex) -> None:
    assert offered(refused(index, "5030 Klæbu")) == [("5001", "Trondheim - Tråante", "2020-01-01", False)]


def test_a_divided_municipality_offers_nobody_and_says_why(index: ActorIndex) -> None:
    error = refused(index, "5012")
    assert error.successors == ()
    assert "Fordelingen er ikke kjent, så tall kan ikke flyttes." in str(error)


def test_a_number_of_later_offers_the_number_of_then_where_only_the_number_is_another(
    index: ActorIndex,
) -> None:
    assert offered(refused(index, "3201", on=date(2023, 12, 31))) == [("3024", "Bærum", "2020-01-01", True)]
    (one,) = refused(index, "3201", on=date(2019, 6, 30)).successors
    assert (one.code, one.until) == ("0219", date(2019, 12, 31))


def test_one_that_came_by_a_merger_or_a_split_or_is_unknown_offers_nobody(index: ActorIndex) -> None:
    assert refused(index, "5055", on=date(2019, 12, 31)).successors == ()
    assert refused(index, "1508", on=date(2022, 12, 31)).successors == ()
    assert refused(index, "9999").successors == ()


def test_an_offer_names_the_actor(index: ActorIndex) -> None:
    (one,) = refused(index, "3804").successors
    assert one == Successor(
        Actor.objects.get(code="3907").pk, "3907", "Sandefjord", date(2024, 1, 1), None, True
    )


@pytest.mark.parametrize("name", ["V�ler", "VÃ¥ler", "V?ler", "Vï¿½ler", "Troms?"])
def test_destroyed_letters_are_noticed(name: str) -> None:
    assert is_garbled(name)


@pytest.mark.parametrize("name", ["Våler", "Trondheim - Tråante", "?", "Søndre Land", "Deatnu - Tana"])
def test_whole_names_are_not_taken_for_destroyed(name: str) -> None:
    assert not is_garbled(name)


@pytest.mark.parametrize("text", ["1515 Her�y", "1515 HerÃ¸y", "1515 Her?y", "1515 Her??y"])
def test_with_the_right_number_a_destroyed_name_is_read_and_told(index: ActorIndex, text: str) -> None:
    match = index.find(text, on=NOW)
    assert Actor.objects.get(pk=match.actor_id).code == "1515"
    assert (
        match.warning
        == f"Bokstavene i «{text[5:]}» er ødelagt. Lest som 1515 Herøy (Møre og Romsdal) etter nummeret."
    )


@pytest.mark.parametrize("text", ["�lesund", "Ã…lesund", "?lesund"])
def test_without_a_number_a_destroyed_name_is_refused_with_what_it_may_be(
    index: ActorIndex, text: str
) -> None:
    assert str(refused(index, text, kinds=(ActorKind.MUNICIPALITY,))) == (
        f"Bokstavene i «{text}» er ødelagt. Mente du 1508 Ålesund? Skriv nummeret eller rett navnet."
    )


def test_when_it_may_be_two_both_are_named(index: ActorIndex) -> None:
    message = str(refused(index, "Her?y", kinds=(ActorKind.MUNICIPALITY,)))
    assert "Mente du 1515 Herøy (Møre og Romsdal) eller 1818 Herøy (Nordland)?" in message


def test_a_destroyed_name_of_nobody_is_unknown(index: ActorIndex) -> None:
    assert "er ikke en aktør vi kjenner" in str(refused(index, "Xy?zzq"))


def test_a_lost_letter_is_one_or_two_letters_and_never_none() -> None:
    assert list(could_be("v?ler", ["våler", "vler", "vaaler", "vxxxler"])) == ["våler", "vaaler"]
