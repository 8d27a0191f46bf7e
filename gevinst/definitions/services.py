"""The answer to a new definition: who, when, between which versions, and what became of the benefit."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.definitions.asking import Question, question_of
from gevinst.definitions.models import DefinitionAnswer
from gevinst.plans.history import remember, reopen
from gevinst.plans.models import Benefit, Plan, Via
from gevinst.plans.rows.kind import Address

Answer = DefinitionAnswer.Answer
FIELD = "indicator_version"


@transaction.atomic
def answer(*, benefit: Benefit, number: int, answer: str, reason: str = "", by: User) -> DefinitionAnswer:
    """`number`: the version that was shown. Moves the benefit to it, unless it follows the old definition.

    Raises ValidationError when there is nothing to answer, when a newer version has come since the page was
    shown, and when something that must be said is not.
    """
    plan = Plan.objects.select_for_update().get(pk=benefit.plan_id)
    benefit = Benefit.objects.select_related("indicator", "plan").get(pk=benefit.pk)
    question = question_of(benefit)
    if question is None:
        raise ValidationError(_("Noen andre har allerede svart."))
    if question.became.number != number:
        raise ValidationError(_("Det er kommet en nyere definisjon mens du leste. Les den før du svarer."))
    reason = reason.strip()
    _check(question, answer, reason)
    said = DefinitionAnswer.objects.create(
        benefit=benefit, was=question.was, became=question.became, answer=answer, reason=reason, by=by
    )
    if answer != Answer.OLD:
        Benefit.objects.filter(pk=benefit.pk).update(indicator_version=question.became)
    _remember(plan, said, by)
    return said


def needs_new_baseline(question: Question) -> bool:
    """Whether no baseline of the benefit is one of the new definition yet."""
    return not question.is_remeasured(question.benefit.contributions.all())


def _check(question: Question, answer: str, reason: str) -> None:
    if answer not in Answer.values:
        raise ValidationError({"answer": _("Velg hva som gjelder for nullpunktet.")})
    if answer == Answer.OLD and not reason:
        raise ValidationError({"reason": _("Skriv hvorfor dere følger den gamle definisjonen videre.")})
    if answer == Answer.REMEASURED and not reason and needs_new_baseline(question):
        words = _(
            "Nullpunktet i planen begynner før %(day)s. Sett det nye først. Har dere regnet om eldre tall "
            "etter den nye definisjonen, skriver dere det i begrunnelsen."
        )
        raise ValidationError({"reason": words % {"day": f"{question.since:%d.%m.%Y}"}})


def _remember(plan: Plan, said: DefinitionAnswer, by: User) -> None:
    version = _("Måleindikatoren i versjon %(number)s")
    followed = said.was if said.answer == Answer.OLD else said.became
    told = [version % {"number": followed.number}, str(Answer(said.answer).label), said.reason]
    remember(
        plan,
        Address("gevinst", said.benefit_id, FIELD),
        said.benefit.title,
        was=version % {"number": said.was.number},
        became=". ".join(each for each in told if each),
        by=by,
        via=Via.PAGE,
    )
    reopen(plan, by)
