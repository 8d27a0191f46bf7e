from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gevinst.access import gate
from gevinst.reminders import mail, services
from gevinst.reminders.forms import DigestForm
from gevinst.reminders.queries import choice_of


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    user = gate.somebody(request.user)
    if request.method == "POST":
        form = DigestForm(request.POST)
        if form.saved(lambda data: services.choose(user=user, **data)):
            messages.success(request, _("Lagret."))
            return redirect("reminders:settings")
    else:
        choice = choice_of(user)
        form = DigestForm(initial={"rhythm": choice.rhythm, "language": choice.language})
    context = {"form": form, "mail_is_set_up": mail.is_set_up(), "email": user.email}
    return render(request, "reminders/settings.html", context)
