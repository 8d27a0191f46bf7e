from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gevinst.access.models import User
from gevinst.dashboards.boards.leader import Leader, answer, leader
from gevinst.plans import services
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Signal
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from indicators.measurements.periods import Period, parse_period
from tests.cast import SINCE, Cast, make_actor, make_catalogue, measure
from tests.counting import queries

CARERS, BOOKINGS, DONE = "pleiekontinuitet-hjemmetjenesten", "ubenyttede-bookinger", "fullforte-avtaler"
UNIT = "unit:1539-hjemmetjenesten"


@pytest.fixture
def measures(cast: Cast) -> dict[str, Indicator]:
    return make_catalogue((CARERS, BOOKINGS, DONE, "ukp-dogn"))


def ask(user: User, **query: str) -> Leader:
    found = leader(user, query)
    assert found is not None
    return found


def months(first: str, values: list[float], indicator: Indicator, actor: Actor) -> Period:
    """One figure a month from the first; the last of the months."""
    period = parse_period(first)
    for value in values:
        measure(indicator, actor, period.code, numerator=value)
        period = period.next()
    return period.previous()


def department(above: Actor, name: str) -> Actor:
    made = make_actor("department", f"{above.code}-{name.lower()}", name)
    line = Structure.objects.get(code="linje")
    Membership.objects.create(structure=line, parent=above, child=made, valid_from=SINCE)
    rebuild_closure(structure=line)
    return made


def was_running(indicator: Indicator, actor: Actor, period: str, until: str, value: float) -> None:
    """A figure of part of a month that was sent then, and has been replaced by that of all of it."""
    now = Measurement.objects.get(indicator=indicator, actor=actor, period_start=parse_period(period).start)
    then = Batch.objects.create(origin=Batch.Origin.FILE, source="HP", file_name="hittil.csv")
    EarlierMeasurement.objects.create(
        indicator=indicator,
        actor=actor,
        period_kind="M",
        period_start=now.period_start,
        breakdown=now.breakdown,
        batch=then,
        replaced_by=now.batch,
        replaced_at=timezone.now(),
        numerator=value,
        status="partial",
        as_of=until,
    )


def test_a_whole_month_is_held_against_the_one_before_and_the_same_a_year_ago(
    cast: Cast, measures: dict[str, Indicator]
) -> None:
    months("2024-03", [200, *[100] * 10, 150, 120], measures[DONE], cast.home_care)
    (row,) = ask(cast.liv).rows
    assert row.now.text == "120"
    assert (row.last_month.text, row.from_last_month.text) == ("150", "−20,0\u00a0%")
    assert (row.last_year.text, row.from_last_year.text) == ("200", "−40,0\u00a0%")
    assert [cell.month.code for cell in row.cells] == [
        "2024-10", "2024-11", "2024-12", "2025-01", "2025-02", "2025-03",
    ]  # fmt: skip


def test_a_running_month_is_never_held_against_a_whole_one(
    cast: Cast, measures: dict[str, Indicator]
) -> None:
    months("2025-04", [300], measures[DONE], cast.home_care)
    measure(measures[DONE], cast.home_care, "2025-05", numerator=120, status="partial", as_of="2025-05-12")
    board = ask(cast.liv)
    (row,) = board.rows
    assert row.now.until == board.until == "til og med 12.05."
    assert row.from_last_month.text == ""
    assert row.from_last_month.why == "de samme dagene i april 2025 er ikke kjent"
    assert row.from_last_year.why == "mai 2024 mangler"
    assert "derfor vises ingen endring" in board.running_note


def test_a_running_month_is_held_against_the_same_days_where_they_are_known(
    cast: Cast, measures: dict[str, Indicator]
) -> None:
    months("2025-04", [300], measures[DONE], cast.home_care)
    was_running(measures[DONE], cast.home_care, "2025-04", "2025-04-05", 40)
    was_running(measures[DONE], cast.home_care, "2025-04", "2025-04-12", 150)
    measure(measures[DONE], cast.home_care, "2025-05", numerator=120, status="partial", as_of="2025-05-12")
    board = ask(cast.liv)
    (row,) = board.rows
    assert row.from_last_month.text == "−20,0\u00a0%"
    assert row.from_last_month.against == "mot 150 til og med 12.04."
    assert "bare med de samme dagene" in board.running_note


def test_what_has_been_taken_back_is_not_the_same_days(cast: Cast, measures: dict[str, Indicator]) -> None:
    months("2025-04", [300], measures[DONE], cast.home_care)
    was_running(measures[DONE], cast.home_care, "2025-04", "2025-04-12", 150)
    Batch.objects.filter(file_name="hittil.csv").update(undone_at=timezone.now())
    measure(measures[DONE], cast.home_care, "2025-05", numerator=120, status="partial", as_of="2025-05-12")
    (row,) = ask(cast.liv).rows
    assert row.from_last_month.text == ""


def test_a_share_or_mean_of_little_changes_in_points(cast: Cast, measures: dict[str, Indicator]) -> None:
    months("2025-04", [0, 4], measures[DONE], cast.home_care)
    (row,) = ask(cast.liv).rows
    assert row.from_last_month.text == "+4"


def test_six_falls_in_a_row_are_said_and_five_are_not(cast: Cast, measures: dict[str, Indicator]) -> None:
    usual = [100, 108, 95, 103, 97, 106, 94, 105, 99, 104, 96, 102]
    months("2024-01", [*usual, 101, 100, 99, 98, 97, 96], measures[BOOKINGS], cast.home_care)
    board = ask(cast.liv)
    (row,) = board.rows
    assert row.behaviour.signal is Signal.IMPROVEMENT
    assert board.findings[0][1] == "Ubenyttede bookinger har falt 6 måneder på rad."
    assert board.sentence == "Av 1 måleindikator: 1 viser reell forbedring."
    earlier = ask(cast.liv, maned="2025-05")
    assert earlier.rows[0].behaviour.signal is Signal.COMMON
    assert earlier.findings == []
    assert earlier.sentence == "Av 1 måleindikator: 1 varierer som vanlig."


def test_under_twelve_figures_nothing_is_said_to_have_changed(
    cast: Cast, measures: dict[str, Indicator]
) -> None:
    months("2025-01", [9, 8, 7, 6, 5, 4, 3, 2], measures[BOOKINGS], cast.home_care)
    board = ask(cast.liv)
    assert board.rows[0].behaviour.signal is Signal.TOO_FEW
    assert board.findings == []
    assert board.sentence.endswith(
        "for få målinger til å skille en endring fra tilfeldigheter: det trengs 12."
    )


def test_the_leader_comes_to_the_unit_and_goes_down_and_up_in_its_line(
    cast: Cast, measures: dict[str, Indicator]
) -> None:
    zone = department(cast.home_care, "Nord")
    months("2025-01", [10, 12], measures[DONE], zone)
    board = ask(cast.liv, gruppe="ledelse")
    assert board.actor == cast.home_care
    assert [actor for actor, _query in board.question.crumbs] == [cast.rauma]
    assert [(one.actor, one.measures) for one in board.under] == [(zone, 1)]
    assert board.rows[0].now.text == "12"
    assert "gruppe=ledelse" in board.under[0].query
    assert ask(cast.liv, aktor="municipality:1539").rows[0].now.text == "12"
    below = ask(cast.liv, aktor=f"department:{zone.code}")
    assert [actor for actor, _query in below.question.crumbs] == [cast.rauma, cast.home_care]
    assert list(below.under) == []


def test_another_s_unit_is_answered_as_one_that_is_not_there(
    cast: Cast, measures: dict[str, Indicator]
) -> None:
    assert leader(cast.per, {"aktor": UNIT}) is None
    assert leader(cast.per, {"aktor": "unit:finnes-ikke"}) is None
    client = cast.client("per")
    pages = [client.get("/leder/", {"aktor": aktor}) for aktor in (UNIT, "unit:finnes-ikke")]
    assert [page.status_code for page in pages] == [404, 404]
    assert client.get("/leder/tabell.csv", {"aktor": UNIT}).status_code == 404
    assert client.get("/leder/").status_code == 200
    assert cast.client("liv").get("/leder/", {"aktor": UNIT}).status_code == 200


def test_without_a_role_there_is_no_board(cast: Cast) -> None:
    assert leader(cast.nora, {}) is None
    assert "rolle" in cast.client("nora").get("/leder/").content.decode()


def test_the_goal_is_the_unit_s_own_else_that_of_a_share_above_it(
    cast: Cast, measures: dict[str, Indicator]
) -> None:
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    for slug, form, target in ((CARERS, "at_most", 0.3), (DONE, "at_least", 900)):
        benefit = services.add_benefit(plan=plan, indicator=measures[slug], title=slug)
        services.set_contribution(
            benefit=benefit,
            actor=cast.rauma,
            baseline=Baseline(),
            ambition=Ambition(form=form, target=target),
        )
    measure(measures[CARERS], cast.home_care, "2025-01", numerator=40, denominator=100)
    measure(measures[DONE], cast.home_care, "2025-01", numerator=120)
    goals = {row.indicator.slug: row.goal for row in ask(cast.liv, aktor=UNIT).rows}
    assert goals[DONE] is None
    assert goals[CARERS] is not None
    assert (goals[CARERS].text, goals[CARERS].note) == ("≤\u00a00,30", "for Rauma")
    own = {row.indicator.slug: row.goal for row in ask(cast.liv, aktor="municipality:1539").rows}
    assert own[DONE] is not None
    assert (own[DONE].text, own[DONE].note) == ("≥\u00a0900", "")


def test_what_the_address_does_not_know_becomes_something_sensible(
    cast: Cast, measures: dict[str, Indicator]
) -> None:
    months("2025-01", [10, 12], measures[DONE], cast.home_care)
    board = ask(cast.liv, gruppe="finnes-ikke", maned="2031-13", kjent="i går")
    assert board.query == "aktor=unit%3A1539-hjemmetjenesten&maned=2025-02"
    assert ask(cast.liv, gruppe="ledelse", maned="2025-01").query.endswith("gruppe=ledelse&maned=2025-01")


def test_an_earlier_day_knows_only_what_had_come(cast: Cast, measures: dict[str, Indicator]) -> None:
    months("2025-01", [10, 12], measures[DONE], cast.home_care)
    today, before = timezone.localdate(), timezone.localdate() - timedelta(days=3)
    assert ask(cast.liv, kjent=before.isoformat()).rows == []
    (row,) = ask(cast.liv, kjent=today.isoformat()).rows
    assert row.url.endswith(f"&kjent={today}")
    assert "kjent" not in ask(cast.liv).rows[0].url


def test_the_unit_of_a_measure_is_a_word(cast: Cast, measures: dict[str, Indicator]) -> None:
    share, time, wait = "andel-legemidler-innen-tidsintervall", "tapt-tid-sene-kanselleringer", "timeventetid"
    for indicator in make_catalogue((share, time, wait)).values():
        months("2025-01", [80.0, 81.0], indicator, cast.rauma)
    told = {row.indicator.slug: row.told for row in ask(cast.kari, aktor="municipality:1539").rows}
    assert told == {
        share: "Prosent, høyere er bedre",
        time: "Tid, lavere er bedre",
        wait: "Dager, lavere er bedre",
    }


def test_the_month_before_is_not_called_the_last(cast: Cast, measures: dict[str, Indicator]) -> None:
    months("2025-01", [10, 12], measures[DONE], cast.home_care)
    page = cast.client("liv").get("/leder/", {"aktor": UNIT}).content.decode()
    assert ("fra forrige måned" in page, "iste måned" in page) == (True, False)


def test_a_unit_without_figures_says_so(cast: Cast, measures: dict[str, Indicator]) -> None:
    page = cast.client("liv").get("/leder/", {"aktor": UNIT})
    assert "Ingen månedstall ennå" in page.content.decode()
    assert answer(cast.liv, {"aktor": UNIT}) is not None


def test_the_answer_has_a_cell_for_every_column_and_empty_ones_say_why(
    cast: Cast, measures: dict[str, Indicator]
) -> None:
    months("2025-04", [300], measures[DONE], cast.home_care)
    measure(measures[DONE], cast.home_care, "2025-05", numerator=120, status="partial", as_of="2025-05-12")
    found = answer(cast.liv, {"aktor": UNIT})
    assert found is not None
    assert {len(row) for row in found.rows} == {len(found.columns)}
    (line,) = [dict(zip([one.key for one in found.columns], row, strict=True)) for row in found.rows]
    assert (line["2025-05"], line["til_og_med"], line["endring_siste_maned"]) == (
        120,
        "til og med 12.05.",
        None,
    )
    assert "de samme dagene i april 2025 er ikke kjent" in str(line["merknad"])
    assert line["signal"] == "For få målinger"


def test_files_and_the_api_answer_the_same_question(cast: Cast, measures: dict[str, Indicator]) -> None:
    months("2025-04", [300], measures[DONE], cast.home_care)
    client: Client = cast.client("liv")
    for form in ("csv", "xlsx", "json"):
        assert client.get(f"/leder/tabell.{form}", {"aktor": UNIT}).status_code == 200
    said = client.get("/api/v1/leder", {"aktor": UNIT, "maned": "2025-04"}).json()
    assert said["rows"][0]["2025-04"] == 300
    assert client.get("/api/v1/leder", {"aktor": UNIT, "maned": "april"}).status_code == 400


def test_sixty_units_are_read_in_as_many_queries_as_one(cast: Cast, measures: dict[str, Indicator]) -> None:
    months("2025-01", [10, 12], measures[DONE], cast.home_care)
    client = cast.client("liv")
    client.get("/leder/")
    with queries("leder: one unit or sixty"):
        client.get("/leder/", {"aktor": "municipality:1539"})
    line = Structure.objects.get(code="linje")
    units = [make_actor("unit", f"1539-{number}", f"Enhet {number}") for number in range(59)]
    for unit in units:
        Membership.objects.create(structure=line, parent=cast.rauma, child=unit, valid_from=SINCE)
        measure(measures[DONE], unit, "2025-02", numerator=5)
        measure(measures[BOOKINGS], unit, "2025-02", numerator=7)
    rebuild_closure(structure=line)
    with queries("leder: one unit or sixty"):
        page = client.get("/leder/", {"aktor": "municipality:1539"})
    assert len(page.context["board"].under) == 60
