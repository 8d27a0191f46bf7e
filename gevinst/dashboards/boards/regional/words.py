"""The findings of the board as sentences, and the drawing of one indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards import figures
from gevinst.dashboards.boards.regional.cells import Cell
from gevinst.dashboards.boards.regional.reading import Compared
from gevinst.dashboards.charts import Chart, source_names
from gevinst.values.templatetags.figures import bare
from gevinst.values.words import written
from indicators.catalogue.kinds import kind_for
from indicators.measurements.behaviour import Signal

MOST_BARS = 60


def sentence(cells: Sequence[Cell]) -> str:
    """How many figures show something more than chance: what a director can read aloud."""
    judged = [cell for cell in cells if cell.signal]
    if not any(cell.value is not None for cell in cells):
        return _("Det finnes ingen tall som kan vises for dette valget.")
    if not judged:
        return _("Ingen av tallene har nok målinger til å skille endring fra tilfeldigheter.")
    counted = Counter(cell.behaviour.signal for cell in judged)
    parts = (
        (Signal.IMPROVEMENT, _("{n} viser reell forbedring")),
        (Signal.CONCERN, _("{n} gir grunn til bekymring")),
        (Signal.CHANGE, _("{n} viser en reell endring")),
    )
    said = [words.format(n=counted[signal]) for signal, words in parts if counted[signal]]
    n = len(judged)
    if not said:
        words = ngettext(
            "%(n)s tall har nok målinger, og viser bare vanlig variasjon.",
            "%(n)s tall har nok målinger, og alle viser bare vanlig variasjon.",
            n,
        )
        return words % {"n": n}
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {_('og')} {said[-1]}"
    return _("Av %(n)s tall med nok målinger: %(listed)s.") % {"n": n, "listed": listed}


def finding_of(compared: Compared) -> str:
    """How far apart the parts are, and where the whole lies."""
    valued = sorted(
        ((value, one.actor.name) for one in compared.parts if (value := compared.value(one)) is not None),
    )
    indicator, whole = compared.indicator, compared.whole
    of_all = f"{whole.actor.name}: {written(compared.value(whole), indicator)}"
    if not valued:
        return of_all
    if len(valued) == 1:
        return f"{valued[0][1]}: {written(valued[0][0], indicator)}"
    said = {
        "low": written(valued[0][0], indicator),
        "lowest": valued[0][1],
        "high": written(valued[-1][0], indicator),
        "highest": valued[-1][1],
    }
    return _("Fra %(low)s i %(lowest)s til %(high)s i %(highest)s") % said


def bars_of(compared: Compared) -> Chart | None:
    """The parts sorted, with a line at the whole's own value; None with fewer than two."""
    valued = sorted(
        ((value, one) for one in compared.parts if (value := compared.value(one)) is not None),
        key=lambda pair: -pair[0],
    )
    if not 2 <= len(valued) <= MOST_BARS:
        return None
    indicator, whole = compared.indicator, compared.value(compared.whole)
    unit = kind_for(indicator.kind).fixed_unit or indicator.unit
    counted = kind_for(indicator.kind).value_is_sum
    return Chart(
        id="regional",
        title=finding_of(compared),
        unit=unit,
        direction=indicator.direction,
        source=source_names(indicator),
        updated=compared.period,
        data=figures.sorted_bars(
            names=[one.actor.name for _value, one in valued],
            values=[value for value, _one in valued],
            texts=[bare(value, indicator) for value, _one in valued],
            own=[True for _pair in valued],
            group_value=None if counted else whole,
            group_text=f"{compared.whole.actor.name}: {written(whole, indicator)}",
            unit=unit,
        ),
    )
