"""The drawings of the opened measure, with their words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.shared.shown import Shown
from gevinst.dashboards.boards.shared.words import gap_sentence, in_unit, missing_words
from gevinst.dashboards.charts import Chart, Linked, source_names
from gevinst.dashboards.figures import Mark
from gevinst.dashboards.figures.contribution import contribution_bars
from gevinst.dashboards.figures.process import ProcessNames, process_chart
from gevinst.dashboards.happened import ACTIONS, happened
from gevinst.values.words import written
from indicators.catalogue.kinds import kind_for
from indicators.measurements.behaviour import Signal
from indicators.statistics.rounding import format_number
from indicators.statistics.xmr import Verdict

# More than this are not read one by one: the rest are drawn together, and the table has them all.
MOST_BARS = 15


def contribution_chart(shown: Shown) -> Chart | None:
    """Each municipality's part of what is left; None where there are not two to set beside each other."""
    gap, indicator = shown.standings.gap, shown.indicator
    if gap is None or len(gap.parts) < 2:
        return None
    unit = kind_for(indicator.kind).fixed_unit or indicator.unit
    if indicator.kind == "share":
        unit = _("prosentpoeng av helheten")
    # Those in the middle are small either way: the first are most behind, the last most ahead.
    rest = gap.parts[MOST_BARS:]
    drawn = [(part.key.name, part.amount, part.share) for part in gap.parts[:MOST_BARS]]
    if rest:
        shares = [part.share for part in rest if part.share is not None]
        name = _("De andre %(n)s til sammen") % {"n": len(rest)}
        drawn.append((name, sum(part.amount for part in rest), sum(shares) if shares else None))
    line = shown.measure.whole
    period = line.latest.label() if line and line.latest else ""
    return Chart(
        id="andel-av-det-som-gjenstar",
        title=gap_sentence(shown),
        unit=unit,
        direction=indicator.direction,
        source=source_names(indicator),
        updated=_("til og med %(last)s") % {"last": line.latest.period.label()}
        if line and line.latest
        else "",
        data=contribution_bars(
            names=[name for name, _amount, _share in drawn],
            amounts=[amount for _name, amount, _share in drawn],
            texts=[_text(amount, share, indicator.decimals) for _name, amount, share in drawn],
            told=[_told(amount, share, shown) for _name, amount, share in drawn],
            unit=unit,
        ),
        reading=" ".join(
            filter(
                None,
                [
                    _("Avstanden mellom målt og forventet, %(period)s. Til høyre: bak. Til venstre: foran.")
                    % {"period": period},
                    missing_words(shown),
                ],
            )
        ),
    )


def recent_chart(shown: Shown) -> Chart | None:
    """The weeks or months of whom the page is about, judged by their limits; None with too few to draw."""
    found, indicator = shown.behaviour, shown.indicator
    if found.chart is None or found.latest is None:
        return None
    unit = kind_for(indicator.kind).fixed_unit or indicator.unit
    texts = [
        f"{point.label()}: {written(value, indicator)}"
        for point, value in zip(found.points, found.values, strict=True)
    ]
    days = [point.period.end for point in found.points]
    actions = shown.measure.benefit.actions.all()
    marks = [Mark(one.start, one.title) for one in actions if one.start]
    around = happened(marks, (days[0], days[-1]), found.points[0].period.start)
    limits = _(
        "Det grå feltet er den vanlige variasjonen. Målet gjelder et helt år og er derfor ikke tegnet inn."
    )
    return Chart(
        id="siste-malinger",
        title=_recently(shown),
        unit=unit,
        direction=indicator.direction,
        source=source_names(indicator),
        updated=_("til og med %(last)s") % {"last": found.latest.period.label()},
        data=process_chart(
            points=list(zip(days, found.values, strict=True)),
            texts=texts,
            verdicts=[point.verdict for point in found.chart.points],
            limits=found.chart.limits,
            target=None,
            marks=around.drawn,
            breaks=[],
            unit=unit,
            names=ProcessNames(
                measured=_("Målt"),
                mean=_("Gjennomsnitt"),
                limits=_("Grenser for vanlig variasjon"),
                trial=_("Foreløpige grenser"),
                target=_("Ambisjon"),
                verdicts={
                    Verdict.COMMON: _("Vanlig variasjon"),
                    Verdict.IMPROVEMENT: _("Forbedring"),
                    Verdict.CONCERN: _("Bekymring"),
                    Verdict.CHANGE: _("Reell endring"),
                },
            ),
        ),
        table={
            "caption": f"{shown.title}, {shown.actor.name}",
            "head": [_("Periode"), _("Verdi")],
            "rows": [
                [point.label(), Linked(written(value, indicator), shown.trail_of(point))]
                for point, value in reversed(list(zip(found.points, found.values, strict=True)))
            ],
        },
        reading=" ".join([limits, *around.told(ACTIONS)]),
    )


def _recently(shown: Shown) -> str:
    """The newest figure, and whether it says more than chance."""
    found, latest = shown.behaviour, shown.behaviour.latest
    said = {
        "actor": shown.whose or shown.actor.name,
        "now": written(found.values[-1], shown.indicator),
        "period": latest.label() if latest else "",
        "since": found.since.label() if found.since else "",
    }
    match found.signal:
        case Signal.IMPROVEMENT:
            return _("%(actor)s: %(now)s i %(period)s; reell forbedring siden %(since)s") % said
        case Signal.CONCERN:
            return _("%(actor)s: %(now)s i %(period)s; reell forverring siden %(since)s") % said
        case Signal.CHANGE:
            return _("%(actor)s: %(now)s i %(period)s; reell endring siden %(since)s") % said
        case Signal.COMMON:
            return _("%(actor)s: %(now)s i %(period)s; ingen sikker endring") % said
    return _("%(actor)s: %(now)s i %(period)s; for få målinger til å se en utvikling") % said


def _text(amount: float, share: float | None, decimals: int) -> str:
    """The share where there is one: both do not fit beside a bar on a phone."""
    return format_number(amount, decimals) if share is None else f"{format_number(share)}\u00a0%"


def _told(amount: float, share: float | None, shown: Shown) -> str:
    number = in_unit(amount, shown)
    return number if share is None else f"{number} ({format_number(share)}\u00a0%)"
