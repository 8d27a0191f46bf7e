"""Rows of a plan come and go by a program too, and stand in the history as such."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gevinst.plans import bin
from gevinst.plans.models import Benefit, Change, Plan
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.gevinst.api.test_plan_edits import add, one, patch
from tests.gevinst.plan_files.conftest import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast: Cast, catalogue: dict[str, Indicator]) -> Plan:
    return make_plan(cast, catalogue["ukp-dogn"])


@pytest.fixture
def client(as_program: Callable[..., Client]) -> Client:
    return as_program("kari")


def test_a_row_is_added_filled_and_thrown_away(plan: Plan, client: Client, cast: Cast) -> None:
    benefit = plan.benefits.get()
    answer = add(client, plan, kind="tiltak", under=f"gevinst-{benefit.pk}")
    assert answer.status_code == 201
    row = answer.json()
    assert (row["kind"], row["under"]) == ("tiltak", f"gevinst-{benefit.pk}")
    cell = next(each for each in row["cells"] if each["cell"].endswith("-title"))
    saved = patch(client, plan, one(cell["cell"], "Faste soner", cell["text"])).json()
    assert saved["counts"]["saved"] == 1
    path = answer["Location"]
    assert path.endswith(f"/rows/{row['row']}")
    assert client.delete(path).status_code == 204
    assert client.delete(path).status_code == 404
    assert [each.title for each in bin.in_bin(plan, "tiltak")] == ["Faste soner"]
    assert {change.via for change in Change.objects.all()} == {"api"}


def test_where_there_can_be_one_only_the_one_that_is_there_is_told(plan: Plan, client: Client) -> None:
    benefit = plan.benefits.get()
    answer = add(client, plan, kind="mal", under=f"gevinst-{benefit.pk}")
    assert (answer.status_code, answer.json()["row"]) == (200, f"mal-{benefit.contributions.get().pk}")
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"kind": "tiltak"}, 400, "Mangler."),
        ({"kind": "bruker", "under": "gevinst-1"}, 400, "Bruk plan, gevinst"),
        ({"kind": "tiltak", "under": "mal-1"}, 400, "Skriv raden den skal ligge under, som gevinst-12."),
        ({"kind": "tiltak", "under": 7}, 400, "Skriv raden den skal ligge under"),
        ({"kind": "tiltak", "under": "gevinst-999999"}, 400, "Raden finnes ikke i planen."),
        ({"kind": "gevinst", "under": "plan-1"}, 422, "Slike rader kan ikke legges til her."),
        ({"kind": "tiltak", "under": "gevinst-1", "title": "x"}, 400, "Ukjent felt. Bruk kind, under."),
    ],
)
def test_a_row_that_cannot_be_added_says_why(
    plan: Plan, client: Client, body: dict[str, Any], status: int, words: str
) -> None:
    answer = add(client, plan, **body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert words in answer.content.decode()
    assert not Change.objects.exists()


def test_what_cannot_be_thrown_away_stays(plan: Plan, client: Client) -> None:
    own = plan.benefits.get().contributions.get()
    answer = client.delete(f"/api/v1/plans/{plan.pk}/rows/mal-{own.pk}")
    assert (answer.status_code, answer.json()["detail"]) == (422, "Slike rader kan ikke kastes.")
    for name in ("tiltak", "tiltak-x", "bruker-1", "tiltak-999999"):
        assert client.delete(f"/api/v1/plans/{plan.pk}/rows/{name}").status_code == 404
    assert Benefit.objects.count() == 1
