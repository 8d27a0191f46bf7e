"""What a program asks of the values, from the address to a `Selection`."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from gevinst.access import gate
from gevinst.api.parameters import Asked, wrong
from indicators.actors.models import Actor
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Indicator, IndicatorCode
from indicators.measurements.exports.rows import Selection
from indicators.measurements.periods import Period, PeriodError, PeriodKind, parse_period
from indicators.measurements.services import breakdown_key
from indicators.measurements.values import Status

WHOLE = "alle"
KINDS = {kind.name.lower(): kind.value for kind in PeriodKind}
STATUSES = [status.value for status in Status]
FILTERS = (
    *("indicator", "actor", "from", "to", "period_kind", "breakdown", "status"),
    *("updated_since", "as_of"),
)


def selection(asked: Asked, user: gate.Someone) -> Selection:
    """Raises ValidationError, naming what is wrong. Four queries and those of the gate."""
    first, last = period(asked, "from"), period(asked, "to")
    keys = [_breakdown(value) for value in asked.all("breakdown")]
    return Selection(
        indicators=indicators(asked),
        readable=gate.peers(user),
        actors=_actors(asked),
        first=first.start if first else None,
        last=last.end if last else None,
        period_kind=KINDS.get(asked.choice("period_kind", list(KINDS)), ""),
        breakdowns=keys or None,
        statuses=asked.choices("status", STATUSES),
        changed_since=_moment(asked, "updated_since"),
        as_known_on=known(asked),
    )


def indicators(asked: Asked) -> list[Indicator]:
    """Those named by slug or by an id of theirs; all when none is."""
    names, published = asked.all("indicator"), Indicator.objects.published()
    if not names:
        return list(published)
    known = {one.slug: one for one in published.filter(slug__in=names)}
    if others := [name for name in names if name not in known]:
        codes = IndicatorCode.objects.filter(code__in=others, indicator__in=published)
        known |= {code.code: code.indicator for code in codes.select_related("indicator")}
    for name in names:
        if name not in known:
            raise wrong("indicator", name, _("en kode fra /api/v1/indicators"))
    return list({known[name].pk: known[name] for name in names}.values())


def _actors(asked: Asked) -> list[int] | None:
    """Ids of `kind:code`, with those of the other numbers the place has had; a code that has meant several in
    its time means them all."""
    names = asked.all("actor")
    if not names:
        return None
    parted = {name: tuple(name.split(":", 1)) for name in names}
    found = Actor.objects.filter(code__in=[pair[-1] for pair in parted.values()])
    ids: dict[tuple[str, ...], list[int]] = {}
    for pk, kind, code in found.values_list("pk", "kind", "code"):
        ids.setdefault((kind, code), []).append(pk)
    for name, pair in parted.items():
        if pair not in ids:
            raise wrong("actor", name, _("slag:kode fra /api/v1/actors, som municipality:1539"))
    return sorted(Numbers.load().all_of(pk for pair in parted.values() for pk in ids[pair]))


def period(asked: Asked, name: str) -> Period | None:
    text = asked.one(name)
    if not text:
        return None
    try:
        return parse_period(text)
    except PeriodError:
        raise wrong(name, text, _("en periode som 2026, 2026-03, 2026-K1, 2026-T1 eller 2026-W07")) from None


def _breakdown(text: str) -> str:
    """`alle`, or categories as `alder:75+,hastegrad:oh`."""
    if text == WHOLE:
        return ""
    pairs = frozenset(tuple(part.split(":", 1)) for part in text.split(","))
    if not all(len(pair) == 2 and all(pair) for pair in pairs):
        raise wrong("breakdown", text, _("alle, eller dimensjon:kode, med komma mellom når det er flere"))
    return breakdown_key(frozenset((pair[0], pair[1]) for pair in pairs))


def known(asked: Asked) -> date | datetime | None:
    """A day, to its end, or a moment; one that has been."""
    text = asked.one("as_of")
    if not text:
        return None
    if asked.one("updated_since"):
        raise ValidationError({"as_of": _("Kan ikke brukes sammen med updated_since.")})
    try:
        day: date | datetime | None = date.fromisoformat(text) if len(text) == len("2026-03-01") else None
    except ValueError:
        day = None
    found = day or _moment(asked, "as_of")
    if found is None or found > (timezone.now() if isinstance(found, datetime) else timezone.localdate()):
        raise wrong("as_of", text, _("en dag eller et tidspunkt som har vært"))
    return found


def _moment(asked: Asked, name: str) -> datetime | None:
    text = asked.one(name)
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.year < 1900:
        raise wrong(name, text, _("et tidspunkt som 2026-03-01T12:00:00Z"))
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise wrong(name, text, _("et tidspunkt som 2026-03-01T12:00:00Z")) from None
