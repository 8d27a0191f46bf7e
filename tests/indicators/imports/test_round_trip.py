"""What leaves comes back unchanged, what comes twice changes nothing, and what is undone was never there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from indicators.imports.formats.csv.writer import write_values
from indicators.imports.recipes import load_recipe, recipe_names
from indicators.imports.undo import undo_batch
from indicators.measurements.models import Measurement
from tests.indicators.imports.conftest import House, long

HEADER = "kommunenr;indikator;alder;periode;verdi;teller;nevner;status;per dato"
COUNTS = some.one_of(
    some.integers(0, 10**9).map(str), some.sampled_from(["..", "...", ".", ":", "-", "<5", "1 234", "7*"])
)
SHARES = some.one_of(
    some.tuples(some.integers(0, 500), some.integers(500, 10**6)).map(
        lambda parts: f";{parts[0]};{parts[1]}"
    ),
    some.floats(0, 100).map(lambda share: f"{share:.4f}".replace(".", ",") + ";;"),
    some.sampled_from(["..;;", ":;;120", "<1 %;;", ";<5;50", ";-;-", "-;;"]),
)
FIGURES = some.one_of(
    COUNTS.map(lambda text: ("KPI1", "", f"{text};;")),
    COUNTS.map(lambda text: ("BF1", "75+", f"{text};;")),
    SHARES.map(lambda text: ("BU3", "", text)),
    some.integers(0, 10**7).map(lambda minutes: ("LA8", "", f"{minutes} min;;")),
    some.floats(0, 1000).map(lambda mean: ("KPI3a", "", f"{mean:.3f}".replace(".", ",") + ";;")),
)
ROWS = some.tuples(
    some.sampled_from(["1539", "1506", "0301", "5001"]),
    FIGURES,
    some.sampled_from(["2021", "2022", "2023"]),
    some.sampled_from([";", "foreløpig;", "hittil;{year}-05-12"]),
)
FILES = some.lists(ROWS, min_size=1, max_size=12, unique_by=lambda row: (row[0], row[1][0], row[2]))
examples = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def content(rows: list[tuple[str, tuple[str, str, str], str, str]]) -> str:
    return long(
        *(
            f"{actor};{indicator};{age};{year};{figure};{ending.format(year=year)}"
            for actor, (indicator, age, figure), year, ending in rows
        ),
        header=HEADER,
    )


@contextmanager
def forgotten() -> Iterator[None]:
    """Everything written in here is rolled back: one database for all examples."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def exported() -> str:
    out = io.StringIO()
    write_values(Measurement.objects.select_related("indicator", "actor", "breakdown").order_by("pk"), out)
    return out.getvalue()


@examples
@given(FILES)
def test_what_is_exported_comes_back_with_nothing_changed(house: House, rows: list) -> None:  # type: ignore[type-arg]
    with forgotten():
        saved = house.save(content(rows))
        assert saved.rejected_count == 0
        assert saved.new_count == len(rows)
        upload = house.read(exported(), name="ut.csv")
        assert house.faults(upload) == []
        assert house.counts(upload) == {"same": len(rows)}


@examples
@given(FILES)
def test_what_comes_twice_is_all_the_same(house: House, rows: list) -> None:  # type: ignore[type-arg]
    with forgotten():
        house.save(content(rows))
        assert house.counts(house.read(content(rows))) == {"same": len(rows)}


@examples
@given(FILES, FILES)
def test_undoing_restores_exactly(house: House, first: list, second: list) -> None:  # type: ignore[type-arg]
    with forgotten():
        house.save(content(first))
        before = house.current()
        undo_batch(house.save(content(second), name="ny.csv"), by=None)
        assert house.current() == before


def test_the_tables_of_the_documents_leave_and_come_back(house: House) -> None:
    for name in recipe_names():
        recipe = load_recipe(name)
        house.save(recipe.example.read_bytes(), name=recipe.file, options={"recipe": name})
    upload = house.read(exported(), name="ut.csv", options={"actors_on": "2022-12-31"})
    assert house.faults(upload) == []
    assert house.counts(upload) == {"same": Measurement.objects.count()}
