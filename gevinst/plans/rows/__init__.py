"""A plan is a document of rows with cells. A kind of row says where its rows are, what can be written in each
cell and how that becomes columns: one file each and one line here, loaded on first use.

Whatever changes a cell - a page, a program, a spreadsheet, an earlier version - does so through `edits.py`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from gevinst.plans.rows.kind import Row, RowKind

ROW_KINDS = {
    "plan": "gevinst.plans.rows.plan.KIND",
    "gevinst": "gevinst.plans.rows.benefit.KIND",
    "mal": "gevinst.plans.rows.contribution.KIND",
    "milepel": "gevinst.plans.rows.milestone.KIND",
    "tiltak": "gevinst.plans.rows.action.KIND",
    "risiko": "gevinst.plans.rows.risk.KIND",
    "ulempe": "gevinst.plans.rows.disbenefit.KIND",
    "ledd": "gevinst.plans.rows.enabler.KIND",
    "kobling": "gevinst.plans.rows.dependency.KIND",
}


@cache
def row_kind(code: str) -> RowKind:
    """The kind with this code. Raises ValueError for an unknown one."""
    if code not in ROW_KINDS:
        raise ValueError(f"unknown kind of row {code!r}")
    module, _, attribute = ROW_KINDS[code].rpartition(".")
    kind: RowKind = getattr(import_module(module), attribute)
    return kind


__all__ = ["ROW_KINDS", "Row", "RowKind", "row_kind"]
