"""What is due in a plan, as all-day events for any calendar. The same thing has the same UID every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from gevinst.plan_files.document import BenefitSaid, LineSaid, PlanDocument

# Part of every UID: events keep their identity when the product moves to another address.
PLACE = "gevinst"
OFTEN = timedelta(hours=6)


@dataclass(frozen=True)
class Due:
    """`key` is the address of the cell that holds the day."""

    key: str
    day: date
    summary: str
    words: str
    link: str


def write(document: PlanDocument) -> bytes:
    return calendar_of([document], name=document.title)


def calendar_of(documents: Iterable[PlanDocument], *, name: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Gevinst//Gevinstrealiseringsplan//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", OFTEN, parameters={"VALUE": "DURATION"})
    for document in documents:
        for due in dues_of(document):
            calendar.add_component(_event(due, document))
    content: bytes = calendar.to_ical()
    return content


def dues_of(document: PlanDocument) -> Iterator[Due]:
    """What somebody waits for: what is done or dropped has no day any more."""
    for benefit in document.benefits:
        for action in benefit.actions:
            if action.due and action.is_open:
                yield Due(
                    f"tiltak-{action.pk}-due",
                    action.due,
                    _("Frist: %(what)s") % {"what": action.title},
                    _lines(benefit.title, action.owner, action.state),
                    benefit.link,
                )
        for line in benefit.lines:
            yield from _of_line(benefit, line, document)


def _of_line(benefit: BenefitSaid, line: LineSaid, document: PlanDocument) -> Iterator[Due]:
    who = "" if line.who == document.actor else f" ({line.who})"
    for one in line.milestones:
        yield Due(
            f"milepel-{one.pk}-due",
            one.due,
            _("Milepæl: %(what)s") % {"what": benefit.title} + who,
            _lines(one.words, one.asks),
            benefit.link,
        )
    if line.baseline_due:
        yield Due(
            f"mal-{line.pk}-baseline_due",
            line.baseline_due,
            _("Nullpunkt skal være målt: %(what)s") % {"what": benefit.title} + who,
            _lines(benefit.indicator),
            benefit.link,
        )
    if line.ambition_by:
        yield Due(
            f"mal-{line.pk}-target_date",
            line.ambition_by,
            _("Ambisjon: %(what)s") % {"what": benefit.title} + who,
            _lines(line.ambition),
            benefit.link,
        )


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _event(due: Due, document: PlanDocument) -> Event:
    event = Event()
    event.add("uid", f"{due.key}@{PLACE}")
    event.add("dtstamp", document.made_at.astimezone(UTC))
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", due.summary)
    event.add("description", _lines(due.words, document.title, document.example, due.link))
    event.add("url", due.link)
    event.add("transp", "TRANSPARENT")
    return event
