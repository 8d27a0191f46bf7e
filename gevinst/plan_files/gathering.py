"""From the rows of a plan to what it says, in a number of queries that does not grow with the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gevinst.dashboards.boards.overview.words import sentence
from gevinst.plan_files.around import around_of
from gevinst.plan_files.document import (
    ActionSaid,
    BenefitSaid,
    GoalSaid,
    LineSaid,
    MilestoneSaid,
    PlanDocument,
)
from gevinst.plan_files.sheets import sheets_of
from gevinst.plans.lines import BenefitLines, Line, by_goal
from gevinst.plans.models import Action, Benefit, Plan, Version
from gevinst.plans.progress import lines_for
from indicators.measurements.series import Point
from indicators.statistics.rounding import format_number


def document_of(plan: Plan, *, root: str = "", with_cells: bool = False) -> PlanDocument:
    """`root`: the address of the site, so that links lead back from outside it. `with_cells` gathers what can
    be edited too."""
    document = documents_of(Plan.objects.filter(pk=plan.pk), root=root)[0]
    return replace(document, sheets=sheets_of(plan)) if with_cells else document


def documents_of(plans: QuerySet[Plan], *, root: str = "") -> list[PlanDocument]:
    """As many queries for many plans as for one."""
    found = list(plans.select_related("actor"))
    benefits = Benefit.objects.filter(plan__in=found).for_overview().select_related("indicator_version")
    entries: dict[int, list[BenefitLines]] = {plan.pk: [] for plan in found}
    for entry in lines_for(benefits.prefetch_related("risks")):
        entries[entry.benefit.plan_id].append(entry)
    states = _states(found)
    around = around_of([entry.benefit for each in entries.values() for entry in each])
    return [
        _document(plan, entries[plan.pk], states.get(plan.pk, _("Utkast")), root, around) for plan in found
    ]


def _document(
    plan: Plan, entries: list[BenefitLines], state: str, root: str, around: dict[int, dict[str, Any]]
) -> PlanDocument:
    own = [entry.main for entry in entries if entry.main]
    goals = by_goal(entries, lambda entry: entry.benefit)
    return PlanDocument(
        pk=plan.pk,
        title=plan.title,
        actor=plan.actor.name,
        language=get_language() or "nb",
        state=state,
        finding=sentence([line.status for line in own]),
        example=_example(plan, [*own, *(line for entry in entries for line in entry.members)]),
        made_at=timezone.localtime(),
        link=f"{root}{reverse('plans:plan', args=[plan.pk])}",
        goals=tuple(
            GoalSaid(
                name=goal.name if goal else _("Uten gevinstmål"),
                benefits=tuple(_benefit(entry, root, around[entry.benefit.pk]) for entry in found),
            )
            for goal, found in goals
        ),
    )


def _states(plans: list[Plan]) -> dict[int, str]:
    """Of the approval of each, by the last version: «Godkjent, versjon 2 (03.04.2026)». A plan never sent for
    approval has none."""
    versions = Version.objects.filter(plan__in=plans).defer("content").order_by("number")
    return {version.plan_id: _state(version) for version in versions}


def _state(version: Version) -> str:
    day = timezone.localtime(version.decided_at or version.submitted_at)
    words = str(Version.State(version.state).label).capitalize()
    said = {"state": words, "n": version.number, "day": f"{day:%d.%m.%Y}"}
    return _("%(state)s, versjon %(n)s (%(day)s)") % said


def _example(plan: Plan, lines: list[Line]) -> str:
    if plan.is_example:
        return _("Eksempelplan med eksempeldata. Den beskriver ingen virkelig plan.")
    if any(line.is_example for line in lines):
        return _("Noen av tallene er eksempeldata. De er merket.")
    return ""


def _benefit(entry: BenefitLines, root: str, around: dict[str, Any]) -> BenefitSaid:
    benefit = entry.benefit
    return BenefitSaid(
        pk=benefit.pk,
        title=benefit.title,
        goal=benefit.goal.name if benefit.goal else "",
        indicator=benefit.indicator.title,
        indicator_codes=benefit.indicator.slug,
        version=_("versjon %(n)s, gjelder fra %(day)s")
        % {
            "n": benefit.indicator_version.number,
            "day": f"{benefit.indicator_version.valid_from:%d.%m.%Y}",
        },
        category=benefit.category.name if benefit.category else "",
        owner=benefit.owner_title,
        note=benefit.note,
        source_note=benefit.source_note,
        link=f"{root}{reverse('plans:benefit', args=[benefit.pk])}",
        own=_line(entry.main) if entry.main else None,
        members=tuple(_line(line) for line in entry.members),
        actions=tuple(_action(action, entry) for action in benefit.actions.all()),
        **around,
    )


def _line(line: Line) -> LineSaid:
    contribution, percent = line.contribution, line.assessment.percent
    attained = "" if percent is None else f"{format_number(percent, 0)}\u00a0%"
    return LineSaid(
        pk=contribution.pk,
        who=line.actor.name,
        baseline=line.baseline_label,
        baseline_words=line.baseline_words,
        baseline_on=contribution.baseline_on if contribution.baseline is not None else None,
        baseline_due=contribution.baseline_due if contribution.baseline is None else None,
        ambition=line.target_label,
        ambition_by=contribution.target_date,
        now=line.now_label,
        now_period=_period(line.latest),
        attainment=attained,
        status=line.status_words,
        status_code=line.status.value,
        why=line.assessment.explanation,
        now_place=line.now_place,
        expected_place=line.expected_place,
        is_example=line.is_example,
        milestones=tuple(
            MilestoneSaid(
                pk=one.pk,
                due=one.due,
                words=one.words,
                asks="" if one.value is None else line.show(one.value),
            )
            for one in line.milestones
        ),
    )


def _period(point: Point | None) -> str:
    if point is None:
        return ""
    return point.label() if point.months > 1 else point.period.label()


def _action(action: Action, entry: BenefitLines) -> ActionSaid:
    return ActionSaid(
        pk=action.pk,
        title=action.title,
        owner=action.owner_title,
        start=action.start,
        due=action.due,
        state=str(Action.State(action.state).label),
        is_late=action.is_late(entry.today),
        is_open=action.state in Action.GOING_ON,
    )
