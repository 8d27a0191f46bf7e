"""What the minutes say, in words and plain values, laid out by nobody yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gevinst.access.gate import Someone
from gevinst.meetings.followed import FollowUp
from gevinst.meetings.freezing import Slide, first_slide, slides_of
from gevinst.meetings.models import Meeting
from gevinst.meetings.people import role_at
from gevinst.meetings.reading import Told, decisions_of
from gevinst.plan_files.names import plain

LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class DecisionSaid:
    text: str
    owner: str
    due: str
    about: str
    state: str
    action: str


@dataclass(frozen=True, kw_only=True)
class ItemSaid:
    """`taken`: as of when its figures are; `example`: that they are made up. Empty for those without."""

    number: int
    title: str
    kind: str
    finding: str
    why: str
    text: str
    unit: str
    source: str
    taken: str
    example: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    decisions: tuple[DecisionSaid, ...]


@dataclass(frozen=True, kw_only=True)
class MinutesDocument:
    title: str
    language: str
    group: str
    when: str
    place: str
    state: str
    frozen: str
    example: str
    link: str
    made_at: datetime
    members: str
    participants: tuple[str, ...]
    before: tuple[FollowUp, ...]
    items: tuple[ItemSaid, ...]
    others: tuple[DecisionSaid, ...]

    @property
    def decisions(self) -> tuple[DecisionSaid, ...]:
        return tuple(one for item in self.items for one in item.decisions) + self.others


def document_of(meeting: Meeting, user: Someone, *, root: str = "") -> MinutesDocument:
    """`root`: the address of the site, so that the link leads back from outside it."""
    slides, told = slides_of(meeting), decisions_of(meeting, user, may_edit=False)
    shown = {slide.item.pk for slide in slides}
    group = meeting.group.name if meeting.group else _("Kommuner valgt for møtet")
    return MinutesDocument(
        title=meeting.title,
        language=get_language() or "nb",
        group=group,
        when=when(meeting),
        place=meeting.place,
        state=meeting.get_state_display(),
        frozen=frozen_words(meeting),
        example=_example(meeting, slides),
        link=f"{root}{reverse('meetings:page', args=[meeting.pk])}",
        made_at=timezone.localtime(),
        members=", ".join(sorted(actor.name for actor in meeting.members.all())),
        participants=tuple(
            ", ".join(filter(None, (one.user.name if one.user else "", role_at(one.role, one.actor))))
            for one in meeting.participants.select_related("actor", "user")
        ),
        before=tuple(first_slide(meeting)),
        items=tuple(
            _item(number, slide, [one for one in told if one.decision.item_id == slide.item.pk])
            for number, slide in enumerate(slides, 1)
        ),
        others=tuple(_decision(one) for one in told if one.decision.item_id not in shown),
    )


def when(meeting: Meeting) -> str:
    day = f"{meeting.date:%d.%m.%Y}"
    if meeting.time is None:
        return day
    return _("%(day)s kl. %(time)s") % {"day": day, "time": f"{meeting.time:%H.%M}"}


def frozen_words(meeting: Meeting) -> str:
    """«Tall slik de var 22.11.2026 kl. 14.02»."""
    if meeting.frozen_at is None:
        return _("Tallene er ikke frosset ennå")
    return taken_words(meeting.frozen_at)


def taken_words(at: datetime) -> str:
    return _("Tall slik de var %(at)s") % {"at": f"{timezone.localtime(at):%d.%m.%Y kl. %H.%M}"}


def _example(meeting: Meeting, slides: Sequence[Slide]) -> str:
    """Whether anything of it is made up; empty where nothing is."""
    if meeting.is_example:
        return _("Møtet er et eksempel.")
    if any(slide.finding and slide.finding.is_example for slide in slides):
        return _("Møtet så på eksempeltall.")
    return ""


def file_name(document: MinutesDocument, meeting: Meeting, form: str) -> str:
    """«referat-nettverksmote-i-ror-2026-11-22.docx»."""
    title = plain(document.title)[:LONGEST_NAME].strip("-") or "mote"
    return f"referat-{title}-{meeting.date:%Y-%m-%d}.{form}"


def _item(number: int, slide: Slide, told: list[Told]) -> ItemSaid:
    item, found = slide.item, slide.finding
    return ItemSaid(
        number=number,
        title=item.title,
        kind=item.get_kind_display(),
        finding=found.sentence if found else item.finding,
        why=found.why if found else item.why,
        text=item.text,
        unit=found.unit if found else "",
        source=found.source if found else "",
        taken=taken_words(slide.taken_at) if slide.taken_at else "",
        example=_("Eksempeltall") if found and found.is_example else "",
        head=tuple(found.head) if found else (),
        rows=tuple(tuple(row) for row in found.rows) if found else (),
        decisions=tuple(_decision(one) for one in told),
    )


def _decision(one: Told) -> DecisionSaid:
    decision = one.decision
    return DecisionSaid(
        text=decision.text,
        owner=one.owner,
        due=f"{decision.due:%d.%m.%Y}",
        about=one.about,
        state=decision.get_state_display(),
        action=one.action,
    )
