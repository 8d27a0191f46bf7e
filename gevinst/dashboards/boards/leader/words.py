"""What the figures say, in sentences a leader can read aloud. Only what the statistics hold is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards.boards.leader.rows import Cell, Row
from indicators.measurements.behaviour import Behaviour, Signal
from indicators.measurements.periods import Period
from indicators.statistics.xmr import LOCK_AT, RUN

# More than these are read in the table.
MOST_FINDINGS = 5
FIRST = (Signal.CONCERN, Signal.IMPROVEMENT, Signal.CHANGE)


def sentence(rows: Sequence[Row]) -> str:
    """How many measures signal what; and when none has figures enough for it, that."""
    if not rows:
        return ""
    counted = Counter(row.behaviour.signal for row in rows)
    if counted[Signal.TOO_FEW] == len(rows):
        return ngettext(
            "Måleindikatoren har for få målinger til å skille en endring fra "
            "tilfeldigheter: det trengs {need}.",
            "Ingen av de {n} måleindikatorene har mange nok målinger til å skille en endring fra "
            "tilfeldigheter: det trengs {need}.",
            len(rows),
        ).format(n=len(rows), need=LOCK_AT)
    parts = (
        (Signal.CONCERN, _("{n} gir grunn til bekymring")),
        (Signal.IMPROVEMENT, _("{n} viser reell forbedring")),
        (Signal.CHANGE, _("{n} viser en reell endring")),
        (Signal.COMMON, _("{n} varierer som vanlig")),
        (Signal.TOO_FEW, _("{n} har for få målinger")),
    )
    said = [words.format(n=counted[signal]) for signal, words in parts if counted[signal]]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {_('og')} {said[-1]}"
    start = ngettext("Av {n} måleindikator: ", "Av {n} måleindikatorer: ", len(rows)).format(n=len(rows))
    return f"{start}{listed}."


def findings(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    """The measures in which something real has happened, those to worry about first, with what it was."""
    real = [row for row in rows if row.behaviour.signal.is_real]
    real.sort(key=lambda row: FIRST.index(row.behaviour.signal))
    return [(row, f"{row.indicator.title} {happened(row.behaviour)}.") for row in real]


def happened(judged: Behaviour) -> str:
    """What has happened, and for how long: the longest of what the rules tell of the newest figure."""
    up, values = judged.side > 0, judged.values
    steps = _steps(values, judged.side)
    if steps >= RUN - 1:
        return (_("har steget %(n)s måneder på rad") if up else _("har falt %(n)s måneder på rad")) % {
            "n": steps
        }
    held = _on_one_side(values, judged.chart.limits.mean, judged.side) if judged.chart else 0
    if held >= RUN:
        high, low = (
            _("har ligget høyere enn vanlig %(n)s måneder på rad"),
            _("har ligget lavere enn vanlig %(n)s måneder på rad"),
        )
        return (high if up else low) % {"n": held}
    high, low = _("ligger uvanlig høyt i %(month)s"), _("ligger uvanlig lavt i %(month)s")
    return (high if up else low) % {"month": judged.points[-1].period.label()}


def running_note(rows: Sequence[Row], now: Period) -> str:
    """Why a running month is not held against whole ones, said once for all rows."""
    until, month = shared_until([row.now for row in rows]), now.name()
    running = [row for row in rows if row.now.until]
    if not running:
        return ""
    if not until:
        return ngettext(
            "{n} av måleindikatorene har tall for bare en del av {month}. "
            "Det sammenlignes ikke med hele måneder.",
            "{n} av måleindikatorene har tall for bare en del av {month}. "
            "De sammenlignes ikke med hele måneder.",
            len(running),
        ).format(n=len(running), month=month)
    said = {"month": month.capitalize(), "until": until.removesuffix(".")}
    start = _("%(month)s er ikke slutt: tallene hittil gjelder %(until)s.") % said
    if any(held.text for row in running for held in (row.from_last_month, row.from_last_year)):
        rest = _("De sammenlignes bare med de samme dagene i andre måneder, aldri med hele måneder.")
    else:
        last, year = now.previous().label(), (now.same_last_year() or now).label()
        rest = _("De samme dagene i %(last)s og %(year)s er ikke kjent, og derfor vises ingen endring.") % {
            "last": last,
            "year": year,
        }
    return f"{start} {rest}"


def shared_until(cells: Sequence[Cell]) -> str:
    """«til og med 12.05.» where every figure of the month stops there; else empty, and each says its own."""
    said = {cell.until for cell in cells if cell.text}
    return said.pop() if len(said) == 1 else ""


def _steps(values: Sequence[float], side: int) -> int:
    """How many times in a row the value has gone that way, until now."""
    steps = 0
    while steps + 1 < len(values) and (values[-1 - steps] - values[-2 - steps]) * side > 0:
        steps += 1
    return steps


def _on_one_side(values: Sequence[float], mean: float, side: int) -> int:
    held = 0
    while held < len(values) and (values[-1 - held] - mean) * side > 0:
        held += 1
    return held
