"""The board as a table: every indicator of the whole and of its parts."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.regional.cells import Cell
from gevinst.dashboards.boards.regional.question import Question
from gevinst.dashboards.boards.regional.reading import Compared
from gevinst.dashboards.charts import source_names
from gevinst.dashboards.tables import Answer, Column, rounded
from gevinst.values import known
from gevinst.values.keys import key_of
from indicators.catalogue.kinds import kind_for


def asked(question: Question) -> list[tuple[str, str]]:
    """The question by its names in the address."""
    return [
        ("region", question.region.code),
        ("under", "" if question.under == question.region else key_of(question.under)),
        ("periode", question.period),
        ("indikator", question.chosen.slug if question.chosen else ""),
        known.asked_for(question.as_known_on),
    ]


def answer_of(question: Question, told: Sequence[tuple[Compared, Sequence[Cell]]]) -> Answer:
    decimals = max((compared.indicator.decimals for compared, _cells in told), default=0)
    sources = dict.fromkeys(source_names(compared.indicator) for compared, _cells in told)
    return Answer(
        name=f"regional-{question.under.code}",
        title=_("Målene for spesialisthelsetjenesten, %(actor)s") % {"actor": question.under.name},
        columns=[
            Column("indikator", _("Måleindikator")),
            Column("enhet", _("Enhet")),
            Column("type", _("Type")),
            Column("nummer", _("Nummer"), role="geo"),
            Column("hvem", _("Hvem"), role="name"),
            Column("periode", _("Periode")),
            Column("verdi", _("Verdi"), decimals),
            Column("mot_helheten", _("Mot helheten")),
            Column("signal", _("Signal")),
            Column("merknad", _("Merknad")),
        ],
        rows=[
            [
                compared.indicator.title,
                kind_for(compared.indicator.kind).fixed_unit or compared.indicator.unit,
                cell.actor.get_kind_display(),
                cell.actor.code,
                cell.actor.name,
                compared.period,
                rounded(cell.value, compared.indicator.decimals),
                cell.against,
                cell.behaviour.signal.words,
                ". ".join(filter(None, [cell.note, _("Eksempeltall") if cell.is_example else ""])),
            ]
            for compared, cells in told
            for cell in cells
        ],
        facts=[
            (_("Område"), question.under.name),
            (_("Periode"), str(question.year) if question.year else _("de siste tallene")),
            *known.facts(question.as_known_on),
            (_("Kilde"), "; ".join(filter(None, sources))),
        ],
        asked=asked(question),
    )
