"""The minutes as a Word document: to be written on in, and sent."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.utils.translation import gettext as _

from gevinst.meetings.minutes.document import DecisionSaid, ItemSaid, MinutesDocument
from gevinst.plan_files.document import PlanDocument
from gevinst.plan_files.writers.word import Word

NONE = "–"


class _Minutes(Word):
    """The look of our documents, said to be minutes."""

    def __init__(self, document: MinutesDocument) -> None:
        super().__init__(
            PlanDocument(
                pk=0,
                title=document.title,
                actor=document.group,
                language=document.language,
                state=document.when,
                finding="",
                example=document.example,
                made_at=document.made_at,
                link=document.link,
                goals=(),
            )
        )
        self._docx.core_properties.subject = _("Referat")


def write(document: MinutesDocument) -> bytes:
    out, docx = io.BytesIO(), _Minutes(document)
    _front(docx, document)
    _before(docx, document)
    _summary(docx, document)
    for item in document.items:
        _item(docx, item)
    if document.others:
        docx.say(_("Andre beslutninger"), "Heading1")
        _decisions(docx, document.others)
    docx.save(out)
    return out.getvalue()


def _front(docx: Word, document: MinutesDocument) -> None:
    docx.say(_("Referat"), "Subtitle")
    docx.say(document.title, "Title")
    if document.example:
        docx.say(document.example, "Quote")
    rows = [
        (_("Når"), document.when),
        (_("Hvor"), document.place or NONE),
        (_("Gruppe"), document.group),
        (_("Kommuner"), document.members),
        (_("Til stede"), "\n".join(document.participants) or NONE),
        (_("Status"), document.state),
        (_("Tallene"), document.frozen),
        (_("Møtet på nett"), document.link),
    ]
    docx.table((_("Hva"), _("Svar")), rows, (3.2, 13.4))


def _before(docx: Word, document: MinutesDocument) -> None:
    if not document.before:
        return
    docx.say(_("Siden forrige møte"), "Heading1")
    rows = [
        (
            "\n".join(filter(None, (one.text, one.about))),
            f"{one.owner}\n{one.due}",
            one.state_label,
            one.then or NONE,
            "\n".join(filter(None, (one.now, one.words))) or NONE,
        )
        for one in document.before
    ]
    heads = (_("Beslutning"), _("Ansvarlig og frist"), _("Status"), _("Da"), _("Nå"))
    docx.table(heads, rows, (5.0, 3.6, 1.8, 2.9, 3.3))


def _summary(docx: Word, document: MinutesDocument) -> None:
    docx.say(_("Saksliste"), "Heading1")
    if not document.items:
        docx.say(_("Møtet hadde ingen saker."))
        return
    rows = [(str(one.number), one.title, one.finding or NONE) for one in document.items]
    docx.table((_("Sak"), _("Tittel"), _("Hva tallene sier")), rows, (1.2, 5.4, 10.0))


def _item(docx: Word, item: ItemSaid) -> None:
    docx.say(_("Sak %(number)s: %(title)s") % {"number": item.number, "title": item.title}, "Heading1")
    if item.finding:
        docx.say(item.why, bold=f"{item.finding}. ")
    if item.text:
        docx.say(item.text)
    if item.rows:
        docx.say(_("Tallene"), "Heading2")
        share = 16.6 / len(item.head)
        docx.table(item.head, list(item.rows), [share] * len(item.head))
        source = _("Kilde: %(source)s.") % {"source": item.source} if item.source else ""
        example = f"{item.example}." if item.example else ""
        told = " ".join(filter(None, (f"{item.taken}.", source, example)))
        docx.say(told, "Small")
    if item.decisions:
        docx.say(_("Beslutninger"), "Heading2")
        _decisions(docx, item.decisions)


def _decisions(docx: Word, decisions: Sequence[DecisionSaid]) -> None:
    rows = [
        ("\n".join(filter(None, (one.text, one.action))), one.owner, one.due, one.about or NONE, one.state)
        for one in decisions
    ]
    heads = (_("Beslutning"), _("Ansvarlig"), _("Frist"), _("Gjelder"), _("Status"))
    docx.table(heads, rows, (6.0, 3.9, 2.2, 2.9, 1.6))
