"""Where a person makes tokens and takes them back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gevinst.access import gate
from gevinst.access.queries import helpers_of
from gevinst.api.forms import TokenForm
from gevinst.api.models import Token
from gevinst.api.tokens import TokenError, actors_for, issue_token, revoke_token, tokens_at


@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """The secret of a new token stands on the answer to the form alone: it is kept nowhere."""
    user = gate.somebody(request.user)
    sent = request.method == "POST"
    may = bool(actors_for(user))
    if sent and not may:
        raise Http404
    form = TokenForm(user, request.POST) if sent else TokenForm(user)
    made: tuple[Token, str] | None = None
    if sent and form.is_valid():
        try:
            made = issue_token(user=user, **form.cleaned_data)
        except TokenError as problem:
            form.add_error(None, str(problem))
    context = {
        "form": TokenForm(user) if made else form,
        "may_keep": may,
        "made": made,
        "tokens": [(token, token.is_usable()) for token in tokens_at(user)],
        "helpers": [] if may else helpers_of(gate.actors_with_role(user)),
    }
    return render(request, "api/tokens.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(tokens_at(request.user), pk=pk)
    revoke_token(token=token, by=gate.somebody(request.user))
    messages.success(request, _("Nøkkelen «%(name)s» er trukket tilbake.") % {"name": token.name})
    return redirect("api:tokens")
