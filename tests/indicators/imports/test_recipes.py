from __future__ import annotations

from pathlib import Path

import pytest

from indicators.imports.errors import RecipeError
from indicators.imports.models import Upload
from indicators.imports.recipes import load_recipe, recipe_names
from indicators.measurements.models import Measurement
from indicators.measurements.periods import parse_period
from indicators.measurements.rollup import roll_up
from tests.indicators.imports.conftest import House


def imported(house: House, *names: str) -> None:
    for name in names:
        recipe = load_recipe(name)
        batch = house.save(
            recipe.example.read_bytes(), name=recipe.file, source=recipe.source, options={"recipe": name}
        )
        assert batch.rejected_count == 0


def number(
    house: House, slug: str, actor: str, period: str, breakdown: str = ""
) -> tuple[float | None, float | None]:
    row = Measurement.objects.in_period(parse_period(period)).get(
        indicator__slug=slug, actor=house.actor(actor), breakdown__key=breakdown
    )
    return row.numerator, row.stated


@pytest.mark.parametrize("name", recipe_names())
def test_every_recipe_reads_its_own_table_whole(house: House, name: str) -> None:
    recipe = load_recipe(name)
    upload = house.read(recipe.example.read_bytes(), name=recipe.file, options={"recipe": name})
    assert upload.problem == ""
    assert house.faults(upload) == []
    assert house.counts(upload)["new"] > 0


@pytest.mark.parametrize("name", recipe_names())
def test_the_documents_own_transcription_gives_the_same_values(house: House, shared: Path, name: str) -> None:
    recipe = load_recipe(name)
    path = shared / "data" / recipe.file
    if not path.exists():
        pytest.skip("står i dokumentet, men ikke i de avskrevne tabellene")
    house.save(recipe.example.read_bytes(), name=recipe.file, options={"recipe": name})
    upload = house.read(path.read_bytes(), name=recipe.file, options={"recipe": name})
    assert set(house.counts(upload)) == {"same"}


def test_a_table_with_another_column_is_not_the_recipes_table(house: House) -> None:
    content = load_recipe("ld_ukp_2021").example.read_text(encoding="utf-8").replace("kilde;", "farge;")
    upload = house.read(content, options={"recipe": "ld_ukp_2021"})
    assert upload.state == Upload.State.REFUSED
    assert "kjenner ikke kolonnen «farge»" in upload.problem


def test_a_table_without_its_columns_is_told_which(house: House) -> None:
    upload = house.read("navn;verdi\nRauma;5\n", options={"recipe": "ld_ukp_2021"})
    assert "trenger kolonnene «navn», «år», «ld_ukp»" in upload.problem


def test_an_unknown_recipe_is_refused_with_the_known_ones(house: House) -> None:
    with pytest.raises(RecipeError, match="ld_ukp_2021"):
        load_recipe("../../settings")


def test_no_printed_change_or_share_that_can_be_computed_is_imported(house: House) -> None:
    imported(house, "bup_avviste_2022", "skropelige_eldre_tjenester_2021")
    assert not Measurement.objects.filter(stated__isnull=False).exists()


def test_what_can_only_be_stated_is_stated(house: House) -> None:
    imported(house, "ld_ukp_2021")
    assert number(house, "ukp-andel-liggedogn", "hr-sor-gudbrandsdal", "2021") == (None, 3.5)
    assert number(house, "ukp-dogn", "991324968", "2021") == (23023.0, None)


def test_the_running_month_is_part_of_a_month(house: House) -> None:
    imported(house, "leder_avtaler_2021_2022")
    rows = Measurement.objects.filter(indicator__slug="fullforte-avtaler").order_by("period_start")
    assert [(row.period.code, row.numerator, row.status) for row in rows][-2:] == [
        ("2022-04", 300.0, "final"),
        ("2022-05", 120.0, "partial"),
    ]
    assert number(house, "tid-tapt-ikke-mott", "5001", "2021-12") == (9 * 1440 + 7 * 60 + 40, None)


def test_a_hospital_area_counted_only_in_part_is_left_out(house: House) -> None:
    """The printed row for Akershus LO is the sum of its three districts in Oslo."""
    imported(house, "bup_avviste_2022")
    assert not Measurement.objects.filter(actor__code="S36").exists()
    assert number(house, "bup-avviste", "030111", "2022") == (6.0, None)


def rolled(house: House, slug: str, structure: str, actor: str, period: str) -> float | None:
    from indicators.actors.models import Structure
    from indicators.measurements.tree import Tree

    indicator, when = house.indicator(slug), parse_period(period)
    tree = Tree.load(Structure.objects.get(code=structure), when.end)
    figures = roll_up(
        indicator=indicator, tree=tree, periods=[when], actors=[house.actor(actor).pk],
    )  # fmt: skip
    return figures[house.actor(actor).pk, when].number(indicator)


def test_the_sums_of_the_documents_agree(house: House) -> None:
    """From the municipalities alone: what the document printed for the areas is taken away first."""
    imported(house, "ld_ukp_2021")
    Measurement.objects.exclude(actor__kind="municipality").delete()
    assert rolled(house, "ukp-dogn", "samarbeid", "hr-sor-gudbrandsdal", "2021") == 1138
    assert rolled(house, "ukp-dogn", "sykehus", "S40", "2021") == 1164


def test_the_rejected_share_of_a_hospital_area_agrees(house: House) -> None:
    imported(house, "bup_avviste_2022")
    printed = rolled(house, "bup-andel-avviste", "sykehus", "S49", "2022")
    assert printed is not None
    assert round(printed, 2) == 21.74
    Measurement.objects.exclude(actor__kind="district").delete()
    assert rolled(house, "bup-andel-avviste", "sykehus", "S49", "2022") == printed
    assert rolled(house, "bup-avviste", "sykehus", "S49", "2022") == 402
