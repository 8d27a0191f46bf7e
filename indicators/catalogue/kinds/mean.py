"""Mean: a sum over the number of things summed (days per stay, carers per visit)."""

from indicators.catalogue.kinds.kind import Kind

KIND = Kind(
    code="mean",
    name="Gjennomsnitt",
    formula_text="teller / nevner",
    needs_denominator=True,
    value_is_sum=False,
)
