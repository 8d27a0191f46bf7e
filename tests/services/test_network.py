"""R9: the network to the database or to Redis is cut, reset, delayed or silent. Nobody waits for long."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests

from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue, request_cancel
from indicators.imports.models import Upload
from tests.gevinst.jobs.handlers import marks
from tests.services.proxy import Proxy
from tests.services.test_worker import state, wait
from tests.services.web import HTTPS, LOGIN, WebProcess, person, program, timed
from tests.waiting import PATIENCE
from tests.worker import WorkerProcess, forget_messages

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
LONGEST = 10.0  # beyond what the same takes when all is well
CONTENT = "kommunenr;indikator;periode;verdi\n1539;ukp-dogn;2024-01;31\n"


@pytest.fixture
def database(settings) -> Iterator[Proxy]:
    with Proxy(int(settings.DATABASES["default"]["PORT"])) as proxy:
        yield proxy


@pytest.fixture
def redis(settings) -> Iterator[Proxy]:
    with Proxy(urlsplit(settings.CELERY_BROKER_URL).port) as proxy:
        yield proxy


@pytest.fixture
def web(transactional_db, tmp_path, database, redis) -> Iterator[WebProcess]:
    with WebProcess(tmp_path, database=database.port, redis=redis.port) as process:
        yield process


def asked(web: WebProcess, cast) -> list[tuple[int, float]]:
    """Status and seconds of a page, the page of login, and an import, all at the same time."""
    file = {"file": ("ukp.csv", CONTENT.encode())}
    sent = {"headers": program(cast), "files": file, "timeout": PATIENCE}
    calls = [
        (requests.get, f"{web.url}/malinger/", {"headers": person(cast, "kari"), "timeout": PATIENCE}),
        (requests.get, f"{web.url}{LOGIN}", {"headers": HTTPS, "timeout": PATIENCE}),
        (requests.post, f"{web.url}/api/v1/imports", sent),
    ]
    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(timed, calls))


def well(web: WebProcess, cast) -> float:
    """All is: the seconds that it takes."""
    answers = asked(web, cast)
    assert [status for status, _ in answers] == [200, 200, 202]
    return max(seconds for _, seconds in answers)


def test_with_a_database_out_of_reach_every_request_is_answered_in_time(web, cast, catalogue, database):
    usual = well(web, cast)
    for trouble in ("cut", "reset", "silent", "lost", "slow"):
        before = Upload.objects.count()
        database.become(trouble)
        answers = asked(web, cast)
        database.become("well")
        print(f"R9 database {trouble}: " + ", ".join(f"{status} {s:.1f} s" for status, s in answers))
        assert max(seconds for _, seconds in answers) <= LONGEST + usual, (trouble, answers)
        assert {status for status, _ in answers} <= {200, 202, 503}, (trouble, answers)
        assert Upload.objects.count() - before == sum(status == 202 for status, _ in answers)
        usual = well(web, cast)


def test_the_page_then_says_what_is_wrong_and_when_to_come_back(web, cast, database):
    database.become("cut")
    answer = requests.get(f"{web.url}/malinger/", headers=person(cast, "kari"), timeout=PATIENCE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Vi får ikke svar fra databasen" in answer.text


def test_without_a_limit_a_silent_database_holds_the_request(transactional_db, tmp_path, cast, database):
    """The control of the above."""
    with WebProcess(tmp_path, database=database.port, without="patience", threads=1) as web:
        headers = person(cast, "kari")
        page = f"{web.url}/malinger/"
        assert timed((requests.get, page, {"headers": headers, "timeout": PATIENCE}))[0] == 200
        database.become("silent")
        status, seconds = timed((requests.get, page, {"headers": headers, "timeout": LONGEST + 1}))
        assert (status, seconds > LONGEST) == (0, True)


def test_with_redis_out_of_reach_everything_is_done_but_later(web, cast, catalogue, redis):
    usual = well(web, cast)
    for trouble in ("cut", "reset", "lost", "silent"):
        redis.become(trouble)
        answers = asked(web, cast)
        redis.become("well")
        print(f"R9 Redis {trouble}: " + ", ".join(f"{status} {s:.1f} s" for status, s in answers))
        assert [status for status, _ in answers] == [200, 200, 202], trouble
        assert max(seconds for _, seconds in answers) <= LONGEST + usual, (trouble, answers)


def hung_up(worker: WorkerProcess, database: Proxy, seconds: float) -> float:
    """Seconds of silence until the worker gives up the statement it waits for."""
    job = enqueue(kind="tests.query", subject=1, by=None)
    wait(lambda: state(job) == Job.State.RUNNING, worker)
    time.sleep(1)
    database.become("silent")
    try:
        return wait(lambda: "stood still" in worker.log(), worker, seconds=seconds)
    finally:
        database.become("well")


def test_a_worker_waits_no_minute_for_a_silent_database_and_goes_on_after(
    transactional_db, tmp_path, database, redis
):
    forget_messages()
    with WorkerProcess(tmp_path, database=database.port, redis=redis.port) as worker:
        print(f"R9 worker let go after {hung_up(worker, database, PATIENCE):.1f} s of silence")
        request_cancel(job=Job.objects.get())
        wait(lambda: Job.objects.get().state == Job.State.CANCELLED, worker)
        for trouble in ("reset", "lost"):
            for proxy in (database, redis):
                proxy.become(trouble)
            time.sleep(2)
            for proxy in (database, redis):
                proxy.become("well")
            job = enqueue(kind="tests.write", subject=2, by=None)
            seconds = wait(lambda: state(job) == Job.State.DONE, worker)  # noqa: B023
            print(f"R9 worker after {trouble}: a job is done within {seconds:.1f} s")
            assert marks(2) == 2
            assert Job.objects.filter(kind="tests.write").delete()
            clear()


def clear() -> None:
    from indicators.actors.models import Structure
    from indicators.measurements.models import Batch

    Structure.objects.filter(code__startswith="jobb-").delete()
    Batch.objects.all().delete()


def test_without_hanging_up_the_worker_waits_on(transactional_db, tmp_path, database):
    """The control of the above."""
    forget_messages()
    with (
        WorkerProcess(tmp_path, without=["breaking"], database=database.port) as worker,
        pytest.raises(AssertionError, match="running"),
    ):
        hung_up(worker, database, 13)
