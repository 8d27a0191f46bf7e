"""The way out of the mails, for whoever has one of them. The signed token is what grants it, not a login."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from gevinst.reminders import mail, services


# A mail program that offers «avmeld» posts here itself (RFC 8058), and has no token of a form.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first: many mail filters open every address of a mail, and shall not unsubscribe anybody."""
    user = mail.user_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        services.turn_off(user=user)
    return render(request, "reminders/unsubscribe.html", {"done": request.method == "POST"})
