from django.urls import path

from gevinst.workshops.views import benefits, files, priorities, screen, tasks, workshops

app_name = "workshops"
urlpatterns = [
    path("", workshops.listed, name="list"),
    path("ny/<int:actor_id>/", workshops.create, name="create"),
    path("<int:pk>/", workshops.page, name="page"),
    path("<int:pk>/rediger/", workshops.edit, name="edit"),
    path("<int:pk>/apne/", workshops.open_up, name="open"),
    path("<int:pk>/lukk/", workshops.close, name="close"),
    path("<int:pk>/ny-lenke/", workshops.renew_link, name="renew_link"),
    path("<int:pk>/skjerm/", screen.screen, name="screen"),
    path("<int:pk>/skjerm/na/", screen.now, name="now"),
    path("<int:pk>/skjema/", files.form, name="form"),
    path("<int:pk>/resultat/", files.result, name="result"),
    path("<int:pk>/fil/", files.upload, name="upload"),
    path("<int:pk>/ny-oppgave/", tasks.add, name="add_task"),
    path("<int:pk>/like/", tasks.alike, name="alike"),
    path("oppgave/<int:pk>/", tasks.edit, name="task"),
    path("oppgave/<int:pk>/fjern/", tasks.remove, name="remove_task"),
    path("oppgave/<int:pk>/skill-ut/", tasks.split, name="split"),
    path("<int:pk>/prioritering/", priorities.page, name="priorities"),
    path("<int:pk>/prioritering/bryter/", priorities.switch, name="scoring"),
    path("oppgave/<int:pk>/vurdering/", priorities.group_score, name="group_score"),
    path("oppgave/<int:pk>/gevinst/", benefits.make, name="make_benefit"),
]
