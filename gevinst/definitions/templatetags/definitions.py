"""`{% load definitions %}{% definition_question benefit %}`: asks for an answer to a new definition, or says
what was answered. `{% definition_questions plan %}`: those of a plan. Nothing where nothing has changed.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from gevinst.access import gate
from gevinst.definitions.asking import answers_of, question_of, unanswered
from gevinst.definitions.models import DefinitionAnswer
from gevinst.plans.models import Benefit, Plan

register = template.Library()


@register.inclusion_tag("definitions/_question.html", takes_context=True)
def definition_question(context: Context, benefit: Benefit) -> dict[str, Any]:
    """No query for an indicator that has had one version."""
    if benefit.indicator.version == 1:
        return {}
    question = question_of(benefit)
    if question is None:
        last = answers_of(benefit).first()
        return {"benefit": benefit, "last": last, "is_old": _is_old(last)}
    user = context["request"].user
    return {"benefit": benefit, "question": question, "may_answer": gate.may_answer_for(user, benefit)}


@register.inclusion_tag("definitions/_of_plan.html")
def definition_questions(plan: Plan) -> dict[str, Any]:
    """Of all benefits of a plan."""
    return {"questions": unanswered(plan)}


def _is_old(last: DefinitionAnswer | None) -> bool:
    return last is not None and last.answer == DefinitionAnswer.Answer.OLD
