"""A tile for each municipality, gathered by county from north to south. Why: docs/decisions, tiles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.dashboards.boards.compare.findings import where_we_stand
from gevinst.dashboards.boards.compare.lenses import Lens, Seen
from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.boards.compare.words import Row, text_of
from gevinst.dashboards.figures.tiles import class_of, classes
from indicators.actors.models import Actor, ActorKind

# The first two digits of a municipality's number are its county's; north to south, along the coast last.
NORTH_TO_SOUTH = ("56", "55", "18", "50", "34", "33", "32", "03", "31", "39", "40", "42", "15", "46", "11")
COUNTY_DIGITS = 2
# Between the Norwegian name and the others a place has.
SAMI = " - "


@dataclass(frozen=True)
class Tile:
    """`number` is of its class, 0 where it has no figure."""

    row: Row
    number: int

    @property
    def name(self) -> str:
        return self.row.actor.name.partition(SAMI)[0]


@dataclass(frozen=True)
class Tiles:
    """`legend`: number of the class, from, to, and how many."""

    counties: list[tuple[str, list[Tile]]]
    legend: list[tuple[int, str, str, int]]
    has_empty: bool
    left_out: int


def look(scene: Scene) -> Seen:
    if not scene.valued:
        return Seen()
    found = classes([row.value or 0.0 for row in scene.valued])
    by_county: dict[str, list[Tile]] = defaultdict(list)
    for row in sorted(scene.rows, key=lambda row: row.actor.code):
        number = 0 if row.value is None else class_of(row.value, found)
        by_county[row.actor.code[:COUNTY_DIGITS]].append(Tile(row, number))
    shown = [code for code, tiles in by_county.items() if any(tile.number for tile in tiles)]
    names = _names(scene, shown)
    return Seen(
        title=where_we_stand(scene),
        reading=_(
            "Hver kommune er en like stor rute, samlet fylkesvis fra nord mot sør. "
            "Klassen står i hjørnet av ruten; 1 er lavest."
        ),
        template="dashboards/_compare_tiles.html",
        drawn=Tiles(
            counties=[(names.get(code, ""), by_county[code]) for code in sorted(shown, key=_order)],
            legend=[
                (one.number, text_of(one.low, scene.question), text_of(one.high, scene.question), one.count)
                for one in found
            ],
            has_empty=len(scene.valued) < len(scene.rows),
            left_out=len(by_county) - len(shown),
        ),
    )


def _order(code: str) -> tuple[int, str]:
    known = code in NORTH_TO_SOUTH
    return (NORTH_TO_SOUTH.index(code) if known else len(NORTH_TO_SOUTH), code)


def _names(scene: Scene, codes: list[str]) -> dict[str, str]:
    counties = Actor.objects.valid_on(scene.question.today).filter(kind=ActorKind.COUNTY, code__in=codes)
    return {one.code: one.name.partition(SAMI)[0] for one in counties}


LENS = Lens("kart", gettext_lazy("Kart"), look)
