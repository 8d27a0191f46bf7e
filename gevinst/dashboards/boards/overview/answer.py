"""The overview as a table: the form that files and the API share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.dashboards.boards.overview.rows import Row
from gevinst.dashboards.tables import Answer, Cell, Column, rounded
from gevinst.values.known import facts
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for

# Indicators of an overview have decimals of their own; a column has those of the finest.
DECIMALS = 2


def answer_of(
    rows: Sequence[Row], actor: Actor, asked: Sequence[tuple[str, str]], as_known_on: date | None
) -> Answer:
    """A row a benefit, in the order of the plan."""
    return Answer(
        name=f"gevinstoversikt-{actor.code}",
        title=_("Gevinstoversikt for %(actor)s") % {"actor": actor.name},
        columns=_columns(),
        rows=[_cells(row) for row in rows],
        facts=[(_("Gjelder"), actor.name), *facts(as_known_on)],
        asked=asked,
        page=reverse("dashboards:overview", args=[actor.kind, actor.code]),
    )


def _columns() -> list[Column]:
    return [
        Column("gevinst", _("Gevinst")),
        Column("gevinstmal", _("Gevinstmål")),
        Column("type", _("Type")),
        Column("eier", _("Eier")),
        Column("indikator", _("Måleindikator")),
        Column("enhet", _("Enhet")),
        Column("nullpunkt", _("Nullpunkt"), DECIMALS),
        Column("na", _("Nå"), DECIMALS),
        Column("teller", _("Teller"), DECIMALS),
        Column("nevner", _("Nevner"), DECIMALS),
        Column("periode", _("Periode")),
        Column("ambisjon", _("Ambisjon"), DECIMALS),
        Column("ambisjon_ord", _("Ambisjonen i ord")),
        Column("frist", _("Frist")),
        Column("oppnadd", _("Oppnådd, prosent"), 0),
        Column("status", _("Status")),
        Column("signal", _("Signal")),
        Column("kommentarer", _("Åpne kommentarer"), 0),
    ]


def _cells(row: Row) -> list[Cell]:
    benefit, line, contribution = row.benefit, row.line, row.line.contribution
    indicator, latest, decimals = line.indicator, line.latest, line.indicator.decimals
    due = contribution.target_date
    return [
        benefit.title,
        benefit.goal.name if benefit.goal else "",
        str(benefit.get_type_display()),
        row.owner,
        indicator.title,
        kind_for(indicator.kind).fixed_unit or indicator.unit,
        rounded(contribution.baseline, decimals),
        rounded(line.now, decimals),
        latest.numerator if latest else None,
        latest.denominator if latest else None,
        latest.label() if latest else "",
        rounded(line.assessment.target, decimals),
        line.target_label,
        f"{due:%d.%m.%Y}" if due else "",
        rounded(line.assessment.percent, 0),
        line.status_words,
        row.signal_words,
        row.comments,
    ]
