"""Whom a new definition concerns, and what of it is another than before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.definitions.models import DefinitionAnswer
from gevinst.plans.models import Benefit, Contribution, Plan
from indicators.actors.numbers import Break
from indicators.catalogue.models import IndicatorVersion
from indicators.catalogue.versions import breaks_in, differences, redefined, versions_of


@dataclass(frozen=True)
class Question:
    """`was`: the version the benefit was chosen under; `became`: the newest; `since`: the day figures first
    came to be of another definition, after what has been answered to."""

    benefit: Benefit
    was: IndicatorVersion
    became: IndicatorVersion
    since: date

    @property
    def differs_in(self) -> list[str]:
        return differences(self.was.definition, self.became.definition)

    @property
    def url(self) -> str:
        return reverse("definitions:question", args=[self.benefit.pk])

    @property
    def short(self) -> str:
        words = _("Ny definisjon fra %(day)s (versjon %(number)s). Si om nullpunktet fortsatt gjelder.")
        return words % {"day": f"{self.since:%d.%m.%Y}", "number": self.became.number}

    def is_remeasured(self, contributions: Iterable[Contribution]) -> bool:
        """Whether every baseline there is covers days of the new definition alone."""
        known = [one for one in contributions if one.baseline is not None]
        return bool(known) and all(_begins(one) >= self.since for one in known)


@dataclass(frozen=True)
class Definitions:
    """What is known of the definitions behind some benefits. `versions` by indicator id, of those that have
    had more than one; `answered` and `held` by benefit id: the number of the newest version somebody has
    answered to, and of the newest under which the baseline is said to hold."""

    versions: Mapping[int, list[IndicatorVersion]]
    answered: Mapping[int, int]
    held: Mapping[int, int]

    @classmethod
    def of(cls, benefits: Iterable[Benefit]) -> Self:
        """Two queries, or none where no definition has been changed. Expects the indicators loaded."""
        asked = [benefit for benefit in benefits if benefit.indicator.version > 1]
        if not asked:
            return cls({}, {}, {})
        answered, held = _answered(asked)
        return cls(versions_of(benefit.indicator for benefit in asked), answered, held)

    @cached_property
    def breaks(self) -> dict[int, list[Break]]:
        """By indicator id, oldest first; nothing of one that has had one definition only."""
        return {indicator: breaks_in(versions) for indicator, versions in self.versions.items()}

    def questions(self, benefits: Iterable[Benefit]) -> dict[int, Question]:
        """Those nobody has answered, by the id of the benefit: of some of the benefits these are `of`."""
        found = (
            _question(benefit, self.versions[benefit.indicator_id], self.answered.get(benefit.pk, 0))
            for benefit in benefits
            if benefit.indicator_id in self.versions
        )
        return {question.benefit.pk: question for question in found if question}


def questions(benefits: Iterable[Benefit]) -> dict[int, Question]:
    """Those nobody has answered, by the id of the benefit. Expects the indicators loaded.

    Two queries, or none where no definition has been changed.
    """
    asked = list(benefits)
    return Definitions.of(asked).questions(asked)


def question_of(benefit: Benefit) -> Question | None:
    return questions([benefit]).get(benefit.pk)


def answers_of(benefit: Benefit) -> QuerySet[DefinitionAnswer]:
    """All that have been given, the newest first."""
    return DefinitionAnswer.objects.filter(benefit=benefit).select_related("was", "became", "by")


def unanswered(plan: Plan) -> list[Question]:
    """What must be answered before the plan is sent for approval, in its order. Three queries at most."""
    return list(questions(plan.benefits.select_related("indicator", "plan")).values())


def _answered(benefits: Iterable[Benefit]) -> tuple[dict[int, int], dict[int, int]]:
    """The number of the newest version somebody has answered to, and of the newest said to hold."""
    said = DefinitionAnswer.objects.filter(benefit__in=[benefit.pk for benefit in benefits])
    holds = Max("became__number", filter=Q(answer=DefinitionAnswer.Answer.HOLDS))
    rows = said.order_by().values("benefit").annotate(newest=Max("became__number"), holds=holds)
    found = list(rows.values_list("benefit", "newest", "holds"))
    return (
        {benefit: newest for benefit, newest, _holds in found},
        {benefit: held for benefit, _newest, held in found if held},
    )


def _question(benefit: Benefit, versions: list[IndicatorVersion], answered: int) -> Question | None:
    was = next(version for version in versions if version.pk == benefit.indicator_version_id)
    changes = redefined(versions, after=max(was.number, answered))
    if not changes:
        return None
    newest = max(versions, key=lambda version: version.number)
    return Question(benefit, was, newest, changes[0].since)


def _begins(contribution: Contribution) -> date:
    over = contribution.baseline_over
    return (over.start if over else contribution.baseline_on) or date.min
