from __future__ import annotations

from django.urls import reverse

from gevinst.dashboards.boards import BOARDS, board_for
from gevinst.dashboards.listing import entries
from tests.cast import Cast


def test_every_board_on_the_list_can_be_opened(cast: Cast) -> None:
    for code in BOARDS:
        board = board_for(code)
        assert not board.listed or board.is_of_an_actor or "<" not in board.route, code


def test_a_board_opens_for_ones_own_municipality(cast: Cast) -> None:
    overview = next(one for one in entries(cast.kari) if one.name == board_for("overview").name)
    assert ("Rauma", "/oversikt/municipality/1539/") in overview.ways
    assert not any("Steinkjer" in name for name, _url in overview.ways)


def test_no_way_leads_to_another_municipality(cast: Cast) -> None:
    client = cast.client("per")
    for entry in entries(cast.per):
        for _name, url in entry.ways:
            assert client.get(url).status_code == 200, url


def test_the_page_lists_each_with_its_question(cast: Cast) -> None:
    page = cast.client("kari").get(reverse("dashboards:boards")).content.decode()
    for entry in entries(cast.kari):
        assert entry.name in page
        assert entry.question in page
