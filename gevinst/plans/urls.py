from django.urls import path

from gevinst.plans import views
from gevinst.plans.steps import views as steps

MILESTONE = "gevinst/<int:pk>/mal/<int:actor_id>/milepel"

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("<int:pk>/", views.plan_page, name="plan"),
    path("ny/<int:actor_id>/", views.start, name="start"),
    path("velg/<slug:slug>/", views.choose, name="choose"),
    path("<int:pk>/ny-gevinst/<slug:slug>/", views.add_benefit, name="add_benefit"),
    path("gevinst/<int:pk>/", views.benefit_page, name="benefit"),
    path("gevinst/<int:pk>/rediger/", views.edit_benefit, name="edit_benefit"),
    path("gevinst/<int:pk>/slett/", views.delete_benefit, name="delete_benefit"),
    path("gevinst/<int:pk>/mal/<int:actor_id>/", views.edit_contribution, name="edit_contribution"),
    path(f"{MILESTONE}/", steps.add_milestone, name="add_milestone"),
    path(f"{MILESTONE}/<int:milestone_id>/", steps.edit_milestone, name="edit_milestone"),
    path(f"{MILESTONE}/<int:milestone_id>/slett/", steps.delete_milestone, name="delete_milestone"),
    path("gevinst/<int:pk>/tiltak/", steps.add_action, name="add_action"),
    path("tiltak/<int:pk>/", steps.edit_action, name="edit_action"),
    path("tiltak/<int:pk>/slett/", steps.delete_action, name="delete_action"),
]
