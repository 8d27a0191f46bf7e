"""An area's own figure against the areas it consists of, in every structure it stands in."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.measurements.frontier import structure_day
from indicators.measurements.tree import Tree
from indicators.quality.context import Context, DatedTrees
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.values import Bools, Ints, Values
from indicators.quality.words import counted

Frontier = tuple[list[int], list[int]]


def find(values: Values, context: Context) -> Iterator[Found]:
    additive = [pk for pk, facts in context.facts.items() if facts.additive]
    known = values.spoken & values.whole & ~np.isnan(values.numerator) & np.isin(values.indicator, additive)
    measured = frozenset(np.unique(values.actor[known]).tolist())
    for structure in context.trees:
        # Most who stand over others stand over nobody that is measured.
        over = known & np.isin(
            values.actor, [one for one in structure.parents if structure.below(one) & measured]
        )
        if not over.any():
            continue
        rows = np.flatnonzero(known & np.isin(values.group, np.unique(values.group[over])))
        rows = rows[np.argsort(values.group[rows], kind="stable")]
        edges = np.flatnonzero(np.diff(values.group[rows], prepend=-1))
        frontiers: dict[tuple[int, int, bytes], Frontier] = {}
        for some in np.split(rows, edges[1:]):
            if values.touched[some].any():
                yield from _of_group(values, context, structure, some, over, frontiers)


def _of_group(
    values: Values,
    context: Context,
    structure: DatedTrees,
    rows: Ints,
    over: Bools,
    frontiers: dict[tuple[int, int, bytes], Frontier],
) -> Iterator[Found]:
    """One indicator, breakdown and period: each who stands over others against its nearest measured parts.

    Who is measured is the same from period to period, and so are the `frontiers`.
    """
    actors = values.actor[rows]
    tree = structure.on(structure_day(values.period(int(rows[0])), context.today))
    who = actors.tobytes()
    for row in map(int, rows[over[rows]]):
        actor = int(values.actor[row])
        key = (id(tree), actor, who)
        if key not in frontiers:
            frontiers[key] = _frontier(tree, actor, actors.tolist())
        parts, missing = frontiers[key]
        if not parts:
            continue
        below = rows[np.isin(actors, parts)]
        if not (values.touched[row] or values.touched[below].any()):
            continue
        printed, total = float(values.numerator[row]), float(values.numerator[below].sum())
        room = 1e-6 * max(1.0, printed)
        # With somebody missing, the sum may be less, never more.
        if total - printed > room or (not missing and printed - total > room):
            said = {"printed": printed, "sum": total, "parts": len(parts), "missing": len(missing)}
            yield Found(row, _likelihood(printed, total), (printed, total), said)


def _frontier(tree: Tree, actor: int, measured: list[int]) -> Frontier:
    """None where a part also counts in another area of the same kind: such areas do not add up."""
    if not tree.children.get(actor):
        return [], []
    parts, missing = tree.frontier(actor, frozenset(measured))
    return ([], []) if any(tree.shared(part, actor) for part in parts) else (parts, missing)


def _likelihood(printed: float, total: float) -> float:
    """A sum above the printed figure is worse than one below: some live nowhere that is known."""
    apart = abs(printed - total) / max(printed, total, 1.0)
    return min(0.9, (0.7 if total > printed else 0.4) + apart)


def say(parts: Parts, indicator: Indicator) -> Words:
    numbers = {
        "printed": counted(parts["printed"]),
        "sum": counted(parts["sum"]),
        "difference": counted(abs(parts["printed"] - parts["sum"])),
        "parts": parts["parts"],
    }
    if parts["sum"] > parts["printed"]:
        advice = _("Se om totalen er eldre enn delene, eller om et område er regnet med to ganger.")
    else:
        advice = _("Se om noen mangler i et av områdene, eller om totalen også teller dem uten kjent bosted.")
    return Words(
        what=_("Området har %(printed)s, men de %(parts)s områdene under gir til sammen %(sum)s.") % numbers,
        expected=_("Delene skal gi helheten. Forskjellen er %(difference)s.") % numbers,
        advice=advice,
    )


CHECK = Check(code="areas", name=lazy("Områder mot helheten"), find=find, say=say)
