"""Rate: the numerator per so many inhabitants of an age band."""

from indicators.catalogue.kinds.kind import Kind

KIND = Kind(
    code="rate",
    name="Rate",
    formula_text="teller / nevner · faktor",
    needs_denominator=True,
    value_is_sum=False,
    multiplier=None,
    population="required",
)
