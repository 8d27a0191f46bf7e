"""Of allauth only what is named here exists: no signup, no e-mail pages, no reset by e-mail."""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from gevinst.access import views

account = [
    path("logg-inn/", views.Login.as_view(), name="account_login"),
    path("logg-ut/", views.Logout.as_view(), name="account_logout"),
    path("bytt-passord/", views.ChangePassword.as_view(), name="account_change_password"),
    path("inaktiv/", allauth.account_inactive, name="account_inactive"),
    # Choosing a language harms nobody, and a token here would put a cookie on every open page.
    path("sprak/", csrf_exempt(login_not_required(require_POST(set_language))), name="set_language"),
]
urlpatterns = [
    path("konto/", include(account)),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
    path("personvern/", views.privacy, name="privacy"),
    path("kontakt/", views.contact, name="contact"),
]
