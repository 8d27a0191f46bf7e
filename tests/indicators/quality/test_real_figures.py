"""Figures nobody here made: what the checks find in five years of delayed discharges, and what they miss.

The figures in docs/calculations.md come from here.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from indicators.quality.context import DatedTrees
from tests.indicators.quality.conftest import Judge, Row, facts, row

FILE = "data/real/helse/phs_delayed_discharge_council_area_2016_2021.csv.gz"
COUNTRY = "S92000003"
HISTORY = ("unit", "factor", "outlier", "far_off")


@pytest.fixture(scope="module")
def scotland(shared: Path) -> tuple[list[Row], dict[str, int], dict[tuple[str, str], int]]:
    """All rows, with the numbers given to areas and series. All ages and reasons is number 1."""
    actors: dict[str, int] = {}
    series: dict[tuple[str, str], int] = {("18plus", "All Delay Reasons"): 1}
    rows = []
    with gzip.open(shared / FILE, "rt") as file:
        for each in csv.DictReader(file):
            indicator = series.setdefault((each["age_group"], each["delay_reason"]), len(series) + 1)
            actor = actors.setdefault(each["ltla_code"], len(actors) + 1)
            number = float(each["num_delayed_bed_days"])
            rows.append(row(each["date"][:7], number, actor=actor, indicator=indicator))
    return rows, actors, series


def test_real_figures_raise_few_alarms(judge: Judge, scotland) -> None:
    rows, _actors, series = scotland
    judged = judge(rows, of={number: facts() for number in series.values()})
    assert len(rows) == 33_660
    assert Counter(judged.codes) == {"far_off": 5, "outlier": 2}


def test_councils_and_those_of_no_known_council_make_the_country(judge: Judge, scotland) -> None:
    rows, actors, series = scotland
    links = [
        (actors[COUNTRY], actor, date(2000, 1, 1), None) for code, actor in actors.items() if code != COUNTRY
    ]
    kinds = {actor: "country" if code == COUNTRY else "council" for code, actor in actors.items()}
    described = {number: facts() for number in series.values()}
    trees = [DatedTrees(links=links, kinds=kinds)]
    assert judge(rows, of=described, trees=trees, only=["areas"]).codes == []
    place = next(at for at, each in enumerate(rows) if each[1] == actors[COUNTRY])
    wrong = [*rows[:place], (*rows[place][:5], rows[place][5] + 1, *rows[place][6:]), *rows[place + 1 :]]
    assert judge(wrong, of=described, trees=trees, only=["areas"]).codes == ["areas"]


@pytest.mark.parametrize(("factor", "least"), [(10, 0.99), (100, 0.99), (0.1, 0.75), (0.01, 0.85), (3, 0.8)])
def test_most_planted_faults_are_found(judge: Judge, scotland, factor: float, least: float) -> None:
    rows = [each for each in scotland[0] if each[0] == 1]
    chance, planted, found, false = Random(1), 0, 0, 0  # noqa: S311 - not for secrets
    for _round in range(12):
        wild = list(rows)
        chosen = chance.sample([at for at, each in enumerate(rows) if each[5] >= 100], 5)
        for at in chosen:
            wild[at] = (*rows[at][:5], round(rows[at][5] * factor), *rows[at][6:])
        judged = judge(wild, only=HISTORY)
        told = {
            (judged.values.actor[each.row], judged.values.period(each.row).start) for _c, each in judged.found
        }
        keys = {(rows[at][1], rows[at][3]) for at in chosen}
        planted, found, false = planted + 5, found + len(told & keys), false + len(told - keys)
    assert found / planted >= least
    assert false <= 1
