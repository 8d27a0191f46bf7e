"""A plan edited by a program: cell by cell, by the rules of the page, and nothing lost or overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gevinst.api import plan_edits
from gevinst.plans import contents, edits, services
from gevinst.plans.edits import Written
from gevinst.plans.models import Action, Change, Plan, Proposal, Version
from gevinst.plans.rows.kind import Address
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.gevinst.api.conftest import make_token, program
from tests.gevinst.plan_files.conftest import make_plan
from tests.gevinst.plan_files.test_views import rename, send

pytestmark = pytest.mark.django_db
STOOD = "Tavlemøte hver morgen"


@pytest.fixture
def plan(cast: Cast, catalogue: dict[str, Indicator]) -> Plan:
    return make_plan(cast, catalogue["ukp-dogn"])


@pytest.fixture
def action(plan: Plan) -> Action:
    return Action.objects.get(benefit__plan=plan)


@pytest.fixture
def client(as_program: Callable[..., Client]) -> Client:
    return as_program("kari")


def patch(client: Client, plan: Plan, *cells: Any, **more: Any) -> Any:
    body = json.dumps({"cells": list(cells), **more})
    return client.patch(f"/api/v1/plans/{plan.pk}/cells", body, content_type="application/json")


def one(cell: str, text: Any, base: Any) -> dict[str, Any]:
    return {"cell": cell, "text": text, "base": base}


def title(action: Action, text: str, base: str = STOOD) -> dict[str, Any]:
    return one(f"tiltak-{action.pk}-title", text, base)


def add(client: Client, plan: Plan, **body: Any) -> Any:
    return client.post(f"/api/v1/plans/{plan.pk}/rows", body, content_type="application/json")


def written_by_ola(cast: Cast, plan: Plan, action: Action, text: str) -> None:
    cell = Written(address=Address("tiltak", action.pk, "title"), text=text, base=None)
    edits.edit(plan=plan, written=[cell], by=cast.ola)


def test_each_cell_is_answered_for_and_what_can_be_saved_is(
    cast: Cast, plan: Plan, action: Action, client: Client
) -> None:
    written_by_ola(cast, plan, action, "Olas ord")
    cell = f"tiltak-{action.pk}"
    answer = patch(
        client,
        plan,
        title(action, "Fra programmet"),
        one(f"{cell}-due", "31.12.2024", "30.06.2026"),
        one(f"{cell}-owner_title", "Avdelingsleder", "Noe annet"),
        one(f"{cell}-state", "gjennomført", "planned"),
        one("tiltak-999999-title", "Til ingen", ""),
    )
    assert answer.status_code == 200
    told = answer.json()
    assert [each["outcome"] for each in told["cells"]] == [
        "conflict",
        "refused",
        "unchanged",
        "saved",
        "gone",
    ]
    assert told["counts"] == {"saved": 1, "unchanged": 1, "conflict": 1, "refused": 1, "gone": 1}
    conflict, refused, _same, saved, gone = told["cells"]
    assert (conflict["text"], conflict["proposal"]["text"]) == ("Olas ord", "Fra programmet")
    assert conflict["proposal"]["page"].endswith(f"#tiltak-{action.pk}")
    assert refused["text"] == "30.06.2026"
    assert refused["message"]
    assert saved["text"] == "done"
    assert gone["proposal"]["text"] == "Til ingen"
    action.refresh_from_db()
    assert (action.title, action.state) == ("Olas ord", "done")


def test_the_history_says_it_came_from_a_program(
    plan: Plan, action: Action, client: Client, cast: Cast
) -> None:
    patch(client, plan, title(action, "Fra programmet"))
    change = Change.objects.get(field="title")
    assert (change.via, change.by, change.was, change.became) == ("api", cast.kari, STOOD, "Fra programmet")


def test_sending_the_same_again_changes_nothing(plan: Plan, action: Action, client: Client) -> None:
    outcomes = [
        patch(client, plan, title(action, "Fra programmet")).json()["cells"][0]["outcome"] for _ in range(3)
    ]
    assert outcomes == ["saved", "unchanged", "unchanged"]
    assert Change.objects.filter(field="title").count() == 1


def test_a_conflict_sent_again_is_kept_once(cast: Cast, plan: Plan, action: Action, client: Client) -> None:
    written_by_ola(cast, plan, action, "Olas ord")
    for text in ("Mitt", "Mitt igjen"):
        assert patch(client, plan, title(action, text)).json()["counts"]["conflict"] == 1
    assert Proposal.objects.get().text == "Mitt igjen"


def test_what_else_changed_in_the_row_is_told(plan: Plan, client: Client) -> None:
    pk = plan.benefits.get().contributions.get().pk
    told = patch(client, plan, one(f"mal-{pk}-form", "relative", "at_most")).json()["cells"][0]
    assert told["outcome"] == "saved"
    assert {"cell": f"mal-{pk}-target", "text": ""} in told["also"]


def test_an_edit_takes_back_what_waits_for_approval(
    plan: Plan, action: Action, client: Client, cast: Cast
) -> None:
    version = plan.versions.create(number=1, content=contents.content_of(plan), submitted_by=cast.kari)
    patch(client, plan, title(action, STOOD, STOOD))
    assert plan.versions.get().state == Version.State.SUBMITTED
    patch(client, plan, title(action, "Fra programmet"))
    version.refresh_from_db()
    assert version.state == Version.State.WITHDRAWN


@pytest.mark.parametrize(
    ("cells", "field", "words"),
    [
        ([], "cells", "Send 1 til 500 celler."),
        ("alt", "cells", "Send 1 til 500 celler."),
        (["alt"], "cells.0", "Skal være et objekt med cell, text, base."),
        ([{"cell": "tiltak-1-title", "text": "x"}], "cells.0.base", "Mangler."),
        ([{**one("tiltak-1-title", "x", ""), "by": 1}], "cells.0.by", "Ukjent felt. Bruk cell, text, base."),
        ([one("tiltak-1-title", None, "")], "cells.0.text", "Skal være en tekst på høyst 20000 tegn."),
        ([one("tiltak-1-title", "x", None)], "cells.0.base", "Skal være en tekst på høyst 20000 tegn."),
        ([one("tiltak-1-title", "x" * 20_001, "")], "cells.0.text", "Skal være en tekst på høyst"),
        ([one("tiltak-1-title", "a\x00b", "")], "cells.0.text", "Skal være en tekst på høyst"),
        ([one("tiltak-1-title", "\ud800", "")], "cells.0.text", "Skal være en tekst på høyst"),
        ([one("tiltak-1", "x", "")], "cells.0.cell", "Skriv cellen som den står i planen"),
        ([one("bruker-1-password", "x", "")], "cells.0.cell", "Skriv cellen som den står i planen"),
        ([one(7, "x", "")], "cells.0.cell", "Skriv cellen som den står i planen"),
        ([one("tiltak-1-title", "x", "")] * 2, "cells.1.cell", "Cellen står her to ganger."),
        ([one("tiltak-1-title", "x", "")] * 501, "cells", "Send 1 til 500 celler."),
    ],
)
def test_a_request_of_the_wrong_form_is_told_where_and_nothing_is_written(
    plan: Plan, client: Client, cells: Any, field: str, words: str
) -> None:
    answer = client.patch(
        f"/api/v1/plans/{plan.pk}/cells", json.dumps({"cells": cells}), content_type="application/json"
    )
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    (fault,) = answer.json()["errors"]
    assert (fault["field"], words in fault["detail"]) == (field, True), fault
    assert not Proposal.objects.exists()


def test_an_unknown_field_stops_the_whole_request_and_says_which_there_are(
    plan: Plan, action: Action, client: Client
) -> None:
    answer = patch(
        client, plan, title(action, "Ny"), one(f"tiltak-{action.pk}-revision", "7", ""),
        one(f"tiltak-{action.pk}-binned_at", "x", ""),
    )  # fmt: skip
    assert answer.status_code == 400
    faults = answer.json()["errors"]
    assert [fault["field"] for fault in faults] == ["cells.1.cell", "cells.2.cell"]
    assert "title" in faults[0]["detail"]
    action.refresh_from_db()
    assert action.title == STOOD


def test_a_body_that_is_too_large_is_refused_by_its_size(
    plan: Plan, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_edits, "MOST_BYTES", 100)
    answer = patch(client, plan, one("tiltak-1-title", "x" * 200, ""))
    assert answer.status_code == 413
    assert patch(client, plan, one("tiltak-1-title", "x", ""), titel="x").status_code == 400


@pytest.mark.parametrize("body", ["", "[]", "7", '{"cells": ', '{"cells": [' + "[" * 5_000])
def test_what_is_no_such_object_is_refused(plan: Plan, client: Client, body: str) -> None:
    answer = client.patch(f"/api/v1/plans/{plan.pk}/cells", body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_cell_of_another_plan_is_not_written_through_ones_own(
    cast: Cast, plan: Plan, client: Client, catalogue: dict[str, Indicator]
) -> None:
    theirs = services.create_plan(actor=cast.steinkjer, title="Plan for Steinkjer")
    benefit = services.add_benefit(plan=theirs, indicator=catalogue["ukp-dogn"], title="Deres")
    told = patch(client, plan, one(f"gevinst-{benefit.pk}-title", "Vårt", "Deres")).json()["cells"][0]
    assert (told["outcome"], told["text"], told["also"]) == ("gone", "", [])
    benefit.refresh_from_db()
    assert benefit.title == "Deres"


@pytest.mark.parametrize("who", ["liv", "per", "anonymous"])
def test_who_may_not_edit_is_refused_whatever_they_send(
    cast: Cast, plan: Plan, action: Action, who: str
) -> None:
    status = 401 if who == "anonymous" else 404
    client = cast.client(who)
    assert patch(client, plan, title(action, "Ny")).status_code == status
    assert add(client, plan, kind="tiltak", under="gevinst-1").status_code == status
    assert client.delete(f"/api/v1/plans/{plan.pk}/rows/tiltak-{action.pk}").status_code == status
    assert Action.objects.get().title == STOOD


def test_a_role_that_is_lost_takes_the_token_along(cast: Cast, plan: Plan, action: Action) -> None:
    client = program(make_token(cast.kari, cast.rauma)[1])
    assert patch(client, plan, title(action, "Ny")).status_code == 200
    cast.kari.roles.all().delete()
    assert patch(client, plan, title(action, "Nyere", "Ny")).status_code == 401


def test_a_personal_id_is_not_kept_anywhere(plan: Plan, action: Action, client: Client) -> None:
    number = "13031353453"
    gone = one("tiltak-999999-title", number, "")
    told = patch(client, plan, title(action, f"Ring {number}"), gone).json()
    assert told["counts"]["refused"] == 2
    assert number not in json.dumps(told)
    assert not Proposal.objects.exists()


def test_a_program_asks_so_often_and_no_oftener(
    plan: Plan, client: Client, action: Action, settings: Any
) -> None:
    settings.API_RATES = {"read": "100/min", "write": "2/min"}
    statuses = [patch(client, plan, title(action, f"{n}")).status_code for n in range(3)]
    assert statuses == [200, 200, 429]


def test_page_program_and_workbook_all_keep_both_texts(
    cast: Cast, plan: Plan, action: Action, client: Client
) -> None:
    """Three ways in, one after another, each over the text that stood before Ola wrote."""
    person = cast.client("kari")
    returned = send(person, plan, rename("Fra regnearket"))["Location"]
    written_by_ola(cast, plan, action, "Olas ord")
    sent = {"cells": [title(action, "Fra siden")]}
    page = person.post(reverse("plans:write", args=[plan.pk]), sent, content_type="application/json")
    assert page.json()["cells"][0]["outcome"] == "conflict"
    assert patch(client, plan, title(action, "Fra programmet")).json()["counts"]["conflict"] == 1
    person.post(f"{returned}lagre/")
    action.refresh_from_db()
    assert action.title == "Olas ord"
    kept = {proposal.via: proposal.text for proposal in Proposal.objects.filter(settled_at=None)}
    assert kept == {"page": "Fra siden", "api": "Fra programmet", "file": "Fra regnearket"}
    told = client.get(f"/api/v1/plans/{plan.pk}").json()
    row = next(each for each in told["rows"] if each["row"] == f"tiltak-{action.pk}")
    assert row["title"] == "Olas ord"
    sheet = person.get(reverse("plans:sheet", args=[plan.pk])).content.decode()
    assert all(text in sheet for text in kept.values())
