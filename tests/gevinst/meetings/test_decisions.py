"""What is decided follows on: to the plan, the reminders and the next meeting."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from gevinst.meetings.decision_form import DecisionForm
from gevinst.meetings.decisions import Decided, decide, settle
from gevinst.meetings.followed import followed
from gevinst.meetings.freezing import first_slide, freeze
from gevinst.meetings.models import Decision, Meeting
from gevinst.meetings.people import Person
from gevinst.meetings.services import close_meeting
from gevinst.plans import services as plans
from gevinst.plans.models import Action
from gevinst.reminders.gathering import reminders_of
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from tests.cast import Cast
from tests.gevinst.meetings.world import FALLEN, STEADY, fill, make_meeting, soon

pytestmark = pytest.mark.django_db


def decided(meeting: Meeting, cast: Cast, days: Indicator, **instead: Any) -> Decision:
    said = {
        "text": "Rauma prøver daglig avklaring",
        "owner": Person(cast.rauma.pk, "coordinator"),
        "due": soon(),
        "actor": cast.rauma,
        "indicator": days,
        **instead,
    }
    return decide(meeting=meeting, decided=Decided(**said), item=None, by=cast.kari)


@pytest.fixture
def before(cast: Cast, days: Indicator) -> Meeting:
    """Held two months ago, with the figures there were."""
    fill(days, cast.rauma, STEADY, back=3)
    return make_meeting(cast, [days], date=soon(-60))


def test_a_decision_keeps_its_figure_as_the_meeting_saw_it(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    one = decided(before, cast, days)
    assert one.then["text"] == "43\u00a0døgn"
    Measurement.objects.all().update(numerator=99)
    one.refresh_from_db()
    assert one.then["value"] == 43


def test_the_next_meeting_says_then_and_now_with_what_the_change_is(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    decided(before, cast, days)
    Measurement.objects.all().delete()
    fill(days, cast.rauma, STEADY + FALLEN)
    (one,) = followed(make_meeting(cast, [days], after=before))
    assert one.then.startswith("43\u00a0døgn (")
    assert one.now.startswith("24\u00a0døgn (")
    assert one.signal == "improvement"
    assert one.words.startswith("Forbedring siden ")
    assert one.words.endswith(", før beslutningen")


def test_what_began_after_the_decision_is_not_said_to_have_been_there_before(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    decided(before, cast, days)
    fill(days, cast.rauma, (5, 4))
    (one,) = followed(make_meeting(cast, [days], after=before))
    assert one.words.startswith("Forbedring siden ")
    assert "beslutningen" not in one.words


def test_without_a_newer_figure_it_says_that_there_are_too_few(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    decided(before, cast, days)
    (one,) = followed(make_meeting(cast, [days], after=before))
    assert (one.now, one.signal, one.words) == ("–", "", "Ikke nok målinger ennå")


def test_a_deadline_that_has_not_come_is_not_passed_because_the_meeting_is_later(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    decided(before, cast, days, due=soon(10))
    passed = decided(before, cast, days, due=soon(-10))
    later = followed(make_meeting(cast, [days], after=before, date=soon(40)))
    assert [one.decision for one in later if one.is_late] == [passed.pk]


def test_the_deadline_proposed_lies_after_a_meeting_that_is_to_come(cast: Cast, days: Indicator) -> None:
    def proposed(meeting: Meeting) -> Any:
        return DecisionForm(meeting=meeting, user=cast.kari).initial["due"]

    assert proposed(make_meeting(cast, [days], date=soon(-60))) == soon(56)
    assert proposed(make_meeting(cast, [days], date=soon(60))) == soon(116)


def test_what_the_next_meeting_opened_with_stands_when_it_has_begun(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    one = decided(before, cast, days)
    meeting = make_meeting(cast, [days], after=before)
    freeze(meeting=meeting)
    meeting.refresh_from_db()
    settle(decision=one, state="done")
    assert [each.state for each in first_slide(meeting)] == ["open"]


def test_a_meeting_of_the_same_group_follows_the_last_one_by_itself(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    assert make_meeting(cast, [days]).previous == before


def test_what_is_still_open_from_older_meetings_is_not_forgotten(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    decided(before, cast, days)
    done = decided(before, cast, days, text="Ferdig")
    settle(decision=done, state="done")
    between = make_meeting(cast, [days], date=soon(-30))
    assert [one.text for one in followed(make_meeting(cast, [days], after=between))] == [
        "Rauma prøver daglig avklaring"
    ]


def test_the_owner_is_reminded_when_it_is_due_and_not_before(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    mine = {"owner": Person(cast.rauma.pk, "coordinator", cast.kari.pk)}
    decided(before, cast, days, due=soon(1), **mine)

    def told(user: Any) -> list[str]:
        return [one.text for one in reminders_of(user) if "beslutning" in one.text]

    assert told(cast.kari) == []
    one = decided(before, cast, days, due=soon(0), **mine)
    assert told(cast.kari) == ["En beslutning fra «Nettverksmøte» skulle vært fulgt opp"]
    assert told(cast.ola) == told(cast.per) == []
    settle(decision=one, state="done")
    assert told(cast.kari) == []


def test_a_role_is_reminded_as_those_who_edit_the_plans_there(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    decided(before, cast, days, due=soon(-1))
    for user, expected in ((cast.kari, 1), (cast.ola, 1), (cast.liv, 0), (cast.per, 0)):
        found = [one for one in reminders_of(user) if "beslutning" in one.text]
        assert len(found) == expected


def test_a_decision_becomes_a_tiltak_in_a_plan(before: Meeting, cast: Cast, days: Indicator) -> None:
    plan = plans.create_plan(actor=cast.rauma, title="Plan for Rauma")
    benefit = plans.add_benefit(plan=plan, indicator=days, title="Færre døgn")
    benefit.contributions.create(actor=cast.rauma)
    form = {
        "text": "Prøve daglig avklaring",
        "owner": f"{cast.rauma.pk}:coordinator:{cast.kari.pk}",
        "due": f"{soon():%d.%m.%Y}",
        "plan": f"ny-{benefit.pk}",
    }
    answer = cast.client("kari").post(f"/moter/{before.pk}/beslutning/", form)
    assert answer.status_code == 302
    action = Action.objects.get()
    assert (action.title, action.due, action.benefit) == ("Prøve daglig avklaring", soon(), benefit)
    assert Decision.objects.get().action == action
    assert "Tiltak i «Plan for Rauma»" in cast.client("liv").get(f"/moter/{before.pk}/").content.decode()


def test_a_plan_one_may_not_edit_is_not_offered(before: Meeting, cast: Cast, days: Indicator) -> None:
    plan = plans.create_plan(actor=cast.molde, title="Plan for Molde")
    benefit = plans.add_benefit(plan=plan, indicator=days, title="Færre døgn i Molde")
    benefit.contributions.create(actor=cast.molde)
    page = cast.client("kari").get(f"/moter/{before.pk}/beslutning/").content.decode()
    assert "Færre døgn i Molde" not in page
    form = {"text": "Noe", "owner": f"{cast.rauma.pk}:owner", "due": "01.12.2027", "plan": f"ny-{benefit.pk}"}
    cast.client("kari").post(f"/moter/{before.pk}/beslutning/", form)
    assert not Action.objects.exists()


def test_from_a_slide_the_answer_is_the_form_and_the_list_alone(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    item = before.items.create(kind="own", title="Erfaringer")
    form = {"item": item.pk, "text": "Vi prøver", "owner": f"{cast.rauma.pk}:owner", "due": "01.12.2027"}
    client = cast.client("kari")
    page = client.post(f"/moter/{before.pk}/beslutning/", form, headers={"HX-Request": "true"})
    said = page.content.decode()
    assert "data-saved" in said
    assert f'id="beslutninger-{item.pk}" hx-swap-oob="true"' in said
    assert "<html" not in said
    wrong = client.post(f"/moter/{before.pk}/beslutning/", {}, headers={"HX-Request": "true"})
    assert "Skriv hva som er besluttet." in wrong.content.decode()
    assert "data-saved" not in wrong.content.decode()


def test_a_closed_meeting_takes_no_more_decisions_but_they_can_be_settled(
    before: Meeting, cast: Cast, days: Indicator
) -> None:
    one = decided(before, cast, days)
    freeze(meeting=before)
    before.refresh_from_db()
    close_meeting(meeting=before)
    before.refresh_from_db()
    with pytest.raises(ValidationError, match="Møtet er avsluttet"):
        decided(before, cast, days)
    settle(decision=one, state="done")
    one.refresh_from_db()
    assert one.state == "done"
    assert one.settled_at is not None
