"""What needs somebody first: each with the reason, and the page to do it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.definitions.asking import Question
from gevinst.plans.attainment import AttainmentStatus as Status
from gevinst.plans.lines import BenefitLines, Line
from gevinst.plans.models import Action, Benefit
from gevinst.plans.pages import FROM_OURS

MOST_ASKED_FOR = 5
WRONG, LATE, LACKING, TOLD = range(4)
_RANKS = {Status.WRONG_DIRECTION: WRONG, Status.BEHIND: LATE}


@dataclass(frozen=True)
class Need:
    """`rank`: the lower, the sooner; `whose`: the name of the actor."""

    text: str
    reason: str
    url: str
    label: str
    rank: int = LATE
    whose: str = ""

    @property
    def tone(self) -> str:
        return "bad" if self.rank == WRONG else "info" if self.rank == TOLD else "warn"

    @property
    def icon(self) -> str:
        return {WRONG: "error", TOLD: "info"}.get(self.rank, "warning")


def needs_of(
    found: Iterable[BenefitLines],
    editable: frozenset[int],
    *,
    questions: int = 0,
    redefined: Iterable[Question] = (),
) -> list[Need]:
    """The worst first, five at most. `editable`: actors whose plans, and parts in those of others, the reader
    may edit; `questions`: how many figures wait for the reader to say whether they are right; `redefined`:
    new definitions that wait."""
    needs = [need_of_figures(questions)] if questions else []
    needs += [_redefined(question) for question in redefined]
    needs += [need for lines in found for need in _of(lines, editable)]
    return sorted(needs, key=lambda need: need.rank)[:MOST_ASKED_FOR]


def _of(lines: BenefitLines, editable: frozenset[int]) -> Iterator[Need]:
    line = lines.main
    if line is None:
        return
    page, owner = reverse("plans:benefit", args=[lines.benefit.pk]), lines.benefit.plan.actor_id
    for action in lines.late_actions:
        is_another_s = action.actor_id not in (None, line.contribution.actor_id)
        if owner in editable or not is_another_s:
            yield _late(action, page, bool({owner, action.actor_id} & editable))
    if line.needs_attention:
        yield need_of_line(line, may_edit=bool({owner, line.contribution.actor_id} & editable))


def need_of_line(line: Line, *, may_edit: bool) -> Need:
    """What a benefit that is not on its way lacks, and where that is put in place by whoever may."""
    url, label = _to_do(line.benefit, line) if may_edit else ("", "")
    return Need(
        line.benefit.title,
        line.assessment.explanation,
        url or reverse("plans:benefit", args=[line.benefit.pk]),
        label or _("Se gevinsten"),
        _RANKS.get(line.status, LACKING),
        line.actor.name,
    )


def need_of_figures(questions: int) -> Need:
    text = ngettext("%(n)s tall venter på svar fra deg", "%(n)s tall venter på svar fra deg", questions)
    return Need(
        text % {"n": questions},
        _("Kontrollene har funnet tall som skiller seg ut. Si om de stemmer eller skal rettes."),
        reverse("values:quality"),
        _("Svar på spørsmålene"),
    )


def _redefined(question: Question) -> Need:
    text = _("«%(title)s» måles etter en ny definisjon") % {"title": question.benefit.title}
    return Need(text, question.short, question.url, _("Se og svar"))


def _late(action: Action, page: str, may_edit: bool) -> Need:
    return Need(
        _("Tiltaket «%(title)s» er over fristen") % {"title": action.title},
        _("Fristen var %(day)s.") % {"day": f"{action.due:%d.%m.%Y}"},
        reverse("plans:edit_action", args=[action.pk]) if may_edit else page,
        _("Oppdater tiltaket") if may_edit else _("Se gevinsten"),
    )


def _to_do(benefit: Benefit, line: Line) -> tuple[str, str]:
    """Where what is lacking can be put in place, and what that is called; nothing where it cannot."""
    targets = reverse("plans:edit_contribution", args=[benefit.pk, line.contribution.actor_id])
    if line.contribution.actor_id != benefit.plan.actor_id:
        targets += f"?{FROM_OURS}"
    match line.status:
        case Status.MISSING_BASELINE | Status.BASELINE_TO_BE_ESTABLISHED:
            return targets, _("Sett nullpunkt")
        case Status.MISSING_AMBITION:
            return targets, _("Sett ambisjon")
        case Status.MISSING_MEASUREMENT:
            return f"{reverse('values:new')}?indikator={benefit.indicator.slug}", _("Importer målinger")
    return "", ""
