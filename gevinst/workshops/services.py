"""Writes to a workshop by those who hold it. What is written in it: `tasks.py` and `taking_part.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.workshops.models import Service, Workshop, new_token
from gevinst.workshops.words import refuse_personal_ids
from indicators.actors.models import Actor
from indicators.catalogue.models import Term

MOST_SERVICES = 40


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What the invitation says. `services`: names, each once; `questions`: codes of `Question`."""

    title: str
    date: date
    services: Sequence[str]
    questions: Sequence[str]
    weeks: int


@transaction.atomic
def create_workshop(
    *, actor: Actor, invitation: Invitation, by: User | None, is_example: bool = False
) -> Workshop:
    workshop = Workshop.objects.create(
        actor=actor, created_by=by, is_example=is_example, **_values(invitation)
    )
    _set_services(workshop, invitation.services)
    return workshop


@transaction.atomic
def edit_workshop(*, workshop: Workshop, invitation: Invitation) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(**_values(invitation))
    _set_services(workshop, invitation.services)


@transaction.atomic
def set_state(*, workshop: Workshop, state: str) -> None:
    """Open, close, and open again. A closed workshop takes no scores either."""
    if state not in (Workshop.State.OPEN, Workshop.State.CLOSED):
        raise ValidationError(_("En workshop kan åpnes eller lukkes."))
    scoring = workshop.scoring and state == Workshop.State.OPEN
    Workshop.objects.filter(pk=workshop.pk).update(state=state, scoring=scoring)


@transaction.atomic
def set_scoring(*, workshop: Workshop, on: bool) -> None:
    if on and not workshop.is_open:
        raise ValidationError(_("Åpne workshopen før deltakerne skal prioritere."))
    Workshop.objects.filter(pk=workshop.pk).update(scoring=on)


@transaction.atomic
def renew_link(*, workshop: Workshop) -> None:
    """The old link opens nothing from now on."""
    Workshop.objects.filter(pk=workshop.pk).update(token=new_token())


def _values(invitation: Invitation) -> dict[str, object]:
    refuse_personal_ids(title=invitation.title, services="\n".join(invitation.services))
    if not invitation.services:
        raise ValidationError({"services": _("Velg eller skriv minst én tjeneste.")})
    if len(invitation.services) > MOST_SERVICES:
        most = {"most": MOST_SERVICES}
        raise ValidationError({"services": _("En workshop kan ha %(most)s tjenester.") % most})
    return {
        "title": invitation.title,
        "date": invitation.date,
        "questions": list(invitation.questions),
        "weeks": invitation.weeks,
    }


def _set_services(workshop: Workshop, names: Sequence[str]) -> None:
    """Keeps those that are already there under the same name; one with tasks cannot go."""
    terms = {term.name_nb: term for term in Term.objects.filter(kind=Term.Kind.SERVICE)}
    present = {service.name: service for service in workshop.services.all()}
    for order, name in enumerate(dict.fromkeys(names)):
        Service.objects.update_or_create(
            workshop=workshop, name=name, defaults={"order": order, "term": terms.get(name)}
        )
    for name in present.keys() - set(names):
        try:
            present[name].delete()
        except ProtectedError:
            said = _("«%(name)s» har oppgaver, og kan ikke tas bort.") % {"name": name}
            raise ValidationError({"services": said}) from None
