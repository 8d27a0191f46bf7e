"""Åpne tall: a tree of areas with subtotals at every level, for anybody. (Being written.)"""

from __future__ import annotations

from django.http import QueryDict

from gevinst.dashboards.boards import Board

BOARD = Board(
    code="open",
    name="Åpne tall",
    question="Hvordan er det der jeg bor, og i resten av landet?",
    route="apne-tall/",
    view="gevinst.dashboards.views.open_figures",
    needs_login=False,
)


def open_figures(query: QueryDict) -> None:
    return None
