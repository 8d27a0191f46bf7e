"""Who carries and who gains: of the whole plan, and of one benefit."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans import progress
from gevinst.shared_plans import telling
from gevinst.shared_plans.carrying import Carrying
from gevinst.shared_plans.examples import is_made_up
from gevinst.shared_plans.ledger import ledger_of
from gevinst.shared_plans.words import EFFORTS


@require_safe
def carrying_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    ledger = ledger_of(progress.lines_of(plan))
    rows = telling.account_rows(ledger)
    flagged = [row.actor.name for row in rows if row.more]
    context = {
        "plan": plan,
        "has_examples": _has_examples(ledger.benefits),
        "rows": rows,
        "efforts": EFFORTS.values(),
        "totals": telling.amounts(ledger.totals),
        "notes": telling.notes_of_all(ledger),
        "benefits": [(one, telling.sums_of(one), len(one.carrying_more)) for one in ledger.benefits],
        "finding": telling.finding(
            flagged, sum(one.has_stated for one in ledger.contributing), len(ledger.contributing)
        ),
    }
    return render(request, "shared_plans/carrying.html", context)


@require_safe
def benefit_page(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk)
    (carrying,) = ledger_of([progress.lines_of_benefit(benefit)]).benefits
    rows = telling.rows_of(carrying)
    context = {
        "plan": benefit.plan,
        "benefit": benefit,
        "has_examples": _has_examples([carrying]),
        "rows": rows,
        "efforts": EFFORTS.values(),
        "totals": telling.sums_of(carrying),
        "notes": telling.notes_of(carrying),
        "finding": telling.finding(
            [one.actor.name for one in carrying.carrying_more],
            sum(one.has_stated for one in carrying.contributing),
            len(carrying.contributing),
        ),
        "may_edit": gate.may(request.user, Permission.EDIT_PLAN, benefit.plan.actor_id),
    }
    return render(request, "shared_plans/carrying_benefit.html", context)


def _has_examples(benefits: Iterable[Carrying]) -> bool:
    return any(
        of.benefit.plan.is_example or one.line.is_example or is_made_up(one.contribution)
        for of in benefits
        for one in of.everybody
    )
