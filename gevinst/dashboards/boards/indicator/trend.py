"""The trend lens: the process chart of one actor with its words, and the new limits that may be proposed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.dashboards import figures
from gevinst.dashboards.boards.indicator.goal import Goal
from gevinst.dashboards.boards.indicator.judged import Judged
from gevinst.dashboards.boards.indicator.lengths import LAST_YEAR
from gevinst.dashboards.boards.indicator.question import Question
from gevinst.dashboards.boards.indicator.words import RULES, VERDICTS, unit_of
from gevinst.dashboards.charts import Chart, Linked, source_names
from gevinst.dashboards.figures import Mark, ProcessNames
from gevinst.dashboards.happened import EVENTS, happened
from gevinst.limit_choices.queries import Standing, told
from gevinst.plans.models import Action
from gevinst.values.former_numbers import briefly, changed, recent
from gevinst.values.former_numbers import told as told_of_numbers
from gevinst.values.trail_urls import trail_url
from gevinst.values.words import written
from indicators.actors.numbers import Break
from indicators.measurements.series import Point
from indicators.statistics.xmr import LOCK_AT, Cause, Rule, Verdict

MOST_PROPOSED = 3
NOTHING = (Verdict.COMMON, Cause())


@dataclass(frozen=True)
class Proposal:
    """New limits from the day something happened, for a person to confirm on the page of `url`."""

    text: str
    url: str


def process_chart_of(
    question: Question,
    shown: Sequence[Point],
    judged: Judged,
    *,
    length: str,
    title: str,
    goal: Goal | None,
    chosen: Standing,
    events: Sequence[Mark],
    breaks: Sequence[Break],
) -> Chart | None:
    """None with nothing to draw. `shown`: the points between from and to, all in one length; limits are
    counted from all there are."""
    indicator = question.indicator
    known = [(point, value) for point in shown if (value := point.value(indicator)) is not None]
    if not known:
        return None
    points, verdicts = [point for point, _value in known], judged.verdicts if length != LAST_YEAR else {}
    first, last = points[0].period.end, points[-1].period.end
    held = judged.limits(first, last) if length != LAST_YEAR else []
    now = held[-1] if held and held[-1][1] == last else None
    verdict_of = [verdicts.get(point.period.start, NOTHING) for point in points]
    texts = [
        _told(point, value, cause, question) for (point, value), cause in zip(known, verdict_of, strict=True)
    ]
    target = _target(goal, points[-1])
    begins = question.first.start if question.first else points[0].period.start
    around = happened(events, (first, last), begins)
    within = [one for one in breaks if recent(one.day, points[0].period.start) and one.day <= last]
    new = [Mark(day, _("Nye grenser")) for day in chosen.starts]
    return Chart(
        id="utvikling",
        title=title,
        unit=_unit(question, points[-1]),
        direction=indicator.direction,
        source=source_names(indicator),
        updated=_("til og med %(last)s") % {"last": points[-1].period.label()},
        data=figures.process_chart(
            points=[(point.period.end, value) for point, value in known],
            texts=texts,
            verdicts=[verdict for verdict, _cause in verdict_of],
            limits=now[2] if now else None,
            limits_from=now[0] if now else None,
            earlier=[((start, end), limits) for start, end, limits in (held[:-1] if now else held)],
            target=target,
            marks=around.drawn,
            breaks=[*(Mark(one.day, briefly(one)) for one in within), *new],
            unit=_unit(question, points[-1]),
            names=_names(),
        ),
        table={
            "caption": _("%(indicator)s, %(actor)s")
            % {"indicator": indicator.title, "actor": question.actor},
            "head": [_("Periode"), _("Verdi"), _("Vurdering")],
            "rows": [
                [point.label(), Linked(written(value, indicator), trail_of(point, question)), _judged(found)]
                for (point, value), found in reversed(list(zip(known, verdict_of, strict=True)))
            ],
        },
        reading=_reading(judged, length, around.told(EVENTS), within, points, question, goal, target),
    )


def choices_told(chosen: Standing) -> list[str]:
    """«Nye grenser fra mars 2024: ny turnus (Kari koordinator, 12.11.2026)», of each that stands."""
    return [told(one) for one in [*chosen.new, *([chosen.screen] if chosen.screen else [])]]


def proposals_of(
    question: Question,
    points: Sequence[Point],
    chosen: Standing,
    breaks: Sequence[Break],
    actions: Sequence[Action],
) -> list[Proposal]:
    """The newest first: starts of the actions and new definitions inside the series, without those taken
    up."""
    actor, days = question.actor, [point.period.start for point in points]
    if actor is None or len(days) < 2:
        return []
    found = [
        (
            one.start,
            _("Tiltaket «%(title)s» startet %(day)s.") % {"title": one.title, "day": f"{one.start:%d.%m.%Y}"},
            _("Tiltaket «%(title)s»") % {"title": one.title},
        )
        for one in actions
        if one.start
    ]
    found += [(one.day, f"{briefly(one)}, {one.day:%d.%m.%Y}.", briefly(one)) for one in breaks]
    taken = set(chosen.starts)
    page = reverse("limit_choices:choices", args=[actor.kind, actor.code, question.indicator.slug])
    return [
        Proposal(text, f"{page}?{urlencode({'fra': f'{day:%Y-%m}', 'grunn': reason[:200]})}")
        for day, text, reason in sorted(found, reverse=True)
        if min(days) < day <= max(days) and day.replace(day=1) not in taken
    ][:MOST_PROPOSED]


def trail_of(point: Point, question: Question) -> str:
    if question.actor is None:
        return ""
    asked = {"maneder": str(point.months) if point.months > 1 else "", "kjent": question.as_known_on or ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return trail_url(question.indicator.slug, question.actor, point.period.code, query)


def _names() -> ProcessNames:
    return ProcessNames(
        measured=_("Målt"),
        mean=_("Gjennomsnitt"),
        limits=_("Grenser for vanlig variasjon"),
        trial=_("Foreløpige grenser"),
        target=_("Ambisjon"),
        verdicts={verdict: str(words) for verdict, words in VERDICTS.items()},
    )


def _told(point: Point, value: float, found: tuple[Verdict, Cause], question: Question) -> str:
    said = f"{point.label()}: {written(value, question.indicator)}"
    return said if found[1].rule is Rule.NONE else f"{said}. {_judged(found)}"


def _judged(found: tuple[Verdict, Cause]) -> str:
    """«Forbedring: utenfor grensene»."""
    verdict, cause = found
    words = str(VERDICTS[verdict])
    return words if cause.rule is Rule.NONE else f"{words}: {RULES[cause.rule]}"


def _unit(question: Question, point: Point) -> str:
    unit = unit_of(question.indicator)
    if point.months <= 1:
        return unit
    return _("%(unit)s, siste %(months)s måneder") % {"unit": unit, "months": point.months}


def _target(goal: Goal | None, point: Point) -> float | None:
    """Only where it is of as long a period as the figures: a year's ambition is not a month's."""
    if goal is None or goal.target is None:
        return None
    runs = {3: "Q", 4: "T", 12: "Y"}
    length = runs.get(point.months, "") if point.months > 1 else str(point.period.kind)
    return goal.target if goal.kind is None or goal.kind == length else None


def _reading(
    judged: Judged,
    length: str,
    events: Iterable[str],
    breaks: Sequence[Break],
    points: Sequence[Point],
    question: Question,
    goal: Goal | None,
    target: float | None,
) -> str:
    chart = judged.now.chart
    said = []
    if length == LAST_YEAR:
        said.append(_("Summer av tolv måneder deler måneder med hverandre, og vurderes derfor uten grenser."))
    elif chart is None:
        said.append(_("For få målinger til å regne grenser."))
    elif chart.limits.trial:
        words = _("Grensene er foreløpige: %(n)s av %(of)s målinger.")
        said.append(words % {"n": chart.limits.points, "of": LOCK_AT})
    else:
        said.append(_("Det grå feltet er den vanlige variasjonen."))
    if goal and goal.target is not None and target is None:
        said.append(_("Ambisjonen gjelder perioder av en annen lengde og er ikke tegnet inn."))
    said += events
    kind = question.actor.kind if question.actor else ""
    return " ".join(
        filter(None, [*said, changed(breaks), told_of_numbers((one.under for one in points), kind)])
    )
