"""Names of a file that mean nothing here: gathered, so that each is matched once and not row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.values.offers import Choice, Offers
from gevinst.values.reading import dimension_words
from gevinst.values.remembering import AS_READ, RECALLED, SAID_BY
from indicators.actors.lineage import Successor
from indicators.imports.mapping import Mapping, Role
from indicators.imports.match import actor_by_id
from indicators.imports.models import StagedValue, Upload
from indicators.measurements.periods import Period, PeriodKind

ROWS_READ, NAMES_SHOWN, DAYS_ASKED = 5_000, 12, 12
FIELD, LEAVE_OUT, NEW_NUMBERS = "navn-", "utelat", "nye-numre"


@dataclass(frozen=True)
class UnknownName:
    """A text no row with it could be used for. `successor`, `likely` and `others`: what it may stand for, as
    (code, words); none at all where the figures cannot be placed. `key` names its field in the form."""

    key: str
    role: str
    what: str
    text: str
    rows: int
    message: str
    successor: Choice | None = None
    likely: list[Choice] = field(default_factory=list)
    others: list[Choice] = field(default_factory=list)

    @property
    def codes(self) -> set[str]:
        return {code for code, _words in [*self.likely, *self.others, self.successor or ("", "")]} - {""}


@dataclass(frozen=True)
class Renumbered:
    """An actor whose number alone is another: what is known of it under one number is so under the other.
    `numbers`: those that held on the days of the file, the first one first."""

    text: str
    rows: int
    numbers: tuple[Successor, ...]


@dataclass
class Unknown:
    """What the page gathers: `names` to be matched, `renumbered` to be taken in one go, and actors the sender
    may not register for, under whatever number: `foreign` their names, `foreign_rows` how many values.
    `more`: how many names beside these. `texts`: all that is gathered, as (column, text)."""

    names: list[UnknownName] = field(default_factory=list)
    renumbered: list[Renumbered] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    foreign_rows: int = 0
    more: int = 0
    texts: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class _Seen:
    """One text in one role: where, how often, of which days, and what was said of it first."""

    column: str
    message: str
    rows: int = 0
    days: dict[date, None] = field(default_factory=dict)


def unknown_names(upload: Upload, mapping: Mapping, actors: Collection[int]) -> Unknown:
    """Those of the first five thousand rejected values, the most frequent first. `actors`: whom the sender
    may register values for. A handful of queries, one when there are no such names."""
    offers, found = Offers(actors), Unknown()
    seen = _seen(upload, mapping)
    for (role, text), about in sorted(seen.items(), key=lambda each: -each[1].rows):
        days = list(about.days)[:DAYS_ASKED]
        if role == Role.ACTOR and (name := offers.foreign(text, days)):
            found.foreign.append(name)
            found.foreign_rows += about.rows
        elif role == Role.ACTOR and (became := offers.became(text, days)):
            new = became.successors[-1] if became.successors else None
            if new and not offers.may_stand_for(new.actor_id):
                found.foreign.append(new.name)
                found.foreign_rows += about.rows
            elif became.is_renumbered:
                found.renumbered.append(Renumbered(text, about.rows, became.successors))
            else:
                found.names.append(_ended(text, about, new))
        else:
            likely, others = offers.alike(role, text)
            found.names.append(_name(role, text, about, likely=likely, others=others))
        found.texts.add((about.column, text))
    cut = found.names[NAMES_SHOWN:]
    found.more = len(cut)
    found.texts -= {(seen[name.role, name.text].column, name.text) for name in cut}
    found.names = found.names[:NAMES_SHOWN]
    found.foreign = sorted(set(found.foreign))
    return found


def names_said(posted: Any, unknown: Unknown) -> dict[str, dict[str, str]]:
    """What the form says each name stands for, by role, as a Mapping keeps it; "" when left out."""
    said: dict[str, dict[str, str]] = {}
    if posted.get(NEW_NUMBERS):
        said[Role.ACTOR] = {each.text: actor_by_id(each.numbers[-1].actor_id) for each in unknown.renumbered}
    for name in unknown.names:
        chosen = posted.get(name.key, "")
        if chosen == LEAVE_OUT and name.role == Role.ACTOR:
            said.setdefault(name.role, {})[name.text] = ""
        elif chosen in name.codes:
            said.setdefault(name.role, {})[name.text] = chosen
    return said


def options_named(
    upload: Upload, mapping: Mapping, said: dict[str, dict[str, str]], by: User
) -> dict[str, Any]:
    """The options of the upload with these names, to be remembered as the person's own words."""
    names = {role: {**mapping.names.get(role, {}), **texts} for role, texts in said.items()}
    new = replace(mapping, names={**mapping.names, **names})
    kept = {key: value for key, value in upload.options.items() if key not in (RECALLED, AS_READ)}
    sheet = upload.understood.get("sheet")
    return kept | {"mapping": new.as_data(), SAID_BY: by.pk} | ({"sheet": sheet} if sheet else {})


def _seen(upload: Upload, mapping: Mapping) -> dict[tuple[str, str], _Seen]:
    """Every text of a column of names that is at fault. One query."""
    roles, seen = _roles_by_column(mapping), dict[tuple[str, str], _Seen]()
    for day, faults in islice(_rejected(upload), ROWS_READ):
        for column, text, message in faults:
            if text and (role := roles.get(column)):
                about = seen.setdefault((role, text), _Seen(column, message))
                about.rows += 1
                about.days[day] = None
    return seen


def _rejected(upload: Upload) -> Iterator[tuple[date, list[tuple[str, str, str]]]]:
    """The last day each rejected value is about, and its faults as (column, text, message)."""
    day = upload.options.get("actors_on")
    today = date.fromisoformat(day) if day else upload.created_at.date()
    rejected = upload.staged.filter(outcome=StagedValue.Outcome.REJECTED).order_by("row", "pk")
    columns = ("period_kind", "period_start", "column", "raw", "message", "faults")
    for kind, start, column, raw, message, faults in rejected.values_list(*columns)[:ROWS_READ]:
        known = kind and start and not day
        last = Period(PeriodKind(kind), start).end if known else today
        yield last, faults or [(column, raw, message)]


def _roles_by_column(mapping: Mapping) -> dict[str, str]:
    """What names are of, by column name: actor, indicator, or a dimension."""
    found: dict[str, str] = {}
    for use in mapping.columns:
        match use.role:
            case Role.ACTOR | Role.ACTOR_CODE:
                found[use.name] = Role.ACTOR.value
            case Role.INDICATOR:
                found[use.name] = Role.INDICATOR.value
            case Role.CATEGORY:
                found[use.name] = use.dimension
    return found


def _name(role: str, text: str, about: _Seen, **offered: Any) -> UnknownName:
    return UnknownName(f"{FIELD}{role}:{text}", role, _what(role), text, about.rows, about.message, **offered)


def _ended(text: str, about: _Seen, new: Successor | None) -> UnknownName:
    """The one that stands in its place may be chosen by who knows that the figure is of all of it."""
    successor = None
    if new:
        since = date_format(new.since, "d.m.Y")
        words = _("%(actor)s, fra %(since)s") % {"actor": f"{new.code} {new.name}", "since": since}
        successor = (actor_by_id(new.actor_id), words)
    return _name(Role.ACTOR, text, about, successor=successor)


def _what(role: str) -> str:
    if role == Role.ACTOR:
        return _("Aktør")
    return _("Måleindikator") if role == Role.INDICATOR else dimension_words(role)
