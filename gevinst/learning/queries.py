from __future__ import annotations

from gevinst.learning.models import SHOWN, SharingConsent
from gevinst.plans.models import Action, Plan


def consent_of(plan: Plan) -> SharingConsent | None:
    """The one that stands."""
    return SharingConsent.objects.filter(plan=plan, withdrawn_at=None).select_related("given_by").first()


def actions_of(plan: Plan) -> list[Action]:
    """All that would be shown to others, under the titles of their benefits."""
    return list(
        Action.objects.filter(benefit__in=plan.benefits.all(), state__in=SHOWN)
        .select_related("benefit")
        .order_by("benefit__order", "start", "pk")
    )
