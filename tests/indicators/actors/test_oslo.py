"""docs/decisions/0005-oslo.md, and the other municipalities that are split between hospitals."""

from datetime import date

import pytest

from indicators.actors.models import Actor, ActorKind, Closure
from tests.indicators.actors.conftest import Reference

DAY = date(2022, 12, 31)


def below(reference: Reference, code: str, kind: ActorKind) -> list[str]:
    found = Actor.objects.descendants_of(
        reference.actor(code), structure=reference.structure("sykehus"), on=DAY, kind=kind
    )
    return sorted(actor.name for actor in found)


@pytest.mark.parametrize(
    ("area", "districts"),
    [
        ("S36", ["Alna", "Grorud", "Stovner"]),
        ("S35", ["Frogner", "Ullern", "Vestre Aker"]),
        ("S34", ["Gamle Oslo", "Grünerløkka", "Sentrum", "St. Hanshaugen"]),
        (
            "S49",
            [
                "Bjerke",
                "Marka",
                "Nordre Aker",
                "Nordstrand",
                "Sagene",
                "Søndre Nordstrand",
                "Uoppgitt bydel Oslo",
                "Østensjø",
            ],
        ),
    ],
)
def test_each_hospital_area_has_its_own_districts_of_oslo(
    reference: Reference, area: str, districts: list[str]
) -> None:
    assert below(reference, area, ActorKind.DISTRICT) == districts


def test_oslo_is_in_no_hospital_area_but_in_the_region_and_the_country(reference: Reference) -> None:
    above = Actor.objects.ancestors_of(
        reference.actor("0301"), structure=reference.structure("sykehus"), on=DAY
    )
    assert {actor.name for actor in above} == {"Helse Sør-Øst RHF", "Norge"}


@pytest.mark.parametrize(
    ("municipality", "areas"),
    [
        ("Asker", {"Bærum LO", "Drammen LO"}),
        ("Holmestrand", {"Vestfold LO", "Drammen LO"}),
        ("Lurøy", {"Sandnessjøen LO", "Mo i Rana LO"}),
        ("Bergen", {"Haukeland LO", "Haraldsplass LO"}),
    ],
)
def test_a_split_municipality_is_in_each_of_its_hospital_areas(
    reference: Reference, municipality: str, areas: set[str]
) -> None:
    actor = Actor.objects.valid_on(DAY).get(kind=ActorKind.MUNICIPALITY, name=municipality)
    above = Actor.objects.ancestors_of(actor, structure=reference.structure("sykehus"), on=DAY)
    assert {found.name for found in above.of_kind(ActorKind.HOSPITAL_AREA)} == areas


@pytest.mark.parametrize("structure", ["samarbeid", "sykehus", "fylke"])
@pytest.mark.parametrize("day", [date(2020, 1, 1), DAY, date(2024, 1, 1)])
def test_no_actor_is_counted_twice_in_norway(reference: Reference, structure: str, day: date) -> None:
    rows = Closure.objects.valid_on(day).filter(
        structure__code=structure, ancestor__code="NO", descendant__kind=ActorKind.MUNICIPALITY
    )
    codes = list(rows.values_list("descendant__code", flat=True))
    there = Actor.objects.of_kind(ActorKind.MUNICIPALITY).valid_on(day)
    assert len(codes) == len(set(codes))
    assert set(codes) == set(there.values_list("code", flat=True))
