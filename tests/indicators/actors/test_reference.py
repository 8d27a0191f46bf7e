from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from stdnum.no import orgnr

from indicators.actors.models import Actor, ActorKind, Closure
from indicators.actors.reference import POPULATION, several, table
from tests.indicators.actors.conftest import Reference

MUNICIPALITIES = {2017: 426, 2018: 422, 2019: 422, 2020: 356, 2021: 356, 2022: 356, 2023: 356, 2024: 357}
INHABITANTS = {2017: 5_258_317, 2020: 5_367_580, 2024: 5_550_203}
NOW = date(2024, 6, 1)


def population(year: int, band: str = "alle") -> dict[str, int]:
    lines = (POPULATION / f"folkemengde_{year}.csv").read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split(";") for line in lines)
    return {code: int(count) for code, found, count in cells if found == band}


def test_a_code_stands_for_one_actor_over_all_kinds() -> None:
    times = Counter(row["code"] for row in table("actors"))
    assert times.most_common(1)[0][1] == 1


def test_the_organisation_numbers_are_valid() -> None:
    numbers = [row["code"] for row in table("actors") if row["kind"] in {"regional_authority", "trust"}]
    assert len(numbers) == 4 + 21
    assert [number for number in numbers if not orgnr.is_valid(number)] == []


def test_no_name_is_its_own_alias_or_empty() -> None:
    for row in table("actors"):
        aliases = several(row["aliases"])
        assert row["name"] not in aliases, row
        assert all(alias == alias.strip() != "" for alias in aliases), row


@pytest.mark.parametrize(("year", "expected"), MUNICIPALITIES.items())
def test_there_are_as_many_municipalities_each_year_as_there_were(
    reference: Reference, year: int, expected: int
) -> None:
    there = Actor.objects.of_kind(ActorKind.MUNICIPALITY).valid_on(date(year, 1, 1))
    assert there.count() == expected
    assert set(there.values_list("code", flat=True)) == {code for code in population(year) if len(code) == 4}


@pytest.mark.parametrize(("year", "expected"), INHABITANTS.items())
def test_the_municipalities_of_norway_have_its_inhabitants(
    reference: Reference, year: int, expected: int
) -> None:
    norway, counties = reference.actor("NO"), reference.structure("fylke")
    members = Actor.objects.descendants_of(
        norway, structure=counties, on=date(year, 1, 1), kind=ActorKind.MUNICIPALITY
    )
    people = population(year)
    assert sum(people[code] for code in members.values_list("code", flat=True)) == expected


@pytest.mark.parametrize("band", ["alle", "0-17", "67+", "75+", "80+"])
def test_the_districts_of_a_city_have_its_inhabitants(band: str) -> None:
    for year in MUNICIPALITIES:
        people = population(year, band)
        for city in {code[:4] for code in people if len(code) == 6}:
            districts = sum(count for code, count in people.items() if code[:4] == city and len(code) == 6)
            assert districts == people[city], (year, city)


@pytest.mark.parametrize("year", [year for year in MUNICIPALITIES if year >= 2020])
def test_each_municipality_is_in_exactly_one_of_the_nineteen_helsefellesskap(
    reference: Reference, year: int
) -> None:
    structure = reference.structure("samarbeid")
    communities = Actor.objects.of_kind(ActorKind.HEALTH_COMMUNITY)
    members = [
        code
        for community in communities
        for code in Actor.objects.descendants_of(
            community, structure=structure, on=date(year, 1, 1), kind=ActorKind.MUNICIPALITY
        ).values_list("code", flat=True)
    ]
    assert communities.count() == 19
    assert len(members) == len(set(members)) == MUNICIPALITIES[year]


def test_innlandet_has_42_municipalities_and_343_927_people(reference: Reference) -> None:
    members = Actor.objects.descendants_of(
        reference.actor("hef-innlandet"),
        structure=reference.structure("samarbeid"),
        on=NOW,
        kind=ActorKind.MUNICIPALITY,
    )
    people = population(2024)
    assert members.count() == 42
    assert sum(people[code] for code in members.values_list("code", flat=True)) == 343_927


@pytest.mark.parametrize("year", MUNICIPALITIES)
def test_every_municipality_and_district_has_the_county_of_its_number(
    reference: Reference, year: int
) -> None:
    day = date(year, 1, 1)
    members = Actor.objects.of_kind(ActorKind.MUNICIPALITY, ActorKind.DISTRICT).valid_on(day)
    rows = Closure.objects.valid_on(day).filter(
        structure__code="fylke", ancestor__kind=ActorKind.COUNTY, descendant__in=members
    )
    counties = sorted(rows.values_list("descendant__code", "ancestor__code"))
    assert counties == [(code, code[:2]) for code in sorted(members.values_list("code", flat=True))]


def test_the_ror_network_is_five_municipalities(reference: Reference) -> None:
    members = Actor.objects.descendants_of(
        reference.actor("ror"), structure=reference.structure("nettverk"), on=NOW
    )
    assert {actor.name for actor in members} == {"Molde", "Aukra", "Vestnes", "Rauma", "Hustadvika"}


def test_hr_hamar_is_the_four_municipalities_the_document_lists(reference: Reference) -> None:
    members = Actor.objects.descendants_of(
        reference.actor("hr-hamar"), structure=reference.structure("samarbeid"), on=date(2021, 12, 31)
    )
    assert {actor.name for actor in members} == {"Hamar", "Ringsaker", "Stange", "Løten"}


def test_a_municipality_renumbered_in_2024_was_in_the_same_helsefellesskap_before(
    reference: Reference,
) -> None:
    structure = reference.structure("samarbeid")
    before = Actor.objects.ancestors_of(reference.actor("3804"), structure=structure, on=date(2021, 1, 1))
    after = Actor.objects.ancestors_of(reference.actor("3907"), structure=structure, on=NOW)
    assert {actor.code for actor in before} == {actor.code for actor in after} == {"NO", "hef-vestfold"}


def test_nothing_is_said_of_helsefellesskap_before_there_were_any(reference: Reference) -> None:
    structure = reference.structure("samarbeid")
    assert not Actor.objects.ancestors_of(reference.actor("0301"), structure=structure, on=date(2019, 12, 31))


def test_the_tables_agree_with_the_sources_they_came_from(shared: Path) -> None:
    lines = (shared / "data/real/kommuner/kommuner_2024.csv").read_text(encoding="utf-8").splitlines()[1:]
    source = {cells[0]: (cells[1], cells[5:]) for cells in (line.split(",") for line in lines)}
    names = {row["code"]: row["name"] for row in table("actors") if row["kind"] == "municipality"}
    bands = [population(2024, band) for band in ("alle", "0-17", "67+", "75+", "80+")]
    for code, (name, counts) in source.items():
        assert names[code] == name
        assert [str(band[code]) for band in bands] == counts
