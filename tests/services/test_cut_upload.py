"""R4: a web process killed at swept moments of an upload. Whole or not there, and the client is told."""

from __future__ import annotations

import hashlib
import http.client
import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from gevinst.jobs.models import Job
from gevinst.values.tidy import unclaimed
from indicators.imports.models import Upload
from tests.services.sweeping import MOMENTS
from tests.services.web import WebProcess, program
from tests.waiting import PATIENCE, until

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
LINES = [f"1539;ukp-dogn;2024-01;{number}" for number in range(50_000)]
CONTENT = "\n".join(["kommunenr;indikator;periode;verdi", *LINES]).encode()
BOUNDARY = "grense"
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="ukp.csv"\r\n\r\n'
BODY = HEAD.encode() + CONTENT + f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def web(transactional_db, tmp_path, settings) -> Iterator[WebProcess]:
    settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "media", tmp_path / "incoming"
    with WebProcess(tmp_path, threads=1) as process:
        yield process


def moments(undisturbed: float) -> list[tuple[float, float]]:
    """How much of the body was sent, and seconds after that, until a little after it is all over."""
    many = max(3, MOMENTS)
    after = [(1.0, 1.2 * undisturbed * place / (many - 1)) for place in range(many)]
    return [(0.3, 0.2), (0.95, 0.2), *after]


def sent_and_killed(
    web: WebProcess, headers: dict[str, str], share: float, later: float | None
) -> int | None:
    """The status the client was told; None when nobody answered. `later` None: nobody is killed."""
    (worker,) = web.workers()
    client = http.client.HTTPConnection("127.0.0.1", web.port, timeout=PATIENCE)
    client.putrequest("POST", "/api/v1/imports")
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    for name, value in {**headers, "Content-Type": kind, "Content-Length": str(len(BODY))}.items():
        client.putheader(name, value)
    client.endheaders()
    client.send(BODY[: round(len(BODY) * share)])
    if later is not None:
        time.sleep(later)
        os.kill(worker, signal.SIGKILL)
    try:
        return client.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        client.close()


def whole_or_not_there(told: int | None) -> bool:
    """Whether the import is there. Then whole and in the queue; and it must be when we were told so."""
    uploads = list(Upload.objects.all())
    assert len(uploads) <= 1
    assert told in (202, None)
    assert uploads or told is None, "told that it is there, and it is not"
    for upload in uploads:
        content = Path(upload.file.path).read_bytes()
        assert hashlib.sha256(content).hexdigest() == upload.digest, "half a file is visible"
        assert Job.objects.filter(kind="imports.deliver", subject=upload.pk).count() == 1
    return bool(uploads)


def left_over(web: WebProcess) -> list[Path]:
    kept = {Path(upload.file.path) for upload in Upload.objects.all()}
    return [p for f in (web.media, web.incoming) for p in f.rglob("*") if p.is_file() and p not in kept]


def test_an_upload_whose_server_is_killed_is_there_whole_or_not_at_all(web, cast, catalogue):
    headers, outcomes = program(cast), []
    start = time.monotonic()
    assert sent_and_killed(web, headers, 1.0, None) == 202
    undisturbed = time.monotonic() - start
    Upload.objects.all().delete()
    Job.objects.all().delete()
    for share, later in moments(undisturbed):
        told = sent_and_killed(web, headers, share, later)
        outcomes.append((told, whole_or_not_there(told)))
        until(web.answers, web.log)
        Upload.objects.all().delete()
        Job.objects.all().delete()
    print(f"R4: {len(outcomes)} moments, {sum(there for _, there in outcomes)} whole, the others not there")
    assert outcomes[0] == (None, False)
    Upload.objects.all().delete()
    assert left_over(web), "no upload was cut off in the middle"
    for path in list(unclaimed(timezone.now() + timedelta(days=1))):
        path.unlink()
    assert left_over(web) == []


def test_half_a_file_would_be_noticed(transactional_db, tmp_path, settings):
    """The control of the above."""
    from django.core.files.base import ContentFile

    from indicators.imports.services import receive_upload

    settings.MEDIA_ROOT = tmp_path
    upload = receive_upload(ContentFile(CONTENT), name="ukp.csv", by=None)
    Path(upload.file.path).write_bytes(CONTENT[:1000])
    with pytest.raises(AssertionError, match="half a file is visible"):
        whole_or_not_there(202)
