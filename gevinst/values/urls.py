from django.urls import path

from gevinst.values import views

app_name = "values"
urlpatterns = [
    path("", views.value_list, name="list"),
    path("import/", views.new_upload, name="new"),
    path("import/<int:pk>/", views.upload_page, name="upload"),
    path("import/<int:pk>/status/", views.upload_status, name="status"),
    path("import/<int:pk>/lagre/", views.commit, name="commit"),
    path("import/<int:pk>/avbryt/", views.cancel, name="cancel"),
    path("import/<int:pk>/rett/", views.correct, name="correct"),
    path("import/<int:pk>/igjen/", views.retry, name="retry"),
    path("import/<int:pk>/feil.csv", views.faults, name="faults"),
    path("parti/<int:pk>/", views.batch_page, name="batch"),
    path("parti/<int:pk>/angre/", views.undo, name="undo"),
    path("eksempeldata/fjern/", views.remove_examples, name="remove_examples"),
    path("sporing/<slug:slug>/<str:kind>/<str:code>/<str:period>/", views.trail, name="trail"),
]
