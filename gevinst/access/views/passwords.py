"""Choosing a password by a link that came by mail, and asking for such a link."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gevinst.access import limits, links, passwords
from gevinst.access.addresses import client_address
from gevinst.access.forms import ChoosePasswordForm, ForgottenForm
from gevinst.reminders.mail import is_set_up


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """The same answer whether or not anybody has the address."""
    form, sent_to = ForgottenForm(), ""
    if request.method == "POST":
        form = ForgottenForm(request.POST)
        if form.is_valid():
            if not limits.within("reset", client_address(request)):
                return render(request, "errors/429.html", status=429)
            sent_to = form.cleaned_data["email"]
            if is_set_up() and limits.within("reset-address", sent_to.lower()):
                passwords.ask_for_reset(email=sent_to)
    context = {"form": form, "sent_to": sent_to, "mail_is_set_up": is_set_up()}
    return render(request, "account/forgotten.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, secret: str) -> HttpResponse:
    """A link is used by sending the form, not by opening it: programs that look through mail open links."""
    user = links.user_of(secret)
    if user is None:
        return _no_longer(request)
    form = ChoosePasswordForm(user=user, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if passwords.choose(secret=secret, password=form.cleaned_data["password1"]) is None:
            return _no_longer(request)
        logout(request)
        messages.success(request, _("Passordet er lagret. Logg inn med det."))
        return redirect("account_login")
    return render(request, "account/choose_password.html", {"form": form, "person": user})


def _no_longer(request: HttpRequest) -> HttpResponse:
    if not limits.within("link", client_address(request)):
        return render(request, "errors/429.html", status=429)
    return render(request, "account/link_used.html", {"mail_is_set_up": is_set_up()}, status=410)
