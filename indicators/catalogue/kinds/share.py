"""Share: the part of a whole, shown in per cent; a change is told in percentage points."""

from indicators.catalogue.kinds.kind import Kind

KIND = Kind(
    code="share",
    name="Andel",
    formula_text="teller / nevner · 100",
    needs_denominator=True,
    value_is_sum=False,
    change_is_in_points=True,
    multiplier=100.0,
    fixed_unit="%",
)
