"""Arrows of the gevinstkart. An end is chosen by its address: «ledd-12», «gevinst-5»."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models import Benefit, Dependency, Enabler, Plan
from gevinst.plans.rows.forms import DependencyForm
from gevinst.plans.rows.simple import SimpleRows

ENDS = ("before_enabler", "before_benefit", "after_enabler", "after_benefit")


def dependencies_of(plan: Plan) -> QuerySet[Dependency]:
    return kept_dependencies(Dependency.objects.filter(plan=plan))


def kept_dependencies(some: QuerySet[Dependency]) -> QuerySet[Dependency]:
    """Those of them whose ends are not in the bin, with their ends."""
    kept = Q()
    for end in ENDS:
        kept &= Q(**{end: None}) | Q(**{f"{end}__binned_at": None})
    return some.filter(kept).select_related("plan", *ENDS)


def end_code(end: Enabler | Benefit | None) -> str:
    if end is None:
        return ""
    return f"{'ledd' if isinstance(end, Enabler) else 'gevinst'}-{end.pk}"


def ends_of(plan: Plan) -> list[tuple[str, str]]:
    """Code and words of all an arrow can stand between. Two queries."""
    sorts = dict(Enabler.Sort.choices)
    enablers = [(end_code(one), f"{str(sorts[one.sort]).capitalize()}: {one}") for one in plan.enablers.all()]
    benefits = [
        (f"gevinst-{pk}", gettext("Gevinst: %(title)s") % {"title": title})
        for pk, title in plan.benefits.values_list("pk", "title")
    ]
    found = enablers + benefits
    often = Counter(label for _code, label in found)
    seen: Counter[str] = Counter()
    for place, (code, label) in enumerate(found):
        if often[label] > 1:
            seen[label] += 1
            found[place] = (code, gettext("%(label)s (nr. %(n)s)") % {"label": label, "n": seen[label]})
    return found


def check(row: Dependency) -> None:
    """Nothing leads to itself, nor back to functionality from a benefit; an arrow is drawn once."""
    before = (row.before_enabler_id, row.before_benefit_id)
    after = (row.after_enabler_id, row.after_benefit_id)
    if not any(before) or not any(after):
        return
    if row.before_benefit_id and row.after_enabler_id:
        raise ValidationError(gettext("En gevinst kan bygge på en endring, men ikke omvendt. Snu pilen."))
    others = list(dependencies_of(row.plan).exclude(pk=row.pk).values_list(*ENDS))
    if (*before, *after) in others:
        raise ValidationError(gettext("Denne koblingen finnes allerede."))
    if before == after or _leads(after, before, others):
        raise ValidationError(gettext("Da ville leddene bygge på hverandre i ring."))


def _leads(start: tuple[Any, Any], goal: tuple[Any, Any], arrows: list[tuple[Any, ...]]) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for arrow in arrows:
            there = (arrow[2], arrow[3])
            if (arrow[0], arrow[1]) == here and any(there) and there not in seen:
                seen.add(there)
                waiting.append(there)
    return goal in seen


def _end(row: Dependency, side: str, value: str) -> dict[str, Any]:
    kind, _dash, pk = value.partition("-")
    columns = {
        f"{side}_enabler_id": int(pk) if kind == "ledd" else None,
        f"{side}_benefit_id": int(pk) if kind == "gevinst" else None,
    }
    for column, end in columns.items():
        setattr(row, column, end)
    check(row)
    return columns


KIND = SimpleRows(
    code="kobling",
    noun=_("kobling"),
    model=Dependency,
    under="plan",
    parent="plan_id",
    of=dependencies_of,
    form=DependencyForm,
    about=lambda row: {"ends": ends_of(row.plan)},
    make=lambda plan, under: Dependency.objects.create(plan=plan),
    derived=lambda row: {"before": end_code(row.before), "after": end_code(row.after)},
    written={
        "before": lambda row, value: _end(row, "before", value),
        "after": lambda row, value: _end(row, "after", value),
    },
)
