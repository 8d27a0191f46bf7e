"""Links that let somebody in once, the mails they come by, and what is told to whoever asks for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gevinst.access import grants, limits, passwords
from gevinst.access.links import INVITATION, RESET, path_for, user_of
from gevinst.access.models import Role, User
from gevinst.jobs.models import Job
from gevinst.jobs.runner import run_waiting
from tests.cast import PASSWORD, Cast
from tests.gevinst.access.world import DUMMY, give

pytestmark = pytest.mark.django_db
NEW = "en-annen-lang-setning-for-proven"
BOTH = {"password1": NEW, "password2": NEW}
FORGOTTEN = "/konto/glemt-passord/"


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def invited(cast: Cast) -> User:
    return give(cast, Role.READER, by=cast.kari).assignment.user


def link_in(message: Any) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(\S+)", message.body)
    assert found, message.body
    return found[1]


def logs_in(email: str, password: str) -> bool:
    return Client().post("/konto/logg-inn/", {"login": email, "password": password}).status_code == 302


def test_the_invited_gets_a_mail_chooses_a_password_and_comes_in(cast: Cast, invited: User) -> None:
    run_waiting()
    (message,) = mail.outbox
    assert message.to == ["ny@example.com"]
    assert "Kari Prøve har gitt deg rollen leser i Rauma i Gevinst." in message.body
    client, link = Client(), link_in(message)
    page = client.get(link)
    assert "For Ny Prøve, som logger inn med ny@example.com." in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    answer = client.post(link, BOTH, follow=True)
    assert "Passordet er lagret. Logg inn med det." in answer.content.decode()
    assert logs_in("ny@example.com", NEW)


def test_opening_the_link_does_not_use_it_and_choosing_does(invited: User) -> None:
    link = path_for(invited, INVITATION)
    assert [Client().get(link).status_code for _ in range(3)] == [200, 200, 200]
    assert Client().post(link, BOTH).status_code == 302
    again = Client().post(
        link, {"password1": "et-helt-annet-langt-ord", "password2": "et-helt-annet-langt-ord"}
    )
    assert again.status_code == 410
    assert "Lenken virker ikke lenger" in again.content.decode()
    assert logs_in("ny@example.com", NEW)


@pytest.mark.parametrize(("purpose", "lasts"), [(INVITATION, timedelta(days=7)), (RESET, timedelta(hours=1))])
def test_a_link_grows_old(cast: Cast, purpose: Any, lasts: timedelta) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        link = path_for(cast.liv, purpose)
    with time_machine.travel(now + lasts - timedelta(minutes=1), tick=False):
        assert Client().get(link).status_code == 200
    with time_machine.travel(now + lasts + timedelta(minutes=1), tick=False):
        assert Client().get(link).status_code == 410


def test_a_link_changed_in_one_sign_or_of_somebody_shut_out_is_none(invited: User) -> None:
    secret = path_for(invited, INVITATION).rstrip("/").rpartition("/")[2]
    assert user_of(secret) == invited
    assert user_of(secret[:-1] + ("a" if secret[-1] != "a" else "b")) is None
    User.objects.filter(pk=invited.pk).update(is_active=False)
    assert user_of(secret) is None


def test_a_link_is_of_no_use_once_its_owner_has_come_in(cast: Cast) -> None:
    link = path_for(cast.liv, RESET)
    User.objects.filter(pk=cast.liv.pk).update(last_login=timezone.now())
    assert Client().get(link).status_code == 410


def test_a_link_is_of_no_use_once_its_owner_waits_for_more(cast: Cast, invited: User) -> None:
    """Or who was shown it would come in to what somebody else gave."""
    older = path_for(invited, INVITATION)
    give(cast, Role.LEADER, by=cast.ola)
    assert Client().post(older, BOTH).status_code == 410
    assert Client().get(path_for(invited, INVITATION)).status_code == 200


def test_a_link_to_a_new_password_outlives_a_new_role(cast: Cast) -> None:
    link = path_for(cast.liv, RESET)
    give(cast, Role.LEADER, by=cast.ola, email=cast.liv.email)
    assert Client().get(link).status_code == 200


def test_of_two_who_use_a_link_one_does(invited: User) -> None:
    secret = path_for(invited, INVITATION).rstrip("/").rpartition("/")[2]
    assert passwords.choose(secret=secret, password=NEW) == invited
    assert passwords.choose(secret=secret, password=PASSWORD) is None


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"password1": "kort", "password2": "kort"}, "Passordet er for kort."),
        ({"password1": NEW, "password2": NEW[1:]}, "De to nye passordene er ulike."),
        ({"password1": "ny@example.com", "password2": "ny@example.com"}, "Passordet ligner for mye"),
        ({}, "Skriv et nytt passord."),
    ],
)
def test_a_password_that_does_not_do_is_told_why(invited: User, form: dict[str, str], told: str) -> None:
    answer = Client().post(path_for(invited, INVITATION), form)
    assert (answer.status_code, told in answer.content.decode()) == (200, True)


def test_one_who_has_a_password_is_told_of_the_role_without_a_link(cast: Cast) -> None:
    give(cast, Role.READER, by=cast.kari, email="nora@example.com")
    run_waiting()
    assert "Logg inn her:" in mail.outbox[0].body
    assert "velg-passord" not in mail.outbox[0].body


def test_nobody_is_told_of_a_role_that_was_ended_meanwhile(cast: Cast) -> None:
    given = give(cast, Role.READER, by=cast.kari)
    grants.end(assignment=given.assignment, by=cast.kari)
    run_waiting()
    assert mail.outbox == []


def test_a_mail_that_is_refused_is_said_of_the_job(cast: Cast, invited: User, monkeypatch: Any) -> None:
    def away(*_: Any) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    run_waiting()
    assert (Job.objects.get().state, Job.objects.get().message) == (
        "failed", "E-posten kom ikke fram. Prøv igjen om litt.",
    )  # fmt: skip


def test_a_forgotten_password_is_chosen_anew_by_mail_and_ends_other_sessions(cast: Cast) -> None:
    elsewhere = cast.client("kari")
    assert "Se i innboksen" in Client().post(FORGOTTEN, {"email": "Kari@Example.com"}).content.decode()
    run_waiting()
    link = link_in(mail.outbox[0])
    assert Client().post(link, BOTH).status_code == 302
    assert (logs_in("kari@example.com", PASSWORD), logs_in("kari@example.com", NEW)) == (False, True)
    assert elsewhere.get("/plan/").status_code == 302


def test_an_address_nobody_has_is_answered_just_the_same(cast: Cast, invited: User) -> None:
    Job.objects.all().delete()
    shut = User.objects.create_user(email="stengt@example.com", name="S", password=PASSWORD, is_active=False)
    answers = {}
    for email in ("kari@example.com", "finnes-ikke@example.com", invited.email, shut.email):
        page = Client().post(FORGOTTEN, {"email": email}).content.decode().replace(email, "")
        answers[email] = re.sub(r'value="\w{64}"|X-CSRFToken": "\w+"', "", page)
        assert Job.objects.filter(kind="access.reset").count() == 1
        run_waiting()
        Job.objects.all().delete()
    assert len(set(answers.values())) == 1
    assert [message.to for message in mail.outbox] == [["kari@example.com"]]


def test_each_address_nobody_has_gets_a_job_of_its_own_as_those_of_people_do(cast: Cast) -> None:
    """Or the second unknown one would find the job of the first, and be answered sooner than a known one."""
    for email in ("kari@example.com", "a@example.com", "b@example.com", "A@example.com", "Kari@example.com"):
        passwords.ask_for_reset(email=email)
    jobs = Job.objects.filter(kind="access.reset")
    assert (jobs.count(), jobs.filter(subject__in=User.objects.values("pk")).count()) == (3, 1)


def test_asking_again_and_again_sends_three_mails_and_tells_nothing(cast: Cast) -> None:
    for _ in range(6):
        assert "Se i innboksen" in Client().post(FORGOTTEN, {"email": "kari@example.com"}).content.decode()
        run_waiting()
    assert len(mail.outbox) == 3


def test_asking_for_many_addresses_is_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.RATES, "reset", (2, 600))
    statuses = [Client().post(FORGOTTEN, {"email": f"{n}@example.com"}).status_code for n in range(3)]
    assert statuses == [200, 200, 429]
    assert Client().post(FORGOTTEN, {"email": "a@example.com"}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_guessing_links_is_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.RATES, "link", (2, 600))
    guesses = [Client().get(reverse("choose_password", args=[f"gjett-{n}"])).status_code for n in range(3)]
    assert guesses == [410, 410, 429]


def test_where_no_mail_leaves_the_page_says_so_and_asks_nothing(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = DUMMY
    page = Client().get(FORGOTTEN).content.decode()
    assert "E-post er ikke satt opp her" in page
    assert 'name="email"' not in page


def test_the_login_page_leads_there(db: Any) -> None:
    assert f'href="{FORGOTTEN}"' in Client().get("/konto/logg-inn/").content.decode()
