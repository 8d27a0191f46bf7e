"""Charts as plain data in Plotly's vocabulary: no database, no Django, and colours by the theme's names.

Each function takes numbers and words and gives `{"data": [...], "layout": {...}}`. The browser draws it in
the reader's theme; tests check every figure against Plotly's own schema. One file for each kind of drawing;
`parts.py` is what they share.
"""

from gevinst.dashboards.figures.bars import sorted_bars
from gevinst.dashboards.figures.marks import Mark, listed, within
from gevinst.dashboards.figures.parts import Figure
from gevinst.dashboards.figures.process import ProcessNames, process_chart
from gevinst.dashboards.figures.progress import Names, progress_line, span_of
from gevinst.dashboards.figures.spark import Spark, spark

__all__ = [
    "Figure",
    "Mark",
    "Names",
    "ProcessNames",
    "Spark",
    "listed",
    "process_chart",
    "progress_line",
    "sorted_bars",
    "span_of",
    "spark",
    "within",
]
