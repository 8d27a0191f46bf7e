from django.urls import path

from gevinst.shared_plans.views import carrying, contributors, ours

OURS = "gevinst/<int:pk>/bidrag/<int:actor_id>"

app_name = "shared_plans"
urlpatterns = [
    path("<int:pk>/bidrag/<int:actor_id>/", ours.ours_page, name="ours"),
    path(f"{OURS}/innsats/", ours.edit_effort, name="edit_effort"),
    path(f"{OURS}/tiltak/", ours.add_action, name="add_action"),
    path(f"{OURS}/fjern/", contributors.remove, name="remove"),
    path("gevinst/<int:pk>/bidrar/", contributors.contributors_page, name="contributors"),
    path("<int:pk>/baerer-og-far/", carrying.carrying_page, name="carrying"),
    path("gevinst/<int:pk>/baerer-og-far/", carrying.benefit_page, name="carrying_benefit"),
]
