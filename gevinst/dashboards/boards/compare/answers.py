"""The comparison as an answer: the rows of its lens, and the question as the address has it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.compare.lenses import Seen
from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.boards.compare.words import Row, compares, decimals_of, how_summed
from gevinst.dashboards.charts import source_names
from gevinst.dashboards.tables import Answer, Cell, Column, rounded
from gevinst.values import known


def asked(scene: Scene) -> list[tuple[str, str]]:
    """The question as the address has it, everything chosen written out."""
    question, choice = scene.question, scene.found.choice
    return [
        ("visning", question.asked_lens),
        ("indikator", question.indicator.slug),
        ("gruppe", question.group_key),
        ("aktorer", question.picked),
        ("periode", choice.code if choice else question.period if scene.many else ""),
        ("maal", ("rate" if question.as_rate else "antall") if question.may_be_rate else ""),
        ("sorter", question.order),
        known.asked_for(question.as_known_on),
    ]


def answer_of(scene: Scene, seen: Seen) -> Answer:
    question, indicator = scene.question, scene.question.indicator
    return Answer(
        name=f"sammenlign-{indicator.slug}",
        title=indicator.title,
        columns=seen.columns or _columns(scene),
        rows=seen.lines if seen.columns else _lines(scene),
        facts=[
            (_("Måleindikator"), indicator.title),
            (_("Gruppe"), scene.group_name),
            (_("Periode"), scene.period_label or "–"),
            *([(_("Funn"), seen.title)] if seen.title else []),
            *seen.facts,
            *known.facts(question.as_known_on),
            (_("Enhet"), scene.unit),
            (_("Kilde"), source_names(indicator)),
        ],
        asked=asked(scene),
    )


def _columns(scene: Scene) -> list[Column]:
    decimals, relative = decimals_of(scene.question), compares(scene.question)
    return [
        Column("kommunenr", _("Kommunenummer"), role="geo"),
        Column("kommune", _("Kommune"), role="name"),
        Column("verdi", scene.unit.capitalize(), decimals),
        Column("nedre_95", _("Nedre grense, 95 % intervall"), decimals),
        Column("ovre_95", _("Øvre grense, 95 % intervall"), decimals),
        *([Column("mot_gruppen", _("Mot gruppen samlet, prosent"), 0)] if relative else []),
        Column("merknad", _("Merknad")),
    ]


def _lines(scene: Scene) -> list[list[Cell]]:
    question = scene.question
    decimals, relative = decimals_of(question), compares(question)

    def line(
        code: str, name: str, numbers: list[float | None], difference: float | None, note: str
    ) -> list[Cell]:
        compared = [rounded(difference, 0)] if relative else []
        return [code, name, *(rounded(number, decimals) for number in numbers), *compared, note]

    lines = [
        line(
            row.actor.code,
            row.actor.name,
            [row.value, *(row.interval or (None, None))],
            row.difference,
            _note(row),
        )
        for row in scene.rows
    ]
    if scene.whole is not None:
        lines.append(line("", scene.group_name, [scene.whole, None, None], None, how_summed(question)))
    return lines


def _note(row: Row) -> str:
    return ". ".join(filter(None, [row.note, _("Eksempeltall") if row.is_example else ""]))
