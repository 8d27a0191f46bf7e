"""Every board on the standard data set, served as in production, beside the bare SQL of its figures.

On PostgreSQL alone, as Redis and gunicorn are. `GEVINST_BENCH_SECONDS`: how long each board is asked at 50
requests a second.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.bench_pages import coordinator
from bench.result import Result, median_ms
from bench.served import Served, served
from bench.standard import SHARE, fill, make_reference
from indicators.actors.models import Actor, ActorKind, Closure
from indicators.catalogue.models import Indicator

SECONDS = int(os.environ.get("GEVINST_BENCH_SECONDS", 10))
# As little as anybody logged in can ask for.
ALONE = "/api/v1/actors?kind=country"
PER_SECOND, P90_LIMIT, PLANNED, SIDE = 50, 200, 10, 20
YEAR = "m.period_start BETWEEN '2024-01-01' AND '2024-12-31'"
OWN = """
    SELECT m.indicator_id, m.period_start, m.numerator, m.denominator FROM measurements_measurement m
    WHERE m.actor_id = %(rauma)s AND m.indicator_id = ANY(%(planned)s) ORDER BY m.period_start"""
BELOW = """
    SELECT {columns} FROM measurements_measurement m JOIN actors_closure c ON c.descendant_id = m.actor_id
    JOIN actors_actor a ON a.id = m.actor_id AND a.kind = 'municipality'
    WHERE c.ancestor_id = %({group})s AND m.indicator_id = %(one)s AND {when} {tail}"""
COMPARED = BELOW.format(
    columns="m.actor_id, m.period_start, m.numerator", group="country", when=YEAR, tail=""
)
OPEN = BELOW.format(
    columns="m.actor_id, SUM(m.numerator), SUM(m.numerator) / SUM(SUM(m.numerator)) OVER () AS share",
    group="country",
    when=YEAR,
    tail="GROUP BY m.actor_id ORDER BY 2 DESC",
)
RATES = """
    SELECT m.period_start, SUM(m.numerator) / SUM(m.denominator) FROM measurements_measurement m
    WHERE m.actor_id = %(rauma)s AND m.indicator_id = %(rate)s GROUP BY m.period_start UNION ALL
    SELECT m.period_start, SUM(m.numerator) / SUM(m.denominator) FROM measurements_measurement m
    WHERE m.actor_id IN (SELECT descendant_id FROM actors_closure WHERE ancestor_id = %(community)s)
    AND m.indicator_id = %(rate)s GROUP BY m.period_start"""
HEAT = """
    SELECT m.indicator_id, m.actor_id, m.period_start, m.numerator, m.denominator
    FROM measurements_measurement m WHERE m.actor_id = ANY(%(some)s) AND m.indicator_id = ANY(%(twenty)s)"""


def bench_boards() -> Iterable[Result]:
    if connection.vendor != "postgresql":
        return
    indicators = make_reference()
    world = World(indicators)
    with served(host=settings.ALLOWED_HOSTS[0], cookies=world.cookies) as web:
        few = len(indicators) // SHARE
        rows = fill(indicators[:few])
        before = {name: _cold(web, address) for name, address, _sql in world.boards()}
        rows += fill(indicators[few:])
        million = f"{rows / 1e6:.2f} M rows"
        least = min(2 * _sql(sql, world) for _name, _address, sql in world.boards())
        yield Result(
            "who asks and what they may see, alone; beside 2 x SQL of the least board",
            _cold(web, ALONE),
            "ms",
            least,
        )
        for name, address, sql in world.boards():
            cold = _cold(web, address)
            yield Result(f"board: {name}, {million}, cold; beside 2 x SQL", cold, "ms", 2 * _sql(sql, world))
            yield Result("- cold; beside 2 x all it asks, bare", cold, "ms", 2 * _asked(address, world))
            warm = median_ms(partial(web.first_byte, address))
            yield Result("- warm; beside cold", warm, "ms", cold)
            yield Result("- 12 x the data, cold; beside 1.3 x", cold, "ms", 1.3 * before[name])
            found = web.at_pace(address, per_second=PER_SECOND, seconds=SECONDS)
            p90 = statistics.quantiles(found, n=10)[-1]
            yield Result(f"- P90 at {PER_SECOND} requests/s, warm; beside 200 ms", p90, "ms", P90_LIMIT)
        for name, address, sql in world.questions():
            took = _cold(web, address)
            limit = 2 * _sql(sql, world) + 10
            yield Result(f"question {name}; beside 2 x SQL + 10 ms", took, "ms", limit)


class World:
    """Kari of Rauma, with a plan of ten benefits, and the questions she asks."""

    def __init__(self, indicators: list[Indicator]) -> None:
        self.rauma = Actor.objects.get(kind=ActorKind.MUNICIPALITY, code="1539", valid_to=None)
        country = Actor.objects.get(kind=ActorKind.COUNTRY, valid_to=None)
        above = Closure.objects.filter(
            descendant=self.rauma, ancestor__kind=ActorKind.HEALTH_COMMUNITY, ancestor__valid_to=None
        )
        self.community = above.select_related("ancestor")[0].ancestor
        self.some = list(Actor.objects.filter(kind=ActorKind.MUNICIPALITY, valid_to=None)[:SIDE])
        # The first ones, which are there from the beginning.
        self.one = indicators[0]
        self.rate = next(one for one in indicators if one.kind == "share")
        self.client = coordinator(self.rauma, indicators[:PLANNED])
        self.cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}
        self.known = {
            "rauma": self.rauma.pk,
            "community": self.community.pk,
            "country": country.pk,
            "one": self.one.pk,
            "rate": self.rate.pk,
            "planned": [one.pk for one in indicators[:PLANNED]],
            "twenty": [one.pk for one in indicators[:SIDE]],
            "some": [one.pk for one in self.some],
        }

    def boards(self) -> Iterator[tuple[str, str, str]]:
        """What it is, its address, and the SQL of its figures."""
        slug, community = self.one.slug, f"{ActorKind.HEALTH_COMMUNITY}:{self.community.code}"
        yield "min forside", "/min/", OWN
        yield "oversikt, 10 benefits", "/oversikt/municipality/1539/", OWN
        # All it has: twelve times the indicators are twelve times the rows on this page, and on no other.
        yield "leder, every measure", "/leder/", OWN
        yield "leder, one dashboard", f"/leder/?{urlencode({'gruppe': 'samhandling'})}", OWN
        yield (
            "sammenlign, 357",
            f"/sammenlign/?{urlencode({'indikator': slug, 'gruppe': 'country:NO'})}",
            COMPARED,
        )
        yield "samhandling", f"/samhandling/?{urlencode({'gruppe': community})}", OWN
        yield "regional", "/regional/", OWN
        yield "indicator page", f"/i/{slug}/?{urlencode({'aktor': 'municipality:1539'})}", OWN
        yield "åpne tall, year", f"/apne-tall/?{urlencode({'indikator': slug, 'aar': 2024})}", OPEN

    def questions(self) -> Iterator[tuple[str, str, str]]:
        """What it is, the address a chart asks, and the hand-written SQL."""
        community = f"{ActorKind.HEALTH_COMMUNITY}:{self.community.code}"
        rates = [("indicator", self.rate.slug), ("actor", "municipality:1539"), ("actor", community)]
        yield "(a) 60 months of a rate, municipality and helsefellesskap", _series(rates), RATES
        year = [("indicator", self.one.slug), ("group", "country:NO"), ("period_kind", "year")]
        latest = _series([*year, ("from", "2024"), ("to", "2024")])
        yield "(b) 357 municipalities with share of total", latest, OPEN
        codes = ",".join(one.code for one in self.some)
        heat = {"visning": "varmekart", "indikator": self.one.slug, "aktorer": codes}
        yield "(c) heat map 20 x 20", f"/api/v1/sammenlign?{urlencode(heat)}", HEAT


def _series(asked: list[tuple[str, str]]) -> str:
    return f"/api/v1/series?{urlencode(asked)}"


def _cold(web: Served, address: str) -> float:
    """With nothing remembered of any earlier answer, in a process that is up."""

    def ask() -> float:
        cache.clear()
        return web.first_byte(address)

    for _worker in range(3):
        ask()
    return statistics.median(ask() for _ in range(11))


def _sql(sql: str, world: World) -> float:
    """Milliseconds of what somebody would write by hand for the figures alone."""

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, world.known)
            cursor.fetchall()

    return median_ms(bare)


def _asked(address: str, world: World) -> float:
    """Milliseconds of every question the page asks the database, asked again with nothing around them."""
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = world.client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    questions = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]

    def bare() -> None:
        with connection.cursor() as cursor:
            for question in questions:
                cursor.execute(question)
                cursor.fetchall()

    return median_ms(bare)
