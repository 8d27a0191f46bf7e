from __future__ import annotations

from datetime import date

import pytest

from gevinst.onboarding.models import Programme
from gevinst.plans.choosing import chooser_of
from gevinst.plans.measured import Measured
from gevinst.plans.models import Benefit, Contribution
from gevinst.plans.windows import Window, window_over
from indicators.actors.models import Succession
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodKind, parse_period
from tests.cast import Cast, make_actor, measure

TODAY = date(2026, 11, 22)
UKP, SHARE, MEAN, STOCK = "ukp-dogn", "ukp-andel-liggedogn", "pleiekontinuitet-hjemmetjenesten", "folkemengde"


def months(first: date, how_many: int) -> list[Period]:
    found = [Period(PeriodKind.MONTH, first)]
    while len(found) < how_many:
        found.append(found[-1].next())
    return found


def over(indicator: Indicator, cast: Cast, first: str, last: str, go_live: date | None = None) -> Window:
    measured = Measured.load(indicator, cast.rauma, TODAY)
    return window_over(measured, parse_period(first), parse_period(last), go_live=go_live)


def said(window: Window, tone: str) -> str:
    return " ".join(note.text for note in window.notes if note.tone == tone).replace("\u00a0", " ")


@pytest.fixture
def ukp(cast: Cast, catalogue: dict[str, Indicator]) -> Indicator:
    """1, 2, 3 … a month from January 2025 to June 2026, but for April 2026."""
    for number, month in enumerate(months(date(2025, 1, 1), 18), 1):
        if month.code != "2026-04":
            measure(catalogue[UKP], cast.rauma, month.code, numerator=number)
    return catalogue[UKP]


@pytest.fixture
def share(cast: Cast, catalogue: dict[str, Indicator]) -> Indicator:
    """Half of few in January, a tenth of many in February: the mean of the shares would be 30 %."""
    measure(catalogue[SHARE], cast.rauma, "2025-01", numerator=5, denominator=10)
    measure(catalogue[SHARE], cast.rauma, "2025-02", numerator=9, denominator=90)
    return catalogue[SHARE]


def test_a_count_is_summed_over_the_window(ukp: Indicator, cast: Cast) -> None:
    window = over(ukp, cast, "2025-02", "2026-01")
    assert (window.value, window.n, window.source) == (sum(range(2, 14)), 90, "NPR")
    assert window.over is not None
    assert (window.over.code, window.method) == ("12m-2026-01", "Summen av 12 måneder")
    assert window.usable


def test_a_share_is_weighted_and_never_a_mean_of_shares(share: Indicator, cast: Cast) -> None:
    window = over(share, cast, "2025-01", "2025-02")
    assert (window.value, window.n) == (14, 100)
    assert window.method == "Teller og nevner summert over 2 måneder: 14 og 100"
    assert window.over is None
    assert window.label == "januar 2025 – februar 2025"
    assert window.usable
    assert "mellom 8,5 % og 22,1 %" in said(window, "info")


def test_a_stock_is_its_last_value(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for year, number in (("2023", 7000), ("2024", 7100)):
        measure(catalogue[STOCK], cast.rauma, year, numerator=number)
    window = over(catalogue[STOCK], cast, "2023", "2024")
    assert (window.value, window.label, window.method) == (7100, "2024", "Verdien for 2024")


def test_a_missing_month_is_named_and_the_window_not_offered(ukp: Indicator, cast: Cast) -> None:
    window = over(ukp, cast, "2026-03", "2026-05")
    assert (window.value, window.usable) == (None, False)
    assert "april 2026 mangler" in said(window, "bad")
    assert over(ukp, cast, "2026-01", "2026-03").usable


def test_a_sum_that_no_later_value_can_meet_is_not_offered(ukp: Indicator, cast: Cast) -> None:
    window = over(ukp, cast, "2025-01", "2025-05")
    assert (window.value, window.usable) == (15, False)
    assert "3, 4 eller 12 måneder" in said(window, "bad")


def test_what_cannot_be_summed_over_time_is_told(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for month in months(date(2025, 1, 1), 2):
        measure(catalogue[MEAN], cast.rauma, month.code, numerator=20, denominator=60)
    window = over(catalogue[MEAN], cast, "2025-01", "2025-02")
    assert (window.value, window.usable) == (None, False)
    assert "kan ikke legges sammen over tid" in said(window, "bad")
    assert over(catalogue[MEAN], cast, "2025-02", "2025-02").value == 0.33


def test_a_share_known_only_as_printed_is_not_summed(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for month in months(date(2025, 1, 1), 2):
        measure(catalogue[SHARE], cast.rauma, month.code, stated=12.5)
    window = over(catalogue[SHARE], cast, "2025-01", "2025-02")
    assert (window.value, window.usable) == (None, False)
    assert "andeler kan ikke legges sammen" in said(window, "bad")


def test_few_observations_and_few_points_are_told(share: Indicator, ukp: Indicator, cast: Cast) -> None:
    one = over(share, cast, "2025-01", "2025-01")
    assert "Bygger på bare 10 observasjoner" in said(one, "warn")
    assert "For få målinger til å se hvor mye tallet svinger: vinduet har 1." in said(one, "warn")
    assert "For få målinger til sikre grenser (4 av 12)" in said(
        over(ukp, cast, "2025-01", "2025-04"), "warn"
    )
    whole = over(ukp, cast, "2025-01", "2025-12")
    assert "For få" not in said(whole, "warn")
    assert "svinger vanligvis mellom" in said(whole, "info")


def test_a_share_never_swings_past_all_of_it(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for month, part in zip(months(date(2025, 1, 1), 4), (99, 80, 98, 97), strict=True):
        measure(catalogue[SHARE], cast.rauma, month.code, numerator=part, denominator=100)
    # 93,5 ± 2,66 · 38 / 3 is 59,8 to 127,2.
    assert "mellom 59,8 % og 100,0 %." in said(over(catalogue[SHARE], cast, "2025-01", "2025-04"), "warn")


def test_a_yearly_file_is_no_source_of_a_window_of_months(ukp: Indicator, cast: Cast) -> None:
    yearly = measure(ukp, cast.rauma, "2025", numerator=80).batch
    yearly.source = "KOSTRA"
    yearly.save()
    assert over(ukp, cast, "2025-01", "2025-12").source == "NPR"
    assert over(ukp, cast, "2025", "2025").source == "KOSTRA"


def test_a_merger_inside_the_window_is_told(ukp: Indicator, cast: Cast) -> None:
    gone = make_actor("municipality", "1543", "Nesset")
    Succession.objects.create(
        predecessor=gone, successor=cast.rauma, date=date(2025, 3, 1), kind="merge", share=1
    )
    assert "brudd inne i seg" in said(over(ukp, cast, "2025-02", "2025-05"), "bad")
    assert "Nesset gikk inn i det" in said(over(ukp, cast, "2025-02", "2025-02"), "warn")
    assert "Nesset" not in str(over(ukp, cast, "2025-05", "2025-05").notes)


def test_it_is_said_how_the_window_stands_to_go_live(ukp: Indicator, cast: Cast) -> None:
    day = date(2025, 6, 15)
    assert "slutter før innføringen 15.06.2025" in said(over(ukp, cast, "2025-03", "2025-05", day), "good")
    assert "ligger inne i vinduet" in said(over(ukp, cast, "2025-04", "2025-06", day), "bad")
    assert "ligger etter innføringen" in said(over(ukp, cast, "2025-07", "2025-09", day), "bad")
    assert "innføringen" not in str(over(ukp, cast, "2025-07", "2025-09").notes)


def test_the_address_chooses_the_window(ukp: Indicator, cast: Cast) -> None:
    measured = Measured.load(ukp, cast.rauma, TODAY)
    chooser = chooser_of({"slag": "M", "fra": "2025-02", "til": "2026-01"}, measured, cast.rauma)
    assert chooser is not None
    assert chooser.window is not None
    assert (chooser.window.value, chooser.take) == (90, "slag=M&fra=2025-02&til=2026-01&bruk=1")
    turned = chooser_of({"fra": "2026-01", "til": "2025-02"}, measured, cast.rauma)
    assert turned is not None
    assert (turned.window, turned.told[:32]) == (None, "Vinduet begynner etter at det sl")
    wild = chooser_of({"slag": "X", "fra": "tull", "til": "1066"}, measured, cast.rauma)
    assert wild is not None
    assert wild.kind == "M"


def test_one_press_fills_the_form(ukp: Indicator, contribution: Contribution, cast: Cast) -> None:
    Programme.objects.create(actor=cast.rauma, go_live=date(2026, 1, 15))
    benefit: Benefit = contribution.benefit
    url = f"/plan/gevinst/{benefit.pk}/mal/{cast.rauma.pk}/"
    page = cast.client("kari").get(url, {"fra": "2025-01", "til": "2025-12"}).content.decode()
    assert "Vinduet slutter før innføringen 15.01.2026." in page
    assert "bruk=1#id_baseline" in page
    filled = cast.client("kari").get(url, {"fra": "2025-01", "til": "2025-12", "bruk": "1"})
    form = filled.context["form"]
    assert form["baseline"].value() == "78"
    assert (form["baseline_method"].value(), form["baseline_n"].value()) == ("Summen av 12 måneder", "78")
    assert str(form["baseline_period"].value()) == "2025"
    broken = cast.client("kari").get(url, {"fra": "2026-03", "til": "2026-05", "bruk": "1"})
    assert broken.context["form"]["baseline"].value() == "120"


def test_the_sheet_leads_to_the_window(ukp: Indicator, contribution: Contribution, cast: Cast) -> None:
    url = f"/plan/gevinst/{contribution.benefit_id}/mal/{cast.rauma.pk}/?vindu"
    sheet = cast.client("kari").get(f"/plan/{contribution.benefit.plan_id}/ark/").content.decode()
    assert f'href="{url}#vindu"' in sheet
    assert cast.client("kari").get(url).context["chooser"].asked
