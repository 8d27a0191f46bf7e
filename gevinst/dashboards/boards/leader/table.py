"""The board as an answer: one line a measure, so that files and programs get what the page shows."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.leader.question import Question
from gevinst.dashboards.boards.leader.reading import Figures
from gevinst.dashboards.boards.leader.rows import Cell, Held, Row
from gevinst.dashboards.tables import Answer, Column, rounded
from gevinst.dashboards.tables import Cell as Written
from gevinst.values import known
from indicators.measurements.values import Reason, describe_reason


def answer_of(
    question: Question, found: Figures, rows: Sequence[Row], asked: Sequence[tuple[str, str]]
) -> Answer:
    """Durations in minutes. `endring…_enhet` says what a change is counted in."""
    months, decimals = found.months, max((row.indicator.decimals for row in rows), default=0)
    columns = [
        Column("nokkel", _("Nøkkel")),
        Column("maleindikator", _("Måleindikator"), role="name"),
        Column("enhet", _("Enhet")),
        *(Column(month.code, month.label(), decimals) for month in months),
        Column("til_og_med", _("Siste måned gjelder")),
        Column("endring_siste_maned", _("Endring fra måneden før"), max(decimals, 1)),
        Column("endring_siste_maned_enhet", _("Enhet for endring fra måneden før")),
        Column("i_fjor", _("Samme måned i fjor"), decimals),
        Column("endring_i_fjor", _("Endring fra i fjor"), max(decimals, 1)),
        Column("endring_i_fjor_enhet", _("Enhet for endring fra i fjor")),
        Column("mal", _("Mål")),
        Column("signal", _("Signal")),
        Column("merknad", _("Merknad")),
    ]
    return Answer(
        name=f"leder-{question.actor.code}",
        title=_("Lederoversikt for %(actor)s") % {"actor": question.actor},
        columns=columns,
        rows=[_line(row) for row in rows],
        facts=[
            (_("Gjelder"), question.actor.name),
            (_("Måned"), found.now.label() if found.now else "–"),
            *known.facts(question.as_known_on),
        ],
        asked=asked,
    )


def _line(row: Row) -> list[Written]:
    return [
        row.indicator.slug,
        row.indicator.title,
        row.unit,
        *(_number(cell, row) for cell in row.cells),
        row.now.until,
        *_change(row.from_last_month, row),
        _number(row.last_year, row),
        *_change(row.from_last_year, row),
        " ".join(filter(None, [row.goal.text, row.goal.note])) if row.goal else "",
        row.behaviour.signal.words,
        _note(row),
    ]


def _number(cell: Cell, row: Row) -> float | None:
    return rounded(cell.value, row.indicator.decimals)


def _change(held: Held, row: Row) -> tuple[float | None, str]:
    """As the page shows it, and what it is counted in; empty where none is shown."""
    done = held.change
    if done is None or not held.text:
        return None, ""
    if done.is_share:
        return rounded(done.points, done.decimals), _("prosentpoeng")
    if done.percent is not None:
        return rounded(done.percent, 1), "%"
    return rounded(done.points, done.decimals), row.unit


def _note(row: Row) -> str:
    """Figures that are no numbers, why no change is shown, and whether anything is made up."""
    said = [f"{cell.month.label()}: {_in_words(cell)}" for cell in row.cells if cell.value is None]
    for label, held in (
        (_("Endring fra måneden før"), row.from_last_month),
        (_("Endring fra i fjor"), row.from_last_year),
    ):
        if told := held.against or held.why:
            said.append(f"{label}: {told}")
    return ". ".join([*said, *([_("Eksempeltall")] if row.is_example else [])])


def _in_words(cell: Cell) -> str:
    return cell.text or _(describe_reason(Reason(cell.reason)))
