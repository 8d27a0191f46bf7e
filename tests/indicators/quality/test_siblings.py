"""Values against those they belong together with: categories, areas, parts, inhabitants, other indicators."""

from __future__ import annotations

from datetime import date

import numpy as np

from indicators.catalogue.vocabulary import load_vocabulary
from indicators.quality.context import DatedTrees, Population
from tests.indicators.quality.conftest import Judge, facts, row

OH, PLANNED, OLD = 2, 3, 4
BREAKDOWNS = {1: {}, OH: {"hastegrad": "oh"}, PLANNED: {"hastegrad": "planlagt"}, OLD: {"alder": "75+"}}
DIVIDED = {"breakdowns": BREAKDOWNS, "partitions": {"hastegrad": 2}}


def people(*rows: tuple[int, int, float]) -> Population:
    actors, years, counts = zip(*rows, strict=True)
    return Population(np.array(actors), np.array(years), np.array(counts))


def test_groups_that_make_the_total_are_left_alone(judge: Judge) -> None:
    rows = [row("2024", 30), row("2024", 20, breakdown=OH), row("2024", 10, breakdown=PLANNED)]
    assert judge(rows, **DIVIDED).codes == []


def test_groups_that_do_not_make_the_total_are_told_of(judge: Judge) -> None:
    rows = [row("2024", 35), row("2024", 20, breakdown=OH), row("2024", 10, breakdown=PLANNED)]
    judged = judge(rows, **DIVIDED)
    assert (judged.codes, judged.parts["sum"], judged.parts["printed"]) == (["categories"], 30, 35)


def test_a_lacking_group_makes_no_sum(judge: Judge) -> None:
    assert judge([row("2024", 35), row("2024", 20, breakdown=OH)], **DIVIDED).codes == []


def test_groups_that_overlap_are_not_summed(judge: Judge) -> None:
    assert judge([row("2024", 35), row("2024", 20, breakdown=OLD)], **DIVIDED).codes == []


def test_a_group_larger_than_all_cannot_be(judge: Judge) -> None:
    judged = judge([row("2024", 35), row("2024", 36, breakdown=OLD)], **DIVIDED)
    assert (judged.codes, judged.parts["of"]) == (["over_whole"], "all")


def test_a_numerator_larger_than_its_denominator_cannot_be(judge: Judge) -> None:
    assert judge([row("2024", 51, 50)], of=facts("share")).codes == ["over_whole"]
    assert judge([row("2024", 50, 50)], of=facts("share")).codes == []
    assert judge([row("2024", 51, 50)], of=facts("mean")).codes == []


def test_a_printed_share_is_recomputed(judge: Judge) -> None:
    judged = judge([row("2022", 38, 674, stated=6.54)], of=facts("share"))
    assert judged.codes == ["stated"]
    assert round(judged.parts["computed"], 2) == 5.64


def test_a_printed_share_may_be_rounded_as_far_as_it_shows(judge: Judge) -> None:
    for told in (5.64, 5.6, 6.0):
        assert judge([row("2022", 38, 674, stated=told)], of=facts("share")).codes == []


def test_more_persons_than_inhabitants_cannot_be(judge: Judge) -> None:
    known = {"alle": people((1, 2023, 7000.0))}
    persons = facts(band="alle", over_time="last")
    assert judge([row("2024-03", 7400)], of=persons, populations=known).codes == ["over_population"]
    assert judge([row("2024-03", 6900)], of=persons, populations=known).codes == []
    days = facts(band="alle")
    assert judge([row("2024-03", 7400)], of=days, populations=known).codes == []


def test_more_patients_than_inhabitants_cannot_be_whatever_their_age(judge: Judge) -> None:
    known = {"alle": people((1, 2023, 7000.0))}
    for unit, codes in (("pasienter", ["over_population"]), ("opphold", [])):
        counts = facts(unit=unit, additive=False, over_time="none")
        assert judge([row("2024", 7400)], of=counts, populations=known).codes == codes


def test_a_rate_of_another_population_is_told_of(judge: Judge) -> None:
    known = {"75+": people((1, 2024, 800.0)), "alle": people((1, 2024, 7000.0))}
    rate = facts("rate", band="75+")
    assert judge([row("2024", 40, 820)], of=rate, populations=known).codes == []
    judged = judge([row("2024", 40, 7000)], of=rate, populations=known)
    assert (judged.codes, judged.parts["everybody"]) == (["population"], True)


def country(*links: tuple[int, int]) -> list[DatedTrees]:
    since = date(2000, 1, 1)
    kinds = {10: "county", 11: "county", 1: "municipality", 2: "municipality", 3: "municipality"}
    return [DatedTrees(links=[(parent, child, since, None) for parent, child in links], kinds=kinds)]


def test_areas_that_make_the_whole_are_left_alone(judge: Judge) -> None:
    rows = [row("2024", 30, actor=10), row("2024", 20, actor=1), row("2024", 10, actor=2)]
    assert judge(rows, trees=country((10, 1), (10, 2))).codes == []


def test_areas_that_do_not_make_the_whole_are_told_of(judge: Judge) -> None:
    rows = [row("2024", 31, actor=10), row("2024", 20, actor=1), row("2024", 10, actor=2)]
    judged = judge(rows, trees=country((10, 1), (10, 2)))
    assert (judged.codes, judged.parts["sum"], judged.parts["printed"]) == (["areas"], 30, 31)


def test_with_an_area_lacking_the_sum_may_be_less_and_never_more(judge: Judge) -> None:
    trees = country((10, 1), (10, 2), (10, 3))
    some = [row("2024", 20, actor=1), row("2024", 10, actor=2)]
    assert judge([row("2024", 31, actor=10), *some], trees=trees).codes == []
    assert judge([row("2024", 29, actor=10), *some], trees=trees).codes == ["areas"]


def test_an_area_split_between_two_is_never_summed(judge: Judge) -> None:
    rows = [row("2024", 15, actor=10), row("2024", 20, actor=1), row("2024", 5, actor=2)]
    assert judge(rows, trees=country((10, 1), (10, 2), (11, 1))).codes == []


def test_unique_persons_of_areas_are_not_summed(judge: Judge) -> None:
    rows = [row("2024", 25, actor=10), row("2024", 20, actor=1), row("2024", 10, actor=2)]
    assert judge(rows, of=facts(additive=False), trees=country((10, 1), (10, 2))).codes == []


REJECTED = {
    1: facts(slug="bup-nyhenviste"),
    2: facts(slug="bup-avviste"),
    3: facts("share", slug="bup-andel-avviste", decimals=2),
}


def test_indicators_tied_together_must_fit(judge: Judge) -> None:
    identities = load_vocabulary().identities
    counts = [row("2022", 636, indicator=1), row("2022", 38, indicator=2)]
    right = row("2022", stated=5.64, indicator=3)
    assert judge([*counts, right], of=REJECTED, identities=identities).codes == []
    wrong = row("2022", stated=5.97, indicator=3)
    judged = judge([*counts, wrong], of=REJECTED, identities=identities)
    assert (judged.codes, judged.parts["identity"]) == (["identity"], "bup-andel-avviste")


def test_an_equation_with_a_figure_lacking_says_nothing(judge: Judge) -> None:
    rows = [row("2022", 636, indicator=1), row("2022", stated=5.97, indicator=3)]
    assert judge(rows, of=REJECTED, identities=load_vocabulary().identities).codes == []
