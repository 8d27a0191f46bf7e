"""Folk og roller: who has which role at an actor; to give one, to end one, and the link to come in by."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gevinst.access import gate, grants, limits, links, people
from gevinst.access.forms import GiveForm
from gevinst.access.models import RoleAssignment, User
from gevinst.access.permissions import Permission
from gevinst.reminders.mail import is_set_up
from indicators.actors.models import Actor


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Who may read sees who has a role; who may give one has the form."""
    user, sent = gate.somebody(request.user), request.method == "POST"
    actor = people.reached(user, kind=kind, code=code, to=Permission.INVITE if sent else Permission.READ)
    roles = people.giveable(user, actor)
    form = GiveForm(request.POST if sent else None, roles=roles, places=people.places_under(actor))
    if sent and form.is_valid() and (given := _given(form, user)):
        return _told(request, given, actor)
    context = {
        "people": people.people_at(user, actor),
        "actor": actor,
        "form": form if roles else None,
        "may_administer": gate.may(user, Permission.ADMINISTER, actor.pk),
        "others": [one for one in gate.actors_with_role(user) if one.pk != actor.pk],
    }
    return render(request, "access/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, kind: str, code: str, pk: int) -> HttpResponse:
    user = gate.somebody(request.user)
    actor = people.reached(user, kind=kind, code=code, to=Permission.INVITE)
    held = people.role_under(user, actor, pk)
    problem = ""
    if request.method == "POST":
        try:
            grants.end(assignment=held, by=user)
        except grants.GrantError as refused:
            problem = str(refused)
        else:
            words = {"name": held.user.name, "role": held.role_name, "actor": held.actor.name}
            messages.success(request, _("%(name)s er ikke lenger %(role)s i %(actor)s.") % words)
            # One's own may have been what opened the page.
            return redirect("home") if held.user == user else redirect("people", kind=kind, code=code)
    context = {"actor": actor, "held": held, "is_self": held.user == user, "problem": problem}
    return render(request, "access/end_role.html", context)


@require_POST
def invite_again(request: HttpRequest, kind: str, code: str, pk: int) -> HttpResponse:
    user = gate.somebody(request.user)
    actor = people.reached(user, kind=kind, code=code, to=Permission.INVITE)
    held = people.role_under(user, actor, pk)
    try:
        if not limits.within("give", str(user.pk)):
            raise grants.GrantError(_("Det er sendt mange lenker på kort tid. Vent en time, og prøv igjen."))
        grants.invite_again(assignment=held, by=user)
    except grants.GrantError as problem:
        messages.error(request, str(problem))
        return redirect("people", kind=kind, code=code)
    return _told(request, grants.Given(held, is_new=False), actor)


def _given(form: GiveForm, by: User) -> grants.Given | None:
    """None when it was refused: the form then says why."""
    if not limits.within("give", str(by.pk)):
        form.add_error(None, _("Du har gitt mange roller på kort tid. Vent en time, og prøv igjen."))
        return None
    said = form.cleaned_data
    try:
        return grants.give(
            email=said["email"], name=said["name"], role=said["role"], actor=said["place"], by=by
        )
    except grants.GrantError as problem:
        form.add_error(problem.field, str(problem))
        return None


def _told(request: HttpRequest, given: grants.Given, actor: Actor) -> HttpResponse:
    """Where nothing is mailed, and the installation is one's own, the link is shown to who asked for it."""
    held = given.assignment
    words = {"name": held.user.name, "role": held.role_name, "actor": held.actor.name}
    said = _("%(name)s er %(role)s i %(actor)s.") % words
    if is_set_up():
        said += " " + _("En e-post om det er på vei til %(email)s.") % {"email": held.user.email}
    elif not held.user.has_come_in and not _is_shown(request, held):
        said += " " + _("E-post er ikke satt opp her, så lenken for å logge inn er ikke sendt.")
    messages.success(request, said)
    if _is_shown(request, held):
        url = request.build_absolute_uri(links.path_for(held.user, links.INVITATION))
        context = {"actor": actor, "held": held, "url": url, "days": links.INVITATION.lasts.days}
        return render(request, "access/link.html", context)
    return redirect("people", kind=actor.kind, code=actor.code)


def _is_shown(request: HttpRequest, held: RoleAssignment) -> bool:
    return settings.EMBEDDED and not is_set_up() and people.may_see_link(request.user, held)
