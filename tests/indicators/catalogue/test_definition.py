"""The catalogue's files: what the schema refuses, and how it says so."""

from pathlib import Path

import pytest

from indicators.catalogue.definition import (
    FOLDER,
    CatalogueError,
    Definition,
    Text,
    load_definitions,
)
from indicators.catalogue.vocabulary import Breakdown, EntryFile, Goal
from indicators.catalogue.vocabulary.strict import read_toml

SHEET = (FOLDER / "ukp-dogn.toml").read_text(encoding="utf-8")


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
