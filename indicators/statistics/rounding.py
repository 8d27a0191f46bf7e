"""Rounding half up, and the Norwegian way to write a number. Rounding is always the last step."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

# Room for every float at any number of decimals, so that quantize never meets its precision limit.
_EXACT = Context(prec=400)
_NORWEGIAN = str.maketrans({",": NO_BREAK_SPACE, ".": ",", "-": MINUS})


def round_half_up(x: float, decimals: int = 0) -> Decimal:
    """`x` with `decimals` decimals; a half goes away from zero, judged on the shortest decimal form of `x`.

    Raises ValueError when `x` is NaN or infinite. Zero never carries a sign.
    """
    if not math.isfinite(x):
        raise ValueError(f"kan ikke avrunde {x}")
    rounded = Decimal(repr(float(x))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, context=_EXACT)
    return rounded if rounded else abs(rounded)


def format_number(x: float, decimals: int = 0, *, signed: bool = False) -> str:
    """`x` as Norwegians write it: decimal comma, no-break space between thousands, a true minus sign.

    `signed` puts + before numbers above zero.
    """
    rounded = round_half_up(x, decimals)
    plus = "+" if signed and rounded > 0 else ""
    return plus + f"{rounded:,f}".translate(_NORWEGIAN)
