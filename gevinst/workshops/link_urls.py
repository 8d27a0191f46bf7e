from django.urls import path

from gevinst.workshops.views import visits

app_name = "taking_part"
urlpatterns = [
    path("<str:link>/", visits.tasks, name="tasks"),
    path("<str:link>/bli-med/", visits.join, name="join"),
    path("<str:link>/oppgave/<int:pk>/", visits.edit, name="task"),
    path("<str:link>/oppgave/<int:pk>/fjern/", visits.remove, name="remove_task"),
    path("<str:link>/sporsmal/", visits.questions, name="questions"),
    path("<str:link>/prioriter/", visits.priorities, name="priorities"),
]
