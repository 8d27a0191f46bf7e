"""What others wait for one to do in a plan they write together."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gevinst.access.models import User
from gevinst.plans import comments, contents, versions
from gevinst.plans.models import Contribution, Plan
from gevinst.plans.rows.kind import Address
from gevinst.reminders.gathering import reminders_for
from gevinst.reminders.reminder import Reminder
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def told(user: User) -> list[Reminder]:
    found = reminders_for([user], timezone.localdate())[user.pk]
    return [one for one in found if "godkjenning" in one.text or "nevnt" in one.text]


def test_who_may_approve_is_told_that_a_plan_waits(
    cast: Cast, contribution: Contribution, plan: Plan
) -> None:
    plan.versions.create(number=1, content=contents.content_of(plan), submitted_by=cast.kari)
    assert [one.text for one in told(cast.ola)] == [f"«{plan.title}» venter på godkjenning"]
    assert (told(cast.kari), told(cast.liv), told(cast.per)) == ([], [], [])
    version = plan.versions.get()
    versions.approve(version=version, by=cast.ola)
    assert told(cast.ola) == []


def test_who_sent_it_is_not_asked_to_approve_it(cast: Cast, plan: Plan) -> None:
    plan.versions.create(number=1, content={}, submitted_by=cast.ola)
    assert told(cast.ola) == []


def test_who_is_named_is_told_until_it_is_settled(cast: Cast, contribution: Contribution, plan: Plan) -> None:
    where = Address("gevinst", contribution.benefit_id, "title")
    comment = comments.say(
        plan=plan, address=where, text="Er dette målbart?", by=cast.kari, mentions=[cast.liv]
    )
    found = told(cast.liv)
    assert [one.text for one in found] == [f"Du er nevnt i en kommentar i «{plan.title}»"]
    assert "målbart" not in found[0].reason
    assert (told(cast.ola), told(cast.kari)) == ([], [])
    comments.resolve(comment=comment, by=cast.liv)
    assert told(cast.liv) == []
