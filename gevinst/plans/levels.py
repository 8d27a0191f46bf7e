"""Which goals a plan may serve."""

from __future__ import annotations

from gevinst.plans.models import Plan
from indicators.actors.models import ActorKind

_SPECIALIST = {ActorKind.TRUST, ActorKind.REGIONAL_AUTHORITY, ActorKind.HOSPITAL_AREA}


def goal_level(plan: Plan) -> str:
    """Municipal goals for municipalities and what is under them; the specialist service's for trusts."""
    return "spesialist" if plan.actor.kind in _SPECIALIST else "kommune"
