"""R6: Redis is down, started again, flushed. Pages answer; imports wait in the database, and none is lost."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
import requests
from django.conf import settings

from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue
from indicators.imports.models import Upload
from indicators.measurements.models import Measurement
from tests.services.test_network import CONTENT, LONGEST, asked, well
from tests.services.test_worker import state, wait
from tests.services.web import HTTPS, LOGIN, WebProcess, person, program, send
from tests.waiting import PATIENCE, until
from tests.worker import WorkerProcess
from tools.processes import die_with_parent
from tools.services import free_port

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

ENDED = "Unrecoverable error"


class Redis:
    def __init__(self, folder: Path) -> None:
        self.port, self._folder = free_port(), folder

    def start(self) -> None:
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", ""]
        self._process = subprocess.Popen(
            command,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
        until(self._answers)

    def _answers(self) -> bool:
        try:
            return bool(self.client().ping())
        except redis.ConnectionError:
            return False

    def client(self) -> redis.Redis:
        # Of the number that this test process has its messages under.
        return redis.Redis(port=self.port, db=int(urlsplit(settings.CELERY_BROKER_URL).path.strip("/") or 0))

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def server(tmp_path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    server.start()
    yield server
    server.kill()


def test_imports_outlive_a_redis_that_is_killed_and_flushed(
    transactional_db, tmp_path, cast, catalogue, server
):
    (tmp_path / "worker").mkdir()
    with (
        WebProcess(tmp_path, redis=server.port) as web,
        WorkerProcess(tmp_path / "worker", redis=server.port, media=web.media) as worker,
    ):
        usual = well(web, cast)
        wait(lambda: Measurement.objects.count() == 1, worker)
        server.kill()
        answers = asked(web, cast)
        print("R6 Redis down: " + ", ".join(f"{status} {seconds:.1f} s" for status, seconds in answers))
        assert [status for status, _ in answers] == [200, 200, 202]
        assert max(seconds for _, seconds in answers) <= LONGEST + usual
        sent = send(web, program(cast), CONTENT.replace(";31", ";32"), key="mens-redis-er-nede").json()
        server.start()
        seconds = wait(lambda: Upload.objects.get(pk=sent["id"]).batch_id is not None, worker)
        print(f"R6 Redis back: the import is saved within {seconds:.1f} s")
        wait(lambda: not Job.objects.filter(finished_at=None).exists(), worker)
        worker.kill()
        for number in range(30):  # each connection that was lost with the first Redis may cost a message
            key = f"mens-redis-tommes-{number}"
            sent = send(web, program(cast), CONTENT.replace(";31", ";33"), key=key).json()
            if server.client().llen("gevinst"):
                break
        assert server.client().llen("gevinst") > 0, "no message to lose"
        server.client().flushall()
        worker.start()
        seconds = wait(lambda: Upload.objects.get(pk=sent["id"]).batch_id is not None, worker)
        print(f"R6 Redis flushed: the import is saved within {seconds:.1f} s of the start of a worker")
        wait(lambda: not Job.objects.filter(finished_at=None).exists(), worker)
        assert [row.numerator for row in Measurement.objects.all()] == [33.0]


def test_a_worker_outlives_a_redis_that_dies_while_it_has_a_message_in_hand(
    transactional_db, tmp_path, server
):
    with WorkerProcess(tmp_path, redis=server.port) as worker:
        job = enqueue(kind="tests.late", subject=10, by=None)
        wait(lambda: state(job) == Job.State.RUNNING, worker)
        server.kill()
        wait(lambda: state(job) == Job.State.DONE, worker)
        wait(lambda: "Connection to broker lost" in worker.log(), worker)
        server.start()
        another = enqueue(kind="tests.late", subject=1, by=None)
        wait(lambda: state(another) == Job.State.DONE, worker)
        assert ENDED not in worker.log()


def test_a_worker_that_answers_late_does_not(transactional_db, tmp_path, server):
    """The control of the above. Whether it ends depends on what it was about to do: it gets some tries."""
    with WorkerProcess(tmp_path, redis=server.port, without=["early_acks"]) as worker:
        for subject in range(10, 22):
            job = enqueue(kind="tests.late", subject=subject, by=None)
            wait(lambda pk=job.pk: Job.objects.get(pk=pk).state == Job.State.RUNNING, worker)
            server.kill()
            wait(
                lambda pk=job.pk: Job.objects.get(pk=pk).state == Job.State.DONE or ENDED in worker.log(),
                worker,
            )
            for _ in range(20):
                if ENDED in worker.log():
                    return
                time.sleep(0.2)
            server.start()
    pytest.fail("it outlives that too, and the test above shows nothing")


def test_a_cache_that_must_answer_would_take_pages_down_with_it(transactional_db, tmp_path, cast):
    """The control of the above: the login asks the cache how often somebody has tried."""
    with WebProcess(tmp_path, redis=free_port(), without="forgiveness") as web:
        url, form = f"{web.url}{LOGIN}", {"login": "kari@example.com", "password": "feil"}
        headers = person(cast, "nora")
        assert requests.post(url, data=form, headers=headers, timeout=PATIENCE).status_code == 500
    with WebProcess(tmp_path, redis=free_port()) as web:
        url = f"{web.url}{LOGIN}"
        headers = HTTPS | {k: v for k, v in person(cast, "nora").items() if k != "Cookie"}
        headers["Cookie"] = "csrftoken=" + headers["X-CSRFToken"]
        assert requests.post(url, data=form, headers=headers, timeout=PATIENCE).status_code == 200
