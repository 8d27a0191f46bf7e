"""Which versions of a definition measure something else than the one before, and where a series breaks by it.

Decided from the file alone. `valid_from` moves only when figures can no longer be compared with earlier ones,
so a later day says it. So does another kind, unit, source, age band or way to sum over time, and so do other
words for what is counted: an inflection, a sign or a slip of the pen put right is no other word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from indicators.actors.numbers import Break
from indicators.catalogue.models import Indicator, IndicatorVersion
from indicators.catalogue.words import is_near, normalise, stem

Definition = Mapping[str, Any]

DEFINITION = "definition"
SAME_OR_NOT = ("kind", "per_population", "over_time")
TEXTS = ("numerator", "denominator")
_WORD = re.compile(r"[a-z0-9]+|[<>=+%]+")


def differences(was: Definition, now: Definition) -> list[str]:
    """The keys by which something else is measured, in the order of the file; none where it is the same."""
    found = [key for key in SAME_OR_NOT if was.get(key) != now.get(key)]
    if set(was.get("sources", ())) != set(now.get("sources", ())):
        found.append("sources")
    if _said(was, "unit") != _said(now, "unit"):
        found.append("unit")
    found += [key for key in TEXTS if not _say_the_same(_said(was, key), _said(now, key))]
    if _day(now) > _day(was):
        found.append("valid_from")
    return found


@dataclass(frozen=True)
class Redefined:
    """A version that measures something else than the one `before` it; `since`: the day its figures begin."""

    before: IndicatorVersion
    version: IndicatorVersion

    @property
    def since(self) -> date:
        """Where `valid_from` did not move, the day the version was written."""
        if self.version.valid_from > self.before.valid_from:
            return self.version.valid_from
        told = self.version.definition.get("change_log") or [{"date": self.version.valid_from.isoformat()}]
        return date.fromisoformat(told[-1]["date"])


def redefined(versions: Iterable[IndicatorVersion], *, after: int = 0) -> list[Redefined]:
    """Of one indicator's versions, those after number `after` that measure something else, oldest first."""
    ordered = sorted(versions, key=lambda version: version.number)
    return [
        Redefined(was, now)
        for was, now in pairwise(ordered)
        if now.number > after and differences(was.definition, now.definition)
    ]


def versions_of(indicators: Iterable[Indicator]) -> dict[int, list[IndicatorVersion]]:
    """By indicator id, of those that have had more than one; the newest first. One query, or none."""
    changed = {indicator.pk for indicator in indicators if indicator.version > 1}
    found: dict[int, list[IndicatorVersion]] = defaultdict(list)
    if changed:
        for version in IndicatorVersion.objects.filter(indicator__in=changed):
            found[version.indicator_id].append(version)
    return dict(found)


def definition_breaks(indicators: Iterable[Indicator]) -> dict[int, list[Break]]:
    """By indicator id, oldest first. One query, or none where no definition has been changed."""
    asked = list(indicators)
    versions = versions_of(asked)
    return {each.pk: breaks_in(versions.get(each.pk, [])) for each in asked}


def breaks_in(versions: Iterable[IndicatorVersion]) -> list[Break]:
    """Of one indicator's versions, oldest first."""
    return [Break(one.since, DEFINITION, (str(one.version.number),)) for one in redefined(versions)]


def _said(definition: Definition, key: str) -> str:
    """A text in bokmål: its nynorsk is a translation of it."""
    text = definition.get(key)
    return str(text.get("nb", "")) if isinstance(text, Mapping) else str(text or "")


def _day(definition: Definition) -> str:
    return str(definition.get("valid_from", ""))


def _say_the_same(was: str, now: str) -> bool:
    before, after = _words(was), _words(now)
    return len(before) == len(after) and all(map(_is_same_word, before, after))


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise(text.replace("≤", "<=").replace("≥", ">=")))


def _is_same_word(one: str, other: str) -> bool:
    """«planlagt» is never «uplanlagt», and 24 never 48."""
    if stem(one) == stem(other):
        return True
    is_number = any(letter.isdigit() for letter in one + other)
    return not is_number and one[0] == other[0] and is_near(one, other)
