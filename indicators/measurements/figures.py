"""From what cells say to a figure of an indicator: where each number goes, and whether it can be true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from indicators.catalogue.kinds import kind_for
from indicators.catalogue.kinds.kind import Kind
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.values import Reading, Reason, Status, format_number, parse_number
from indicators.messages import Message, gettext_noop, listed, sentences
from indicators.messages import gettext as _

Fault = tuple[str, str]
VALUE, NUMERATOR, DENOMINATOR, PERIOD, AS_OF = "value", "numerator", "denominator", "period", "as_of"

_FREQUENCIES = {
    PeriodKind.WEEK: ("week", gettext_noop("uke"), "2024-W07"),
    PeriodKind.MONTH: ("month", gettext_noop("måned"), "2024-03"),
    PeriodKind.TERTIAL: ("tertial", gettext_noop("tertial"), "2024-T1"),
    PeriodKind.QUARTER: ("quarter", gettext_noop("kvartal"), "2024-K1"),
    PeriodKind.YEAR: ("year", gettext_noop("år"), "2024"),
}
# «en uke» and «et år»: the article is the word's own.
_WRONG_LENGTH = {
    PeriodKind.WEEK: gettext_noop("%(code)s er en uke, men «%(title)s» måles per %(allowed)s."),
    PeriodKind.MONTH: gettext_noop("%(code)s er en måned, men «%(title)s» måles per %(allowed)s."),
    PeriodKind.TERTIAL: gettext_noop("%(code)s er et tertial, men «%(title)s» måles per %(allowed)s."),
    PeriodKind.QUARTER: gettext_noop("%(code)s er et kvartal, men «%(title)s» måles per %(allowed)s."),
    PeriodKind.YEAR: gettext_noop("%(code)s er et år, men «%(title)s» måles per %(allowed)s."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFigure:
    """A number by its parts, or as stated, or the reason there is none. The columns of `Figure`, unsaved.

    `stated` is the figure as it is shown (per cent for shares), used when the parts are unknown; with the
    reason BELOW it is the bound, and not a number to count with.
    """

    numerator: float | None = None
    denominator: float | None = None
    stated: float | None = None
    reason: Reason = Reason.NONE
    status: Status = Status.FINAL
    as_of: date | None = None

    @property
    def is_silent(self) -> bool:
        """Says only why there is no number."""
        return self.reason not in (Reason.NONE, Reason.NIL, Reason.BELOW)


def unit_written(kind: Kind) -> str:
    """The unit a cell of this kind may carry: the one the kind itself writes ("%", "min" or none)."""
    return parse_number(kind.format(1.0, 0, kind.fixed_unit)).unit


@dataclass(frozen=True, slots=True)
class Rules:
    """What figures of one indicator must satisfy, looked up once for a whole file.

    `dimensions`: None when any will do. `is_flow`: a running period is not yet whole. `unit`: what a cell may
    carry.
    """

    title: str
    kind: Kind
    decimals: int
    frequencies: frozenset[PeriodKind]
    dimensions: frozenset[str] | None
    factor: float
    is_flow: bool
    unit: str

    @classmethod
    def of(cls, indicator: Indicator) -> Rules:
        """An indicator whose definition does not say how often, or by what, may be measured in any way."""
        said, kind = indicator.definition, kind_for(indicator.kind)
        named = {name: kind for kind, (name, _word, _example) in _FREQUENCIES.items()}
        return cls(
            title=Message(indicator.title_nb, others={"nn": indicator.title_nn or indicator.title_nb}),
            kind=kind,
            decimals=indicator.decimals,
            frequencies=frozenset(named[name] for name in said.get("frequency", named)),
            dimensions=frozenset(said["breakdowns"]) if "breakdowns" in said else None,
            factor=indicator.factor,
            is_flow=indicator.over_time == "sum",
            unit=unit_written(kind),
        )

    def divides_by(self, dimension: str) -> bool:
        return self.dimensions is None or dimension in self.dimensions

    @property
    def sort(self) -> tuple[str, int, float]:
        """The same for indicators that make the same figure of the same cells."""
        return self.kind.code, self.decimals, self.factor


def figure_from(
    rules: Rules,
    *,
    value: Reading | None = None,
    numerator: Reading | None = None,
    denominator: Reading | None = None,
    status: Status | None = None,
    as_of: date | None = None,
) -> tuple[NewFigure, list[Fault]]:
    """The figure the cells make, and everything wrong with it as (which cell, message).

    A single `value` is the numerator of a count or a duration, and else the figure as stated.
    """
    cells = [(VALUE, value), (NUMERATOR, numerator), (DENOMINATOR, denominator)]
    faults = [fault for name, cell in cells if cell for fault in _unit_faults(rules, name, cell)]
    reason = _common_reason(value, numerator, denominator)
    stated, top, bottom = (cell.number if cell else None for _name, cell in cells)
    if not rules.kind.needs_denominator:
        if top is not None and stated is not None and top != stated:
            faults.append((VALUE, _("Verdien og telleren er ulike. Behold bare den ene.")))
        top, stated = stated if top is None else top, None
    if reason is Reason.BELOW:
        stated, top = _bound(rules, value, numerator, bottom), None
    if as_of:
        status = Status.PARTIAL
    elif status is None:
        status = (
            Status.PRELIMINARY if any(cell and cell.preliminary for _name, cell in cells) else Status.FINAL
        )
    figure = NewFigure(
        numerator=top, denominator=bottom, stated=stated, reason=reason, status=status, as_of=as_of
    )
    return figure, faults or list(number_faults(rules, figure, VALUE if numerator is None else NUMERATOR))


def period_faults(rules: Rules, figure: NewFigure, period: Period, today: date) -> Iterator[Fault]:
    """Whether a figure may be for that period: of a length it is measured in, begun, ended or partial."""
    if period.kind not in rules.frequencies:
        yield PERIOD, _wrong_length(rules, period)
    as_of = figure.as_of
    if period.start > today:
        yield PERIOD, _("%(period)s har ikke begynt. Kontroller perioden.") % _when(period, as_of)
    elif as_of is not None and not period.start <= as_of <= period.end:
        yield AS_OF, _("%(day)s ligger ikke i %(period)s. Rett datoen eller perioden.") % _when(period, as_of)
    elif as_of is not None and as_of > today:
        yield AS_OF, _("%(day)s er ikke kommet ennå. Rett datoen.") % _when(period, as_of)
    elif period.end >= today and rules.is_flow and as_of is None and not figure.is_silent:
        words = _(
            "%(period)s er ikke slutt, og tallet gjelder bare en del av perioden."
            " Oppgi siste dag tallet gjelder for i kolonnen «per dato», eller vent til perioden er slutt."
        )
        yield PERIOD, words % _when(period, as_of)
    if figure.status is Status.PARTIAL and as_of is None:
        yield AS_OF, _("Et tall for en del av perioden må ha en dato i kolonnen «per dato».")


def _when(period: Period, as_of: date | None) -> dict[str, str]:
    return {"period": period.words(), "day": f"{as_of:%d.%m.%Y}" if as_of else ""}


def _wrong_length(rules: Rules, period: Period) -> Message:
    measured = [_FREQUENCIES[kind] for kind in _FREQUENCIES if kind in rules.frequencies]
    allowed = listed([_(word) for _name, word, _example in measured], "eller")
    said = {"code": period.code, "title": rules.title, "allowed": allowed}
    told = _(_WRONG_LENGTH[period.kind]) % said
    return sentences(told, _("Skriv %(example)s.") % {"example": measured[0][2]}) if measured else told


def _unit_faults(rules: Rules, name: str, reading: Reading) -> Iterator[Fault]:
    written = rules.unit
    if not reading.unit:
        if written == "min" and name != DENOMINATOR and reading.number:
            yield name, _("Skriv tiden med enhet, som 9 d 07 t 40 min eller 460 min.")
    elif reading.unit == "%" and (written != "%" or name != VALUE):
        if name != VALUE:
            yield name, _("Tallet er oppgitt i prosent. Skriv antallet.")
        else:
            yield (
                name,
                _("Tallet er oppgitt i prosent, men «%(title)s» måles ikke i prosent.") % _about(rules),
            )
    elif reading.unit == "min" and (written != "min" or name == DENOMINATOR):
        words = _("Tallet er oppgitt i tid, men «%(title)s» er ikke en varighet. Skriv et vanlig tall.")
        yield name, words % _about(rules)


def number_faults(rules: Rules, figure: NewFigure, where: str = VALUE) -> Iterator[Fault]:
    """Whether the numbers can be true of that indicator; `where` is the cell the numerator stood in."""
    top, bottom, stated = figure.numerator, figure.denominator, figure.stated
    if top is not None and top < 0:
        yield where, _("%(number)s er mindre enn null. Kontroller tallet.") % {"number": _shown(top)}
    if bottom is not None and bottom < 0:
        words = _("%(number)s er mindre enn null. Kontroller nevneren.")
        yield DENOMINATOR, words % {"number": _shown(bottom)}
    if stated is not None and stated < 0:
        yield VALUE, _("%(number)s er mindre enn null. Kontroller tallet.") % {"number": _shown(stated)}
    if top is not None and not rules.kind.needs_denominator and not rules.decimals and not top.is_integer():
        words = _("%(number)s er ikke et helt tall, men «%(title)s» oppgis i hele tall.")
        yield where, words % {**_about(rules), "number": _shown(top)}
    if rules.kind.needs_denominator:
        yield from _ratio_faults(rules, figure)
    elif bottom is not None:
        yield DENOMINATOR, _("«%(title)s» har ingen nevner. La cellen stå tom.") % _about(rules)


def _ratio_faults(rules: Rules, figure: NewFigure) -> Iterator[Fault]:
    top, bottom = figure.numerator, figure.denominator
    if figure.stated is None and figure.reason in (Reason.NONE, Reason.NIL):
        if bottom is None:
            words = _("Nevneren mangler. Fyll ut nevneren, eller skriv .. i begge når tallet mangler.")
            yield DENOMINATOR, words
        if top is None:
            words = _("Telleren mangler. Fyll ut telleren, eller skriv .. i begge når tallet mangler.")
            yield NUMERATOR, words
    if rules.kind.fixed_unit == "%":
        if top is not None and bottom is not None and top > bottom:
            words = _("Telleren (%(top)s) er større enn nevneren (%(bottom)s). Er de byttet om?")
            yield NUMERATOR, words % {"top": _shown(top), "bottom": _shown(bottom)}
        if figure.stated is not None and figure.stated > 100:
            words = _("%(number)s %% er mer enn 100 %%. Kontroller tallet.")
            yield VALUE, words % {"number": _shown(figure.stated)}
    elif bottom == 0 and top:
        yield DENOMINATOR, _("Nevneren er 0, men telleren er det ikke. Kontroller begge.")


def _about(rules: Rules) -> dict[str, str]:
    return {"title": rules.title}


def _common_reason(*cells: Reading | None) -> Reason:
    """A reason for any part is a reason for the figure; nil only where every part is nil."""
    reasons = [cell.reason for cell in cells if cell]
    for reason in reasons:
        if reason is not Reason.NONE and reason is not Reason.NIL:
            return reason
    return Reason.NONE if Reason.NONE in reasons or not reasons else Reason.NIL


def _bound(
    rules: Rules, value: Reading | None, numerator: Reading | None, bottom: float | None
) -> float | None:
    """What the figure is below, as it is shown. A numerator below 5 of 50 makes a share below 10 %."""
    if value:
        return value.bound
    return rules.kind.derive(numerator.bound if numerator else None, bottom, None, rules.factor)


def _shown(number: float) -> str:
    return format_number(number, 0 if number.is_integer() else 2)
