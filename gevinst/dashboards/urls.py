from django.urls import path
from django.utils.module_loading import import_string

from gevinst.dashboards.boards import BOARDS, board_for

app_name = "dashboards"
urlpatterns = [
    path(board.route, import_string(board.view), name=board.code) for board in map(board_for, BOARDS)
]
