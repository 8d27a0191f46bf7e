from django.urls import path

from gevinst.workshops.views import visits

app_name = "taking_part"
urlpatterns = [
    path("", visits.tasks, name="tasks"),
    path("bli-med/", visits.join, name="join"),
    path("oppgave/<int:pk>/", visits.edit, name="task"),
    path("oppgave/<int:pk>/fjern/", visits.remove, name="remove_task"),
    path("sporsmal/", visits.questions, name="questions"),
    path("prioriter/", visits.priorities, name="priorities"),
]
