"""What a plan says around the figures of its benefits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from gevinst.plan_files.document import DisbenefitSaid, RiskSaid
from gevinst.plans.disbenefits import Watched, watched
from gevinst.plans.facts import facts_of
from gevinst.plans.models import Benefit, Dependency, Risk
from gevinst.plans.rows.dependency import kept_dependencies


def around_of(benefits: Iterable[Benefit]) -> dict[int, dict[str, Any]]:
    """By the id of the benefit, the fields of BenefitSaid. Expects risks loaded; some queries for all."""
    found = list(benefits)
    tied: dict[int, list[str]] = {}
    for arrow in kept_dependencies(Dependency.objects.filter(after_benefit__in=found)):
        if arrow.before and arrow.after_benefit_id:
            tied.setdefault(arrow.after_benefit_id, []).append(str(arrow.before))
    worse = watched(found)
    return {
        benefit.pk: {
            "facts": (*facts_of(benefit), *_builds_on(tied.get(benefit.pk, []))),
            "risks": tuple(_risk(one) for one in benefit.risks.all()),
            "disbenefits": tuple(_disbenefit(one) for one in worse[benefit.pk]),
        }
        for benefit in found
    }


def _builds_on(titles: list[str]) -> list[tuple[str, str]]:
    return [(_("Bygger på"), " · ".join(titles))] if titles else []


def _risk(risk: Risk) -> RiskSaid:
    return RiskSaid(
        title=risk.title, size=risk.size_words, mitigation=risk.mitigation, owner=risk.owner_title
    )


def _disbenefit(one: Watched) -> DisbenefitSaid:
    example = f" ({_('eksempeldata')})" if one.is_example else ""
    figures = f" {one.figures}{example}" if one.figures else ""
    return DisbenefitSaid(
        title=one.disbenefit.title,
        affected=one.disbenefit.affected,
        finding=f"{one.finding}{figures}",
        mitigation=one.disbenefit.mitigation,
    )
