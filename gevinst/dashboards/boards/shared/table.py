"""The board as a table: every measure, of the whole and of each municipality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.shared.question import Question
from gevinst.dashboards.boards.shared.shown import Shown, status_words
from gevinst.dashboards.boards.shared.standing import Standing
from gevinst.dashboards.charts import source_names
from gevinst.dashboards.tables import Answer, Cell, Column, rounded
from gevinst.plans.lines import Line
from gevinst.values import known
from gevinst.values.keys import key_of
from indicators.catalogue.kinds import kind_for
from indicators.measurements.series import Point


def asked(question: Question) -> list[tuple[str, str]]:
    """The question by its names in the address."""
    return [
        ("gruppe", key_of(question.group)),
        ("opplosning", question.resolution),
        ("maaltall", question.measure),
        ("kommune", question.municipality),
        known.asked_for(question.as_known_on),
    ]


def answer_of(question: Question, measures: Sequence[Shown]) -> Answer:
    """Of all measures, or of the one asked for."""
    told = [one for one in measures if question.measure in ("", one.indicator.slug)]
    decimals = max((one.indicator.decimals for one in told), default=0)
    sources = dict.fromkeys(source_names(one.indicator) for one in told)
    return Answer(
        name=f"samhandling-{question.group.code}",
        title=_("Måltallene i %(group)s") % {"group": question.group.name},
        columns=[
            Column("maaltall", _("Måltall")),
            Column("enhet", _("Enhet")),
            Column("nummer", _("Nummer"), role="geo"),
            Column("hvem", _("Hvem"), role="name"),
            Column("nullpunkt", _("Nullpunkt"), decimals),
            Column("siste", _("Siste måling"), decimals),
            Column("siste_periode", _("Siste periode")),
            Column("naa", _("Nå, over like lang tid som nullpunktet"), decimals),
            Column("naa_periode", _("Periode")),
            Column("forventet", _("Forventet"), decimals),
            Column("maal", _("Mål")),
            Column("status", _("Status")),
            Column("gjenstaar", _("Gjenstår"), decimals),
            Column("andel", _("Andel av det som gjenstår, prosent"), 1),
            Column("merknad", _("Merknad")),
        ],
        rows=[row for one in told for row in _rows(one)],
        facts=[
            (_("Fellesskap"), question.group.name),
            (_("Oppløsning"), _("uke") if question.resolution == "uke" else _("måned")),
            *known.facts(question.as_known_on),
            (_("Kilde"), "; ".join(filter(None, sources))),
        ],
        asked=asked(question),
    )


def _rows(shown: Shown) -> Iterator[list[Cell]]:
    line, indicator, standings = shown.measure.main, shown.indicator, shown.standings
    title, unit = indicator.title, kind_for(indicator.kind).fixed_unit or indicator.unit
    gap, municipality = standings.gap, shown.question.municipality

    def cells(
        code: str, name: str, last: Point | None, now: Point | None, of: Line | None, one: Standing | None
    ) -> list[Cell]:
        baseline = one.baseline if one else of.contribution.baseline if of else None
        expected = one.expected if one else of.assessment.expected_then if of else None
        part = one.part.amount if one and one.part else gap.net if gap and one is None else None
        example = any(point is not None and point.is_example for point in (last, now))
        notes = [
            _("Nullpunktet er målt, ikke satt i planen") if one and one.is_measured else "",
            "" if one is None or one.row.is_shared else _("Deles ikke med deg"),
            _("Eksempeltall") if example else "",
        ]
        return [
            title,
            unit,
            code,
            name,
            rounded(baseline, indicator.decimals),
            rounded(last.value(indicator) if last else None, indicator.decimals),
            last.label() if last else "",
            rounded(now.value(indicator) if now else None, indicator.decimals),
            now.label() if now else "",
            rounded(expected, indicator.decimals),
            of.target_label if of else "",
            status_words(of) if of else "",
            rounded(part, indicator.decimals),
            rounded(one.part.share if one and one.part else None, 1),
            ". ".join(filter(None, notes)),
        ]

    whole = Shown(shown.measure, shown.question, shown.question.group, None)
    if line and not municipality:
        yield cells(line.actor.code, line.actor.name, whole.latest, line.latest, line, None)
    for one in standings.rows:
        if municipality not in ("", one.actor.code):
            continue
        last = Shown(shown.measure, shown.question, one.actor, one.row).latest
        yield cells(one.actor.code, one.actor.name, last, one.point, one.line, one)
