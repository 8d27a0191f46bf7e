"""The route table: what every route answers to every method and everybody in the cast (tests/routes.toml).

A route without a row fails, and so does a row without a route.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from gevinst.api.models import Delivery
from gevinst.api.tokens import issue_token
from gevinst.plan_files.models import MadeFile, ReturnedFile
from gevinst.plans import services
from gevinst.plans.services import Ambition, Baseline
from gevinst.plans.versions import content_of
from gevinst.reviews.models import Review
from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.measurements.models import Measurement
from indicators.measurements.services import KEY_COLUMNS
from indicators.quality.models import Finding
from tests.cast import Cast, make_actor, make_cast, make_catalogue, make_structure, measure
from tests.gevinst.workshops.world import make_task, make_workshop

pytestmark = pytest.mark.django_db

Answer = int | str
Arguments = dict[str, Any]
ROLES = ("anonymous", "kari", "ola", "liv", "per")
METHODS = ("GET", "POST")
OTHERS = ("PUT", "PATCH", "DELETE")
TABLE: dict[str, dict[str, list[Answer]]] = tomllib.loads(Path(__file__).with_name("routes.toml").read_text())
SLUG, PERIOD = "pleiekontinuitet-hjemmetjenesten", "2024-03"
# What a program has sent is called off by DELETE, and tests/gevinst/api says by whom.
TAKES_DELETE = {"api:import"}
# Some form views of Django take a PUT for a POST; without the token none of them does anything.
TAKES_PUT = {"account_login", "account_logout", "account_change_password"}


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


ROUTES = dict(routes())


OF_PLAN = [
    f"plans:{name}"
    for name in (
        "sheet", "write", "news", "add_row", "remove_row", "take_back_row", "settle", "history", "comments",
        "comment", "resolve", "versions", "submit", "withdraw", "version", "decide", "restore",
    )
]  # fmt: skip


@dataclass(frozen=True)
class World:
    """Rauma has open figures and a plan with one of everything; Kari has saved one file, and one waits."""

    cast: Cast
    arguments: Callable[[str], Arguments]

    def path(self, route: str, **instead: Any) -> str:
        wanted = ROUTES[route].pattern.converters
        return reverse(route, kwargs={name: {**self.arguments(route), **instead}[name] for name in wanted})


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def make_world() -> World:
    cast, catalogue = make_cast(), make_catalogue()
    county = make_actor("county", "15", "Møre og Romsdal")
    make_structure("fylke", ["county", "municipality"], False, [(county, cast.rauma)])
    measure(catalogue["ukp-dogn"], cast.rauma, "2023", numerator=120)
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    benefit = services.add_benefit(plan=plan, indicator=catalogue[SLUG], title="Kjente ansikter")
    contribution = services.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=0.5, text="2022", stated_on=date(2022, 12, 31), source="HP"),
        ambition=Ambition(form="at_most", target=0.4, by=date(2027, 12, 31)),
    )
    rows = {
        "plan": plan,
        "benefit": benefit,
        "milestone": services.add_milestone(
            contribution=contribution, due=date(2025, 12, 31), basis="absolute", amount=0.45
        ),
        "action": services.add_action(benefit=benefit, title="Faste soner"),
        "review": Review.objects.create(
            contribution=contribution,
            period_kind="T",
            period_start=date(2025, 1, 1),
            due=date(2025, 5, 31),
            prepared_at=timezone.now(),
            status="behind",
        ),
        "batch": commit_upload(sent(cast, catalogue[SLUG], PERIOD), by=cast.kari),
        "upload": sent(cast, catalogue[SLUG], "2024-04"),
    }
    rows["returned"] = ReturnedFile.objects.create(plan=plan, by=cast.kari, name="plan.xlsx")
    rows["made"] = MadeFile.objects.create(plan=plan, by=cast.kari, form="ics", name="p.ics", content=b"")
    cell = {"kind": "gevinst", "row": benefit.pk, "field": "note"}
    rows["comment"] = plan.comments.create(text="Er dette riktig?", by=cast.ola, **cell)
    rows["proposal"] = plan.proposals.create(text="Noe annet", by=cast.ola, via="page", **cell)
    plan.versions.create(number=1, content=content_of(plan), submitted_by=cast.kari)
    Delivery.objects.create(upload=rows["upload"], sender=cast.kari, fingerprint="")
    rows["workshop"] = make_workshop(cast)
    rows["task"] = make_task(rows["workshop"])
    rows["token"], _secret = issue_token(
        user=cast.kari,
        actor=cast.rauma,
        name="Nattlig overføring",
        scopes=["values:read"],
        expires_on=timezone.localdate(),
    )
    measured = Measurement.objects.filter(indicator=catalogue["ukp-dogn"]).get()
    rows["finding"] = Finding.objects.create(
        check_code="outlier",
        severity="warning",
        likelihood=0.5,
        about="0" * 32,
        parts={"value": 120, "neighbour": 12, "low": 10, "high": 14, "beside": "before"},
        **{name: getattr(measured, name) for name in KEY_COLUMNS},
    )
    holds = {
        "plans:plan": "plan",
        "plans:add_benefit": "plan",
        "plans:edit_action": "action",
        "plans:delete_action": "action",
        **dict.fromkeys(OF_PLAN, "plan"),
        **{name: "plan" for name in ROUTES if name.startswith("plan_files:")},
        **{name: "workshop" for name in ROUTES if name.startswith("workshops:")},
        **{name: "task" for name in ROUTES if "oppgave/<" in str(ROUTES[name].pattern)},
        "learning:sharing": "plan",
        "learning:share": "plan",
        "learning:withdraw": "plan",
        "reviews:review": "review",
        "reviews:freeze_again": "review",
        "values:answer": "finding",
        "values:batch": "batch",
        "values:undo": "batch",
        "values:undo_status": "batch",
        "values:cancel_undo": "batch",
        "values:file_row": "batch",
        "values:correction": "batch",
        "values:undo_correction": "batch",
        "api:revoke": "token",
    }

    def arguments(route: str) -> Arguments:
        row = holds.get(route) or ("benefit" if route.startswith(("plans:", "reviews:")) else "upload")
        return {
            "pk": rows[row].pk,
            "actor_id": cast.rauma.pk,
            "milestone_id": rows["milestone"].pk,
            "slug": SLUG,
            "kind": "municipality",
            "code": "1539",
            "period": PERIOD,
            "link": rows["workshop"].token,
            "row": 2,
            "path": "finnes/ikke",
            "token": "finnes-ikke",
            "form": "ics",
            "secret": "finnes-ikke",
            "made": rows["made"].pk,
            "returned": rows["returned"].pk,
            "number": 1,
            "comment_id": rows["comment"].pk,
            "proposal_id": rows["proposal"].pk,
        }

    return World(cast, arguments)


def sent(cast: Cast, indicator: Indicator, period: str) -> Upload:
    """A file of Kari's, read and waiting."""
    upload = receive_upload(
        ContentFile(f"kommunenr;periode;verdi\n1539;{period};0,3\n".encode()),
        name="tall.csv",
        by=cast.kari,
        source="HP",
        indicator=indicator,
    )
    read_upload(upload)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY, upload.problem
    return upload


def answer(world: World, route: str, method: str, who: str) -> Answer:
    """The status, or "login" for a redirect to it."""
    response = world.cast.client(who).generic(method, world.path(route))
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "login"
    return response.status_code


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert len(ROUTES) > 30
    assert sorted(TABLE) == sorted(ROUTES)
    assert all(set(rows) == set(METHODS) for rows in TABLE.values())


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", ROUTES)
def test_everybody_gets_the_answer_of_the_table(world: World, route: str, method: str) -> None:
    got = []
    for who in ROLES:
        with transaction.atomic():
            got.append(answer(world, route, method, who))
            transaction.set_rollback(True)
    assert got == TABLE[route][method]


@pytest.mark.parametrize("route", [name for name in ROUTES if name not in TAKES_PUT])
def test_no_route_takes_other_methods(world: World, route: str) -> None:
    for method in OTHERS:
        if method != "DELETE" or route not in TAKES_DELETE:
            assert answer(world, route, method, "kari") in {404, 405}


def refused_to(who: str) -> list[tuple[str, str]]:
    column = ROLES.index(who)
    return [
        (name, method) for name, rows in TABLE.items() for method in METHODS if rows[method][column] == 404
    ]


@pytest.mark.parametrize(("route", "method"), refused_to("per"))
def test_per_cannot_tell_a_foreign_row_from_none(world: World, route: str, method: str) -> None:
    none = {"pk": 10**6, "code": "9999", "actor_id": 10**6}
    foreign, missing = world.path(route), world.path(route, **none)
    client = world.cast.client("per")
    pages = [client.generic(method, path).content.decode().replace(path, "") for path in (foreign, missing)]
    assert "Siden finnes ikke" in pages[0] or '"title": "Dette finnes ikke"' in pages[0]
    tokens = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"')
    assert len({tokens.sub("", page) for page in pages}) == 1


def test_no_foreign_row_is_reached_through_one_of_ones_own(world: World) -> None:
    """Kari's own benefit in the address, and the milestone or the actor of another behind it."""
    theirs = services.create_plan(actor=world.cast.steinkjer, title="Plan for Steinkjer")
    benefit = services.add_benefit(plan=theirs, indicator=Indicator.objects.get(slug=SLUG), title="Deres")
    contribution = services.set_contribution(
        benefit=benefit, actor=world.cast.steinkjer, baseline=Baseline(), ambition=Ambition()
    )
    milestone = services.add_milestone(
        contribution=contribution, due=date(2026, 12, 31), basis="absolute", amount=0.4
    )
    client = world.cast.client("kari")
    for route in ("plans:edit_milestone", "plans:delete_milestone"):
        assert client.get(world.path(route)).status_code == 200
        assert client.get(world.path(route, milestone_id=milestone.pk)).status_code == 404
        assert client.post(world.path(route, milestone_id=milestone.pk)).status_code == 404
    for route in ("plans:edit_contribution", "plans:add_milestone"):
        assert client.get(world.path(route, actor_id=world.cast.steinkjer.pk)).status_code == 404


def written_to() -> list[str]:
    """By Kari; choosing a language harms nobody, and needs no token."""
    place = ROLES.index("kari")
    return [
        name
        for name, rows in TABLE.items()
        if rows["POST"][place] not in {404, 405} and name != "set_language"
    ]


@pytest.mark.parametrize("route", written_to())
def test_nothing_is_written_without_the_token_of_the_form(world: World, route: str) -> None:
    client = world.cast.client("kari")
    client.handler.enforce_csrf_checks = True
    assert client.post(world.path(route)).status_code == 403
