"""Each municipality by its size, inside or outside what chance allows."""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.dashboards.boards.compare.findings import by_chance, how_surely, who_stands_out
from gevinst.dashboards.boards.compare.lenses import Lens, Seen
from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.boards.compare.words import compares, decimals_of
from gevinst.dashboards.charts import Chart, source_names
from gevinst.dashboards.figures.funnel import FunnelPoint, FunnelWords, Side, funnel_plot
from gevinst.dashboards.tables import Column, rounded
from indicators.statistics.funnel import ALPHA95, ALPHA998, Funnel, Place, poisson_limits, proportion_limits
from indicators.statistics.intervals import Z95, Z998
from indicators.statistics.quantiles import Floats
from indicators.statistics.rounding import format_number

STEPS = 60
SIDES = {Place.HIGH: Side.HIGH, Place.LOW: Side.LOW}


def look(scene: Scene) -> Seen:
    funnel = scene.funnel
    if funnel is None:
        return Seen(title=_("Trakten kan ikke tegnes for dette tallet"), why=_why_none(scene))
    title = who_stands_out(scene, funnel)
    return Seen(
        title=title,
        reading=_reading(scene, funnel),
        chart=_chart(scene, funnel, title),
        columns=_columns(scene),
        lines=_lines(scene, funnel),
        facts=[(_("Gruppens verdi"), scene.whole_text)],
    )


def _why_none(scene: Scene) -> str:
    if len(scene.valued) < 3:
        return _("Det må være minst tre kommuner med tall.")
    if not compares(scene.question):
        return _("Antall sier mest om hvor stor en kommune er. Velg «per innbygger».")
    return _(
        "Trakten finnes for andeler og rater der teller og nevner er kjent for alle. "
        "For gjennomsnitt og varigheter er spredningen innen hver kommune ikke kjent."
    )


def _reading(scene: Scene, funnel: Funnel) -> str:
    said = [
        _(
            "Små kommuner svinger mest, derfor er trakten videst til venstre. "
            "Bare de utenfor den ytterste grensen (99,8 %) regnes som klart forskjellige."
        ),
        by_chance(funnel),
    ]
    if not scene.found.parts[scene.valued[0].actor.pk].is_proportion:
        said.append(
            _("Grensene forutsetter at hver hendelse er uavhengig av de andre; døgn er sjelden helt det.")
        )
    if scene.own_row is not None:
        own = {"own": scene.own_row.actor.name, "verdict": how_surely(scene, scene.own_row)}
        said.insert(0, _("%(own)s: %(verdict)s.") % own)
    return " ".join(said)


def _limits(scene: Scene, funnel: Funnel, sizes: Floats) -> list[Floats]:
    """Low and high at 95 %, low and high at 99.8 %, in the unit shown."""
    part = scene.found.parts[scene.valued[0].actor.pk]
    if part.is_proportion:
        pairs = [proportion_limits(funnel.centre, sizes, z) for z in (Z95, Z998)]
    else:
        pairs = [poisson_limits(funnel.centre * sizes, alpha) for alpha in (ALPHA95, ALPHA998)]
        pairs = [(low / sizes, high / sizes) for low, high in pairs]
    return [limit * part.factor for pair in pairs for limit in pair]


def _chart(scene: Scene, funnel: Funnel, title: str) -> Chart:
    question, rows = scene.question, scene.valued
    parts = [scene.found.parts[row.actor.pk] for row in rows]
    bottoms = [part.bottom or 1 for part in parts]
    sizes = np.geomspace(min(bottoms) * 0.8, max(bottoms) * 1.25, STEPS)
    by_people = scene.found.whole is not None and scene.found.whole.by_people
    size_unit = _("innbyggere") if by_people else _("nevner")
    return Chart(
        id="trakt",
        title=title,
        unit=scene.unit,
        direction=question.indicator.direction,
        source=source_names(question.indicator),
        updated="",
        data=funnel_plot(
            points=[
                FunnelPoint(
                    name=row.actor.name,
                    size=bottom,
                    value=row.value or 0.0,
                    text=f"{row.text}, {format_number(bottom)} {size_unit}",
                    is_own=row.is_own,
                    side=SIDES.get(place, Side.WITHIN),
                )
                for row, bottom, place in zip(rows, bottoms, funnel.places, strict=True)
            ],
            sizes=[float(size) for size in sizes],
            limits=[[float(each) for each in limit] for limit in _limits(scene, funnel, sizes)],
            centre=funnel.centre * parts[0].factor,
            better=scene.direction.sign,
            words=_words(scene, size_unit),
        ),
    )


def _words(scene: Scene, size_unit: str) -> FunnelWords:
    centre, high, low = f"{scene.group_name}: {scene.whole_text}", _("Klart høyere"), _("Klart lavere")
    inner, outer = _("95 %-grense"), _("99,8 %-grense")
    return FunnelWords(
        size=size_unit.capitalize(),
        value=scene.unit,
        centre=centre,
        within=_("Innenfor"),
        high=high,
        low=low,
        own=_("Vår"),
        inner=inner,
        outer=outer,
        shortly={centre: _("Gruppen"), high: _("Høyere"), low: _("Lavere"), inner: "95 %", outer: "99,8 %"},
    )


def _columns(scene: Scene) -> list[Column]:
    decimals = decimals_of(scene.question)
    return [
        Column("kommunenr", _("Kommunenummer"), role="geo"),
        Column("kommune", _("Kommune"), role="name"),
        Column("teller", _("Teller"), 0),
        Column("nevner", _("Nevner"), 0),
        Column("verdi", scene.unit.capitalize(), decimals),
        Column("nedre_95", _("Nedre grense, 95 %"), decimals),
        Column("ovre_95", _("Øvre grense, 95 %"), decimals),
        Column("nedre_998", _("Nedre grense, 99,8 %"), decimals),
        Column("ovre_998", _("Øvre grense, 99,8 %"), decimals),
        Column("plass", _("Mot gruppen")),
    ]


def _lines(scene: Scene, funnel: Funnel) -> list[list[str | float | None]]:
    decimals = decimals_of(scene.question)
    limits = (funnel.low95, funnel.high95, funnel.low998, funnel.high998)
    said = {
        Place.WITHIN: _("innenfor"),
        Place.NEAR_LOW: _("under 95 %-grensen"),
        Place.NEAR_HIGH: _("over 95 %-grensen"),
        Place.LOW: _("klart lavere"),
        Place.HIGH: _("klart høyere"),
    }
    lines: list[list[str | float | None]] = []
    for at, row in enumerate(scene.valued):
        part = scene.found.parts[row.actor.pk]
        reach = [rounded(float(limit[at]) * part.factor, decimals) for limit in limits]
        told = [row.actor.code, row.actor.name, rounded(part.top, 0), rounded(part.bottom, 0)]
        lines.append([*told, rounded(row.value, decimals), *reach, said[funnel.places[at]]])
    return lines


LENS = Lens("trakt", gettext_lazy("Trakt"), look)
