"""What there is at an actor, read once: every task and phase is judged by this alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from gevinst.access.models import Role, RoleAssignment
from gevinst.onboarding.models import Programme
from gevinst.plans.models import Benefit, Contribution, Plan, Version
from gevinst.reviews.models import ReviewAnswer
from gevinst.workshops.models import Workshop
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Term
from indicators.measurements.models import Measurement

NAMED = (Role.OWNER, Role.COORDINATOR, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Chosen:
    """A benefit of the actor's own plan, and what the actor brings to it; None where nothing is said."""

    benefit: Benefit
    contribution: Contribution | None

    @property
    def has_baseline(self) -> bool:
        return self.contribution is not None and self.contribution.baseline is not None

    @property
    def baseline_due(self) -> date | None:
        return self.contribution.baseline_due if self.contribution and not self.has_baseline else None

    @property
    def has_ambition(self) -> bool:
        said = self.contribution
        return said is not None and bool(said.form or said.target_text)

    @property
    def has_owner(self) -> bool:
        return bool(self.benefit.owner_title or self.benefit.owner_id)


@dataclass(frozen=True)
class Facts:
    actor: Actor
    programme: Programme
    services: list[Term]
    goals: list[Term]
    roles: dict[str, list[RoleAssignment]]
    networks: list[Actor]
    plans: list[Plan]
    chosen: list[Chosen]
    approved: bool
    workshops: list[Workshop]
    measured_since: frozenset[int]
    reviewed: frozenset[int]
    today: date

    @property
    def lacking_baseline(self) -> list[Chosen]:
        return [one for one in self.chosen if not one.has_baseline]


def facts_of(actor: Actor, *, plans: QuerySet[Plan]) -> Facts:
    """`plans`: those the reader may see. Fifteen queries at most, however much there is."""
    today = timezone.localdate()
    stored = Programme.objects.filter(actor=actor).select_related("network", "changed_by")
    programme = stored.first() or Programme(actor=actor)
    own = list(plans.filter(actor=actor))
    chosen = _chosen(actor, own)
    return Facts(
        actor=actor,
        programme=programme,
        services=list(programme.services.all()) if programme.pk else [],
        goals=list(programme.goals.all()) if programme.pk else [],
        roles=_roles(actor, today),
        networks=list(
            Actor.objects.ancestors_of(actor, on=today).of_kind(ActorKind.NETWORK).order_by("name")
        ),
        plans=own,
        chosen=chosen,
        approved=bool(own) and Version.objects.filter(plan__in=own, state=Version.State.APPROVED).exists(),
        workshops=list(Workshop.objects.filter(actor=actor).order_by("date")),
        measured_since=_measured_since(actor, chosen, programme.go_live),
        reviewed=_reviewed(actor, own),
        today=today,
    )


def _roles(actor: Actor, today: date) -> dict[str, list[RoleAssignment]]:
    held = RoleAssignment.objects.valid_on(today).filter(actor=actor, role__in=NAMED, user__is_active=True)
    found: dict[str, list[RoleAssignment]] = {role: [] for role in NAMED}
    for one in held.select_related("user", "actor").order_by("user__name"):
        found[one.role].append(one)
    return found


def _chosen(actor: Actor, plans: list[Plan]) -> list[Chosen]:
    of_actor = Prefetch("contributions", Contribution.objects.filter(actor=actor), to_attr="own")
    benefits = Benefit.objects.filter(plan__in=plans).select_related("indicator", "goal")
    rows = benefits.prefetch_related(of_actor, "actions")
    return [Chosen(benefit, next(iter(getattr(benefit, "own", [])), None)) for benefit in rows]


def _measured_since(actor: Actor, chosen: list[Chosen], day: date | None) -> frozenset[int]:
    """Indicators of the benefits that have been measured over a period begun on the day or later."""
    if day is None or not chosen:
        return frozenset()
    asked = {one.benefit.indicator_id for one in chosen}
    found = Measurement.objects.filter(actor=actor, indicator__in=asked, period_start__gte=day)
    return frozenset(found.values_list("indicator_id", flat=True).distinct())


def _reviewed(actor: Actor, plans: list[Plan]) -> frozenset[int]:
    """Benefits of which a review has been answered."""
    answers = ReviewAnswer.objects.filter(
        review__contribution__actor=actor, review__contribution__benefit__plan__in=plans
    )
    return frozenset(answers.values_list("review__contribution__benefit_id", flat=True).distinct())
