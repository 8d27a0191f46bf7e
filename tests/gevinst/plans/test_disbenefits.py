from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from gevinst.plan_files.around import around_of
from gevinst.plans import services
from gevinst.plans.disbenefits import Verdict, Watched, watched
from gevinst.plans.models import Benefit, Contribution, Disbenefit
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Succession
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch
from indicators.measurements.periods import parse_period
from tests.cast import Cast, make_actor, measure
from tests.counting import queries

WATCHED_BY, SHARE = "ukp-dogn", "ukp-andel-liggedogn"
NO_PERCENT = (
    "Om det er mer enn dere tåler, kan ikke beregnes: verdien før var for liten til å regne prosent av."
)
DECEMBER = {"baseline_kind": "M", "baseline_start": date(2022, 12, 1), "baseline_on": date(2022, 12, 31)}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def only_one() -> Watched:
    """What is found of the one ulempe there is."""
    [found] = watched([Benefit.objects.for_overview().get()]).values()
    return found[0]


def by_month(
    contribution: Contribution, cast: Cast, indicator: Indicator, before: list[float], after: list[float]
) -> Watched:
    """Measured in as many months before the nullpunkt, of December 2022, and after it; 5 % is tolerated."""
    Contribution.objects.filter(pk=contribution.pk).update(**DECEMBER)
    Disbenefit.objects.create(
        benefit=contribution.benefit, title="Flere døgn", indicator=indicator, tolerated=5
    )
    last = parse_period("2022-12")
    for value in reversed(before):
        measure(indicator, cast.rauma, last.code, numerator=value)
        last = last.previous()
    for month, value in enumerate(after, 1):
        measure(indicator, cast.rauma, f"2023-{month:02}", numerator=value)
    return only_one()


def follow(
    cast: Cast,
    catalogue: dict[str, Indicator],
    then: float,
    now: float,
    tolerated: float | None,
    slug: str = WATCHED_BY,
) -> Watched:
    plan = services.create_plan(actor=cast.rauma, title="Plan")
    benefit = services.add_benefit(plan=plan, indicator=catalogue[WATCHED_BY], title="Noe annet")
    services.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=1, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(),
    )
    Disbenefit.objects.create(
        benefit=benefit, title="Flere døgn", indicator=catalogue[slug], tolerated=tolerated
    )
    of = {"denominator": 1000} if slug == SHARE else {}
    measure(catalogue[slug], cast.rauma, "2022", numerator=then, **of)
    measure(catalogue[slug], cast.rauma, "2023", numerator=now, **of)
    return only_one()


@pytest.mark.parametrize(
    ("then", "now", "tolerated", "verdict", "words"),
    [
        (100, 90, 5.0, Verdict.HOLDS, "Har ikke blitt dårligere."),
        (100, 100, None, Verdict.HOLDS, "Har ikke blitt dårligere."),
        (100, 104, 5.0, Verdict.WORSE, "4 % dårligere, innenfor de 5 % dere tåler."),
        (100, 105, 5.0, Verdict.WORSE, "5 % dårligere, innenfor de 5 % dere tåler."),
        (100, 106, 5.0, Verdict.TOO_MUCH, "6 % dårligere: mer enn de 5 % dere tåler."),
        (100, 130, None, Verdict.WORSE, "30 % dårligere."),
        (0, 14, None, Verdict.WORSE, "14 døgn dårligere."),
        (0, 14, 5.0, Verdict.WORSE, f"14 døgn dårligere. {NO_PERCENT}"),
        (0.5, 14.5, 5.0, Verdict.WORSE, f"14 døgn dårligere. {NO_PERCENT}"),
    ],
)
def test_fewer_is_better_so_more_is_worse(
    cast: Cast,
    catalogue: dict[str, Indicator],
    then: float,
    now: float,
    tolerated: float | None,
    verdict: Verdict,
    words: str,
) -> None:
    found = follow(cast, catalogue, then, now, tolerated)
    assert (found.verdict, plain(found.finding)) == (verdict, words)
    assert "(2022) →" in found.figures


@pytest.mark.parametrize(
    ("then", "now", "tolerated", "verdict", "words"),
    [
        (160, 171, 5.0, Verdict.TOO_MUCH, "1,1 prosentpoeng (6,9 %) dårligere: mer enn de 5 % dere tåler."),
        (160, 171, 7.0, Verdict.WORSE, "1,1 prosentpoeng (6,9 %) dårligere, innenfor de 7 % dere tåler."),
        (0, 11, 5.0, Verdict.WORSE, f"1,1 prosentpoeng dårligere. {NO_PERCENT}"),
    ],
)
def test_a_share_is_told_in_points_first(
    cast: Cast,
    catalogue: dict[str, Indicator],
    then: float,
    now: float,
    tolerated: float,
    verdict: Verdict,
    words: str,
) -> None:
    found = follow(cast, catalogue, then, now, tolerated, SHARE)
    assert (found.verdict, plain(found.finding)) == (verdict, words)


def test_without_an_indicator_nobody_sees_whether_it_comes(contribution: Contribution) -> None:
    Disbenefit.objects.create(benefit=contribution.benefit, title="Mer støy")
    found = watched([contribution.benefit])[contribution.benefit_id][0]
    assert found.finding == "Ingen måleindikator er valgt, så ingen ser om den kommer."


def test_with_values_on_one_side_of_the_baseline_alone_it_is_not_judged(
    contribution: Contribution, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    Disbenefit.objects.create(
        benefit=contribution.benefit, title="Flere døgn", indicator=catalogue[WATCHED_BY]
    )
    measure(catalogue[WATCHED_BY], cast.rauma, "2023", numerator=80)
    found = watched([contribution.benefit])[contribution.benefit_id][0]
    assert found.verdict is Verdict.UNMEASURED
    assert "mangler målinger før eller etter nullpunktet" in found.finding


def test_a_change_that_months_before_show_too_is_noise(
    contribution: Contribution, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    found = by_month(contribution, cast, catalogue[WATCHED_BY], [120, 100] * 6, [118])
    # December stood at 100: 18 percent more, and as much as every other month before.
    assert (found.verdict, round(found.worse or 0)) == (Verdict.NOISE, 18)


def test_eleven_months_before_are_too_few_to_call_it_noise(
    contribution: Contribution, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    found = by_month(contribution, cast, catalogue[WATCHED_BY], [100, *[120, 100] * 5], [118, 118])
    assert found.verdict is Verdict.TOO_MUCH


def test_what_came_after_does_not_widen_the_limits(
    contribution: Contribution, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    found = by_month(contribution, cast, catalogue[WATCHED_BY], [102, 100] * 6, [200, 20, 200, 20, 118])
    assert found.verdict is Verdict.TOO_MUCH


def test_seven_in_a_row_on_the_bad_side_are_no_noise_though_inside_the_limits(
    contribution: Contribution, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    """The mean before is 109.6, the limits 60.0 and 159.2."""
    months = [118.0, 116, 119, 117, 119, 116, 118]
    six = by_month(
        contribution, cast, catalogue[WATCHED_BY], [120, 90, 120, *[120, 100] * 4, 105], months[1:]
    )
    assert six.verdict is Verdict.NOISE
    measure(catalogue[WATCHED_BY], cast.rauma, "2023-07", numerator=118)
    assert only_one().verdict is Verdict.TOO_MUCH


def test_sums_that_share_months_have_no_limits(
    contribution: Contribution, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    """The nullpunkt is a year: sums of twelve months, thirteen of them before it, 2 400 and 2 500 by turns.
    They would have limits of 266 to each side, with 2 568 inside."""
    by_turns = [*[200] * 12, *[300, 100] * 6]
    Contribution.objects.filter(pk=contribution.pk).update(baseline_on=date(2022, 12, 31))
    Disbenefit.objects.create(
        benefit=contribution.benefit, title="Flere", indicator=catalogue[WATCHED_BY], tolerated=5
    )
    for number, value in enumerate(by_turns):
        period = f"{2021 + number // 12}-{number % 12 + 1:02}"
        measure(catalogue[WATCHED_BY], cast.rauma, period, numerator=value)
    measure(catalogue[WATCHED_BY], cast.rauma, "2023-01", numerator=468)
    found = only_one()
    assert (found.verdict, round(found.worse or 0, 1)) == (Verdict.TOO_MUCH, 7.0)
    assert "maneder=12" in found.trail_url


def test_a_merger_and_a_new_definition_in_between_are_told_after_the_finding(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    gone, early = make_actor("municipality", "1543", "Nesset"), make_actor("municipality", "1540", "Eid")
    for one, day in ((gone, date(2023, 1, 1)), (early, date(2022, 1, 1))):
        Succession.objects.create(predecessor=one, successor=cast.rauma, date=day, kind="merge", share=1)
    indicator = catalogue[WATCHED_BY]
    first = indicator.versions.get()
    since = {"valid_from": "2023-06-01"}
    indicator.versions.create(
        number=2, valid_from=date(2023, 6, 1), digest="2", definition=first.definition | since
    )
    Indicator.objects.filter(pk=indicator.pk).update(version=2)
    assert plain(follow(cast, catalogue, 100, 106, 5.0).finding) == (
        "6 % dårligere: mer enn de 5 % dere tåler."
        " Området er et annet fra 01.01.2023, da Nesset gikk inn i det."
        " Måleindikatoren har ny definisjon (versjon 2) fra 01.06.2023."
        " Tall fra før kan ikke uten videre sammenlignes med tall etter."
    )


def test_a_period_that_has_not_ended_is_not_used(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    year = timezone.localdate().year
    measure(catalogue[WATCHED_BY], cast.rauma, str(year), numerator=900)
    measure(catalogue[WATCHED_BY], cast.rauma, str(year + 1), numerator=900)
    found = follow(cast, catalogue, 100, 104, 5.0)
    assert "104 døgn (2023)" in plain(found.figures)
    assert found.verdict is Verdict.WORSE


def test_the_page_of_the_benefit_tells_it(
    contribution: Contribution, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    Disbenefit.objects.create(
        benefit=contribution.benefit, title="Flere døgn", indicator=catalogue[WATCHED_BY], tolerated=5
    )
    measure(catalogue[WATCHED_BY], cast.rauma, "2022", numerator=100)
    measure(catalogue[WATCHED_BY], cast.rauma, "2023", numerator=120)
    page = cast.client("liv").get(f"/plan/gevinst/{contribution.benefit_id}/").content.decode()
    assert "20 % dårligere: mer enn de 5 % dere tåler." in plain(strip_tags(page))


def test_made_up_figures_are_labelled_so(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    found = follow(cast, catalogue, 100, 104, 5.0)
    address = f"/plan/gevinst/{found.disbenefit.benefit_id}/"
    around = cast.client("liv").get(address).content.decode().partition('id="disbenefits"')[2]
    assert "Eksempeltall" not in around
    Batch.objects.update(is_example=True)
    around = cast.client("liv").get(address).content.decode().partition('id="disbenefits"')[2]
    assert "Eksempeltall" in around
    [said] = around_of([Benefit.objects.for_overview().get()]).values()
    assert plain(said["disbenefits"][0].finding).endswith("104 døgn (2023) (eksempeldata)")


@pytest.mark.parametrize("number", [5, 500])
def test_many_are_judged_in_as_many_queries(
    contribution: Contribution, catalogue: dict[str, Indicator], number: int
) -> None:
    Disbenefit.objects.bulk_create(
        Disbenefit(benefit=contribution.benefit, title=f"Nr. {n}", indicator=catalogue[WATCHED_BY])
        for n in range(number)
    )
    benefits = list(Benefit.objects.for_overview())
    with queries("ulemper"):
        assert len(watched(benefits)[contribution.benefit_id]) == number
