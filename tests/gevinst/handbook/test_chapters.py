"""What the handbook promises: both languages say the same, every link leads somewhere, the sums are right."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import get_resolver
from django.utils import translation
from django.utils.html import strip_tags

from gevinst.handbook.chapters import BY_SLUG, CHAPTERS, neighbours
from gevinst.handbook.glossary import BY_WORD, WORDS
from gevinst.handbook.pages import PAGES, SPACES, chapter_of
from gevinst.handbook.reading import LANGUAGES, read
from gevinst.handbook.sources import SOURCES
from gevinst.plans.path import Milestone, MilestoneBasis
from tests.source import ROOT

TEMPLATES = ROOT / "templates/handbook/chapters"
SLUGS = [chapter.slug for chapter in CHAPTERS]
BOKMAL_ONLY = {
    *(
        "ikke",
        "hva",
        "hvem",
        "hvor",
        "hvordan",
        "hvorfor",
        "hvis",
        "fra",
        "jeg",
        "noe",
        "noen",
        "uke",
        "uker",
    ),
    *(
        "å gjøre",
        "gjøres",
        "eksempel",
        "målinger",
        "verdier",
        "kommuner",
        "tjenester",
        "kilde",
        "veien",
        "derfor",
    ),
}


def words_of(slug: str, language: str) -> str:
    with translation.override(language):
        text = strip_tags(read(BY_SLUG[slug], language).text)
    return re.sub(r"\s+", " ", text)


def test_each_chapter_is_written_once_in_each_language_and_nothing_else_is() -> None:
    assert len(SLUGS) == len(set(SLUGS)) == 19
    for language in LANGUAGES:
        assert sorted(path.stem for path in (TEMPLATES / language).glob("*.html")) == sorted(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_have_the_same_headings_and_examples(slug: str) -> None:
    bokmal, nynorsk = (read(BY_SLUG[slug], language) for language in LANGUAGES)
    anchors = [heading.anchor for heading in bokmal.headings]
    assert anchors == [heading.anchor for heading in nynorsk.headings]
    assert len(anchors) == len(set(anchors)) >= 3
    for tag in ('class="told"', "<li>", "<p>", "href="):
        assert bokmal.text.count(tag) == nynorsk.text.count(tag), tag


@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_tell_the_same_figures(slug: str) -> None:
    figures = [re.findall(r"\d+(?:,\d+)?", words_of(slug, language)) for language in LANGUAGES]
    assert figures[0] == figures[1]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_nynorsk_is_nynorsk(slug: str) -> None:
    said = set(re.findall(r"[a-zæøå]+", words_of(slug, "nn").lower()))
    assert said & BOKMAL_ONLY == set()
    assert set(re.findall(r"[a-zæøå]+", words_of(slug, "nb").lower())) & BOKMAL_ONLY


@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_names_its_document(slug: str) -> None:
    examples = r'<div class="told" role="note" aria-label="Eksempel">.*?</div>'
    for example in re.findall(examples, read(BY_SLUG[slug], "nb").text, re.DOTALL):
        assert any(str(name) in example for name in SOURCES.values()), example


def test_no_sentence_is_copied_from_the_documents(shared: Path) -> None:
    theirs = " ".join(path.read_text() for path in (shared / "seeds").glob("*.txt"))
    known = shingles(theirs)
    assert known
    for language in LANGUAGES:
        for slug in SLUGS:
            assert shingles(words_of(slug, language)) & known == set(), slug


def shingles(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_the_two_percents_are_worked_out_as_the_product_does() -> None:
    of_baseline, of_way = (
        Milestone(date.max, basis, 50).value(9990, 1000)
        for basis in (MilestoneBasis.OF_BASELINE, MilestoneBasis.OF_WAY)
    )
    said = words_of("nullpunkt-og-ambisjon", "nb")
    assert (of_baseline, of_way) == (4995, 5495)
    assert f"4 {of_baseline - 4000:.0f} døgn" in said
    assert f"5 {of_way - 5000:.0f} døgn" in said


def test_the_other_sums_are_right() -> None:
    stays = 9990 / (0.30 * 5.0)
    assert (round(stays), round(stays * 0.10 * 2)) == (6660, 1332)
    assert "6 660 · 0,10 · 2 = 1 332 døgn" in words_of("felles-planer", "nb")
    hours = [round(8 * 10 * 46 * (15 - after) / 60) for after in (11, 9, 7)]
    assert hours == [245, 368, 491]
    assert "368 timer i året, med et spenn fra 245 til 491" in words_of("workshop", "nb")
    assert (120 - 300) / 300 == -0.6


def test_every_page_that_has_a_chapter_exists_and_so_does_the_chapter() -> None:
    routes = get_resolver()
    spaces = set(routes.namespace_dict)
    assert set(PAGES.values()) | set(SPACES.values()) <= set(SLUGS)
    assert set(SPACES) <= spaces
    for name in PAGES:
        space, _, view = name.rpartition(":")
        within = routes.namespace_dict[space][1] if space else routes
        assert view in within.reverse_dict, name


def test_a_page_has_its_own_chapter_before_that_of_its_neighbours() -> None:
    own, neighbour = chapter_of("plans:edit_contribution"), chapter_of("plans:list")
    assert own is BY_SLUG["nullpunkt-og-ambisjon"]
    assert neighbour is BY_SLUG["planen"]
    assert chapter_of("accessibility") is None


def test_every_word_leads_to_a_chapter_that_is_there() -> None:
    assert len(BY_WORD) == len(WORDS)
    for word in WORDS:
        assert word.chapter.slug in SLUGS


def test_one_reads_from_the_first_chapter_to_the_last() -> None:
    assert neighbours(CHAPTERS[0]) == (None, CHAPTERS[1])
    assert neighbours(CHAPTERS[-1]) == (CHAPTERS[-2], None)
