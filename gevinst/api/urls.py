from django.urls import path, register_converter
from django.urls.converters import PathConverter

from gevinst.api.views import docs, imports, lists, plans, series, tokens, values

ROOT = "api/v1/"


class Anything(PathConverter):
    """A path with line breaks in it too."""

    regex = r"[\s\S]+"


register_converter(Anything, "anything")

app_name = "api"
urlpatterns = [
    path("konto/tilgangsnokler/", tokens.token_list, name="tokens"),
    path("konto/tilgangsnokler/<int:pk>/trekk/", tokens.revoke, name="revoke"),
    path("api/", docs.about, name="about"),
    path(ROOT, docs.reference, name="reference"),
    path(f"{ROOT}schema", docs.Schema.as_view(), name="schema"),
    path(f"{ROOT}values", values.Values.as_view(), name="values"),
    path(f"{ROOT}series", series.Series.as_view(), name="series"),
    path(f"{ROOT}indicators", lists.Indicators.as_view(), name="indicators"),
    path(f"{ROOT}actors", lists.Actors.as_view(), name="actors"),
    path(f"{ROOT}imports", imports.Imports.as_view(), name="imports"),
    path(f"{ROOT}imports/<int:pk>", imports.Import.as_view(), name="import"),
    path(f"{ROOT}plans", plans.Plans.as_view(), name="plans"),
    path(f"{ROOT}plans/<int:pk>", plans.OnePlan.as_view(), name="plan"),
    path(f"{ROOT}plans/<int:pk>/cells", plans.PlanCells.as_view(), name="plan_cells"),
    path(f"{ROOT}plans/<int:pk>/rows", plans.PlanRows.as_view(), name="plan_rows"),
    path(f"{ROOT}plans/<int:pk>/rows/<str:row>", plans.PlanRow.as_view(), name="plan_row"),
    # Last of all routes under the root, those of the boards too.
    path(f"{ROOT}<anything:path>", docs.Unknown.as_view(), name="unknown"),
]
