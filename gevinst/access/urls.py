from allauth.account import views as allauth
from django.urls import path
from django.views.i18n import set_language
from django.contrib.auth.decorators import login_not_required

from gevinst.access import views

urlpatterns = [
    path("logg-inn/", allauth.login, name="account_login"),
    path("logg-ut/", allauth.logout, name="account_logout"),
    path("bytt-passord/", allauth.password_change, name="account_change_password"),
    path("bekreft/", allauth.reauthenticate, name="account_reauthenticate"),
    path("inaktiv/", allauth.account_inactive, name="account_inactive"),
    path("sprak/", login_not_required(set_language), name="set_language"),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
    path("personvern/", views.privacy, name="privacy"),
]
