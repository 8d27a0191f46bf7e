"""The main pages on 357 municipalities × 10 indicators × 60 months, beside the bare SQL of their figures."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench.result import Result, median_ms
from gevinst.access.models import Role, RoleAssignment, User
from gevinst.plans import services
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch, Measurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.services import WHOLE, breakdowns_for

FIRST, MONTHS, INDICATORS = Period(PeriodKind.MONTH, date(2020, 1, 1)), 60, 10
LAST_YEAR = ("2024-01-01", "2024-12-31")
UKP = "ukp-dogn"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OVERVIEW = """
    SELECT indicator_id, period_start, numerator, denominator FROM measurements_measurement
    WHERE actor_id = %(rauma)s ORDER BY period_start"""
COMPARISON = """
    SELECT m.actor_id, m.period_start, m.numerator
    FROM measurements_measurement m JOIN actors_closure c ON c.descendant_id = m.actor_id
    WHERE c.ancestor_id = %(group)s AND m.indicator_id = %(ukp)s
    AND m.period_start BETWEEN %(from)s AND %(to)s"""
OPEN_TABLE = """
    SELECT c.ancestor_id, SUM(m.numerator)
    FROM measurements_measurement m JOIN actors_closure c ON c.descendant_id = m.actor_id
    JOIN actors_structure s ON s.id = c.structure_id AND s.code = 'samarbeid'
    WHERE m.indicator_id = %(ukp)s AND m.period_start BETWEEN %(from)s AND %(to)s GROUP BY c.ancestor_id"""


def bench_pages() -> Iterable[Result]:
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    if settings.STATIC_ROOT:
        call_command("collectstatic", interactive=False, verbosity=0)
    indicators = _indicators()
    municipalities = list(Actor.objects.filter(kind=ActorKind.MUNICIPALITY, valid_to=None))
    values = _values(indicators, municipalities)
    while chunk := list(islice(values, 5000)):
        Measurement.objects.bulk_create(chunk)
    _analyse()
    rauma = next(actor for actor in municipalities if actor.code == "1539")
    county, country = (
        Actor.objects.get(kind=kind, code=code, valid_to=None)
        for kind, code in ((ActorKind.COUNTY, "15"), (ActorKind.COUNTRY, "NO"))
    )
    client = coordinator(rauma, indicators)
    known = {"rauma": rauma.pk, "ukp": indicators[0].pk, "from": LAST_YEAR[0], "to": LAST_YEAR[1]}
    for name, address, sql, group in (
        ("overview of 10 benefits", "/oversikt/municipality/1539/", OVERVIEW, rauma),
        ("comparison of a county", f"/sammenlign/?indikator={UKP}&gruppe=county:15", COMPARISON, county),
        ("comparison of all 357", f"/sammenlign/?indikator={UKP}&gruppe=country:NO", COMPARISON, country),
        ("open table of the country", f"/apne-tall/?indikator={UKP}&aar=2024", OPEN_TABLE, country),
    ):
        yield _beside(name, client, address, sql, known | {"group": group.pk})


def _beside(name: str, client: Client, address: str, sql: str, known: dict[str, int | str]) -> Result:
    def page() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, known)
            cursor.fetchall()

    return Result(f"page: {name}", median_ms(page), "ms", median_ms(bare))


def _indicators() -> list[Indicator]:
    """The bed days first, then others that add up over months."""
    others = Indicator.objects.published().filter(kind__in=["count", "share"], over_time="sum")
    return [
        Indicator.objects.get(slug=UKP),
        *others.exclude(slug=UKP).order_by("kind", "slug")[: INDICATORS - 1],
    ]


def _values(indicators: list[Indicator], actors: list[Actor]) -> Iterator[Measurement]:
    batch = Batch.objects.create(origin=Batch.Origin.EXAMPLE, source="måling av fart", is_example=True)
    whole, month = breakdowns_for([WHOLE])[WHOLE], FIRST
    for place in range(MONTHS):
        for indicator in indicators:
            for actor in actors:
                yield Measurement(
                    indicator=indicator,
                    actor=actor,
                    period_kind=month.kind.value,
                    period_start=month.start,
                    breakdown_id=whole,
                    numerator=float((actor.pk * 7 + place * 3 + indicator.pk) % 40),
                    denominator=100.0 if indicator.kind == "share" else None,
                    batch=batch,
                )
        month = month.next()


def _analyse() -> None:
    """As the planner knows the tables after a while in use."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def coordinator(actor: Actor, indicators: list[Indicator]) -> Client:
    """Logged in, with a plan of one benefit an indicator."""
    user = User.objects.create_user(email="fart@example.com", name="Kari koordinator", password=None)
    RoleAssignment.objects.create(user=user, actor=actor, role=Role.COORDINATOR, valid_from=date(2020, 1, 1))
    plan = services.create_plan(actor=actor, title="Plan")
    for indicator in indicators:
        benefit = services.add_benefit(plan=plan, indicator=indicator, title=indicator.title_nb[:160])
        services.set_contribution(
            benefit=benefit,
            actor=actor,
            baseline=Baseline(value=200.0, period=Period(PeriodKind.YEAR, date(2021, 1, 1)), source="x"),
            ambition=Ambition(form="at_most", target=100.0, by=date(2027, 12, 31)),
        )
    client = Client(headers={"x-forwarded-proto": "https"}, SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(user, backend=BACKEND)
    return client
