"""Where reminders come from. Another source is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.module_loading import import_string

from gevinst.reminders.reminder import Asked, Reminder

# code -> function(asked) -> reminders. In this order they stand under each other.
SOURCES = {
    "approval": "gevinst.reminders.sources.approval.reminders",
    "mention": "gevinst.reminders.sources.mention.reminders",
    "baseline": "gevinst.reminders.sources.baseline.reminders",
    "definition": "gevinst.reminders.sources.definition.reminders",
    "review": "gevinst.reminders.sources.review.reminders",
    "action": "gevinst.reminders.sources.action.reminders",
    "decision": "gevinst.reminders.sources.decision.reminders",
    "value": "gevinst.reminders.sources.value.reminders",
}
# function(ids of actors) -> {id: the day they go live}. Whoever keeps that day adds a line here.
GO_LIVE = {"onboarding": "gevinst.reminders.going_live.from_onboarding"}

Source = Callable[[Asked], Iterable[Reminder]]


def sources() -> list[Source]:
    return [import_string(path) for path in SOURCES.values()]
