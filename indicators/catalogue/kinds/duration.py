"""Duration: minutes in the numerator, shown as `9 d 07 t 40 min` where a day is 24 hours."""

from dataclasses import dataclass

from indicators.catalogue.kinds.kind import Kind
from indicators.statistics.rounding import MINUS, NO_BREAK_SPACE, format_number, round_half_up


@dataclass(frozen=True, kw_only=True)
class Duration(Kind):
    """Written in its own units, so `decimals` and `unit` are not asked; a line may break between them."""

    def format(self, value: float, decimals: int = 0, unit: str = "", *, signed: bool = False) -> str:
        rounded = int(round_half_up(value))
        sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
        hours, minutes = divmod(abs(rounded), 60)
        days, hours = divmod(hours, 24)
        if days:
            parts = [(format_number(days, 0), "d"), (f"{hours:02}", "t"), (f"{minutes:02}", "min")]
        elif hours:
            parts = [(str(hours), "t"), (f"{minutes:02}", "min")]
        else:
            parts = [(str(minutes), "min")]
        return sign + " ".join(NO_BREAK_SPACE.join(part) for part in parts)


KIND = Duration(
    code="duration",
    name="Varighet",
    formula_text="sum av minutter, vist i dager à 24 timer, timer og minutter",
    needs_denominator=False,
    value_is_sum=True,
)
