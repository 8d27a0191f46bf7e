from django.urls import path

from gevinst.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("<int:pk>/", views.plan_page, name="plan"),
    path("ny/<int:actor_id>/", views.start, name="start"),
    path("velg/<slug:slug>/", views.choose, name="choose"),
    path("<int:pk>/ny-gevinst/<slug:slug>/", views.add_benefit, name="add_benefit"),
    path("gevinst/<int:pk>/", views.benefit_page, name="benefit"),
    path("gevinst/<int:pk>/rediger/", views.edit_benefit, name="edit_benefit"),
    path("gevinst/<int:pk>/mal/<int:actor_id>/", views.edit_contribution, name="edit_contribution"),
    path("gevinst/<int:pk>/mal/<int:actor_id>/milepel/", views.add_milestone, name="add_milestone"),
    path("gevinst/<int:pk>/tiltak/", views.add_action, name="add_action"),
    path("tiltak/<int:pk>/", views.edit_action, name="edit_action"),
]
