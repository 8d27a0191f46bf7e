"""Coming in and going out, and the pages the law asks for."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.access.forms import ChangePasswordForm, LoginForm
from gevinst.access.models import User
from gevinst.access.queries import helpers_of


class Login(allauth.LoginView):
    form_class = LoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`has_examples`: logins of the example data exist, and were told where the product was started."""
        has_examples = User.objects.filter(is_example=True).exists()
        return {**super().get_context_data(**kwargs), "has_examples": has_examples}


@method_decorator(login_not_required, name="dispatch")
class Logout(allauth.LogoutView):
    """Open, or one who is already out would be sent to the login only to be asked whether to log out."""


class ChangePassword(allauth.PasswordChangeView):
    form_class = ChangePasswordForm


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "access/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "access/privacy.html")


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to ask: for those logged in the people at their own actors, by name."""
    context = {"email": settings.CONTACT_EMAIL, "helpers": helpers_of(gate.actors_with_role(request.user))}
    return render(request, "access/contact.html", context)
