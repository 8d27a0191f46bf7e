from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from indicators.catalogue.definition import Definition, load_definitions, load_vocabulary
from indicators.catalogue.models import Category, Indicator, IndicatorCode, IndicatorVersion, Term
from indicators.catalogue.services import digest, sync_catalogue
from indicators.catalogue.vocabulary.strict import CatalogueError

pytestmark = pytest.mark.django_db
SLUG = "ukp-dogn"

Change = Callable[..., list[Definition]]


@pytest.fixture
def changed() -> Change:
    """The reviewed definitions, with one of them as if its file had been edited."""

    def edit(slug: str = SLUG, **said: Any) -> list[Definition]:
        return [
            each
            if each.slug != slug
            else Definition.model_validate(each.model_dump(exclude_unset=True) | said, strict=False)
            for each in load_definitions()
        ]

    return edit


def next_version(slug: str = SLUG) -> dict[str, Any]:
    before = next(each for each in load_definitions() if each.slug == slug)
    change = {"version": before.version + 1, "date": date(2026, 12, 1), "text": {"nb": "Ny avgrensning."}}
    log = [entry.model_dump() for entry in before.change_log]
    return {"version": before.version + 1, "change_log": [*log, change]}


def test_every_reviewed_file_becomes_an_indicator_with_its_version() -> None:
    sync_catalogue()
    for each in load_definitions():
        indicator = Indicator.objects.get(slug=each.slug)
        version = indicator.versions.get()
        assert indicator.version == version.number == each.version
        assert version.digest == digest(each)
        assert indicator.definition == version.definition == each.model_dump(mode="json")
        assert {code.code for code in indicator.codes.all()} == {code.code for code in each.codes}
        goals = indicator.terms.filter(kind=Term.Kind.GOAL).values_list("code", flat=True)
        assert set(goals) == set(each.goals)


def test_the_vocabulary_becomes_terms_and_categories_in_its_order() -> None:
    sync_catalogue()
    vocabulary = load_vocabulary()
    goals = Term.objects.filter(kind=Term.Kind.GOAL)
    assert [(goal.code, goal.group) for goal in goals] == [(g.key, g.level) for g in vocabulary.goals]
    ages = Category.objects.filter(dimension="alder")
    assert [age.code for age in ages] == [band.key for band in vocabulary.age_bands if band.key != "alle"]


def test_a_second_sync_changes_nothing() -> None:
    sync_catalogue()
    assert not any(sync_catalogue().values())


def test_the_search_text_holds_what_a_reader_may_remember_in_both_languages() -> None:
    sync_catalogue()
    definition = next(each for each in load_definitions() if each.slug == SLUG)
    goal = Term.objects.get(kind=Term.Kind.GOAL, code=definition.goals[0])
    remembered = [definition.title.nb, definition.title.nn, goal.name_nb, definition.codes[0].code]
    text = Indicator.objects.get(slug=SLUG).search_text
    assert [words for words in [*remembered, *definition.synonyms] if words and words not in text] == []


def test_an_edited_file_under_the_same_version_is_refused(changed: Change) -> None:
    sync_catalogue()
    with pytest.raises(CatalogueError) as refused:
        sync_catalogue(definitions=changed(decimals=3))
    assert refused.value.faults == (
        "ukp-dogn.toml er endret, men version er fortsatt 1."
        " Sett version = 2 og før endringen inn i change_log.",
    )
    assert Indicator.objects.get(slug=SLUG).decimals != 3


def test_a_new_version_is_kept_beside_the_old(changed: Change) -> None:
    sync_catalogue()
    before = IndicatorVersion.objects.get(indicator__slug=SLUG)
    changes = sync_catalogue(definitions=changed(decimals=3, **next_version()))
    assert (str(changes["Indikatorer"]), str(changes["Versjoner av indikatorer"])) == (
        "0 nye, 1 endret",
        "1 ny, 0 endrede",
    )
    indicator = Indicator.objects.get(slug=SLUG)
    assert (indicator.version, indicator.decimals) == (before.number + 1, 3)
    kept = indicator.versions.get(number=before.number)
    assert (kept.digest, kept.definition) == (before.digest, before.definition)


def test_a_lower_version_than_the_one_in_use_is_refused(changed: Change) -> None:
    sync_catalogue(definitions=changed(**next_version()))
    with pytest.raises(CatalogueError, match=r"ukp-dogn\.toml: version er 1, men versjon 2 er i bruk"):
        sync_catalogue()


def test_an_indicator_whose_file_is_gone_is_kept_unpublished() -> None:
    sync_catalogue()
    rest = [each for each in load_definitions() if each.slug != SLUG]
    assert Indicator.objects.get(slug=SLUG).published
    assert str(sync_catalogue(definitions=rest)["Indikatorer"]) == "0 nye, 0 endrede, 1 fjernet"
    assert not Indicator.objects.get(slug=SLUG).published
    assert IndicatorVersion.objects.filter(indicator__slug=SLUG).exists()


def test_an_id_that_leaves_a_sheet_is_gone_and_free(changed: Change) -> None:
    sync_catalogue()
    codes = next(each for each in load_definitions() if each.slug == SLUG).codes
    kept = [code.model_dump() for code in codes[:1]]
    sync_catalogue(definitions=changed(codes=kept, **next_version()))
    assert [code.code for code in Indicator.objects.get(slug=SLUG).codes.all()] == [codes[0].code]
    with pytest.raises(ObjectDoesNotExist):
        IndicatorCode.objects.get(code=codes[1].code)


def test_the_digest_is_of_what_the_file_says_and_nothing_else(changed: Change) -> None:
    def of(definitions: list[Definition]) -> str:
        return next(digest(each) for each in definitions if each.slug == SLUG)

    assert of(changed()) == of(load_definitions())
    assert of(changed(decimals=3)) != of(load_definitions())
