"""Tables of the shape the documents have, with every printed figure right – and what breaks one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Made:
    """`cells[0]` are the headings; `derived` the places of printed figures that follow from others."""

    cells: list[list[str]]
    derived: range

    def rows(self, order: list[int] | None = None, columns: list[int] | None = None) -> Rows:
        lines = [self.cells[0], *(self.cells[1:][place] for place in order or range(len(self.cells) - 1))]
        return [
            (number, [line[place] for place in columns or range(len(line))])
            for number, line in enumerate(lines, 1)
        ]


def printed(value: Fraction, decimals: int) -> str:
    """Half up, as Norwegians print it – by other means than the code under test."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return str(rounded or abs(rounded)).replace(".", ",")


@st.composite
def over_time(draw: st.DrawFn) -> Made:
    """Counts over years in groups with totals, the change between neighbours and in all."""
    years = list(range(2023 - draw(st.integers(2, 5)), 2023))
    decimals = draw(st.integers(1, 2))
    groups = draw(st.integers(1, 3))
    cells = [["gruppe", "navn", *map(str, years), *(f"endring {a}-{b}" for a, b in pairwise(years))]]
    if len(years) > 2:
        cells[0].append("endring totalt")
    for group in range(groups):
        rows = draw(
            st.lists(
                st.lists(st.integers(20, 5000), min_size=len(years), max_size=len(years)),
                min_size=3,
                max_size=6,
            )
        )
        named = [(f"navn {place}", row) for place, row in enumerate(rows)]
        named.append(("Totalsum", [sum(column) for column in zip(*rows, strict=True)]))
        for name, row in named:
            changes = [*pairwise(row)] + ([(row[0], row[-1])] if len(years) > 2 else [])
            figures = [printed(Fraction(new - old, old) * 100, decimals) for old, new in changes]
            cells.append([f"gruppe {group}", name, *map(str, row), *figures])
    return Made(cells, range(2 + len(years), len(cells[0])))


@st.composite
def parts(draw: st.DrawFn) -> Made:
    """Two counts, their sum and the share of one, in a tree: districts, areas, the whole."""
    decimals = draw(st.integers(1, 2))
    areas = draw(
        st.lists(
            st.lists(st.tuples(st.integers(30, 900), st.integers(30, 900)), min_size=2, max_size=5),
            min_size=2,
            max_size=4,
        )
    )
    cells = [["område", "bydel", "nyhenviste", "avviste", "samlet", "avviste_prosent"]]

    def put(area: str, district: str, new: int, refused: int) -> None:
        share = printed(Fraction(refused * 100, new + refused), decimals)
        cells.append([area, district, str(new), str(refused), str(new + refused), share])

    for place, districts in enumerate(areas):
        put(f"område {place}", "", *map(sum, zip(*districts, strict=True)))
        for number, (new, refused) in enumerate(districts):
            put(f"område {place}", f"bydel {place}{number}", new, refused)
    put("Totalsum", "", *(sum(one[i] for districts in areas for one in districts) for i in (0, 1)))
    return Made(cells, range(4, 6))


@st.composite
def shares(draw: st.DrawFn) -> Made:
    """Counts and their share of a total that is no sum: one person may have several services."""
    counts = draw(st.lists(st.integers(40, 5000), min_size=4, max_size=12))
    whole = max(counts) + draw(st.integers(1, 3000))
    cells = [["tjeneste", "unike_pasienter", "andel_prosent"]]
    for place, count in enumerate([*counts, whole]):
        name = "Totalsum" if place == len(counts) else f"tjeneste {place}"
        cells.append([name, str(count), printed(Fraction(count * 100, whole), 2)])
    return Made(cells, range(2, 3))


tables = st.one_of(over_time(), parts(), shares())


def broken(figure: str, by: int) -> str:
    """The figure with its digits changed by `by` of the last unit."""
    decimals = len(figure.partition(",")[2])
    return printed(Fraction(int(figure.replace(",", "")) + by, 10**decimals), decimals)
