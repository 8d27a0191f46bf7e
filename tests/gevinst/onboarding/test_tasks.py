from __future__ import annotations

import pytest

from gevinst.access.models import Role, RoleAssignment
from gevinst.onboarding.tasks import TASKS, Judged, State, lines_of, task_for
from gevinst.plans.models import Benefit, Plan
from gevinst.workshops.models import Workshop
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator, Term
from tests.cast import Cast
from tests.gevinst.onboarding.conftest import ahead, facts, said, with_baseline

pytestmark = pytest.mark.django_db


def judged(code: str, actor: Actor) -> Judged:
    return task_for(code).judge(facts(actor))


def test_each_task_has_the_code_it_is_registered_under_and_an_address_of_its_own() -> None:
    assert [task_for(code).code for code in TASKS] == list(TASKS)
    assert len({task_for(code).slug for code in TASKS}) == len(TASKS) == 8


def test_a_new_actor_has_everything_to_do_and_one_thing_that_waits(cast: Cast) -> None:
    states = {line.task.code: line.judged.state for line in lines_of(facts(cast.home_care))}
    assert states.pop("baselines") == State.BLOCKED
    assert set(states.values()) == {State.TODO}


def test_the_roles_are_done_when_both_are_held_today(cast: Cast) -> None:
    assert judged("roles", cast.rauma).done
    assert (
        judged("roles", cast.rauma).found == "Ola Prøve (gevinstansvarlig), Kari Prøve (gevinstkoordinator)"
    )
    RoleAssignment.objects.filter(user=cast.ola).update(valid_to=ahead(-1))
    assert judged("roles", cast.rauma) == Judged(State.STARTED, "Gevinstansvarlig mangler.")
    assert judged("roles", cast.molde).state == State.TODO


def test_one_who_has_left_does_not_hold_a_role(cast: Cast) -> None:
    RoleAssignment.objects.create(user=cast.nora, actor=cast.molde, role=Role.OWNER, valid_from=ahead(-9))
    assert judged("roles", cast.molde).state == State.STARTED
    cast.nora.is_active = False
    cast.nora.save()
    assert judged("roles", cast.molde).state == State.TODO


def test_the_day_says_how_long_there_is_to_it(cast: Cast) -> None:
    said(cast, "go_live", go_live=ahead(1))
    assert judged("go_live", cast.rauma).found.endswith("Det er 1 dag igjen.")
    said(cast, "go_live", go_live=ahead(-1))
    assert judged("go_live", cast.rauma).found.endswith("Innføringen har skjedd.")


def test_a_member_needs_to_choose_no_network(cast: Cast) -> None:
    assert judged("network", cast.rauma) == Judged(State.DONE, "ROR-nettverket")
    assert judged("network", cast.steinkjer).state == State.TODO


def test_services_and_goals_are_named(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for part, kind in (("services", "service"), ("goals", "goal")):
        terms = list(Term.objects.filter(kind=kind)[:2])
        assert judged(part, cast.rauma).state == State.TODO
        said(cast, part, **{part: terms})
        assert judged(part, cast.rauma) == Judged(State.DONE, ", ".join(term.name for term in terms))


def test_a_workshop_is_done_when_it_was_held_here_or_on_paper(cast: Cast) -> None:
    workshop = Workshop.objects.create(actor=cast.rauma, title="Høsten", date=ahead(-3))
    assert judged("workshop", cast.rauma).state == State.STARTED  # a draft is only a plan
    workshop.state = Workshop.State.CLOSED
    workshop.save()
    assert judged("workshop", cast.rauma).done
    workshop.delete()
    said(cast, "workshop", workshop_on=ahead(20))
    assert judged("workshop", cast.rauma).state == State.STARTED
    said(cast, "workshop", workshop_on=ahead(0))
    assert judged("workshop", cast.rauma).found.startswith("Holdt ")


def test_the_first_benefit_does_the_task(cast: Cast, plan: Plan, catalogue: dict[str, Indicator]) -> None:
    assert judged("indicators", cast.rauma) == Judged(State.STARTED, "Planen er startet, men er tom.")
    assert judged("indicators", cast.steinkjer).state == State.TODO


def test_baselines_are_planned_when_each_is_there_or_has_its_day(cast: Cast, benefit: Benefit) -> None:
    assert judged("indicators", cast.rauma).done
    todo = judged("baselines", cast.rauma)
    assert todo == Judged(State.TODO, "1 gevinst mangler både nullpunkt og dato for det.")
    with_baseline(benefit, due=ahead(30))
    assert judged("baselines", cast.rauma).found == f"1 nullpunkt skal måles innen {ahead(30):%d.%m.%Y}."
    assert judged("baselines", cast.rauma).done
    with_baseline(benefit, value=120)
    assert judged("baselines", cast.rauma) == Judged(State.DONE, "Alle gevinstene har nullpunkt.")
