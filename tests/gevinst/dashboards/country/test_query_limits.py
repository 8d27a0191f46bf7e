"""Every board asks the database at most twenty times, and as often for much as for little."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gevinst.access.models import Role, RoleAssignment, User
from gevinst.dashboards.boards import BOARDS
from gevinst.plans.comments import say
from gevinst.plans.models import Action, Benefit, Contribution, Plan, Version
from gevinst.plans.rows.kind import Address
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator, IndicatorVersion
from tests.cast import BACKEND, SINCE
from tests.gevinst.dashboards.country.conftest import coordinator
from tests.gevinst.dashboards.country.test_query_counts import everybody_measured

pytestmark = pytest.mark.usefixtures("country")

MOST = 20
COPIES = 3
MUNICIPALITY, COMMUNITY = "municipality:1539", "health_community:hef-st-olav"
LENSES = ("soyler", "trakt", "utvikling", "fordeling", "kart", "varmekart", "tabell")
# The actor of whoever opens it, and what is opened.
OPENED = {
    "mine": [(MUNICIPALITY, "/min/"), (COMMUNITY, "/min/")],
    "overview": [(who, f"/oversikt/{who.replace(':', '/')}/") for who in (MUNICIPALITY, COMMUNITY)],
    "leader": [(MUNICIPALITY, "/leder/"), (COMMUNITY, f"/leder/?aktor={COMMUNITY}")],
    "compare": [
        (MUNICIPALITY, f"/sammenlign/?visning={lens}&gruppe={group}&periode=2024")
        for group in ("network:ror", COMMUNITY)
        for lens in LENSES
    ],
    "shared": [(COMMUNITY, "/samhandling/")],
    "regional": [(COMMUNITY, "/regional/")],
    "indicator": [
        (who, f"/i/ukp-dogn/?visning={lens}&aktor={who}")
        for who in (MUNICIPALITY, COMMUNITY)
        for lens in ("oversikt", "utvikling", "tabell", "definisjon", "last-ned")
    ],
    "open": [(MUNICIPALITY, f"/apne-tall/?struktur={one}") for one in ("samarbeid", "sykehus")],
}
PAGES = [(board, who, address) for board, pages in OPENED.items() for who, address in pages]
# Those that say what has become of definitions.
TOLD = [
    *((MUNICIPALITY, address) for address in ("/min/", "/oversikt/municipality/1539/")),
    *((COMMUNITY, address) for address in ("/oversikt/health_community/hef-st-olav/", "/samhandling/")),
    *((who, f"/i/ukp-dogn/?visning=utvikling&aktor={who}") for who in (MUNICIPALITY, COMMUNITY)),
]


def test_every_board_is_opened_here() -> None:
    assert OPENED.keys() == BOARDS.keys()


@pytest.mark.parametrize(("board", "who", "address"), PAGES)
def test_it_asks_no_more_than_twenty_times_and_no_oftener_for_much(
    board: str, who: str, address: str
) -> None:
    user = waited_for(who)
    assert_few_and_constant(user, who, address)


@pytest.mark.parametrize(("who", "address"), TOLD)
def test_nor_does_it_where_all_definitions_are_new(who: str, address: str) -> None:
    user = waited_for(who)
    redefine()
    assert_few_and_constant(user, who, address)


def assert_few_and_constant(user: User, who: str, address: str) -> None:
    few = asked_by(user, address)
    more(user, actor_of(who), COPIES)
    everybody_measured()
    many = asked_by(user, address)
    assert len(few) <= MOST, "\n".join(few)
    assert len(many) == len(few), "\n".join(many)


def asked_by(user: User, address: str) -> list[str]:
    """The queries of the page, but for what a session writes once."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    client.get("/handbok/")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]


def waited_for(who: str) -> User:
    """Coordinates the actor and approves there; the plan has something of all that can wait for somebody."""
    user = coordinator(*who.split(":"))
    actor = actor_of(who)
    RoleAssignment.objects.create(user=user, actor=actor, role=Role.OWNER, valid_from=SINCE)
    more(user, actor, 1)
    return user


def more(user: User, actor: Actor, how_many: int) -> None:
    """Each benefit of the plan so many times again, with what it brings, a late action, a baseline that is
    overdue and a comment the user is named in; and so many plans that wait to be approved."""
    plan, today = Plan.objects.filter(actor=actor).order_by("pk").first(), timezone.localdate()
    assert plan is not None
    past = today - timedelta(days=1)
    for benefit in list(plan.benefits.all()):
        brought = list(benefit.contributions.all())
        for _number in range(how_many):
            copy = Benefit.objects.get(pk=benefit.pk)
            copy.pk = None
            copy.save()
            Contribution.objects.bulk_create(
                Contribution(benefit=copy, actor_id=one.actor_id, baseline_due=past) for one in brought
            )
            Action.objects.create(benefit=copy, title="Tavlemøte", due=past)
    address = Address("gevinst", plan.benefits.first().pk, "note")
    for number in range(how_many):
        say(plan=plan, address=address, text=f"Se her {number}", by=user, mentions=[user])
        other = Plan.objects.create(actor=actor, title=f"Plan {number}")
        Version.objects.create(plan=other, number=1, content={}, submitted_by=None)


def redefine() -> None:
    """Every indicator of a plan comes to count something else."""
    for indicator in Indicator.objects.filter(benefits__isnull=False).distinct():
        number, since = indicator.version + 1, date(2025, 1, 1)
        said = indicator.definition | {"numerator": {"nb": "Noe helt annet"}, "valid_from": since.isoformat()}
        IndicatorVersion.objects.create(
            indicator=indicator, number=number, valid_from=since, digest="", definition=said
        )
        Indicator.objects.filter(pk=indicator.pk).update(version=number)


def actor_of(who: str) -> Actor:
    kind, _colon, code = who.partition(":")
    return Actor.objects.get(kind=kind, code=code, valid_to__isnull=True)
