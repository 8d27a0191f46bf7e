"""All routes. Closed by default (LoginRequiredMiddleware); an open page says so with `login_not_required`."""

from django.urls import include, path

from gevinst.dashboards.views import home
from gevinst.sheets.views import search

urlpatterns = [
    path("", home, name="home"),
    path("sok/", search, name="search"),
    path("", include("gevinst.dashboards.urls")),
    path("", include("gevinst.api.urls")),
    path("utvalgsliste/", include("gevinst.sheets.urls")),
    path("plan/", include("gevinst.plans.urls")),
    path("plan/", include("gevinst.plan_files.urls")),
    path("plan/", include("gevinst.shared_plans.urls")),
    path("oppfolging/", include("gevinst.reviews.urls")),
    path("definisjoner/", include("gevinst.definitions.urls")),
    path("paminnelser/", include("gevinst.reminders.urls")),
    path("laering/", include("gevinst.learning.urls")),
    path("lagret/", include("gevinst.saved_views.urls")),
    path("grenser/", include("gevinst.limit_choices.urls")),
    path("workshop/", include("gevinst.workshops.urls")),
    path("w/", include("gevinst.workshops.link_urls")),
    path("moter/", include("gevinst.meetings.urls")),
    path("kom-i-gang/", include("gevinst.onboarding.urls")),
    path("malinger/", include("gevinst.values.urls")),
    path("handbok/", include("gevinst.handbook.urls")),
    path("", include("gevinst.access.urls")),
]

handler400 = "gevinst.access.errors.bad_request"
handler403 = "gevinst.access.errors.forbidden"
handler404 = "gevinst.access.errors.not_found"
handler500 = "gevinst.outages.errors.server_error"
