"""Where the sheet leads after a row came or went, and what it answers to what it cannot place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from gevinst.plans import services
from gevinst.plans.models import Benefit
from tests.cast import Cast
from tests.gevinst.plans.test_together import write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("asked", "kept"), [("?page=2", "?page=2"), ("", ""), ("?page=x&q=1", "")])
def test_a_row_that_comes_or_goes_leads_back_to_the_page_it_was_asked_from(
    cast: Cast, benefit: Benefit, asked: str, kept: str
) -> None:
    kari, sheet = cast.client("kari"), reverse("plans:sheet", args=[benefit.plan_id])

    def led_to(name: str, **sent: object) -> str:
        url = reverse(f"plans:{name}", args=[benefit.plan_id])
        return kari.post(url + asked, sent)["Location"].removeprefix(sheet)

    also = f"{kept}&" if kept else "?"
    added = led_to("add_row", slag="tiltak", under=benefit.pk)
    row = f"tiltak-{benefit.actions.get().pk}"
    assert added == f"{also}rad={row}#{row}"
    assert led_to("remove_row", rad=row) == f"{kept}#papirkurv"
    assert led_to("take_back_row", rad=row) == f"{also}rad={row}#{row}"


def test_the_forms_of_the_second_page_ask_from_the_second_page(cast: Cast, benefit: Benefit) -> None:
    plan = benefit.plan
    for number in range(50):
        services.add_benefit(plan=plan, indicator=benefit.indicator, title=f"Gevinst {number}")
    sheet = cast.client("kari").get(reverse("plans:sheet", args=[plan.pk]), {"page": 2}).content.decode()
    for name in ("add_row", "remove_row"):
        assert f'action="{reverse(f"plans:{name}", args=[plan.pk])}?page=2"' in sheet, name


@pytest.mark.parametrize(
    "odd",
    [
        {"cell": "x"},
        {"cell": "gevinst-1-eier"},
        {"cell": "gevinst-x-title"},
        {"cell": "gevinst--1-title"},
        {"cell": "gevinst- 1-title"},
        {"cell": "bruker-1-title"},
        {"cell": "gevinst-1-title", "text": None},
        {"cell": "gevinst-99999999999999999999-title"},
        {"text": "x"},
    ],
)
def test_one_cell_that_cannot_be_placed_keeps_no_other_from_being_saved(
    cast: Cast, benefit: Benefit, odd: dict[str, Any]
) -> None:
    sent = {"text": "Odd", "base": "", **odd}
    sent["cell"] = str(sent.get("cell")).replace("gevinst-1-", f"gevinst-{benefit.pk}-")
    note = {"cell": f"gevinst-{benefit.pk}-note", "text": "Nytt", "base": ""}
    url = reverse("plans:write", args=[benefit.plan_id])
    body = json.dumps({"cells": [note, sent]})
    answer = cast.client("kari").post(url, body, content_type="application/json")
    told = {one["cell"]: one for one in answer.json()["cells"]}
    lost = told[sent["cell"]]
    assert (lost["outcome"], lost["nowhere"]) == ("refused", True)
    assert lost["message"] == "Cellen finnes ikke i denne planen."
    assert (told[note["cell"]]["outcome"], told[note["cell"]]["nowhere"]) == ("saved", False)
    benefit.refresh_from_db()
    assert benefit.note == "Nytt"


def test_more_than_goes_in_one_request_is_told_apart_from_a_plan_that_is_closed(
    cast: Cast, benefit: Benefit
) -> None:
    long = (f"gevinst-{benefit.pk}-note", "x" * 1_000_001, "")
    assert write(cast.client("kari"), benefit.plan, long).status_code == 413
