"""What is said of a benefit beside its figures, as labels and words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gevinst.plans.models import Benefit
from indicators.statistics.rounding import format_number

# How many times a year each rhythm comes.
TIMES = {"M": 12, "Q": 4, "T": 3, "Y": 1}


def facts_of(benefit: Benefit) -> list[tuple[str, str]]:
    """Only what is filled in. No query."""
    said = [
        (_("Type gevinst"), _type(benefit)),
        (_("Hvem får gevinsten"), benefit.beneficiary),
        (_("Forutsetninger"), benefit.preconditions),
        (_("Interessenter"), benefit.stakeholders),
        (_("Følges opp"), benefit.get_review_every_display()),
        (_("Måles av"), _measured(benefit)),
    ]
    return [(label, words) for label, words in said if words]


def _type(benefit: Benefit) -> str:
    parts = [benefit.get_type_display()] if benefit.type else []
    if benefit.budget_effect:
        parts.append(benefit.get_budget_effect_display())
    return ", ".join(parts)


def _measured(benefit: Benefit) -> str:
    parts = [benefit.measured_by] if benefit.measured_by else []
    if benefit.measuring_hours:
        hours = benefit.measuring_hours * TIMES[benefit.review_every]
        parts.append(
            _("%(hours)s timer i året")
            % {"hours": format_number(hours, 0 if hours >= 10 or float(hours).is_integer() else 1)}
        )
    return ", ".join(parts)
