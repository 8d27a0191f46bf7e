"""All routes. Closed by default (LoginRequiredMiddleware); an open page says so with `login_not_required`."""

from django.urls import include, path

from gevinst.dashboards.views import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("gevinst.dashboards.urls")),
    path("utvalgsliste/", include("gevinst.sheets.urls")),
    path("plan/", include("gevinst.plans.urls")),
    path("malinger/", include("gevinst.values.urls")),
    path("konto/", include("gevinst.access.urls")),
]

handler403 = "gevinst.access.errors.forbidden"
handler404 = "gevinst.access.errors.not_found"
handler500 = "gevinst.access.errors.server_error"
