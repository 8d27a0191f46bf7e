from __future__ import annotations

from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from gevinst.access.models import User
from gevinst.jobs import runner
from gevinst.jobs.services import enqueue
from gevinst.plans.models import Benefit, Contribution
from gevinst.reminders import services
from gevinst.reminders.models import Digest
from gevinst.reminders.sending import send
from gevinst.reviews import preparing
from tests.cast import Cast
from tests.gevinst.reminders.conftest import MONDAY, TUESDAY
from tests.gevinst.reviews.conftest import measured


def to() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def test_one_mail_says_all_that_waits(late: Contribution) -> None:
    measured(late, 9.5)
    preparing.prepare(today=MONDAY)
    assert send(day=MONDAY) == 2
    assert to() == ["kari@example.com", "ola@example.com"]
    message = mail.outbox[0]
    assert message.subject == "3 påminnelser fra Gevinst"
    assert "- Tiltaket «Faste soner» er over fristen\n  Fristen var 01.06.2026." in message.body
    assert "er ikke fulgt opp for 2. tertial 2026" in message.body
    assert "Målingen for januar 2026 mangler" in message.body
    assert isinstance(message, EmailMultiAlternatives)
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert "Faste soner" in str(html)
    for figure in ("114", "9,5", "120"):
        assert figure not in message.body, "measured figures stay in the product"
    assert "Prøve" not in message.body + str(html), "so do names of people"


def test_it_is_sent_once_even_when_the_job_runs_twice(late: Contribution) -> None:
    assert [send(day=MONDAY), send(day=MONDAY)] == [2, 0]
    assert len(mail.outbox) == 2


def test_of_two_who_send_at_once_one_begins(late: Contribution, cast: Cast) -> None:
    begun = [services.begin(users=[cast.kari], day=MONDAY) for _who in range(2)]
    assert [len(each) for each in begun] == [1, 0]


def test_nothing_is_sent_when_there_is_nothing_to_say(contribution: Contribution) -> None:
    assert send(day=MONDAY) == 0
    assert not Digest.objects.exists()


def test_each_gets_it_as_often_as_they_chose(late: Contribution, cast: Cast) -> None:
    services.choose(user=cast.kari, rhythm="daily", language="nb")
    send(day=TUESDAY)
    assert to() == ["kari@example.com"]
    services.choose(user=cast.ola, rhythm="off", language="nb")
    mail.outbox.clear()
    send(day=MONDAY)
    assert to() == ["kari@example.com"]


def test_it_is_written_in_the_language_of_the_reader(late: Contribution, cast: Cast) -> None:
    services.choose(user=cast.kari, rhythm="daily", language="nn")
    send(day=TUESDAY)
    assert mail.outbox[0].subject == "1 påminning frå Gevinst"
    assert "Tiltaket «Faste soner» er over fristen" in mail.outbox[0].body


def test_those_who_have_left_and_examples_get_none(late: Contribution, cast: Cast) -> None:
    cast.kari.roles.all().delete()
    User.objects.filter(pk=cast.ola.pk).update(is_example=True)
    assert send(day=MONDAY) == 0


def test_a_mail_that_was_refused_is_tried_by_the_next_run(
    late: Contribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Any) -> int:
        raise SMTPException("busy")

    with monkeypatch.context() as busy:
        busy.setattr(EmailMultiAlternatives, "send", refuse)
        assert send(day=MONDAY) == 0
    assert not Digest.objects.exists()
    assert send(day=MONDAY) == 2


def test_a_title_cannot_write_headers_or_tags(late: Contribution) -> None:
    Benefit.objects.update(title="Færre\r\nBcc: alle@example.com <b>døgn</b>")
    send(day=MONDAY)
    message = mail.outbox[0]
    assert message.recipients() == message.to
    assert isinstance(message, EmailMultiAlternatives)
    assert "&lt;b&gt;døgn" in str(message.alternatives[0][0])


def test_the_job_says_when_mail_is_not_set_up(late: Contribution, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert _said_by_job() == "E-post er ikke satt opp. Ingen sammendrag er sendt."
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert _said_by_job().startswith("Sendt: ")


def _said_by_job() -> str:
    job = enqueue(kind="nightly.send_digests", subject=0, by=None)
    runner.run(job.pk)
    job.refresh_from_db()
    return job.message
