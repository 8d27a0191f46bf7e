"""What has become of earlier decisions and of the figures they were about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.meetings.models import Decision, Meeting
from gevinst.meetings.people import role_at
from gevinst.meetings.signals.world import until
from gevinst.meetings.words import briefly
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Behaviour, Signal, behaviours
from indicators.measurements.known import AsKnownOn
from indicators.measurements.series import Want, series_of


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """A decision, and its figure then and now, in words. `signal`: a code of `Signal`, empty where there is
    no figure or no newer one. The owner is told by role: what is kept names nobody."""

    decision: int
    text: str
    owner: str
    due: str
    state: str
    state_label: str
    is_late: bool
    about: str = ""
    then: str = ""
    now: str = ""
    signal: str = ""
    words: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def unfrozen(rows: Iterable[Mapping[str, Any]]) -> list[FollowUp]:
    return [FollowUp(**row) for row in rows]


def followed(meeting: Meeting) -> list[FollowUp]:
    """The decisions of the previous meeting, and those still open from earlier ones, with figures of now."""
    return follow(Decision.objects.before(meeting), on=meeting.date)


def follow(decisions: Iterable[Decision], *, on: date) -> list[FollowUp]:
    """Loaded `for_page`. Three queries and those of the series, however many decisions."""
    decisions = list(decisions)
    wants = [(one.indicator, one.actor) for one in decisions if one.indicator and one.actor]
    judged = judge(wants, on=on)
    return [_follow(one, judged, on) for one in decisions]


def judge(
    wants: Iterable[tuple[Indicator, Actor]], *, on: date, as_known_on: AsKnownOn = None
) -> dict[Want, Behaviour]:
    asked = {(one.pk, other.pk): (one, other) for one, other in wants}
    if not asked:
        return {}
    found = series_of(asked.values(), as_known_on=as_known_on)
    series = {want: until(on, points) for want, points in found.items()}
    return behaviours(series, [indicator for indicator, _actor in asked.values()])


def figure_then(meeting: Meeting, indicator: Indicator | None, actor: Actor | None) -> dict[str, Any]:
    """The newest figure as the meeting saw it, to be set beside what comes; empty where there is none."""
    if indicator is None or actor is None:
        return {}
    known = None if meeting.is_example else meeting.frozen_at
    found = judge([(indicator, actor)], on=meeting.date, as_known_on=known)
    judged = found.get((indicator.pk, actor.pk), Behaviour())
    if judged.latest is None:
        return {}
    value, latest = judged.values[-1], judged.latest
    return {
        "value": value,
        "text": written(value, indicator),
        "period": latest.label(),
        "end": latest.period.end.isoformat(),
    }


def _follow(one: Decision, judged: Mapping[Want, Behaviour], on: date) -> FollowUp:
    told = FollowUp(
        decision=one.pk,
        text=one.text,
        owner=role_at(one.owner_role, one.owner_actor),
        due=f"{one.due:%d.%m.%Y}",
        state=one.state,
        state_label=one.get_state_display(),
        is_late=one.state == Decision.State.OPEN and one.due < min(on, timezone.localdate()),
    )
    if one.indicator is None or one.actor is None:
        return told
    found = judged.get((one.indicator.pk, one.actor.pk), Behaviour())
    figures = _figures(one, one.indicator, found)
    about = _("%(indicator)s i %(actor)s") % {"indicator": briefly(one.indicator), "actor": one.actor.name}
    return FollowUp(**{**told.plain(), **figures, "about": about})


def _figures(one: Decision, indicator: Indicator, found: Behaviour) -> dict[str, str]:
    latest, then = found.latest, one.then
    before = _("%(value)s (%(period)s)") % {"value": then["text"], "period": then["period"]} if then else "–"
    if latest is None or (then and latest.period.end.isoformat() <= then["end"]):
        return {"then": before, "now": "–", "words": _("Ikke nok målinger ennå")}
    said = {"value": written(found.values[-1], indicator), "period": latest.label()}
    now = _("%(value)s (%(period)s)") % said
    if found.signal is Signal.TOO_FEW:
        return {"then": before, "now": now, "words": _("Ikke nok målinger ennå")}
    words = found.signal.words
    if found.since is not None:
        words = _("%(signal)s siden %(since)s") % {"signal": words, "since": found.since.label()}
        if then and found.since.start.isoformat() <= then["end"]:
            words = _("%(words)s, før beslutningen") % {"words": words}
    return {"then": before, "now": now, "signal": found.signal.value, "words": words}
