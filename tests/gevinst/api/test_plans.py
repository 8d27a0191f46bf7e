"""A plan read by a program: the same content as a version holds, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gevinst.access.models import Role, RoleAssignment
from gevinst.api.models import Scope
from gevinst.api.tokens import TokenError
from gevinst.plans import services
from gevinst.plans.contents import content_of
from gevinst.plans.models import Plan
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.api.conftest import make_token, program
from tests.gevinst.plan_files.conftest import make_plan

pytestmark = pytest.mark.django_db
PLANS = "/api/v1/plans"


@pytest.fixture
def plan(cast: Cast, catalogue: dict[str, Indicator]) -> Plan:
    return make_plan(cast, catalogue["ukp-dogn"])


def test_the_plans_one_may_read_are_listed(cast: Cast, plan: Plan, as_program: Callable[..., Client]) -> None:
    services.create_plan(actor=cast.steinkjer, title="Plan for Steinkjer")
    (told,) = as_program("kari").get(PLANS).json()["plans"]
    assert (told["id"], told["title"], told["actor"]) == (plan.pk, "Plan for Rauma", "municipality:1539")
    assert told["may_edit"]
    assert told["url"].endswith(f"{PLANS}/{plan.pk}")
    assert not cast.client("liv").get(PLANS).json()["plans"][0]["may_edit"]
    assert [one["title"] for one in as_program("per").get(PLANS).json()["plans"]] == ["Plan for Steinkjer"]
    assert cast.client("nora").get(PLANS).json()["plans"] == []


def test_the_list_comes_in_pages(cast: Cast, plan: Plan) -> None:
    services.create_plan(actor=cast.rauma, title="En til")
    client = cast.client("kari")
    first = client.get(PLANS, {"limit": 1}).json()
    second = client.get(first["next"]).json()
    assert [page["plans"][0]["title"] for page in (first, second)] == ["Plan for Rauma", "En til"]
    assert second["next"] is None
    assert client.get(PLANS, {"titel": "x"}).status_code == 400


def test_a_plan_is_told_as_a_version_holds_it(plan: Plan, as_program: Callable[..., Client]) -> None:
    told = as_program("kari").get(f"{PLANS}/{plan.pk}").json()
    kept: dict[str, Any] = {}
    for row in told["rows"]:
        pk = row["row"].partition("-")[2]
        cells = {one["cell"].rpartition("-")[2]: one["text"] for one in row["cells"] if one["text"]}
        under = int(row["under"].partition("-")[2]) if row["under"] else plan.pk
        rows = kept.setdefault(row["kind"], {})
        rows[pk] = {"title": row["title"], "place": len(rows), "under": under, "cells": cells}
    content = {code: rows for code, rows in content_of(plan).items() if rows}
    for benefit in content["gevinst"].values():
        benefit.pop("definition")
    assert kept == content


def test_it_says_what_fields_there_are_what_they_are_called_and_what_may_be_chosen(
    cast: Cast, plan: Plan
) -> None:
    told = cast.client("kari").get(f"{PLANS}/{plan.pk}").json()
    actions = next(one for one in told["kinds"] if one["kind"] == "tiltak")
    assert (actions["under"], actions["can_remove"]) == ("gevinst", True)
    state = next(one for one in actions["fields"] if one["name"] == "state")
    assert {"code": "done", "label": "gjennomført"} in state["choices"]
    row = next(one for one in told["rows"] if one["kind"] == "tiltak")
    assert row["revision"] == 1
    assert {one["label"] for one in row["cells"]} == {one["label"] for one in actions["fields"]}


@pytest.mark.parametrize("benefits", [5, 500])
def test_many_rows_cost_no_more_queries(cast: Cast, catalogue: dict[str, Indicator], benefits: int) -> None:
    large = make_plan(cast, catalogue["ukp-dogn"], benefits)
    client = cast.client("kari")
    client.get(PLANS)
    with queries("api: a plan"):
        client.get(f"{PLANS}/{large.pk}")


def test_a_token_of_values_opens_no_plan(plan: Plan, as_program: Callable[..., Client]) -> None:
    """Those made before plans could be read are such tokens."""
    values = as_program("kari", scopes=(Scope.VALUES_READ, Scope.IMPORTS_WRITE))
    for path in (PLANS, f"{PLANS}/{plan.pk}"):
        assert values.get(path).status_code == 403
        assert "«plans:read»" in values.get(path).json()["detail"]
    reader = as_program("kari", scopes=(Scope.PLANS_READ,))
    assert reader.get(f"{PLANS}/{plan.pk}").status_code == 200
    assert reader.get("/api/v1/values").status_code == 403
    refused = reader.patch(f"{PLANS}/{plan.pk}/cells", {}, content_type="application/json")
    assert (refused.status_code, "«plans:write»" in refused.json()["detail"]) == (403, True)


def test_the_form_suggests_no_more_than_to_read_values(cast: Cast) -> None:
    page = cast.client("kari").get("/konto/tilgangsnokler/").context["form"]
    assert page.fields["scopes"].initial == ["values:read"]


def test_nobody_makes_a_token_that_may_what_they_may_not(cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.ola).update(role=Role.ADMINISTRATOR)
    with pytest.raises(TokenError, match="Rollen din gir ikke lov til å endre planer"):
        make_token(cast.ola, cast.rauma, scopes=(Scope.PLANS_WRITE,))
    assert make_token(cast.ola, cast.rauma, scopes=(Scope.PLANS_READ,))


def test_a_foreign_plan_and_none_are_told_alike(cast: Cast, plan: Plan) -> None:
    foreign = program(make_token(cast.per, cast.steinkjer)[1])
    answers = [foreign.get(f"{PLANS}/{pk}") for pk in (plan.pk, 10**6, 10**30)]
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1


def test_a_token_of_one_municipality_opens_no_plan_of_another(cast: Cast, plan: Plan) -> None:
    RoleAssignment.objects.create(
        user=cast.kari, actor=cast.steinkjer, role=Role.COORDINATOR, valid_from="2020-01-01"
    )
    theirs = services.create_plan(actor=cast.steinkjer, title="Plan for Steinkjer")
    secret = make_token(cast.kari, cast.rauma)[1]
    assert program(secret).get(f"{PLANS}/{theirs.pk}").status_code == 404
    assert program(secret).get(f"{PLANS}/{plan.pk}").status_code == 200
