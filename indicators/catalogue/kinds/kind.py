"""What every kind answers. A kind is data; only a kind that is written differently overrides `format`."""

from dataclasses import dataclass
from typing import Literal

from indicators.statistics.rounding import NO_BREAK_SPACE, format_number

Population = Literal["required", "optional", "never"]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How an indicator's figure comes from its parts, and how it is written.

    `name` and `formula_text` are bokmål, to be translated where they are shown.
    `multiplier` None means the factor of the definition. `population` says whether a definition of this kind
    names an age band to divide by. `fixed_unit`: the only unit it is shown in.
    """

    code: str
    name: str
    formula_text: str
    needs_denominator: bool
    value_is_sum: bool
    parts_sum_upwards: bool = True
    change_is_in_points: bool = False
    multiplier: float | None = 1.0
    population: Population = "never"
    fixed_unit: str = ""

    def derive(
        self, numerator: float | None, denominator: float | None, stated: float | None, factor: float = 1.0
    ) -> float | None:
        """The figure from its parts; what the source stated counts only when a part is missing.

        None when there is nothing to show: no parts and nothing stated, or a denominator of zero.
        Multiplies before it divides, so that whole numbers give a figure that rounds right.
        """
        if numerator is None or (self.needs_denominator and denominator is None):
            return stated
        if not self.needs_denominator:
            return numerator
        if not denominator:
            return None
        return numerator * (factor if self.multiplier is None else self.multiplier) / denominator

    def format(self, value: float, decimals: int, unit: str = "", *, signed: bool = False) -> str:
        """`value` in Norwegian form, followed by `unit` unless that is empty."""
        text = format_number(value, decimals, signed=signed)
        return f"{text}{NO_BREAK_SPACE}{unit}" if unit else text
