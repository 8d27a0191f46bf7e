"""The four phases, and what each needs before the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.access.models import Role
from gevinst.onboarding.facts import Chosen, Facts
from gevinst.onboarding.tasks import task_for
from gevinst.plans.models import Action

WORKING = frozenset({Action.State.UNDER_WAY, Action.State.DONE})


@dataclass(frozen=True)
class Need:
    """Something a phase needs; `url` is where it is seen to."""

    text: str
    met: bool
    url: str


@dataclass(frozen=True)
class Phase:
    """`chapter` is its slug in the handbook; `needs` are to be met before the next phase."""

    name: str
    chapter: str
    needs: list[Need]

    @property
    def done(self) -> bool:
        return all(need.met for need in self.needs)


def phases_of(facts: Facts) -> tuple[list[Phase], Phase]:
    """All four, and the first that is not done; the last one never ends."""
    found = [_identify(facts), _plan(facts), _carry_out(facts), _follow_up(facts)]
    return found, next((phase for phase in found if not phase.done), found[-1])


def _identify(facts: Facts) -> Phase:
    named = bool(facts.roles[Role.OWNER] and facts.roles[Role.COORDINATOR])
    needs = [
        Need(_("Gevinstansvarlig og gevinstkoordinator er navngitt"), named, _task(facts, "roles")),
        Need(_("Tjenestene er valgt"), bool(facts.services), _task(facts, "services")),
        Need(_("Gevinstmålene er valgt"), bool(facts.goals), _task(facts, "goals")),
        Need(_("Minst én gevinst står i planen"), bool(facts.chosen), _task(facts, "indicators")),
    ]
    return Phase(_("Identifisere"), "identifisere", needs)


def _plan(facts: Facts) -> Phase:
    plan, day = _plan_url(facts), facts.programme.go_live

    def ready(one: Chosen) -> bool:
        due = one.baseline_due
        return one.has_baseline or (due is not None and (day is None or due < day))

    needs = [
        Need(
            _("Alle gevinstene har nullpunkt, eller en dato for det før innføringen"),
            _all(facts, ready),
            _task(facts, "baselines"),
        ),
        Need(_("Alle har ambisjon"), _all(facts, lambda one: one.has_ambition), plan),
        Need(_("Alle har gevinsteier i linjen"), _all(facts, lambda one: one.has_owner), plan),
        Need(_("Planen er godkjent"), facts.approved, plan),
    ]
    return Phase(_("Planlegge"), "planlegge", needs)


def _carry_out(facts: Facts) -> Phase:
    day = facts.programme.go_live

    def working(one: Chosen) -> bool:
        return any(action.state in WORKING for action in one.benefit.actions.all())

    needs = [
        Need(
            _("Innføringen har skjedd"),
            day is not None and day <= facts.today,
            _task(facts, "go_live"),
        ),
        Need(
            _("Hver gevinst har et tiltak i gang eller gjennomført"), _all(facts, working), _plan_url(facts)
        ),
    ]
    return Phase(_("Gjennomføre"), "gjennomfore", needs)


def _follow_up(facts: Facts) -> Phase:
    def measured(one: Chosen) -> bool:
        return one.benefit.indicator_id in facts.measured_since

    def reviewed(one: Chosen) -> bool:
        return one.benefit.pk in facts.reviewed

    overview = reverse("dashboards:overview", args=[facts.actor.kind, facts.actor.code])
    needs = [
        Need(_("Hver gevinst er målt etter innføringen"), _all(facts, measured), overview),
        Need(_("Hver gevinst er fulgt opp én gang"), _all(facts, reviewed), reverse("reviews:mine")),
    ]
    return Phase(_("Dokumentere og følge opp"), "folge-opp", needs)


def _all(facts: Facts, holds: Callable[[Chosen], bool]) -> bool:
    """Of none at all nothing is met."""
    return bool(facts.chosen) and all(holds(one) for one in facts.chosen)


def _task(facts: Facts, code: str) -> str:
    return task_for(code).url(facts.actor)


def _plan_url(facts: Facts) -> str:
    return reverse("plans:plan", args=[facts.plans[0].pk]) if facts.plans else _task(facts, "indicators")
