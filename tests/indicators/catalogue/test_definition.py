"""The catalogue's files: what the schema refuses, how it says so, and what the real files hold."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from indicators.catalogue.definition import (
    FOLDER,
    CatalogueError,
    Definition,
    Text,
    load_definitions,
    load_vocabulary,
)
from indicators.catalogue.kinds import KINDS
from indicators.catalogue.vocabulary import Breakdown, EntryFile, Goal
from indicators.catalogue.vocabulary.strict import read_toml

DATA = Path(__file__).parents[4] / "shared" / "data"
SHEET = (FOLDER / "ukp-dogn.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Definition]:
    return {definition.slug: definition for definition in load_definitions()}


def write(folder: Path, text: str, name: str = "ukp-dogn") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def sheet(before: str, after: str, source: str = SHEET) -> str:
    assert source.count(before) == 1, before
    return source.replace(before, after)


def faults(path: Path) -> str:
    with pytest.raises(CatalogueError) as caught:
        read_toml(path, Definition)
    return str(caught.value)


def faults_together(folder: Path) -> tuple[str, ...]:
    with pytest.raises(CatalogueError) as caught:
        load_definitions(folder)
    return caught.value.faults


# --- the schema


def test_it_reads_the_sheet_the_refusals_below_are_made_from(tmp_path: Path) -> None:
    assert read_toml(write(tmp_path, SHEET), Definition).slug == "ukp-dogn"


def test_it_refuses_an_unknown_key_and_guesses_what_was_meant(tmp_path: Path) -> None:
    told = faults(write(tmp_path, sheet("direction =", "dirction =")))
    assert "ukp-dogn.toml: «dirction» er en ukjent nøkkel. Mente du «direction»? Fjern den" in told
    assert "ukp-dogn.toml: «direction» mangler. Legg nøkkelen til." in told


def test_it_names_an_unknown_key_deep_in_the_file(tmp_path: Path) -> None:
    told = faults(write(tmp_path, SHEET + "\n[criteria.reusable.en]\nx = 1\n"))
    assert "«criteria.reusable.en» er en ukjent nøkkel. Fjern den, eller bruk en av: nb, nn." in told


def test_it_counts_list_items_as_people_do(tmp_path: Path) -> None:
    told = faults(write(tmp_path, sheet('code = "LDUKP", list', 'cod = "LDUKP", list')))
    assert "«codes.2.cod» er en ukjent nøkkel. Mente du «code»?" in told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('direction = "down"', 'direction = "ned"', "«direction» er «ned», som ikke er lov. Bruk up, down"),
        ("version = 1\nvalid", 'version = "1"\nvalid', "«version» må være et helt tall."),
        ("open = true", 'open = "ja"', "«open» må være true eller false."),
        ("valid_from = 2021-01-01", 'valid_from = "2021-01-01"', "«valid_from» må være en dato"),
        ("decimals = 0", "decimals = 9", "«decimals» er 9. Største verdi er 4."),
        ("factor = 1000", "factor = 0", "«per_population.factor» er 0. Minste verdi er 1"),
        ('sources = ["npr"]', 'sources = "npr"', "«sources» må være en liste."),
        ('sources = ["npr"]', "sources = []", "«sources» er tom. Skriv minst én."),
        ('kind = "count"', 'kind = "antall"', "«kind» er «antall», som ikke er en type. Bruk"),
        ('code = "KPI1"', 'code = "kpi 1"', "«codes.1.code» er «kpi 1», som har feil form."),
        ('kind = "count"', 'kind = "count', "ikke gyldig TOML"),
    ],
)
def test_it_refuses_a_wrong_value_and_says_what_to_write(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    assert told in faults(write(tmp_path, sheet(before, after)))


def test_it_refuses_an_empty_text(tmp_path: Path) -> None:
    told = faults(write(tmp_path, sheet('unit = { nb = "døgn"', 'unit = { nb = "  "')))
    assert "«unit.nb» er tom. Skriv teksten, eller fjern nøkkelen." in told


def test_it_refuses_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "ukp-dogn.toml"
    path.write_bytes(SHEET.encode("cp1252", errors="replace"))
    assert "ikke lagret som UTF-8" in faults(path)


def without(criterion: str, source: str = SHEET) -> str:
    start = source.index(f"[criteria.{criterion}]")
    return source[:start] + source[source.index("\n[", start) + 1 :]


def test_it_refuses_to_publish_without_the_three_criteria(tmp_path: Path) -> None:
    told = faults(write(tmp_path, without("actionable", without("reusable"))))
    assert "published = true krever tre svar. Skriv criteria.reusable, criteria.actionable" in told


def test_a_draft_may_lack_a_criterion(tmp_path: Path) -> None:
    draft = sheet("published = true", "published = false", without("actionable"))
    assert read_toml(write(tmp_path, draft), Definition).criteria.unanswered == ["criteria.actionable"]


def test_it_refuses_parts_that_do_not_fit_the_kind(tmp_path: Path) -> None:
    assert "denominator mangler: kind = «mean»" in faults(write(tmp_path, sheet('"count"', '"mean"')))
    share = faults(write(tmp_path, sheet('"count"', '"share"')))
    assert "per_population brukes ikke når kind = «share»" in share
    assert "unit er «døgn», men kind = «share» vises i %" in share
    lone = "\n".join(line for line in SHEET.splitlines() if not line.startswith("per_population"))
    assert "per_population mangler: kind = «rate»" in faults(
        write(tmp_path, sheet('"count"', '"rate"', lone))
    )
    counted = SHEET + '\n[denominator]\nnb = "alle"\n'
    assert "denominator brukes ikke når kind = «count»" in faults(write(tmp_path, counted))


def test_it_refuses_a_new_version_without_its_entry_in_the_change_log(tmp_path: Path) -> None:
    told = faults(write(tmp_path, sheet("version = 1\nvalid_from", "version = 2\nvalid_from")))
    assert "change_log skal ha én oppføring per versjon, fra 1 til 2" in told


def test_it_refuses_a_review_before_the_last_change(tmp_path: Path) -> None:
    assert "next_review må være etter" in faults(
        write(tmp_path, sheet("next_review = 2027", "next_review = 2025"))
    )


# --- the files beside each other


def alone(source: str = SHEET) -> str:
    return "\n".join("related = []" if line.startswith("related") else line for line in source.splitlines())


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            'goals = ["kommune-samhandling"',
            'goals = ["samhandling"',
            "«goals» har «samhandling», som ikke finnes",
        ),
        ('sources = ["npr"]', 'sources = ["nav"]', "«nav», som ikke finnes i sources.toml. Bruk en av: npr"),
        ('breakdowns = ["hastegrad"]', 'breakdowns = ["kjonn"]', "«breakdowns» har «kjonn», som ikke"),
        ('band = "alle"', 'band = "65+"', "er «65+», som ikke er en aldersgruppe. Bruk en av: alle"),
        ('list = "samhandling"', 'list = "rapport"', "har listen «rapport», som ikke finnes i lists.toml"),
        ('code = "KPI1"', 'code = "H1"', "«H1», men i «samhandling» begynner id-ene med KPI"),
        ('slug = "ukp-dogn"', 'slug = "ukp"', "«slug» er «ukp», men filen heter «ukp-dogn»"),
        ("related = []", 'related = ["finnes-ikke"]', "«finnes-ikke», som ikke er en annen indikator"),
    ],
)
def test_it_refuses_a_key_the_vocabulary_does_not_have(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    write(tmp_path, sheet(before, after, alone()))
    assert any(told in fault for fault in faults_together(tmp_path))


def test_it_refuses_an_id_two_indicators_carry_and_collects_the_faults_of_all_files(tmp_path: Path) -> None:
    write(tmp_path, alone())
    write(tmp_path, sheet('slug = "ukp-dogn"', 'slug = "tvilling"', alone()), "tvilling")
    write(tmp_path, "slug = ", "brukket")
    told = faults_together(tmp_path)
    assert any(fault.startswith("brukket.toml: er ikke gyldig TOML") for fault in told)
    assert any("ukp-dogn.toml: «codes» har «KPI1», som tvilling.toml alt har" in fault for fault in told)


def test_a_vocabulary_refuses_a_key_twice(tmp_path: Path) -> None:
    entry = '[[entry]]\nkey = "a"\nlevel = "kommune"\nname = { nb = "A" }\ndescription = { nb = "A" }\n'
    with pytest.raises(CatalogueError, match=r"goals\.toml: «entry» har «a» to ganger"):
        read_toml(write(tmp_path, entry * 2, "goals"), EntryFile[Goal])


def test_a_breakdown_refuses_to_name_the_implicit_all(tmp_path: Path) -> None:
    entry = (
        '[[entry]]\nkey = "a"\npartition = true\nname = { nb = "A" }\ndescription = { nb = "A" }\n'
        'categories = [{ key = "alle", name = { nb = "Alle" } }]\n'
    )
    with pytest.raises(CatalogueError, match=r"«entry\.1\.categories» har «alle» to ganger"):
        read_toml(write(tmp_path, entry, "breakdowns"), EntryFile[Breakdown])


def test_a_text_flows_over_single_line_breaks_and_keeps_paragraphs() -> None:
    text = Text(nb="Én setning.\nEn til.\n\nNytt avsnitt.", nn=None)
    assert text.nb == "Én setning. En til.\n\nNytt avsnitt."
    assert text.in_language("nn") == text.nb


# --- the real files


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
