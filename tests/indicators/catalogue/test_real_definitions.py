"""What the catalogue's real files hold."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from indicators.catalogue.definition import (
    Definition,
    Text,
    load_definitions,
    load_vocabulary,
)
from indicators.catalogue.kinds import KINDS

DATA = Path(__file__).parents[4] / "shared" / "data"


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Definition]:
    return {definition.slug: definition for definition in load_definitions()}


def texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)


def test_every_text_is_written_in_nynorsk_too(catalogue: dict[str, Definition]) -> None:
    vocabulary = load_vocabulary()
    found = [text for entries in vars(vocabulary).values() for text in texts(entries)]
    found += [text for definition in catalogue.values() for text in texts(definition)]
    assert len(found) > 500
    assert [text.nb for text in found if text.nn is None] == []


BOKMAL_ONLY = {
    "ikke",
    "hvor",
    "hvordan",
    "hva",
    "fra",
    "noen",
    "uten",
    "mye",
    "sykehus",
    "hjemme",
    "kommuner",
}


def test_no_nynorsk_text_is_bokmal_left_standing(catalogue: dict[str, Definition]) -> None:
    left = [
        (slug, word)
        for slug, definition in catalogue.items()
        for text in texts(definition)
        for word in (text.nn or "").lower().replace(",", " ").replace(".", " ").split()
        if word in BOKMAL_ONLY
    ]
    assert left == []


@pytest.mark.parametrize(
    ("slug", "codes"),
    [
        ("andel-legemidler-innen-tidsintervall", ["IM2", "IU3", "LE1"]),
        ("pleiekontinuitet-hjemmetjenesten", ["H4"]),
        ("helsami-profiler", ["HE1"]),
        ("ukp-dogn", ["KPI1", "LDUKP"]),
        ("ukp-andel-nulldogn", ["KPI2"]),
        ("ukp-liggetid-for-registrering", ["KPI3a"]),
        ("ukp-liggetid-som-ukp", ["KPI3b"]),
        ("ukp-rett-hjem", ["KPI4"]),
        ("ukp-reinnleggelser-30-dogn", ["KPI5"]),
        ("korttidsopphold-liggetid", ["KPI6"]),
    ],
)
def test_an_indicator_carries_every_id_it_is_known_by(
    catalogue: dict[str, Definition], slug: str, codes: list[str]
) -> None:
    assert [code.code for code in catalogue[slug].codes] == codes


def test_ids_we_gave_ourselves_are_marked_as_ours(catalogue: dict[str, Definition]) -> None:
    published = {code.code for d in catalogue.values() for code in d.codes if not code.own}
    sheets = {"IM2", "IU3", "LE1", "H4", "HE1"}
    assert published == sheets | {"KPI1", "KPI2", "KPI3a", "KPI3b", "KPI4", "KPI5", "KPI6"}


def test_every_kind_is_used(catalogue: dict[str, Definition]) -> None:
    assert {definition.kind for definition in catalogue.values()} == set(KINDS)


def test_only_figures_without_persons_in_small_groups_are_open(catalogue: dict[str, Definition]) -> None:
    assert {s for s, d in catalogue.items() if d.open} == {"ukp-dogn", "ukp-andel-liggedogn", "folkemengde"}


def test_unique_persons_are_not_summed(catalogue: dict[str, Definition]) -> None:
    not_summed = {slug for slug, definition in catalogue.items() if not definition.additive}
    assert not_summed == {
        "adhd-pasienter",
        "bup-pasienter-diagnosegruppe",
        "skropelige-eldre-andel-tjeneste",
        "skropelige-eldre-per-1000",
        "skropelige-eldre-tjenester",
    }


def test_the_population_does_not_pass_the_gate_as_nobody_can_act_on_it(
    catalogue: dict[str, Definition],
) -> None:
    assert [slug for slug, definition in catalogue.items() if not definition.published] == ["folkemengde"]
    assert catalogue["folkemengde"].criteria.unanswered == ["criteria.actionable"]


def test_a_rate_brings_its_factor_and_other_kinds_bring_one(catalogue: dict[str, Definition]) -> None:
    assert catalogue["skropelige-eldre-per-1000"].factor == 1000
    assert catalogue["ukp-dogn"].factor == 1


def test_linked_indicators_state_the_same_identity(catalogue: dict[str, Definition]) -> None:
    stating = {slug: d.identity for slug, d in catalogue.items() if d.identity}
    assert set(stating) == {"ukp-dogn", "ukp-andel-nulldogn", "ukp-liggetid-som-ukp"}
    assert len({identity.nb for identity in stating.values()}) == 1


def test_the_eight_goals_of_each_level_are_there() -> None:
    levels = [goal.level for goal in load_vocabulary().goals]
    assert (levels.count("kommune"), levels.count("spesialist")) == (8, 8)


@pytest.mark.skipif(not DATA.exists(), reason=f"{DATA} is not on this machine")
@pytest.mark.parametrize(
    ("file", "column", "dimension"),
    [
        ("bup_diagnosegrupper_2018_2022.csv", "diagnosegruppe", "diagnosegruppe"),
        ("skropelige_eldre_tjenester_2021.csv", "tjeneste", "tjeneste"),
    ],
)
def test_the_categories_are_named_as_in_the_source(file: str, column: str, dimension: str) -> None:
    with (DATA / file).open(encoding="utf-8-sig") as lines:
        source = {row[column] for row in csv.DictReader(lines, delimiter=";")} - {"Totalsum"}
    breakdown = next(entry for entry in load_vocabulary().breakdowns if entry.key == dimension)
    assert {category.name.nb for category in breakdown.categories} == source
