"""The plan as a Word document: real headings and tables, so that it can be read aloud and worked on."""

from __future__ import annotations

import io
from datetime import date

from django.utils.translation import gettext as _

from gevinst.plan_files.document import BenefitSaid, LineSaid, PlanDocument
from gevinst.plan_files.writers.word import Word

NONE = "–"


def write(document: PlanDocument) -> bytes:
    out = io.BytesIO()
    docx = Word(document)
    _front(docx, document)
    for goal in document.goals:
        docx.say(goal.name, "Heading1")
        for benefit in goal.benefits:
            _benefit(docx, benefit)
    docx.save(out)
    return out.getvalue()


def _front(docx: Word, document: PlanDocument) -> None:
    docx.say(_("Gevinstrealiseringsplan"), "Subtitle")
    docx.say(document.title, "Title")
    docx.say(document.finding, "IntenseQuote")
    docx.say(f"{_('Aktør')}: {document.actor}")
    docx.say(f"{_('Godkjenning')}: {document.state}")
    docx.say(f"{_('Skrevet ut')}: {document.made_at:%d.%m.%Y kl. %H.%M}")
    docx.say(f"{_('Planen på nett')}: {document.link}")
    if document.example:
        docx.say(document.example, "Quote")
    docx.say(_("Oversikt"), "Heading1")
    rows = [_overview_row(one) for one in document.benefits]
    if not rows:
        docx.say(_("Planen har ingen gevinster ennå."))
        return
    heads = (_("Gevinst"), _("Nullpunkt"), _("Nå"), _("Ambisjon"), _("Status"))
    docx.table(heads, rows, (4.8, 2.9, 2.9, 3.3, 2.7))


def _overview_row(benefit: BenefitSaid) -> tuple[str, ...]:
    own = benefit.own
    if own is None:
        return (benefit.title, *[NONE] * 4)
    return benefit.title, own.baseline, _now(own), own.ambition, own.status


def _benefit(docx: Word, benefit: BenefitSaid) -> None:
    docx.say(benefit.title, "Heading2")
    about = ", ".join(filter(None, (benefit.indicator, benefit.category)))
    docx.say(f"{_('Måleindikator')}: {about} ({benefit.version})", "Small")
    if benefit.owner:
        docx.say(f"{_('Gevinsteier i linjen')}: {benefit.owner}", "Small")
    if benefit.own:
        _target(docx, benefit.own)
    if benefit.note:
        docx.say(benefit.note)
    if benefit.own:
        _milestones(docx, benefit.own, _("Milepæler"))
    _actions(docx, benefit)
    _around(docx, benefit)
    _members(docx, benefit)
    if benefit.source_note:
        docx.say(f"{_('Kilde for målene')}: {benefit.source_note}", "Small")


def _target(docx: Word, line: LineSaid) -> None:
    rows = [
        (_("Nullpunkt"), line.baseline, line.baseline_words),
        (_("Nå"), _now(line), line.now_period),
        (_("Ambisjon"), line.ambition, _by(line.ambition_by)),
    ]
    docx.table((_("Hva"), _("Verdi"), _("Periode, kilde og frist")), rows, (3.0, 4.6, 9.0))
    attained = f" · {_('Måloppnåelse')} {line.attainment}" if line.attainment else ""
    docx.say(line.why, bold=f"{line.status}{attained}. ")


def _milestones(docx: Word, line: LineSaid, heading: str) -> None:
    if not line.milestones:
        return
    docx.say(heading, "Heading3")
    rows = [(_day(one.due), one.words, one.asks or NONE) for one in line.milestones]
    docx.table((_("Dato"), _("Skal være nådd"), _("Verdi")), rows, (2.6, 10.0, 4.0))


def _actions(docx: Word, benefit: BenefitSaid) -> None:
    if not benefit.actions:
        return
    docx.say(_("Tiltak"), "Heading3")
    rows = [
        (
            one.title,
            one.owner or NONE,
            _day(one.start),
            _day(one.due),
            f"{one.state}, {_('forsinket')}" if one.is_late else one.state,
        )
        for one in benefit.actions
    ]
    heads = (_("Tiltak"), _("Ansvarlig"), _("Starter"), _("Frist"), _("Status"))
    docx.table(heads, rows, (5.8, 3.4, 2.3, 2.3, 2.8))


def _around(docx: Word, benefit: BenefitSaid) -> None:
    if benefit.facts:
        docx.say(_("Om gevinsten"), "Heading3")
        docx.table((_("Hva"), _("Svar")), list(benefit.facts), (4.6, 12.0))
    if benefit.risks:
        docx.say(_("Risiko"), "Heading3")
        rows = [
            (one.title, one.size or NONE, one.mitigation or NONE, one.owner or NONE) for one in benefit.risks
        ]
        heads = (_("Risiko"), _("Sannsynlighet × konsekvens"), _("Hva vi gjør med den"), _("Ansvarlig"))
        docx.table(heads, rows, (5.0, 3.4, 5.2, 3.0))
    if benefit.disbenefits:
        docx.say(_("Ulemper"), "Heading3")
        worse = [
            ("\n".join(filter(None, (one.title, one.affected))), one.finding, one.mitigation or NONE)
            for one in benefit.disbenefits
        ]
        docx.table((_("Ulempe"), _("Har den kommet?"), _("Hva vi gjør med den")), worse, (5.4, 6.0, 5.2))


def _members(docx: Word, benefit: BenefitSaid) -> None:
    if not benefit.members:
        return
    docx.say(_("De som bidrar"), "Heading3")
    rows = [
        (
            one.who,
            "\n".join(filter(None, (one.baseline, one.baseline_words))),
            _now(one),
            "\n".join(filter(None, (one.ambition, _by(one.ambition_by)))),
            one.status,
        )
        for one in benefit.members
    ]
    heads = (_("Hvem"), _("Nullpunkt"), _("Nå"), _("Ambisjon"), _("Status"))
    docx.table(heads, rows, (2.8, 3.9, 2.9, 4.2, 2.8))
    for one in benefit.members:
        _milestones(docx, one, _("Milepæler for %(who)s") % {"who": one.who})


def _now(line: LineSaid) -> str:
    return f"{line.now}\n{_('eksempeldata')}" if line.is_example else line.now


def _by(day: date | None) -> str:
    return _("innen %(day)s") % {"day": _day(day)} if day else ""


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else NONE
