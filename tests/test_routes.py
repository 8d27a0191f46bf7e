"""The route table: what every route answers to every method and everybody in the cast (tests/routes.toml).

A route without a row fails, and so does a row without a route.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from gevinst.plans import services
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from tests.route_world import ROUTES, SLUG, World, make_world

pytestmark = pytest.mark.django_db

Answer = int | str
ROLES = ("anonymous", "kari", "ola", "liv", "per")
METHODS = ("GET", "POST")
OTHERS = ("PUT", "PATCH", "DELETE")
TABLE: dict[str, dict[str, list[Answer]]] = tomllib.loads(Path(__file__).with_name("routes.toml").read_text())
# What a program may do by these, tests/gevinst/api says, and who may.
TAKES_DELETE = {"api:import", "api:plan_row"}
TAKES_PATCH = {"api:plan_cells"}
# Some form views of Django take a PUT for a POST; without the token none of them does anything.
TAKES_PUT = {"account_login", "account_logout", "account_change_password"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        for who in ROLES:
            logged_in(world, who)
        yield world
        logged_in.cache_clear()
        transaction.set_rollback(True)


@cache
def logged_in(world: World, who: str) -> dict[str, str]:
    """The cookies of a login, made once with the world: what a test does to it is rolled back."""
    return {name: cookie.value for name, cookie in world.cast.client(who).cookies.items()}


def browser(world: World, who: str) -> Client:
    """As `world.cast.client`, each time a new one."""
    client = Client()
    client.cookies.load(logged_in(world, who))
    return client


def answer(world: World, route: str, method: str, who: str) -> Answer:
    """The status, or "login" for a redirect to it."""
    response = browser(world, who).generic(method, world.path(route))
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
        if route not in {"DELETE": TAKES_DELETE, "PATCH": TAKES_PATCH}.get(method, ()):
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
    client = browser(world, "per")
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
    client = browser(world, "kari")
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
    client = browser(world, "kari")
    client.handler.enforce_csrf_checks = True
    assert client.post(world.path(route)).status_code == 403
