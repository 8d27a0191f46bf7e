from django.urls import path

from gevinst.values.views import batches, imports, trails

app_name = "values"
urlpatterns = [
    path("", imports.value_list, name="list"),
    path("import/", imports.new_upload, name="new"),
    path("import/<int:pk>/", imports.upload_page, name="upload"),
    path("import/<int:pk>/status/", imports.upload_status, name="status"),
    path("import/<int:pk>/lagre/", imports.commit, name="commit"),
    path("import/<int:pk>/avbryt/", imports.cancel, name="cancel"),
    path("import/<int:pk>/rett/", imports.correct, name="correct"),
    path("import/<int:pk>/igjen/", imports.retry, name="retry"),
    path("import/<int:pk>/feil.csv", imports.faults, name="faults"),
    path("parti/<int:pk>/", batches.batch_page, name="batch"),
    path("parti/<int:pk>/angre/", batches.undo, name="undo"),
    path("eksempeldata/fjern/", batches.remove_examples, name="remove_examples"),
    path("sporing/<slug:slug>/<str:kind>/<str:code>/<str:period>/", trails.trail, name="trail"),
]
