from django.urls import path

from gevinst.values.views import (
    audit,
    batches,
    correcting,
    corrections,
    imports,
    quality,
    trails,
    undoing,
    work,
)

app_name = "values"
urlpatterns = [
    path("", imports.value_list, name="list"),
    path("import/", imports.new_upload, name="new"),
    path("import/<int:pk>/", imports.upload_page, name="upload"),
    path("import/ferdig/", work.finished, name="finished"),
    path("import/<int:pk>/status/", work.status, name="status"),
    path("import/<int:pk>/lagre/", work.commit, name="commit"),
    path("import/<int:pk>/avbryt/", work.cancel, name="cancel"),
    path("import/<int:pk>/igjen/", work.retry, name="retry"),
    path("import/<int:pk>/kolonner/", correcting.columns, name="columns"),
    path("import/<int:pk>/navn/", correcting.names, name="names"),
    path("import/<int:pk>/celler/", correcting.cells, name="cells"),
    path("import/<int:pk>/glem/", correcting.forget, name="forget"),
    path("import/<int:pk>/feil.csv", imports.faults, name="faults"),
    path("parti/<int:pk>/", batches.batch_page, name="batch"),
    path("parti/<int:pk>/angre/", undoing.undo, name="undo"),
    path("parti/<int:pk>/angre/status/", undoing.undo_status, name="undo_status"),
    path("parti/<int:pk>/angre/avbryt/", undoing.cancel_undo, name="cancel_undo"),
    path("parti/<int:pk>/rad/<int:row>/", trails.file_row, name="file_row"),
    path("tallkontroll/", audit.audit_page, name="audit"),
    path("tallkontroll/feil.csv", audit.audit_csv, name="audit_csv"),
    path("kvalitet/", quality.quality_page, name="quality"),
    path("kvalitet/<int:pk>/svar/", quality.answer_finding, name="answer"),
    path("rettelser/", corrections.correction_list, name="corrections"),
    path("rettelser/<int:pk>/", corrections.correction, name="correction"),
    path("rettelser/<int:pk>/angre/", corrections.undo_correction, name="undo_correction"),
    path("eksempeldata/fjern/", batches.remove_examples, name="remove_examples"),
    path("sporing/<slug:slug>/<str:kind>/<str:code>/<str:period>/", trails.trail, name="trail"),
    path(
        "sporing/<slug:slug>/<str:kind>/<str:code>/<str:period>/rett/",
        corrections.edit_value,
        name="edit_value",
    ),
    path(
        "sporing/<slug:slug>/<str:kind>/<str:code>/<str:period>/trekk/",
        corrections.withdraw_value,
        name="withdraw_value",
    ),
]
