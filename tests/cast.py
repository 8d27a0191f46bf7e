"""The cast of the tests: a small country where everybody's place is known by heart.

Rauma and Molde share figures in the ROR network; Steinkjer stands outside it. Kari coordinates and Ola owns
in Rauma, Liv leads its home care and may read; Per coordinates in Steinkjer and must be refused; Nora has no
role.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from gevinst.access.models import User
    from indicators.actors.models import Actor
    from indicators.catalogue.models import Indicator
    from indicators.measurements.models import Measurement

PASSWORD = "et-langt-passord-for-proven"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SINCE = date(2020, 1, 1)
# Enough kinds of indicator to draw any page: an open count and share, a guarded mean, one in no list.
SLUGS = ("ukp-dogn", "ukp-andel-liggedogn", "pleiekontinuitet-hjemmetjenesten", "folkemengde")


@dataclass(frozen=True)
class Cast:
    rauma: Actor
    molde: Actor
    steinkjer: Actor
    network: Actor
    home_care: Actor
    kari: User
    ola: User
    liv: User
    per: User
    nora: User

    def client(self, who: str) -> Client:
        """A browser logged in as the one by that name; "anonymous" is not."""
        client = Client()
        if who != "anonymous":
            client.force_login(getattr(self, who), backend=BACKEND)
        return client


@pytest.fixture
def cast(db: Any) -> Cast:
    return make_cast()


@pytest.fixture
def catalogue(db: Any) -> dict[str, Indicator]:
    return make_catalogue()


def make_cast() -> Cast:
    from gevinst.access.models import Role
    from indicators.actors.models import ActorKind

    rauma, molde, steinkjer = (
        make_actor(ActorKind.MUNICIPALITY, code, name)
        for code, name in (("1539", "Rauma"), ("1506", "Molde"), ("5006", "Steinkjer"))
    )
    network = make_actor(ActorKind.NETWORK, "ror", "ROR-nettverket")
    home_care = make_actor(ActorKind.UNIT, "1539-hjemmetjenesten", "Hjemmetjenesten i Rauma")
    make_structure("nettverk", ["network", "municipality"], True, [(network, rauma), (network, molde)])
    make_structure("linje", ["municipality", "unit"], False, [(rauma, home_care)])
    return Cast(
        rauma=rauma,
        molde=molde,
        steinkjer=steinkjer,
        network=network,
        home_care=home_care,
        kari=_user("kari", [(Role.COORDINATOR, rauma)]),
        ola=_user("ola", [(Role.OWNER, rauma)]),
        liv=_user("liv", [(Role.READER, rauma), (Role.LEADER, home_care)]),
        per=_user("per", [(Role.COORDINATOR, steinkjer)]),
        nora=_user("nora", []),
    )


def make_catalogue(slugs: Iterable[str] | None = SLUGS) -> dict[str, Indicator]:
    """These definitions, or all there are, by slug."""
    from indicators.catalogue.models import Indicator
    from indicators.catalogue.services import sync_catalogue

    sync_catalogue(definitions=[one for one in _definitions() if slugs is None or one.slug in slugs])
    return {one.slug: one for one in Indicator.objects.all()}


def measure(indicator: Indicator, actor: Actor, period: str, **figure: Any) -> Measurement:
    """A figure of the whole, from a file of its own: `measure(ukp, rauma, "2024-03", numerator=12)`."""
    from indicators.measurements.models import Batch, Breakdown, Measurement
    from indicators.measurements.periods import parse_period

    asked = parse_period(period)
    whole, _made = Breakdown.objects.get_or_create(key="")
    return Measurement.objects.create(
        indicator=indicator,
        actor=actor,
        period_kind=asked.kind.value,
        period_start=asked.start,
        breakdown=whole,
        batch=Batch.objects.create(origin=Batch.Origin.FILE, source="NPR", file_name="tall.csv"),
        row=2,
        **figure,
    )


@cache
def _definitions() -> tuple[Any, ...]:
    from indicators.catalogue.definition import load_definitions

    return tuple(load_definitions())


def make_actor(kind: str, code: str, name: str) -> Actor:
    from indicators.actors.models import Actor

    return Actor.objects.create(kind=kind, code=code, name=name, valid_from=SINCE)


def make_former(actor: Actor, code: str, *, until: date) -> Actor:
    """The number this place had before the day."""
    from indicators.actors.models import Actor, Succession

    former = Actor.objects.create(
        kind=actor.kind,
        code=code,
        name=actor.name,
        valid_from=date(2013, 1, 1),
        valid_to=until - timedelta(days=1),
    )
    Succession.objects.create(predecessor=former, successor=actor, date=until, kind="renumber", share=1)
    return former


def make_structure(code: str, levels: list[str], agreed: bool, links: list[tuple[Actor, Actor]]) -> None:
    from indicators.actors.models import Membership, Structure
    from indicators.actors.services import rebuild_closure

    structure = Structure.objects.create(
        code=code, name=code.capitalize(), levels=levels, is_agreement=agreed
    )
    for parent, child in links:
        Membership.objects.create(structure=structure, parent=parent, child=child, valid_from=SINCE)
    rebuild_closure(structure=structure)


def _user(login: str, roles: list[tuple[str, Actor]]) -> User:
    from gevinst.access.models import RoleAssignment, User

    user = User.objects.create_user(
        email=f"{login}@example.com", name=f"{login.capitalize()} Prøve", password=PASSWORD
    )
    for role, actor in roles:
        RoleAssignment.objects.create(user=user, actor=actor, role=role, valid_from=SINCE)
    return user
