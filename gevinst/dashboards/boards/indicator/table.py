"""The figures of the page as an answer: what the table shows, and what files and the API give."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.dashboards.boards.indicator.judged import Judged
from gevinst.dashboards.boards.indicator.lengths import LAST_YEAR, WORDS
from gevinst.dashboards.boards.indicator.question import Question
from gevinst.dashboards.boards.indicator.words import RULES, VERDICTS, unit_of
from gevinst.dashboards.charts import source_names
from gevinst.dashboards.tables import Answer, Cell, Column, rounded
from gevinst.values import known
from gevinst.values.words import finished, in_words
from indicators.catalogue.kinds import kind_for
from indicators.measurements.series import Point
from indicators.measurements.values import Reason
from indicators.statistics.xmr import Cause, Rule, Verdict

Found = tuple[Verdict, Cause]


def answer_of(
    question: Question, shown: Sequence[Point], judged: Judged, length: str, asked: Sequence[tuple[str, str]]
) -> Answer | None:
    """A row a period, oldest first; None where there is no actor whose figures the reader may see."""
    actor, indicator = question.actor, question.indicator
    if actor is None:
        return None
    verdicts = judged.verdicts if length != LAST_YEAR else {}
    parts = kind_for(indicator.kind).needs_denominator
    columns = [
        Column("aktørnr", _("Aktørnummer"), role="geo"),
        Column("aktør", _("Aktør"), role="name"),
        Column("periode", _("Periode"), role="time"),
        Column("verdi", unit_of(indicator).capitalize(), indicator.decimals),
        *([Column("teller", _("Teller"), 2), Column("nevner", _("Nevner"), 2)] if parts else []),
        Column("vurdering", _("Vurdering")),
        Column("merknad", _("Merknad")),
    ]

    def row(point: Point) -> list[Cell]:
        value = rounded(point.value(indicator), indicator.decimals)
        both: list[Cell] = [point.numerator, point.denominator] if parts else []
        found = verdicts.get(point.period.start)
        return [
            actor.code,
            actor.name,
            point.period.code,
            value,
            *both,
            judgement(found),
            note(point, question),
        ]

    return Answer(
        name=f"{indicator.slug}-{actor.code}",
        title=f"{indicator.title}, {actor.name}",
        columns=columns,
        rows=[row(point) for point in shown],
        facts=[
            (_("Måleindikator"), indicator.title),
            (_("Aktør"), actor.name),
            (_("Perioder"), str(WORDS.get(length, "–"))),
            *known.facts(question.as_known_on),
            (_("Enhet"), unit_of(indicator)),
            (_("Kilde"), source_names(indicator)),
        ],
        asked=[("indikator", indicator.slug), *(pair for pair in asked if pair[0] != "visning")],
        page=reverse("dashboards:indicator", args=[indicator.slug]),
    )


def judgement(found: Found | None) -> str:
    """«Forbedring: utenfor grensene»; empty for usual variation."""
    if found is None or found[1].rule is Rule.NONE:
        return ""
    return f"{VERDICTS[found[0]]}: {RULES[found[1].rule]}"


def note(point: Point, question: Question) -> str:
    """Why there is no number, or what is not finished about it."""
    said = [finished(point, ())]
    if point.reason not in (Reason.NONE, Reason.NIL):
        said.append(in_words(point, question.indicator))
    if point.is_example:
        said.append(_("eksempeltall"))
    return ". ".join(part.capitalize() for part in said if part)
