from django.urls import path

from gevinst.meetings.views import agenda, decisions, meetings, minutes, participants, slides

app_name = "meetings"
urlpatterns = [
    path("", meetings.listed, name="list"),
    path("ny/", meetings.create, name="create"),
    path("<int:pk>/", meetings.page, name="page"),
    path("<int:pk>/rediger/", meetings.edit, name="edit"),
    path("<int:pk>/neste/", meetings.follow, name="next"),
    path("<int:pk>/frys/", meetings.freeze, name="freeze"),
    path("<int:pk>/avslutt/", meetings.close, name="close"),
    path("<int:pk>/gjenapne/", meetings.reopen, name="reopen"),
    path("<int:pk>/forslag/", agenda.propose, name="propose"),
    path("<int:pk>/egen-sak/", agenda.add, name="add_item"),
    path("sak/<int:pk>/", agenda.edit, name="edit_item"),
    path("sak/<int:pk>/flytt/", agenda.move, name="move_item"),
    path("sak/<int:pk>/fjern/", agenda.remove, name="remove_item"),
    path("<int:pk>/deltaker/", participants.add, name="add_participant"),
    path("deltaker/<int:pk>/fjern/", participants.remove, name="remove_participant"),
    path("<int:pk>/lysark/", slides.deck, name="slides"),
    path("<int:pk>/beslutning/", decisions.decide, name="decide"),
    path("beslutning/<int:pk>/status/", decisions.settle, name="settle"),
    path("beslutning/<int:pk>/fjern/", decisions.take_back, name="take_back"),
    path("<int:pk>/referat.<str:form>", minutes.download, name="minutes"),
]
