"""The trail of a figure: what it was made of, in numbers and words, and where each part came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gevinst.values.asked import Asked, Basis, Part
from gevinst.values.bases import basis_of, stored
from gevinst.values.origins import Origin, origin_of, source_names
from gevinst.values.shares import Share, share_of
from gevinst.values.versions import Version, versions_of
from gevinst.values.words import added_up, divided, finished, in_words, number_of
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.denominators import population_behind
from indicators.measurements.known import read
from indicators.measurements.models import Batch, Measurement
from indicators.measurements.own import UNSAID
from indicators.measurements.shapes import AnyFigure
from indicators.measurements.values import Reason
from indicators.statistics.rounding import format_number

__all__ = ["Trail", "stored", "trail_of"]


@dataclass(frozen=True, kw_only=True)
class Trail:
    """All a reader may see of how a figure came to be. `text` is the figure as the page that led here shows
    it."""

    asked: Asked
    basis: Basis
    text: str
    formula: list[str]
    how: list[str]
    status: str
    category: str = ""
    origin: Origin | None = None
    versions: list[Version] = field(default_factory=list)
    people: float | None = None
    people_year: str = ""
    people_origin: Origin | None = None
    share: Share | None = None
    sources: list[str] = field(default_factory=list)

    @property
    def indicator(self) -> Indicator:
        return self.asked.indicator

    @property
    def has_denominators(self) -> bool:
        return kind_for(self.indicator.kind).needs_denominator

    @property
    def counted(self) -> str:
        return self._definition("numerator")

    @property
    def counted_of(self) -> str:
        return self._definition("denominator")

    def _definition(self, name: str) -> str:
        said: dict[str, str] = self.indicator.definition.get(name) or {}
        return said.get("nn" if get_language() == "nn" else "nb") or said.get("nb", "")

    @property
    def shown(self) -> Version | None:
        """What left the figure that is shown."""
        return next((version for version in self.versions if version.is_asked), None)

    @property
    def is_touched(self) -> bool:
        """More has happened to the value than that it came."""
        return len(self.versions) > 1

    @property
    def has_notes(self) -> bool:
        return any(notes for _part, _text, notes in self.parts)

    @cached_property
    def parts(self) -> list[tuple[Part, str, list[str]]]:
        """Each part with its figure and what is said of it alone."""
        return [
            (
                part,
                in_words(part.figure, self.indicator),
                [note for note in part.notes if note != self.status],
            )
            for part in self.basis.parts
        ]


def trail_of(
    asked: Asked, *, named: bool, may_read: Callable[[int], bool], batches: QuerySet[Batch]
) -> Trail | None:
    """None when there is nothing behind such a figure.

    `named`: whether the reader may see names of persons. `batches`: those they may open. `may_read`: whether
    they may see the figures of an actor; if not of every part, the parts are left out, as one of them is what
    the others leave.
    """
    basis = basis_of(asked)
    if basis is None:
        return None
    if not all(part.actor is None or may_read(part.actor) for part in basis.parts):
        kept = _("Områdene deler ikke tallene sine med deg, og vises derfor ikke hver for seg.")
        basis = replace(basis, parts=[], missing=[], notes=[*basis.notes, kept])
    figure, indicator = basis.figure, asked.indicator
    text, formula = in_words(figure, indicator), _formula(basis, indicator)
    how = [*basis.how, _method(basis, indicator)]
    people = None
    if _is_rated(asked, figure):
        people = population_behind(
            asked.actor.pk,
            indicator.population_band,
            asked.period.year,
            as_known_on=asked.as_known_on,
        )
        text, line = _rate(figure, people, indicator)
        formula, how = [*formula, line], [*how, _("Tallet er delt på antall innbyggere.")]
    share = share_of(asked, figure)
    if share:
        text, formula = share.text, [*formula, share.formula]
    row = basis.row
    return Trail(
        asked=asked,
        basis=basis,
        text=text[:1].upper() + text[1:],
        formula=[line for line in formula if line],
        how=[each for each in how if each],
        status=_status(basis),
        category=", ".join(each.name for each in row.breakdown.categories.all())
        if row and asked.category
        else "",
        origin=origin_of(row, named=named) if row else None,
        versions=versions_of(asked, shown=row, named=named, batches=batches) if _is_one(asked) else [],
        people=people.numerator if people else None,
        people_year=people.period.label() if people else "",
        people_origin=origin_of(people, named=named) if people else None,
        share=share,
        sources=_sources(asked, basis, named=named),
    )


def _is_one(asked: Asked) -> bool:
    """One value that may be stored as such, not a sum over months or areas."""
    return asked.months == 1


def _sources(asked: Asked, basis: Basis, *, named: bool) -> list[str]:
    """The sources of all stored rows that were summed. Two queries."""
    if not basis.summed_actors:
        return []
    found = read(
        asked.as_known_on,
        lambda rows: (
            rows.of(indicator=asked.indicator.pk, actors=basis.summed_actors)
            .filter(
                breakdown__key=asked.category,
                period_kind__in={period.kind.value for period in basis.summed_periods},
                period_start__in={period.start for period in basis.summed_periods},
            )
            .exclude(reason__in=UNSAID)
            .distinct()
        ),
        "batch_id",
    )
    return source_names((batch for (batch,) in found), named=named)


def _is_rated(asked: Asked, figure: AnyFigure) -> bool:
    """Whether it is told per inhabitant: as asked, or because its kind is and the source gave only counts."""
    if not asked.indicator.population_band or asked.category:
        return False
    needed = kind_for(asked.indicator.kind).population == "required"
    if needed:
        return figure.numerator is not None and figure.denominator is None
    return asked.per_inhabitant


def _rate(figure: AnyFigure, people: Measurement | None, indicator: Indicator) -> tuple[str, str]:
    """The figure per inhabitant as comparison shows it, and its formula."""
    top, bottom = figure.numerator, people.numerator if people else None
    needed = kind_for(indicator.kind).population == "required"
    factor = indicator.factor if needed else indicator.population_factor
    if top is None or not bottom or figure.reason not in (Reason.NONE, Reason.NIL):
        return "–", _("Antall innbyggere er ikke kjent, og raten kan ikke beregnes.")
    unit = indicator.unit
    if not needed:
        unit = _("%(unit)s per %(factor)s innbyggere") % {"unit": unit, "factor": format_number(factor)}
    text = f"{format_number(top * factor / bottom, indicator.decimals if needed else 1)}\u00a0{unit}"
    return text, divided(top, bottom, factor, text)


def _formula(basis: Basis, indicator: Indicator) -> list[str]:
    """In numbers: the addends where they are few, then the kind's own arithmetic."""
    kind, figure = kind_for(indicator.kind), basis.figure
    text = in_words(figure, indicator)
    if number_of(figure, indicator) is None or figure.numerator is None:
        return []
    if basis.row is not None and (not kind.needs_denominator or figure.denominator is None):
        return []
    if not kind.needs_denominator:
        known = [part.figure.numerator for part in basis.parts if part.figure.numerator is not None]
        return [added_up(known, indicator, text)]
    if figure.denominator is None:
        return []
    multiplier = indicator.factor if kind.multiplier is None else kind.multiplier
    return [divided(figure.numerator, figure.denominator, multiplier, text)]


def _method(basis: Basis, indicator: Indicator) -> str:
    kind, figure = kind_for(indicator.kind), basis.figure
    by_hand = basis.row is not None and basis.row.batch.origin == Batch.Origin.MANUAL
    if by_hand and (figure.stated is not None or not kind.needs_denominator):
        return _("Tallet er skrevet inn for hånd.")
    if figure.stated is not None and number_of(figure, indicator) == figure.stated:
        return _("Tallet er gjengitt slik kilden oppgir det. Teller og nevner er ikke kjent.")
    if not kind.needs_denominator:
        return _("Tallet er gjengitt slik kilden oppgir det.") if basis.row else ""
    method = f"{_(kind.formula_text).capitalize()}."
    if basis.row is None:
        return f"{method} " + _(
            "Tellere og nevnere er summert hver for seg; andeler og snitt summeres aldri."
        )
    return method


def _status(basis: Basis) -> str:
    figure = basis.figure
    if basis.missing and figure.as_of is None:
        return ""  # areas lack, not days; said where they are named
    return finished(figure, getattr(figure, "lacking", ()))
