"""What a heading or a row's name says about how its figures came about."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = {
    "change": r"endr(?:ing|inger|ingar|et|a)|vekst|økning|auke|nedgang|reduksjon|utvikling|change|growth",
    "points": r"poeng|prosentpoeng|prosenteiningar|pp|diff|differanse|avvik|skilnad|forskjell",
    "share": r"\w*andel\w*|\w*delen|\w*prosent\w*|pst|pct|share|percent",
    "sum": r"sum|\w*sum|hittil|akkumulert\w*|totalt?|samlet|samla|alt|alle|sammen|saman|total\w*|\w*totalt",
    "mean": r"\w*snitt\w*|gj|mean|average|middel\w*",
    "rate": r"rate\w*|\w*rate|per|pr|1000|10000|100000",
}
_PATTERNS = {kind: re.compile(rf"(?:{words})") for kind, words in _WORDS.items()}
_TOTAL = re.compile(
    r"(?:(?:del|total|hoved|under|slutt)?sum|totalt?|i alt|til sammen|tilsammen|til saman|samlet|samla|alle|"
    r"hele landet|heile landet|landet|norge|noreg|grand total|subtotal)(?: .*)?|"
    r".* (?:totalt|i alt|samlet|samla|sum)"
)
_NOT_ADDITIVE = re.compile(
    r"unik|snitt|andel|prosent|rate|\bper\b|\bpr\b|median|liggetid|ventetid|alder|gj\b|\bpst\b|endring|vekst"
)
_LABEL = re.compile(
    r"(?:år|årstal|årstall|year|periode|måned|månad|uke|veke|kvartal|tertial|kpi|kilde|kjelde|rad|dato)|"
    r"(?:.* )?(?:nr|\w*nummer|\w*nr|\w*kode|id|code)"
)
_WHOLES = {
    "total",
    "totalt",
    "totalsum",
    "i alt",
    "sum",
    "alle",
    "hele landet",
    "heile landet",
    "grand total",
}
_REMARK = re.compile(r"(?:kilde|kjelde|merknad|kommentar|fotnote|note|source)\w*")
_PERIOD = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:[-M](0[1-9]|1[0-2])(?!\d)|[-_ ]?([TKQU]\d{1,2})(?!\d))?", re.IGNORECASE
)
_SHORT_YEARS = re.compile(r"(?<!\d)(\d\d) ?(?:til|–|-|/) ?(\d\d)(?!\d)")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Small letters, words with one space between: `publ_Endring-2018` is `publ endring 2018`."""
    return " ".join(re.sub(r"[^\w%]|_", " ", text.casefold()).split())


@lru_cache(maxsize=8192)
def kinds_in(text: str) -> frozenset[str]:
    """What the words of a heading say: `change`, `points`, `share`, `sum`, `mean`, `rate`."""
    words = plain(text).split()
    found = {kind for kind, pattern in _PATTERNS.items() if any(pattern.fullmatch(word) for word in words)}
    if "%" in text and "%-poeng" not in text.casefold():
        found.add("share")
    return frozenset(found)


@lru_cache(maxsize=8192)
def is_total(text: str) -> bool:
    """Whether a row's name says that the row is a total of others."""
    return bool(_TOTAL.fullmatch(plain(text)))


def is_plain_sum(text: str) -> bool:
    """Whether a row's name says that its figures were added up, and not only that it covers everything."""
    return bool(re.fullmatch(r"(?:del|slutt|hoved)?sum(?: .*)?", plain(text)))


def is_whole(text: str) -> bool:
    """Whether a row's name says that it covers everything, and not a part."""
    return plain(text) in _WHOLES


def may_be_summed(text: str) -> bool:
    """Whether figures under this heading add up. Unique persons, shares, rates and means do not."""
    return "%" not in text and not _NOT_ADDITIVE.search(plain(text))


def is_label(text: str) -> bool:
    """Whether the figures under this heading are names: years, codes, numbers of municipalities."""
    return bool(_LABEL.fullmatch(plain(text)))


def is_remark(text: str) -> bool:
    """Whether the text under this heading is about the row rather than its name."""
    return bool(_REMARK.fullmatch(plain(text)))


@lru_cache(maxsize=8192)
def periods_in(text: str) -> tuple[str, ...]:
    """The periods a heading names, in its own order: years, months, tertials, quarters, weeks."""
    found = tuple("-".join(part for part in match.groups() if part) for match in _PERIOD.finditer(text))
    if not found and (short := _SHORT_YEARS.search(text)):
        return f"20{short[1]}", f"20{short[2]}"
    return found


@lru_cache(maxsize=8192)
def stem(text: str) -> str:
    """The heading without its periods: columns with the same stem are one figure over time."""
    return plain(_PERIOD.sub(" ", text))
