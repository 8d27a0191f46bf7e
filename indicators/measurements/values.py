"""A figure is a number, or the reason there is none.

Text is read from a list of accepted forms and refused otherwise. It is never cleaned until it parses:
`12 av 15` must not become 1215, nor `<5` become 5.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from indicators.messages import Message, ToldError, gettext_noop, sentences
from indicators.messages import gettext as _
from indicators.statistics.rounding import format_number, round_half_up

__all__ = [
    "NumberError",
    "Reading",
    "Reason",
    "Status",
    "describe_reason",
    "format_duration",
    "format_number",
    "parse_number",
    "quoted",
    "round_half_up",
    "symbol",
]


class Reason(StrEnum):
    """Why there is no number; NONE when there is one. NIL goes with the number 0."""

    NONE = ""
    MISSING = "missing"
    NOT_YET = "not_yet"
    NOT_POSSIBLE = "not_possible"
    HIDDEN = "hidden"
    NIL = "nil"
    BELOW = "below"


class Status(StrEnum):
    """How finished a figure is; PARTIAL covers only the days up to its `as_of` date."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    PARTIAL = "partial"


class NumberError(ToldError, ValueError):
    """The cell is not one of the accepted forms. The message says what to write."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says. `unit` is "", "%" (21.74 means 21.74 %) or "min"; `bound` goes with BELOW."""

    number: float | None = None
    reason: Reason = Reason.NONE
    bound: float | None = None
    unit: str = ""
    preliminary: bool = False


_SYMBOLS = {
    Reason.NONE: "",
    Reason.NOT_POSSIBLE: ".",
    Reason.MISSING: "..",
    Reason.NOT_YET: "...",
    Reason.HIDDEN: ":",
    Reason.NIL: "-",
    Reason.BELOW: "<",
}
_READABLE = {sign: reason for reason, sign in _SYMBOLS.items() if reason not in (Reason.NONE, Reason.BELOW)}
_READABLE["…"] = Reason.NOT_YET  # what word processors make of three dots

_WORDS = {
    Reason.NONE: "",
    Reason.MISSING: gettext_noop("tall mangler"),
    Reason.NOT_YET: gettext_noop("ikke klart ennå"),
    Reason.NOT_POSSIBLE: gettext_noop("ikke mulig å oppgi tall"),
    Reason.HIDDEN: gettext_noop("vises ikke av hensyn til personvern"),
    Reason.NIL: gettext_noop("null"),
    Reason.BELOW: gettext_noop("under grensen for visning"),
}

_LARGEST = 10**15  # above this a float no longer holds every whole number with a decimal to spare
_LONGEST = 60
_SPACE = "[ \u00a0\u2009\u202f]"
_WHOLE = rf"(?:0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?P<gap>{_SPACE})[0-9]{{3}}(?:(?P=gap)[0-9]{{3}})*)"
_NUMBER = re.compile(
    rf"(?P<minus>[-\u2212\u2013])?(?P<whole>{_WHOLE})(?:,(?P<comma>[0-9]+)|\.(?P<point>[0-9]+))?(?P<unit>{_SPACE}?%)?"
)
_BELOW = re.compile(rf"<{_SPACE}?(?P<bound>[0-9].*)")
_DURATION = re.compile(
    rf"(?:(?P<days>{_WHOLE}){_SPACE}d{_SPACE})?(?:(?P<hours>[0-9]+){_SPACE}t{_SPACE})?(?P<minutes>[0-9]+){_SPACE}min"
)

_GENERAL = gettext_noop("Skriv tallet som 1234,5 eller 1 234,5.")
_MISSING = gettext_noop("Skriv .. når tallet mangler.")
# What is written instead of a number, and the sentences that help.
_HINTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"=.*", (gettext_noop("Cellen inneholder en formel. Lim inn verdien."),)),
    (r"#.*", (gettext_noop("Cellen inneholder en feil fra regnearket."), _MISSING)),
    (r".*[0-9] ?(av|/) ?[0-9].*", (gettext_noop("Skriv teller og nevner i hver sin kolonne."),)),
    (r"(ca\b|cirka|om lag|omtrent|rundt|~|≈).*", (gettext_noop("Skriv det målte tallet."), _MISSING)),
    (
        r"[<>≤≥].*",
        (gettext_noop("Bare «mindre enn» et tall over null kan leses, for eksempel <5 eller <1 %."),),
    ),
    (
        r"[–—]",
        (
            gettext_noop("Streken kan bety både null og at tallet mangler."),
            gettext_noop("Skriv - for null og .. når tallet mangler."),
        ),
    ),
    (r"\*", (gettext_noop("Stjernen står etter et foreløpig tall, og her er det ikke noe tall."), _MISSING)),
    (
        r"[0-9 ,]+[-–—][0-9 ,]+%?",
        (gettext_noop("Et spenn er ikke ett tall. Skriv det målte tallet."),),
    ),
    (
        r".*[0-9]: ?[0-9].*",
        (gettext_noop("Skriv bare tallet. Perioden hører hjemme i kolonnen for periode."),),
    ),
    (
        r"[-−]?[0-9]{1,3}(\.[0-9]{3})+ ?%?",
        (
            gettext_noop(
                "Punktum foran tre sifre kan være tusenskille eller desimaltegn. Skriv 1234 eller 1,234."
            ),
        ),
    ),
    (r"0[0-9]+.*", (gettext_noop("Et tall begynner ikke med 0. Er dette en kode?"),)),
    (r"[-−]?[0-9]+([.,][0-9]+)?e[-+]?[0-9]+", (gettext_noop("Skriv tallet helt ut."),)),
    (r"(nan|inf|-inf|null|none|n/a|na)", (_MISSING,)),
    (
        r".*[0-9] (d|t|min)\b.*",
        (gettext_noop("Skriv tid som 9 d 07 t 40 min, med høyst 23 t og 59 min."),),
    ),
    (
        r"[-−]?[0-9]+( [0-9]+)+.*",
        (gettext_noop("Mellomrom brukes bare foran grupper på tre sifre: 1 234."),),
    ),
    (
        r"[-−]?[0-9][0-9 .,]*[^\W0-9].*",
        (gettext_noop("Skriv bare tallet. Enheten hører til måleindikatoren."),),
    ),
)


def quoted(found: object) -> str:
    """What was found, as an error may show it: short, and without anything shaped like a fødselsnummer."""
    text = re.sub(r"[0-9]{6}[ \u00a0]?[0-9]{5}", "[11 siffer]", str(found))
    return f"«{text[:40]}…»" if len(text) > 40 else f"«{text}»"


def parse_number(found: object) -> Reading:
    """Reads one cell: text in an accepted form, or an int or float from a spreadsheet.

    Accepted: 1234,5 · 1 234,5 · 1234.5 (not before exactly three digits) · −12 · 21,74 % · <5 · <1 % ·
    9 d 07 t 40 min · 0 min · the symbols . .. ... : - · any number followed by * (preliminary).
    Raises NumberError for everything else, empty cells included.
    """
    if isinstance(found, str):
        return _read_text(found.strip())
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise NumberError(_complaint("" if found is None else found))
    return Reading(_within_reach(found, found))


def _read_text(text: str) -> Reading:
    if reason := _READABLE.get(text):
        return Reading(0.0 if reason is Reason.NIL else None, reason)
    if len(text) > _LONGEST:
        raise NumberError(_complaint(text))
    preliminary = text.endswith("*")
    figure = text.removesuffix("*").rstrip()
    reading = _read_below(figure) or _read_plain(figure) or _read_duration(figure)
    if reading is None:
        raise NumberError(_complaint(text))
    return replace(reading, preliminary=preliminary)


def _read_plain(text: str) -> Reading | None:
    match = _NUMBER.fullmatch(text)
    if match is None or len(match["point"] or "") == 3:
        return None
    digits = re.sub(_SPACE, "", match["whole"]) + "." + (match["comma"] or match["point"] or "0")
    number = _within_reach(float(digits), text)
    return Reading(-number if match["minus"] and number else number, unit="%" if match["unit"] else "")


def _read_below(text: str) -> Reading | None:
    match = _BELOW.fullmatch(text)
    bound = _read_plain(match["bound"]) if match else None
    if bound is None or not bound.number:
        return None
    return Reading(None, Reason.BELOW, bound=bound.number, unit=bound.unit)


def _read_duration(text: str) -> Reading | None:
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    days, hours = match["days"], match["hours"]
    if (days and int(hours or 0) > 23) or ((days or hours) and int(match["minutes"]) > 59):
        return None
    whole_days = int(re.sub(_SPACE, "", days or "0"))
    minutes = (whole_days * 24 + int(hours or 0)) * 60 + int(match["minutes"])
    return Reading(_within_reach(minutes, text), unit="min")


def _within_reach(number: float, found: object) -> float:
    if not abs(number) <= _LARGEST:  # NaN fails every comparison
        words = _("%(found)s er ikke et tall som kan brukes.") % {"found": quoted(found)}
        raise NumberError(sentences(words, _(_MISSING)))
    return float(number)


def _complaint(found: object) -> Message:
    if found == "":
        return sentences(_("Cellen er tom."), _(_MISSING))
    said = _("%(found)s er ikke et tall.") % {"found": quoted(found)}
    hints: tuple[str, ...] = (_GENERAL,)
    if isinstance(found, str):
        plain = re.sub(_SPACE, " ", found).casefold()
        hints = next((told for form, told in _HINTS if re.fullmatch(form, plain, re.DOTALL)), hints)
    return sentences(said, *map(_, hints))


def format_duration(minutes: float) -> str:
    """Minutes as `9 d 07 t 40 min`, where a day is 24 hours; rounded half up to whole minutes."""
    whole = int(round_half_up(minutes))
    minus = "\u2212" if whole < 0 else ""
    hours, left = divmod(abs(whole), 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{minus}{format_number(days)} d {hours:02} t {left:02} min"
    return f"{minus}{hours} t {left:02} min" if hours else f"{minus}{left} min"


def describe_reason(reason: Reason) -> str:
    """The reason in words, for the screen and for a screen reader; empty when there is a number."""
    return _WORDS[reason]


def symbol(reason: Reason) -> str:
    """The sign Statistics Norway prints for the reason; empty when there is a number."""
    return _SYMBOLS[reason]
