"""Who has the link: no account, one's own tasks, nothing else."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from gevinst.workshops import limits
from gevinst.workshops.services import renew_link, set_scoring, set_state
from gevinst.workshops.taking_part import digest_of
from tests.gevinst.workshops.conftest import task_form
from tests.gevinst.workshops.world import make_task, make_workshop

pytestmark = pytest.mark.django_db


def test_looking_at_the_link_makes_nobody_a_participant_and_joining_does(workshop):
    client = Client()
    page = client.get(f"/w/{workshop.token}/").content.decode()
    assert "Bli med" in page
    assert workshop.participants.count() == 0
    client.post(f"/w/{workshop.token}/bli-med/", {"service": workshop.services.all()[1].pk})
    one = workshop.participants.get()
    assert one.service == workshop.services.all()[1]
    cookie = client.cookies["deltaker"]
    assert cookie["path"] == f"/w/{workshop.token}/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert one.digest == digest_of(cookie.value) != cookie.value


def test_a_task_is_sent_in_seen_changed_and_removed(workshop, phone):
    client = phone()
    answer = client.post(f"/w/{workshop.token}/", task_form(workshop), follow=True)
    assert "er sendt inn" in answer.content.decode()
    task = workshop.tasks.get()
    assert (task.minutes_low, task.minutes_high, task.times) == (4.0, 9.0, 10.0)
    assert "46 timer i året (23–61)" in answer.content.decode().replace("\u00a0", " ")
    changed = {**task_form(workshop, times="2,5"), "revision": 1}
    client.post(f"/w/{workshop.token}/oppgave/{task.pk}/", changed)
    task.refresh_from_db()
    assert task.times == 2.5
    client.post(f"/w/{workshop.token}/oppgave/{task.pk}/fjern/")
    assert not workshop.tasks.exists()


def test_sending_twice_makes_one_row(workshop, phone):
    client = phone()
    for _ in range(2):
        assert client.post(f"/w/{workshop.token}/", task_form(workshop)).status_code == 302
    assert workshop.tasks.count() == 1


def test_only_the_likely_number_is_needed(workshop, phone):
    phone().post(f"/w/{workshop.token}/", task_form(workshop, minutes_low="", minutes_high=""))
    task = workshop.tasks.get()
    assert (task.minutes_low, task.minutes_likely, task.minutes_high) == (6.0, 6.0, 6.0)


def test_a_personal_number_is_refused_and_nothing_is_kept(workshop, phone):
    page = phone().post(f"/w/{workshop.token}/", task_form(workshop, change="Gjelder 13097248022"))
    assert page.status_code == 200
    assert "Dette ser ut som et fødselsnummer" in page.content.decode()
    assert not workshop.tasks.exists()


def test_another_participants_task_is_not_there(workshop, phone):
    mine, theirs = phone(), phone()
    theirs.post(f"/w/{workshop.token}/", task_form(workshop, title="Kjøre mat"))
    task = workshop.tasks.get()
    for path in (f"oppgave/{task.pk}/", f"oppgave/{task.pk}/fjern/"):
        assert mine.post(f"/w/{workshop.token}/{path}", task_form(workshop)).status_code == 404
    assert mine.get(f"/w/{workshop.token}/oppgave/{task.pk}/").status_code == 404
    assert "Kjøre mat" not in mine.get(f"/w/{workshop.token}/").content.decode()


def test_a_service_or_a_task_of_another_workshop_is_not_reached(cast, workshop, phone):
    client, other = phone(), make_workshop(cast)
    page = client.post(f"/w/{workshop.token}/", task_form(workshop, service=other.services.all()[0].pk))
    assert "Velg en tjeneste." in page.content.decode()
    assert not workshop.tasks.exists()
    set_scoring(workshop=workshop, on=True)
    theirs, mine = make_task(other), make_task(workshop)
    given = {"task": theirs.pk, "size": 5, "difficulty": 2, "strategy": 4}
    client.post(f"/w/{workshop.token}/prioriter/", given)
    assert not theirs.scores.exists()
    assert not mine.scores.exists(), "what is said of one task is not said of another"


def test_a_cookie_of_one_workshop_is_worth_nothing_in_another(cast, workshop, phone):
    client, other = phone(), make_workshop(cast)
    secret = client.cookies["deltaker"].value
    stranger = Client()
    stranger.cookies["deltaker"] = secret
    assert "Bli med" in stranger.get(f"/w/{other.token}/").content.decode()
    assert "Dine oppgaver" in stranger.get(f"/w/{workshop.token}/").content.decode()


def test_the_link_opens_nothing_else_of_the_product(workshop, phone):
    client = phone()
    for path in (f"/workshop/{workshop.pk}/", "/workshop/", "/plan/", "/malinger/"):
        assert client.get(path).status_code == 302
        assert "/konto/logg-inn/" in client.get(path)["Location"]
    page = client.get(f"/w/{workshop.token}/").content.decode()
    assert set(re.findall(r'<a[^>]+href="(/[^"]*)"', page)) == {
        f"/w/{workshop.token}/",
        f"/w/{workshop.token}/sporsmal/",
        "/personvern/",
        "/tilgjengelighet/",
    }


@pytest.mark.parametrize(("state", "said"), [("draft", "ikke åpnet ennå"), ("closed", "er lukket")])
def test_nobody_joins_one_that_is_not_open(cast, state, said):
    workshop = make_workshop(cast, state=state)
    client = Client()
    assert said in client.get(f"/w/{workshop.token}/").content.decode()
    client.post(f"/w/{workshop.token}/bli-med/", {})
    assert workshop.participants.count() == 0


def test_a_closed_workshop_takes_nothing_and_takes_it_again_when_reopened(workshop, phone):
    client = phone()
    set_state(workshop=workshop, state="closed")
    refused = client.post(f"/w/{workshop.token}/", task_form(workshop)).content.decode()
    assert "Workshopen er lukket" in refused
    assert not workshop.tasks.exists()
    set_state(workshop=workshop, state="open")
    client.post(f"/w/{workshop.token}/", task_form(workshop))
    assert workshop.tasks.count() == 1


def test_a_new_link_makes_the_old_one_open_nothing(workshop, phone):
    client, old = phone(), workshop.token
    renew_link(workshop=workshop)
    assert client.get(f"/w/{old}/").status_code == 404


def test_replies_are_kept_one_for_each_question(workshop, phone):
    client = phone()
    for text in ("Mye dobbeltføring", "Mye dobbeltføring av blodtrykk"):
        client.post(f"/w/{workshop.token}/sporsmal/", {"pinch": text, "gain": "", "fruit": "", "change": ""})
    (reply,) = workshop.participants.get().replies.all()
    assert reply.text == "Mye dobbeltføring av blodtrykk"
    refused = client.post(f"/w/{workshop.token}/sporsmal/", {"pinch": "Hun er 13097248022"})
    assert "fødselsnummer" in refused.content.decode()


def test_tasks_are_scored_one_at_a_time_while_scoring_is_on(workshop, phone):
    client, task = phone(), make_task(workshop)
    url = f"/w/{workshop.token}/prioriter/"
    given = {"task": task.pk, "size": 5, "difficulty": 2, "strategy": 4}
    assert client.post(url, given).status_code == 302
    assert not task.scores.exists()
    set_scoring(workshop=workshop, on=True)
    client.post(url, {**given, "size": 4})
    client.post(url, given)
    (score,) = task.scores.all()
    assert (score.size, score.difficulty, score.strategy) == (5, 2, 4)
    assert "Du har vurdert alle" in client.get(url).content.decode()
    assert "Velg et tall fra 1 til 5" in client.post(url, {"task": task.pk, "size": 9}).content.decode()


def test_who_asks_too_often_is_told_to_wait(workshop, phone, monkeypatch):
    client = phone()
    monkeypatch.setitem(limits.RATES, "send", 2)
    for _ in range(2):
        assert client.post(f"/w/{workshop.token}/", {}).status_code == 200
    told = client.post(f"/w/{workshop.token}/", {})
    assert told.status_code == 429
    assert told["Retry-After"] == "60"
    assert "Vent ett minutt" in told.content.decode()
    assert phone().get(f"/w/{workshop.token}/").status_code == 200


def test_a_room_behind_one_address_cannot_join_without_end(workshop, monkeypatch):
    monkeypatch.setitem(limits.RATES, "join", 3)
    answers = [Client().post(f"/w/{workshop.token}/bli-med/", {}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert workshop.participants.count() == 3


def test_no_answer_is_kept_or_listed_by_others(workshop, phone):
    answer = phone().get(f"/w/{workshop.token}/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
