"""Count: the numerator itself (bed days, appointments, persons)."""

from indicators.catalogue.kinds.kind import Kind

KIND = Kind(
    code="count",
    name="Antall",
    formula_text="teller",
    needs_denominator=False,
    value_is_sum=True,
    population="optional",
)
