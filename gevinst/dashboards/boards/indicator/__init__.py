"""One indicator everywhere: how it stands and moves, its figures, its definition, and all to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop

from gevinst.access.gate import Someone
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards.indicator.circle import Row, rows_of
from gevinst.dashboards.boards.indicator.goal import Goal, goal_of
from gevinst.dashboards.boards.indicator.judged import Judged, judge
from gevinst.dashboards.boards.indicator.lengths import LAST_YEAR, WORDS, default_of, in_length, lengths_of
from gevinst.dashboards.boards.indicator.question import LENSES, Question, ask, indicator_by
from gevinst.dashboards.boards.indicator.table import answer_of
from gevinst.dashboards.boards.indicator.tabs import tabs_of
from gevinst.dashboards.boards.indicator.trend import (
    Proposal,
    choices_told,
    process_chart_of,
    proposals_of,
)
from gevinst.dashboards.boards.indicator.words import assured, finding, of_circle, recent, signal_said
from gevinst.dashboards.charts import Chart
from gevinst.dashboards.events import events_of, started_actions
from gevinst.dashboards.tables import Answer, as_query
from gevinst.limit_choices.queries import Standing, choices_of, may_choose
from gevinst.values import known
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.actors.numbers import Break
from indicators.catalogue.models import Indicator
from indicators.catalogue.versions import definition_breaks
from indicators.measurements.periods import Period
from indicators.measurements.series import Point, series_of

# So many stand beside each other on the overview; the comparison has them all.
MOST_BESIDE = 60
DEFAULT = "ukp-dogn"


@dataclass(frozen=True)
class IndicatorPage:
    """`points`: the chosen actor's in the chosen length, all of them; `shown`: those between from and to."""

    question: Question
    lengths: list[str]
    length: str
    points: list[Point]
    shown: list[Point]
    judged: Judged
    goal: Goal | None
    finding: str
    chart: Chart | None
    circle: list[Row]
    circle_told: str
    choices: list[str]
    proposals: list[Proposal]
    may_choose: bool

    @property
    def indicator(self) -> Indicator:
        return self.question.indicator

    @property
    def asked(self) -> list[tuple[str, str]]:
        question = self.question
        return [
            ("visning", "" if question.lens == LENSES[0] else question.lens),
            ("aktor", question.actor_key),
            ("lengde", self.length),
            ("fra", question.first.code if question.first else ""),
            ("til", question.last.code if question.last else ""),
            known.asked_for(question.as_known_on),
        ]

    @property
    def query(self) -> str:
        return as_query(self.asked)

    @property
    def files_query(self) -> str:
        """For files and the API, which take the indicator as a parameter."""
        return self.answer.query if self.answer else ""

    @property
    def today_query(self) -> str:
        return as_query(known.without(self.asked))

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        return tabs_of(self.question, self.asked)

    @property
    def length_choices(self) -> list[tuple[str, str]]:
        return [(code, str(WORDS[code])) for code in self.lengths]

    @property
    def first_choices(self) -> list[tuple[str, str]]:
        return self._periods(self.question.first)

    @property
    def last_choices(self) -> list[tuple[str, str]]:
        return self._periods(self.question.last)

    @property
    def files(self) -> str:
        """Where the files lie: their names are added to it."""
        return reverse("dashboards:indicator-csv").removesuffix("tabell.csv")

    @property
    def permanent(self) -> str:
        """The short link, by the id of the list it belongs to."""
        codes = list(self.indicator.codes.all())
        first = next((one.code for one in codes if not one.own), codes[0].code if codes else "")
        return reverse("dashboards:indicator", args=[first or self.indicator.slug])

    @property
    def now_text(self) -> str:
        now = self.judged.now
        return written(now.values[-1], self.indicator) if now.values else ""

    @property
    def baseline_text(self) -> str:
        return written(self.goal.baseline, self.indicator) if self.goal else ""

    @property
    def target_text(self) -> str:
        return written(self.goal.target, self.indicator) if self.goal else ""

    @property
    def assured(self) -> str:
        """Only of a target that is drawn beside the figures."""
        return assured(self.judged, self.target, self.indicator) if self.length != LAST_YEAR else ""

    @property
    def target(self) -> float | None:
        return self.goal.target if self.goal and self.chart and self._is_drawn(self.goal) else None

    @property
    def recent(self) -> str:
        return recent(self.judged)

    @property
    def has_examples(self) -> bool:
        """Of what the finding is of; those beside say it each for itself."""
        return any(point.is_example for point in self.points)

    @property
    def answer(self) -> Answer | None:
        return answer_of(self.question, self.shown, self.judged, self.length, self.asked)

    def _periods(self, chosen: Period | None) -> list[tuple[str, str]]:
        """The newest first; with what was asked for, also where it is of another length."""
        there = {point.period.code: point.period.label() for point in reversed(self.points)}
        asked = {chosen.code: chosen.label()} if chosen and chosen.code not in there else {}
        return list({**asked, **there}.items())

    def _is_drawn(self, goal: Goal) -> bool:
        return goal.kind is None or any(point.period.kind is goal.kind for point in self.shown)


def indicator_page(user: Someone, indicator: Indicator, query: Mapping[str, str]) -> IndicatorPage:
    question = ask(user, indicator, query)
    actor = question.actor
    beside = question.beside[:MOST_BESIDE] if question.lens == LENSES[0] else []
    wanted = list({one.pk: one for one in [*([actor] if actor else []), *beside]}.values())
    series = series_of(
        ((indicator, one) for one in wanted),
        as_known_on=question.as_known_on,
        numbers=question.successions.numbers,
    )
    every = {one.pk: series.get((indicator.pk, one.pk), []) for one in wanted}
    chosen = choices_of((indicator.pk, pk) for pk in every)
    own = every[actor.pk] if actor else []
    lengths = lengths_of(own, indicator)
    length = question.length if question.length in lengths else default_of(own)
    points = lengths.get(length, [])
    shown = [point for point in points if _within(point, question)]
    goal = goal_of(user, actor, indicator) if actor else None
    since = goal.baseline_on if goal else None
    judged = {
        pk: judge(
            _judged_in(found, length, indicator),
            indicator,
            chosen.get((indicator.pk, pk), Standing()),
            baseline_on=since if actor and pk == actor.pk else None,
        )
        for pk, found in every.items()
    }
    mine = judged[actor.pk] if actor else judge([], indicator, Standing())
    standing = chosen.get((indicator.pk, actor.pk), Standing()) if actor else Standing()
    title = finding(actor, own, mine, indicator, goal) if actor else ""
    chart, proposals = None, []
    may = actor is not None and may_choose(user, actor.pk)
    if actor and question.lens in LENSES[:2]:
        actions = started_actions([actor.pk], user=user, indicator=indicator) if user.is_authenticated else {}
        events = events_of([actor], started=actions)[actor.pk]
        breaks = _breaks(actor, question)
        heading = title if question.lens == "utvikling" else signal_said(mine)
        chart = process_chart_of(
            question,
            shown,
            mine,
            length=length,
            title=heading,
            goal=goal,
            chosen=standing,
            events=events,
            breaks=breaks,
        )
        about = actions.get(actor.pk, [])
        proposals = proposals_of(question, points, standing, breaks, about) if may else []
    rows = rows_of(question, judged) if question.lens == LENSES[0] else []
    return IndicatorPage(
        question=question,
        lengths=list(lengths),
        length=length,
        points=points,
        shown=shown,
        judged=mine,
        goal=goal,
        finding=title,
        chart=chart,
        circle=rows,
        circle_told=of_circle([judged[row.actor.pk].now for row in rows]),
        choices=choices_told(standing),
        proposals=proposals,
        may_choose=may,
    )


def _judged_in(points: Sequence[Point], length: str, indicator: Indicator) -> list[Point]:
    """Sums of twelve months share months with each other: what they are sums of is judged instead."""
    return in_length("maned" if length == LAST_YEAR else length, points, indicator)


def _within(point: Point, question: Question) -> bool:
    first, last = question.first, question.last
    begins = first is None or point.period.end >= first.start
    return begins and (last is None or point.period.start <= last.end)


def _breaks(actor: Actor, question: Question) -> list[Break]:
    """Where the series breaks: another area, or another definition."""
    indicator = question.indicator
    areas = question.successions.breaks_of([actor.pk])[actor.pk]
    return sorted([*areas, *definition_breaks([indicator])[indicator.pk]])


def answer(user: Someone, query: Mapping[str, str]) -> Answer | None:
    indicator = indicator_by(query.get("indikator", DEFAULT))
    return indicator_page(user, indicator, {**query, "visning": "tabell"}).answer if indicator else None


BOARD = Board(
    code="indicator",
    name=gettext_noop("Måleindikatoren"),
    question=gettext_noop("Hvordan går det med én måleindikator, og hva er den?"),
    route="i/<str:slug>/",
    files="i/",
    view="gevinst.dashboards.boards.indicator.views.page",
    needs_login=False,
    listed=False,
    answer=answer,
    parameters=(
        ("indikator", "Måleindikatorens nøkkel eller en av ID-ene, som H4."),
        ("aktor", "Aktøren, for eksempel municipality:1539."),
        ("lengde", "uke, maned, kvartal, tertial, ar, eller 12m for de siste tolv månedene."),
        ("fra", "Første periode, som 2023-01 eller 2023."),
        ("til", "Siste periode."),
        (known.NAME, known.MEANING),
    ),
)
