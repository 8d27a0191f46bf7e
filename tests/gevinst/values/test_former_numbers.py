"""Pages of a place that got a new number: here Molde was 1502 until 2024, and is 1506 since."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from gevinst.plans.services import add_benefit, create_plan, set_contribution
from gevinst.plans.targets import Ambition, Baseline
from gevinst.values.former_numbers import changed, told
from gevinst.values.quality import shown
from indicators.actors.models import Actor, Succession
from indicators.actors.numbers import Break, Number
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import parse_period
from indicators.quality.models import Finding
from indicators.quality.services import check_stored
from tests.cast import Cast, make_former, measure
from tests.gevinst.values.conftest import Send, text_of

CHANGED = date(2024, 1, 1)
UKP = "ukp-dogn"
SAID = "Verdier før 01.01.2024 ble levert under kommunenummer 1502."
TRAIL = "/malinger/sporing/ukp-dogn/municipality"


@pytest.fixture
def former(cast: Cast) -> Actor:
    """Rauma's number until 2024."""
    return make_former(cast.rauma, "1502", until=CHANGED)


def test_two_numbers_are_told_the_latest_first() -> None:
    numbers = [Number(1, "0219", date(2020, 1, 1)), None, Number(2, "3024", CHANGED)]
    assert told(numbers, "municipality") == (
        "Verdier før 01.01.2024 ble levert under kommunenummer 3024, før 01.01.2020 under 0219."
    )
    assert told([None], "municipality") == ""


def test_a_merger_and_a_division_are_told_with_the_names() -> None:
    day = date(2020, 1, 1)
    assert changed([Break(day, "merge", ("Halsa", "Hemne")), Break(day, "split", ("Snillfjord",))]) == (
        "Området er et annet fra 01.01.2020, da Halsa og Hemne gikk inn i det."
        " Området er et annet fra 01.01.2020, da Snillfjord ble delt."
        " Tall fra før kan ikke uten videre sammenlignes med tall etter."
    )


def test_the_chart_says_where_the_area_became_another(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    Succession.objects.update(kind="merge")
    for year in ("2024", "2025"):
        measure(catalogue[UKP], cast.rauma, year, numerator=60)
    benefit = add_benefit(
        plan=create_plan(actor=cast.rauma, title="Plan"), indicator=catalogue[UKP], title="Færre døgn"
    )
    set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=71, period=parse_period("2023"), source="NPR"),
        ambition=Ambition(form="at_most", target=40),
    )
    page = cast.client("kari").get(f"/plan/gevinst/{benefit.pk}/")
    assert "Området er et annet fra 01.01.2024, da Rauma gikk inn i det." in text_of(page)


def test_the_trail_leads_across_the_change_and_says_which_number_it_was(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    measure(catalogue[UKP], former, "2023", numerator=71)
    measure(catalogue[UKP], cast.rauma, "2024", numerator=60)
    before, after = (text_of(cast.client("kari").get(f"{TRAIL}/1539/{year}/")) for year in (2023, 2024))
    assert "71 døgn" in before
    assert SAID in before
    assert "tall.csv, rad 2" in before
    assert "60 døgn" in after
    assert "kommunenummer" not in after


def test_a_sum_of_months_on_both_sides_leads_to_all_of_them(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    for actor, months in ((former, range(10, 13)), (cast.rauma, range(1, 4))):
        for month in months:
            year = 2023 if actor == former else 2024
            measure(catalogue[UKP], actor, f"{year}-{month:02}", numerator=5)
    said = text_of(cast.client("kari").get(f"{TRAIL}/1539/2024-03/?maneder=6"))
    assert "30 døgn" in said
    assert "Oktober 2023" in said
    assert SAID in said


def test_an_old_value_is_put_right_and_a_missing_one_written_under_the_number_it_had(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    measure(catalogue[UKP], former, "2023", numerator=71)
    page = "/malinger/sporing/ukp-dogn/municipality/1539"
    kari = cast.client("kari")
    before = kari.get(f"{page}/2023/rett/").context["form"].initial
    assert kari.post(f"{page}/2022/rett/", {"seen": "", "value": "80", "source": "NPR"}).status_code == 302
    assert before["value"] == "71"
    assert set(Measurement.objects.values_list("actor__code", "period_start__year")) == {
        ("1502", 2023),
        ("1502", 2022),
    }


def test_what_is_left_over_under_another_number_is_asked_about_and_can_be_withdrawn(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    for year, wrong in (("2023", cast.rauma), ("2024", former)):
        for actor in (cast.rauma, former):
            measure(catalogue[UKP], actor, year, numerator=99 if actor == wrong else 70)
    check_stored()
    kari = cast.client("kari")
    said = text_of(kari.get("/malinger/kvalitet/"))
    assert "99 døgn er levert under nummer 1539, men 70 døgn under nummer 1502." in said
    assert "99 døgn er levert under nummer 1502, men 70 døgn under nummer 1539." in said
    for finding in Finding.objects.filter(check_code="renumbered"):
        (one,) = shown([finding])
        page = kari.get(one.trail_url).content.decode()
        assert "99\u00a0døgn" in page
        (withdraw,) = re.findall(r'href="([^"]*/trekk/[^"]*)"', page)
        form = kari.get(unescape(withdraw))
        seen = re.search(r'name="seen" value="([^"]*)"', form.content.decode())
        assert seen is not None
        kari.post(unescape(withdraw), {"seen": seen[1], "reason": "Levert to ganger"})
    assert set(Measurement.objects.values_list("numerator", flat=True)) == {70}


def test_another_municipality_may_not_put_right_what_stood_under_the_old_number(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    measure(catalogue[UKP], former, "2023", numerator=71)
    page = f"{TRAIL}/1502/2023/rett/?eget=1"
    assert cast.client("kari").get(page).status_code == 200
    assert cast.client("per").get(page).status_code == 404


def test_a_file_with_old_figures_is_taken_in_from_who_has_got_another_number(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator], send: Send
) -> None:
    upload = send("kommunenr;periode;verdi\n1502;2023-11;2\n1539;2024-01;3\n")
    assert upload.state == upload.State.READY
    staged = upload.staged.values_list("actor__code", "outcome").order_by("actor__code")
    assert list(staged) == [("1502", "new"), ("1539", "new")]


def test_a_program_that_asks_for_the_place_gets_each_value_under_the_number_it_had(
    cast: Cast, former: Actor, catalogue: dict[str, Indicator]
) -> None:
    guarded = catalogue["pleiekontinuitet-hjemmetjenesten"]
    for actor, year in ((former, "2023"), (cast.rauma, "2024")):
        measure(guarded, actor, f"{year}-05", numerator=3, denominator=9)
    asked = {"indicator": guarded.slug, "actor": "municipality:1539", "format": "csv"}
    answer = cast.client("kari").get("/api/v1/values", asked)
    body = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert {line.split(";")[0] for line in body.splitlines()[1:]} == {"1502", "1539"}
    others = b"".join(cast.client("per").get("/api/v1/values", asked).streaming_content)  # type: ignore[attr-defined]
    assert len(others.splitlines()) == 1
