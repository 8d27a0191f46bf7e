from __future__ import annotations

from datetime import date, timedelta

from icalendar import Calendar

from gevinst.plan_files.document import PlanDocument
from gevinst.plan_files.gathering import document_of
from gevinst.plan_files.writers import calendar
from gevinst.plans import services
from gevinst.plans.models import Action, Contribution, Milestone, Plan
from gevinst.plans.targets import Ambition, Baseline
from tests.gevinst.plan_files.conftest import NASTY


def events(document: PlanDocument) -> dict[str, object]:
    found = Calendar.from_ical(calendar.write(document)).walk("VEVENT")
    return {str(one["uid"]): one for one in found}


def test_everything_with_a_day_is_an_all_day_event(document: PlanDocument, action: Action) -> None:
    found = {uid: (one.decoded("dtstart"), str(one["summary"])) for uid, one in events(document).items()}
    contribution, milestone = Contribution.objects.get(), Milestone.objects.get()
    assert found == {
        f"tiltak-{action.pk}-due@gevinst": (date(2026, 6, 30), "Frist: Tavlemøte hver morgen"),
        f"milepel-{milestone.pk}-due@gevinst": (date(2025, 6, 30), "Milepæl: Færre døgn på sykehus"),
        f"mal-{contribution.pk}-target_date@gevinst": (
            date(2027, 12, 31),
            "Ambisjon: Færre døgn på sykehus",
        ),
    }


def test_an_event_lasts_the_day_has_a_stamp_and_leads_back(document: PlanDocument) -> None:
    for one in events(document).values():
        assert one.decoded("dtend") - one.decoded("dtstart") == timedelta(days=1)
        assert one.decoded("dtstamp").utcoffset() == timedelta(0)
        assert str(one["url"]).startswith("https://gevinst.example/plan/gevinst/")


def test_a_baseline_that_must_be_measured_has_its_day(plan: Plan) -> None:
    services.set_contribution(
        benefit=plan.benefits.get(),
        actor=plan.actor,
        baseline=Baseline(due=date(2026, 3, 1)),
        ambition=Ambition(),
    )
    summaries = [str(one["summary"]) for one in events(document_of(plan)).values()]
    assert "Nullpunkt skal være målt: Færre døgn på sykehus" in summaries


def test_what_is_done_has_no_day_any_more(plan: Plan, action: Action) -> None:
    assert any("Frist" in str(one["summary"]) for one in events(document_of(plan)).values())
    Action.objects.update(state=Action.State.DONE)
    assert not any("Frist" in str(one["summary"]) for one in events(document_of(plan)).values())


def test_a_title_cannot_add_lines_to_the_calendar(plan: Plan) -> None:
    title = f"{NASTY}\r\nEND:VEVENT\r\nBEGIN:VALARM"
    Action.objects.update(title=title)
    found = [str(one["summary"]) for one in events(document_of(plan)).values()]
    assert len(found) == 3
    assert any(NASTY in summary for summary in found)
