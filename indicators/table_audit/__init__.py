"""Rule: printed figures are recomputed from the other printed figures, never trusted and never corrected.

Plain functions on the cells of one table; no database. A cell is wrong only when no operand within its own
printed rounding could give it, and only where the table itself shows how the cell was derived.
"""
