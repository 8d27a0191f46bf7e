from django.urls import path

from gevinst.plans import views
from gevinst.plans.map import views as benefits_map
from gevinst.plans.steps import rows
from gevinst.plans.steps import views as steps
from gevinst.plans.together import sheet, talk, versions

MILESTONE = "gevinst/<int:pk>/mal/<int:actor_id>/milepel"

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("<int:pk>/", views.plan_page, name="plan"),
    path("<int:pk>/ark/", sheet.sheet, name="sheet"),
    path("<int:pk>/ark/celler/", sheet.write, name="write"),
    path("<int:pk>/ark/nytt/", sheet.news, name="news"),
    path("<int:pk>/ark/rad/", sheet.add_row, name="add_row"),
    path("<int:pk>/ark/fjern/", sheet.remove_row, name="remove_row"),
    path("<int:pk>/ark/hent/", sheet.take_back_row, name="take_back_row"),
    path("<int:pk>/ark/forslag/<int:proposal_id>/", sheet.settle, name="settle"),
    path("<int:pk>/historikk/", talk.history_page, name="history"),
    path("<int:pk>/kommentarer/", talk.comments_page, name="comments"),
    path("<int:pk>/kommentarer/ny/", talk.comment, name="comment"),
    path("<int:pk>/kommentarer/<int:comment_id>/lost/", talk.resolve, name="resolve"),
    path("<int:pk>/versjoner/", versions.version_list, name="versions"),
    path("<int:pk>/versjoner/send/", versions.submit, name="submit"),
    path("<int:pk>/versjoner/trekk/", versions.withdraw, name="withdraw"),
    path("<int:pk>/versjoner/<int:number>/", versions.version_page, name="version"),
    path("<int:pk>/versjoner/<int:number>/avgjor/", versions.decide, name="decide"),
    path("<int:pk>/versjoner/<int:number>/gjenopprett/", versions.restore, name="restore"),
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
    path("<int:pk>/rad/<slug:what>/ny/<int:under>/", rows.add, name="add_row_page"),
    path("<int:pk>/rad/<slug:what>/<int:row_id>/", rows.edit, name="edit_row"),
    path("<int:pk>/rad/<slug:what>/<int:row_id>/slett/", rows.delete, name="delete_row"),
    path("<int:pk>/kart/", benefits_map.benefits_map, name="map"),
    path("<int:pk>/kart/pil/", benefits_map.connect, name="connect"),
    path("<int:pk>/kart/pil/fjern/", benefits_map.disconnect, name="disconnect"),
    path("tiltak/<int:pk>/", steps.edit_action, name="edit_action"),
    path("tiltak/<int:pk>/slett/", steps.delete_action, name="delete_action"),
]
