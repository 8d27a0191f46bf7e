from collections.abc import Iterator

from django.urls import URLPattern, path
from django.utils.module_loading import import_string

from gevinst.dashboards import api, listing, views
from gevinst.dashboards.boards import BOARDS, Board, board_for
from gevinst.dashboards.downloads import FORMS
from gevinst.dashboards.remembered import remembered_page


def _routes(board: Board) -> Iterator[URLPattern]:
    """Its page, and a file in each form where it gives an answer."""
    view = import_string(board.view)
    page = remembered_page(view, what=board.code, of_figures_alone=board.remembers)
    yield path(board.route, page, name=board.code)
    download = views.download if board.needs_login else views.open_download
    for form in FORMS if board.answer else ():
        yield path(
            f"{board.files_route}tabell.{form}",
            download,
            {"board": board, "form": form},
            name=f"{board.code}-{form}",
        )


app_name = "dashboards"
urlpatterns = [
    path("dashbord/", listing.boards, name="boards"),
    path("oversikt/<str:kind>/<str:code>/gevinst/<int:pk>/", views.overview_opened, name="overview-opened"),
    *(route for code in BOARDS for route in _routes(board_for(code))),
    *api.routes(),
]
