"""The description of the API, and everything it allows tried against it."""

from __future__ import annotations

import errno
import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gevinst.jobs.runner import run_waiting
from gevinst.plans.models import Plan
from indicators.catalogue.models import Indicator
from tests.cast import Cast, make_actor, make_structure, measure
from tests.gevinst.api.conftest import make_token
from tests.gevinst.plan_files.conftest import make_plan

SCHEMA = "/api/v1/schema"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
THOROUGHLY = settings(
    max_examples=15,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def test_the_description_is_made_without_a_warning(db: Any) -> None:
    GENERATOR_STATS.reset()
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    described = yaml.safe_load(out.getvalue())
    assert described["openapi"] == "3.1.0"
    paths = {path.removeprefix("/api/v1/") for path in described["paths"]}
    assert {"values", "indicators", "actors", "imports", "imports/{id}"} <= paths


def test_it_is_open_and_comes_as_json_and_yaml(db: Any) -> None:
    assert Client().get(SCHEMA).json()["info"]["title"] == "Gevinst"
    answer = Client().get(SCHEMA, {"format": "yaml"})
    assert yaml.safe_load(answer.content)["info"]["title"] == "Gevinst"
    assert Client().get(SCHEMA, {"lang": "nb"}).status_code == 400


def test_every_operation_has_words_and_may_answer_with_a_problem(db: Any) -> None:
    for path, operations in Client().get(SCHEMA).json()["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            assert {"400", "401", "404", "429", "503"} <= set(operation["responses"])
            for parameter in operation.get("parameters", []):
                assert parameter.get("description"), (method, path, parameter["name"])


def test_an_address_that_is_not_there_is_told_so_in_the_same_shape(db: Any) -> None:
    for method in ("get", "post", "put", "patch", "delete", "options"):
        answer = getattr(Client(), method)("/api/v1/finnes/ikke")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["title"] == "Dette finnes ikke"


def test_what_we_did_wrong_is_a_problem_and_no_trace(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("hemmelig")

    monkeypatch.setattr("gevinst.api.views.lists._indicator", broken)
    monkeypatch.setattr("gevinst.api.views.lists.Indicator.objects.published", broken)
    answer = cast.client("kari").get("/api/v1/indicators")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "hemmelig" not in answer.content.decode()


def test_a_database_that_is_away_is_said_to_be(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("gevinst.api.views.lists.Indicator.objects.published", away)
    answer = cast.client("kari").get("/api/v1/indicators")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


@pytest.mark.parametrize("path", ["noe", "imports/a%0Ab", "values/%0a"])
def test_a_path_nobody_knows_is_told_as_all_faults_are(cast: Cast, path: str) -> None:
    answer = cast.client("kari").delete(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_disk_that_is_full_is_said_to_be(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("gevinst.api.views.lists.Indicator.objects.published", full)
    answer = cast.client("kari").get("/api/v1/indicators")
    assert answer.status_code == 507
    assert "Vi må rydde før du kan prøve igjen" in answer.json()["detail"]


@pytest.fixture
def tried(cast: Cast, catalogue: dict[str, Indicator], settings: Any) -> Cast:
    settings.API_RATES = {"read": "100000/min", "write": "100000/min"}
    county = make_actor("county", "15", "Møre og Romsdal")
    make_structure("fylke", ["county", "municipality"], False, [(county, cast.rauma)])
    measure(catalogue["ukp-dogn"], cast.rauma, "2024-03", numerator=12)
    measure(catalogue["ukp-dogn"], cast.rauma, "2024-04", reason="hidden")
    make_plan(cast, catalogue["ukp-dogn"])
    return cast


def asking_as(who: str, tried: Cast) -> dict[str, Any]:
    """As a program with a token, as a person in a session, and as nobody."""
    if who == "token":
        return {"headers": {"Authorization": f"Bearer {make_token(tried.kari, tried.rauma)[1]}"}}
    client = tried.client(who)
    client.get("/konto/bytt-passord/")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return {"cookies": cookies, "headers": {"X-CSRFToken": cookies.get("csrftoken", "")}}


@contextmanager
def in_this_transaction() -> Iterator[None]:
    """The application answers without closing the connection the test has its rows on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("who", ["token", "kari", "anonymous"])
def test_nothing_it_allows_and_nothing_near_it_breaks_the_api(tried: Cast, who: str) -> None:
    asking = asking_as(who, tried)
    with in_this_transaction():
        faults, answered = found_by_trying(asking)
    assert not faults, "\n\n".join(faults[:5])
    if who == "anonymous":
        assert {name for name, statuses in answered.items() if statuses & {200, 202}} == {"open", "indicator"}
    else:
        assert all(statuses - {401, 403, 429} for statuses in answered.values()), "not let in"
        assert all(200 in answered[name] for name in ("values", "plan", "write_cells"))


def found_by_trying(asking: dict[str, Any]) -> tuple[list[str], dict[str, set[int]]]:
    """What Schemathesis finds - a 5xx, or an answer not as described - and what each operation answered."""
    schema = schemathesis.openapi.from_wsgi(SCHEMA, get_wsgi_application())
    faults: list[str] = []
    answered: dict[str, set[int]] = defaultdict(set)
    for operation in (found.ok() for found in schema.get_all_operations()):
        statuses = answered[operation.definition.raw["operationId"]]
        for mode in GenerationMode:
            try:
                THOROUGHLY(
                    given(case=operation.as_strategy(generation_mode=mode))(trying(asking, statuses, mode))
                )()
            except (FailureGroup, Failure) as fault:
                faults.append(f"{operation.label}: {fault}")
            run_waiting()
    return faults, answered


def trying(asking: dict[str, Any], statuses: set[int], mode: GenerationMode) -> Callable[[Any], None]:
    def tries(case: Any) -> None:
        if mode.is_positive and "/plans/{id}" in case.path:
            # Of all the numbers there are, the one of a plan.
            case.path_parameters["id"] = Plan.objects.values_list("pk", flat=True).get()
        statuses.add(case.call_and_validate(checks=CHECKS, **asking).status_code)

    return tries
