"""What one printed cell says, how finely it was printed, and how a figure is printed again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from indicators.measurements.values import NumberError, Reason, parse_number

# A spreadsheet hands over fifteen digits; further out they are noise from the machine.
FINEST = 9
_POINTS = re.compile(r"\s*(?:%-poeng|prosentpoeng|prosenteiningar|pp\.?|p\.p\.?)$", re.IGNORECASE)
# Three decimals after a point are read where the point cannot part thousands.
_UNDER_ONE = re.compile(r"^([-\u2212]?0)\.(\d{3})(?!\d)")
_PLUS = re.compile(r"^\+\s*(?=\d)")
# A table that is typeset has the dash of the text for a minus.
_DASH = re.compile(r"^\u2013\s?(?=\d)")
_DECIMALS = re.compile(r"\d[,.](\d+)")


@dataclass(frozen=True)
class Figure:
    """A printed number. `value` is exactly what is printed, in the unit it is printed in.

    `decimals` are those printed; `unit` is "", "%", "min" or "pp". `exact` says that it was counted, so that
    nothing was rounded away.
    """

    value: Fraction
    decimals: int
    unit: str = ""
    exact: bool = False

    @property
    def half(self) -> Fraction:
        """Half of the last printed unit."""
        return Fraction(1, 2 * 10**self.decimals)

    @property
    def low(self) -> Fraction:
        return self.value if self.exact else self.value - self.half

    @property
    def high(self) -> Fraction:
        return self.value if self.exact else self.value + self.half

    @cached_property
    def near(self) -> tuple[float, float, float]:
        """About the lowest, the highest and the printed value, for a quick look."""
        return float(self.low), float(self.high), float(self.value)

    @property
    def is_whole(self) -> bool:
        """Printed as a plain whole number, as counts are."""
        return self.decimals == 0 and self.unit == ""


def read_figure(found: object) -> Figure | None:
    """The figure of one cell; None where there is no number to compute with: text, a symbol, a bound."""
    if isinstance(found, float):
        return _read_float(found)
    text = str(found).strip() if isinstance(found, str | int) and not isinstance(found, bool) else ""
    bare = _UNDER_ONE.sub(r"\1,\2", _DASH.sub("\u2212", _PLUS.sub("", _POINTS.sub("", text))))
    if not bare:
        return None
    try:
        reading = parse_number(bare)
    except NumberError:
        return None
    if reading.number is None or reading.reason not in (Reason.NONE, Reason.NIL):
        return None
    printed = _DECIMALS.search(bare)
    unit = "pp" if _POINTS.search(text) else reading.unit
    value = Fraction(Decimal(repr(reading.number)))
    return Figure(value, len(printed[1]) if printed and unit != "min" else 0, unit)


def _read_float(found: float) -> Figure | None:
    try:
        reading = parse_number(found)
    except NumberError:
        return None
    number = Decimal(repr(reading.number))
    exponent = number.normalize().as_tuple().exponent
    decimals = min(FINEST, max(0, -exponent if isinstance(exponent, int) else 0))
    return Figure(Fraction(round(number, decimals)), decimals)


def round_fraction(value: Fraction, decimals: int) -> Fraction:
    """`value` rounded half up, away from zero, to `decimals` decimals. Exact, unlike any float."""
    scaled = abs(value) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def truncate(value: Fraction, decimals: int) -> Fraction:
    """`value` cut after `decimals` decimals."""
    whole = int(abs(value) * 10**decimals)
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def round_half_even(value: Fraction, decimals: int) -> Fraction:
    """`value` rounded with halves to the even neighbour, as some programs do."""
    return Fraction(round(value * 10**decimals), 10**decimals)


def digits_of(value: Fraction, decimals: int) -> str:
    """The digits as printed, without sign and separators: 23,2 is `232`."""
    return str(int(abs(round_fraction(value, decimals)) * 10**decimals)).rjust(decimals + 1, "0")


def write_like(printed: str, value: Fraction, figure: Figure, column: Iterable[str] = ()) -> str:
    """`value` as the printed cell writes numbers: its decimals, its decimal sign, its spaces, its unit.

    Where the printed sign is not the right one, as other cells of the `column` write theirs.
    """
    if figure.unit == "min":
        return _duration(value, printed)
    rounded = round_fraction(value, figure.decimals)
    digits = digits_of(rounded, figure.decimals)
    point_at = len(digits) - figure.decimals
    whole, part = digits[:point_at], digits[point_at:]
    gap = re.search(r"\d([ \u00a0\u202f])\d{3}", printed)
    if gap:
        whole = f"{int(whole):,}".replace(",", gap[1])
    point = "." if re.search(r"\d\.\d", printed) else ","
    signs = [text[0] for text in (printed, *column) if re.match(r"[-+\u2212\u2013]\s?\d", text)]
    minus = next((sign for sign in signs if sign != "+"), "-") if rounded < 0 else ""
    plus = "+" if "+" in signs and rounded > 0 else ""
    after = re.search(r"(?<=\d)[ \u00a0\u202f]*(?:%|\D)*$", printed)
    return minus + plus + whole + (point + part if part else "") + (after[0].rstrip("*") if after else "")


def _duration(value: Fraction, printed: str) -> str:
    minutes = int(round_fraction(abs(value), 0))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    minus = "-" if value < 0 else ""
    if days or " d " in printed:
        return f"{minus}{days} d {hours:02} t {left:02} min"
    return f"{minus}{hours} t {left:02} min" if hours else f"{minus}{left} min"
