"""When the figures of a meeting begin to stand still, and what they are from then on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.meetings.finding import Finding
from gevinst.meetings.followed import FollowUp, followed, unfrozen
from gevinst.meetings.models import AgendaItem, Meeting, Snapshot
from gevinst.meetings.proposing import findings_for
from gevinst.meetings.words import briefly


@dataclass(frozen=True)
class Slide:
    """An item with its figures. `taken_at` is None while they are those of now."""

    item: AgendaItem
    finding: Finding | None
    taken_at: datetime | None

    @property
    def heading(self) -> str:
        """The finding where there is one, else what the item is called."""
        return self.finding.sentence if self.finding else self.item.finding or self.item.title

    @property
    def about(self) -> str:
        """The indicator the heading is of; empty where there is none, or where the heading begins with it."""
        name = briefly(self.item.indicator) if self.item.indicator else ""
        return "" if self.heading.startswith(name) else name

    @property
    def called(self) -> str:
        """What the chair calls the item, where that is something else than the heading says."""
        title = self.item.title
        told = any(title.startswith(said) for said in (self.about, self.heading) if said)
        return "" if told else title

    @property
    def chart_id(self) -> str:
        return f"sak-{self.item.pk}-figur"


@transaction.atomic
def freeze(*, meeting: Meeting, at: datetime | None = None) -> None:
    """The meeting begins: every figure is kept as it is now. Raises ValidationError the second time.

    `at`: when the example meeting was.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.is_frozen:
        raise ValidationError(_("Tallene er frosset fra før."))
    now = at or timezone.now()
    items = list(meeting.items.select_related("indicator", "actor"))
    take_snapshots(meeting, items, now)
    before: list[dict[str, Any]] = [one.plain() for one in followed(meeting)]
    Snapshot.objects.create(meeting=meeting, taken_at=now, content={"rows": before})
    Meeting.objects.filter(pk=meeting.pk).update(frozen_at=now, state=Meeting.State.HELD)


def take_snapshots(meeting: Meeting, items: Iterable[AgendaItem], at: datetime | None = None) -> None:
    items = list(items)
    found = findings_for(meeting, items)
    taken = at or timezone.now()
    Snapshot.objects.bulk_create(
        Snapshot(meeting=meeting, item=item, taken_at=taken, content=found[item.pk].plain())
        for item in items
        if item.pk in found
    )


def slides_of(meeting: Meeting) -> list[Slide]:
    """The agenda with its figures: as frozen, else of now."""
    items = list(meeting.items.select_related("indicator", "actor", "snapshot"))
    if not meeting.is_frozen:
        found = findings_for(meeting, items)
        return [Slide(item, found.get(item.pk), None) for item in items]
    return [_frozen(item) for item in items]


def first_slide(meeting: Meeting) -> list[FollowUp]:
    """What has become of earlier decisions: as frozen, else now."""
    kept = meeting.snapshots.filter(item=None).first() if meeting.is_frozen else None
    return unfrozen(kept.content["rows"]) if kept else followed(meeting)


def _frozen(item: AgendaItem) -> Slide:
    kept = getattr(item, "snapshot", None)
    return Slide(item, Finding(**kept.content), kept.taken_at) if kept else Slide(item, None, None)
