"""What is new in the definition of an indicator, side by side, and what it means for one benefit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.definitions import services
from gevinst.definitions.asking import Question, answers_of, question_of
from gevinst.definitions.forms import AnswerForm
from gevinst.definitions.models import DefinitionAnswer
from gevinst.definitions.words import changes_told, side_by_side
from gevinst.plans.models import Benefit

Answer = DefinitionAnswer.Answer


@require_http_methods(["GET", "HEAD", "POST"])
def question_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Read by whoever reads the plan; answered by its editors and by the owner of the benefit."""
    if request.method == "POST":
        return _answered(request, gate.benefit_to_answer_for(request.user, pk))
    return _page(request, gate.benefit(request.user, pk))


def _answered(request: HttpRequest, benefit: Benefit) -> HttpResponse:
    question = question_of(benefit)
    if question is None:
        messages.info(request, _("Noen andre har allerede svart."))
        return redirect("plans:benefit", pk=benefit.pk)
    form = _form(benefit, question, request.POST)
    by = gate.somebody(request.user)
    if not form.saved(lambda data: services.answer(benefit=benefit, by=by, **data)):
        return _page(request, benefit, form)
    messages.success(request, _told(form.result))
    return redirect("plans:benefit", pk=benefit.pk)


def _page(request: HttpRequest, benefit: Benefit, form: AnswerForm | None = None) -> HttpResponse:
    question = question_of(benefit)
    contributions = list(benefit.contributions.all())
    context: dict[str, Any] = {
        "benefit": benefit,
        "plan": benefit.plan,
        "question": question,
        "answers": answers_of(benefit),
        "baselines": [one for one in contributions if one.baseline is not None],
        "may_edit": gate.may(request.user, Permission.EDIT_PLAN, benefit.plan.actor_id),
        "may_answer": gate.may_answer_for(request.user, benefit),
    }
    if question is not None:
        context |= {
            "differences": side_by_side(question),
            "changes": changes_told(question),
            "form": form or _form(benefit, question),
        }
    return render(request, "definitions/question.html", context)


def _form(benefit: Benefit, question: Question, data: Any = None) -> AnswerForm:
    contributions = list(benefit.contributions.all())
    likely = Answer.REMEASURED if question.is_remeasured(contributions) else None
    has_baseline = any(one.baseline is not None for one in contributions)
    return AnswerForm(data, question=question, has_baseline=has_baseline, initial={"answer": likely})


def _told(said: DefinitionAnswer) -> str:
    if said.answer == Answer.OLD:
        words = _("Lagret. Gevinsten følger fortsatt versjon %(number)s av definisjonen.")
        return words % {"number": said.was.number}
    words = _("Lagret. Gevinsten følger nå versjon %(number)s av definisjonen.")
    return words % {"number": said.became.number}
