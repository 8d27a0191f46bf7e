"""Numbers as Norwegian text: decimal comma, no-break space between thousands, a true minus sign."""

from decimal import ROUND_HALF_UP, Context, Decimal

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
_EXACT = Context(prec=400)


def half_up(value: float, decimals: int) -> Decimal:
    """`value` rounded half away from zero, from the digits it is written with (2.675 gives 2.68)."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, context=_EXACT)


def sign(rounded: Decimal, *, signed: bool) -> str:
    """The sign in front of a rounded number; what rounds to zero has none."""
    if rounded < 0:
        return MINUS
    return "+" if signed and rounded > 0 else ""


def format_number(value: float, decimals: int, *, signed: bool = False) -> str:
    """`-12345.6` with one decimal becomes `−12 345,6`."""
    rounded = half_up(value, decimals)
    digits = f"{abs(rounded):,f}".replace(",", NO_BREAK_SPACE).replace(".", ",")
    return sign(rounded, signed=signed) + digits
