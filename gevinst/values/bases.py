"""What a figure rests on: a stored row, its own months, or the actors below - found as the page that showed
it did.

The open table asks by structure (`rollup.py`); comparison and plans ask for a series (`series.py`). A trail
must end at the same number, so it goes the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.values.asked import MOST_MONTHS, Asked, Basis, Part
from gevinst.values.former_numbers import told
from gevinst.values.words import finished, plain, runs_of
from indicators.actors.models import Actor, Structure
from indicators.actors.numbers import Numbers
from indicators.actors.sorting import alphabetical
from indicators.measurements.frontier import frontiers, structure_day
from indicators.measurements.known import day_of, rows
from indicators.measurements.models import Measurement
from indicators.measurements.own import OwnFigure, of_months, own_figures
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.rollup import RolledFigure, roll_up
from indicators.measurements.series import Point, divided_series, own_series, rolling, summed
from indicators.measurements.shapes import AnyFigure
from indicators.measurements.tree import Tree


def basis_of(asked: Asked) -> Basis | None:
    """None when there is nothing behind such a figure. Says under which number it was delivered, where the
    actor has another now."""
    numbers = Numbers.load()
    basis = _basis_of(asked, numbers)
    if basis is None:
        return basis
    basis = replace(basis, summed_actors=sorted(numbers.all_of(basis.summed_actors)))
    if basis.row is None and basis.parts_are == "areas":
        return basis
    then = numbers.former(asked.actor.pk)
    if basis.row is not None:
        then = [number for number in then if number.actor == basis.row.actor_id]
    start = asked.window[0].start
    under = told((number for number in then if number.until and start < number.until), asked.actor.kind)
    return replace(basis, notes=[*basis.notes, under]) if under else basis


def _basis_of(asked: Asked, numbers: Numbers) -> Basis | None:
    if asked.months > 1:
        return _over_time(asked) if asked.period.kind is PeriodKind.MONTH else None
    row = stored(asked, numbers)
    if asked.structure is not None:
        return _in_structure(asked, asked.structure, row)
    if row is not None:
        return _measured(row)
    return _own_months(asked) or _from_below(asked)


def stored(asked: Asked, numbers: Numbers | None = None) -> Measurement | None:
    """The row of the very figure, where there is one: under any number of the place, that of the day
    first."""
    numbers = Numbers.load() if numbers is None else numbers
    under = [asked.actor.pk] if asked.only_here else numbers.shared_by(asked.actor.pk)
    found = rows(
        asked.as_known_on,
        lambda side: (
            side.of(indicator=asked.indicator.pk, actors=under)
            .filter(breakdown__key=asked.category)
            .in_period(asked.period)
        ),
    )
    day = asked.period.end
    return max(found, key=lambda row: numbers.precedence(row.actor_id, day), default=None)


def _measured(row: Measurement) -> Basis:
    return Basis(figure=row, row=row, is_example=row.batch.is_example)


def _own_months(asked: Asked) -> Basis | None:
    """A longer period that nobody printed, out of the actor's own months (own.py)."""
    if asked.indicator.over_time != "sum" or asked.period.kind is PeriodKind.MONTH:
        return None
    months = asked.period.children(PeriodKind.MONTH)
    found = own_figures(
        asked.indicator, [asked.actor.pk], months, asked.category, as_known_on=asked.as_known_on
    )
    measured = {month: own[asked.actor.pk] for month, own in found.items() if asked.actor.pk in own}
    figure = of_months(asked.indicator, asked.period, measured)
    if figure is None or not asked.period.is_sum_of(PeriodKind.MONTH):
        return None
    notes = (
        [_("Måneder uten tall: %(months)s.") % {"months": runs_of(figure.lacking)}] if figure.lacking else []
    )
    return Basis(
        figure=figure,
        how=[_sum_of_months(figure.months)],
        notes=notes,
        parts_are="months",
        parts=[_month(asked, month, measured[month]) for month in months if month in measured],
        summed_actors=[asked.actor.pk],
        summed_periods=list(measured),
        is_example=figure.is_example,
    )


def _over_time(asked: Asked) -> Basis | None:
    """Months in a row, whole and without a gap: the actor's own, else those of the actors below."""
    if asked.indicator.over_time != "sum" or asked.months > MOST_MONTHS:
        return None
    want = (asked.indicator.pk, asked.actor.pk, asked.category)
    own = divided_series([want], as_known_on=asked.as_known_on).get(want, [])
    if not own:
        return _from_below(asked)
    run = _at(own, asked)
    if run is None:
        return None
    months = [point for point in own if point.period in asked.window]
    return Basis(
        figure=run,
        how=[_sum_of_months(asked.months)],
        parts_are="months",
        parts=[_month(asked, point.period, point) for point in months],
        summed_actors=[asked.actor.pk],
        summed_periods=asked.window,
        is_example=run.is_example,
    )


def _from_below(asked: Asked) -> Basis | None:
    """Summed from the nearest measured actors below, in the structure where most of them are
    (frontier.py)."""
    if asked.category or not asked.indicator.additive:
        return None
    pk, want = asked.indicator.pk, (asked.indicator.pk, asked.actor.pk)
    known = asked.as_known_on
    below = frontiers([want], on=day_of(known), as_known_on=known).get(want, ())
    series = own_series(((pk, actor) for actor in below), since=asked.window[0].start, as_known_on=known)
    figure = _at(summed([series.get((pk, actor), []) for actor in below]), asked)
    if figure is None:
        return None
    names = Actor.objects.in_bulk(below)
    found = {names[actor]: _at(series.get((pk, actor), []), asked) for actor in below}
    there = {actor: point for actor, point in found.items() if point is not None}
    how = [_sum_of_areas(len(there))]
    return Basis(
        figure=figure,
        how=[*how, _sum_of_months(asked.months)] if asked.months > 1 else how,
        parts_are="areas",
        parts=[
            Part(
                name=actor.name,
                url=asked.url(actor, asked.period, months=asked.months),
                figure=there[actor],
                actor=actor.pk,
                notes=_notes(there[actor]),
            )
            for actor in _in_order(there)
        ],
        missing=[actor.name for actor in _in_order(found) if actor not in there],
        summed_actors=[actor.pk for actor in there],
        summed_periods=asked.window,
        is_example=figure.is_example,
    )


def _in_structure(asked: Asked, structure: Structure, row: Measurement | None) -> Basis | None:
    """As the open table has it: measured, of own months, or summed from those below in that structure."""
    on = structure_day(asked.period, day_of(asked.as_known_on))
    figures = roll_up(
        indicator=asked.indicator, tree=Tree.load(structure, on), periods=[asked.period], root=asked.actor.pk,
        breakdown=asked.category, as_known_on=asked.as_known_on,
    )  # fmt: skip
    known = {actor: figure for (actor, _period), figure in figures.items()}
    figure = known[asked.actor.pk]
    own = _measured(row) if row else _own_months(asked)
    if figure.origin != "summed":
        return own and _compared(own, asked, known, Tree.load(structure, on))
    if not figure.parts:
        return None
    seen = _("Gruppert etter %(structure)s, slik inndelingen var %(day)s.") % {
        "structure": structure.name.lower(),
        "day": f"{on:%d.%m.%Y}",
    }
    missing = Actor.objects.in_bulk(figure.missing)
    how = [_sum_of_areas(len(figure.parts))] if asked.indicator.additive else []
    if any(known[part].origin == "months" for part in figure.parts):
        how.append(_("Der kilden ikke har tall for hele perioden, er månedene summert."))
    return Basis(
        figure=figure,
        how=[*how, seen],
        notes=[] if asked.indicator.additive else [_not_additive()],
        parts_are="areas",
        parts=_areas(asked, figure.parts, known, figure.shared),
        missing=[actor.name for actor in _in_order(missing.values())],
        summed_actors=list(figure.parts),
        summed_periods=[asked.period, *asked.period.children(PeriodKind.MONTH)],
        is_example=figure.is_example,
    )


def _compared(own: Basis, asked: Asked, known: dict[int, RolledFigure], tree: Tree) -> Basis:
    """The actor's own figure beside the sum of the areas under it, where they make a whole."""
    figure = known[asked.actor.pk]
    if figure.difference is None or figure.numerator is None:
        return own
    words = {"own": plain(figure.numerator), "sum": plain(figure.numerator - figure.difference)}
    if figure.difference:
        said = (
            _("Kilden oppgir %(own)s, men områdene under gir til sammen %(sum)s. Kildens tall står.") % words
        )
    else:
        said = _("Områdene under gir til sammen det samme.")
    if own.parts:
        return replace(own, notes=[*own.notes, said])
    counted = [actor for actor, each in known.items() if each.origin != "summed" and actor != asked.actor.pk]
    parts, _missing = tree.frontier(asked.actor.pk, counted)
    return replace(own, notes=[said], parts_are="areas", parts=_areas(asked, parts, known, ()))


def _not_additive() -> str:
    return _(
        "Her telles ulike personer eller en andel av dem. Den samme kan være med i flere områder, og"
        " områdene kan derfor ikke summeres. Tallet vises bare der det er målt."
    )


def _areas(
    asked: Asked, parts: Sequence[int], known: dict[int, RolledFigure], shared: Sequence[int]
) -> list[Part]:
    actors = Actor.objects.in_bulk(parts)
    also = _("delt kommune, regnes også med i et annet område")
    return [
        Part(
            name=actor.name,
            url=asked.url(actor, asked.period),
            figure=known[actor.pk],
            actor=actor.pk,
            notes=[*_notes(known[actor.pk]), *([also] if actor.pk in shared else [])],
        )
        for actor in _in_order(actors.values())
    ]


def _notes(figure: AnyFigure) -> list[str]:
    lacking = figure.lacking if isinstance(figure, RolledFigure | OwnFigure) else ()
    said = finished(figure, lacking)
    return [said] if said else []


def _month(asked: Asked, month: Period, figure: AnyFigure) -> Part:
    url = asked.url(asked.actor, month)
    return Part(name=month.label(), url=url, figure=figure, notes=_notes(figure))


def _at(points: list[Point], asked: Asked) -> Point | None:
    """The figure of the period, or of the run of months that ends with it, as `rolling` has it."""
    if asked.months > 1:
        months = [point for point in points if point.period.kind is PeriodKind.MONTH]
        points = rolling(months, asked.months)
    return next((point for point in points if point.period == asked.period), None)


def _sum_of_areas(count: int) -> str:
    return ngettext("Summen av %(n)s område.", "Summen av %(n)s områder.", count) % {"n": count}


def _sum_of_months(count: int) -> str:
    return ngettext("Summen av %(n)s måned.", "Summen av %(n)s måneder.", count) % {"n": count}


def _in_order(actors: Iterable[Actor]) -> list[Actor]:
    return sorted(actors, key=lambda actor: alphabetical(actor.name))
