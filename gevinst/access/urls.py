"""Of allauth only what is named here exists: no signup, no e-mail pages, and a reset of our own."""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from gevinst.access.views import account as views
from gevinst.access.views import passwords, people

FOLK = "folk-og-roller/<str:kind>/<str:code>/"

account = [
    path("logg-inn/", views.Login.as_view(), name="account_login"),
    path("logg-ut/", views.Logout.as_view(), name="account_logout"),
    path("bytt-passord/", views.ChangePassword.as_view(), name="account_change_password"),
    path("glemt-passord/", passwords.forgotten, name="forgotten_password"),
    path("velg-passord/<str:secret>/", passwords.choose, name="choose_password"),
    path("inaktiv/", allauth.account_inactive, name="account_inactive"),
    # Choosing a language harms nobody, and a token here would put a cookie on every open page.
    path("sprak/", csrf_exempt(login_not_required(require_POST(set_language))), name="set_language"),
]
urlpatterns = [
    path("konto/", include(account)),
    path(FOLK, people.page, name="people"),
    path(f"{FOLK}<int:pk>/avslutt/", people.end, name="end_role"),
    path(f"{FOLK}<int:pk>/ny-lenke/", people.invite_again, name="invite_again"),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
    path("personvern/", views.privacy, name="privacy"),
    path("kontakt/", views.contact, name="contact"),
]
