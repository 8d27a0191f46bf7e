from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from gevinst.plans.models import Contribution
from gevinst.reminders.mail import token_for
from gevinst.reminders.models import DigestChoice
from gevinst.reminders.sending import send
from tests.cast import Cast
from tests.gevinst.reminders.conftest import MONDAY


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_what_waits_is_listed_with_where_to_do_it(late: Contribution, cast: Cast) -> None:
    page = text(cast.client("kari").get("/paminnelser/"))
    assert "1 ting venter på deg" in page
    assert "Tiltaket «Faste soner» er over fristen" in page
    assert reverse("plans:edit_action", args=[late.benefit.actions.get().pk]) in page
    assert "Ingenting venter på deg" in text(cast.client("per").get("/paminnelser/"))


def test_the_bell_says_how_many(late: Contribution, cast: Cast) -> None:
    assert "1 påminnelse" in text(cast.client("kari").get("/paminnelser/antall/"))
    assert "ingen påminnelser" in text(cast.client("per").get("/paminnelser/antall/"))


def test_each_chooses_how_often(cast: Cast) -> None:
    kari, page = cast.client("kari"), "/paminnelser/e-post/"
    assert re.search(r'value="weekly"[^>]* checked', text(kari.get(page))), "what holds until they choose"
    assert "Velg hvor ofte." in text(kari.post(page, {"language": "nb"}))
    kari.post(page, {"rhythm": "daily", "language": "nn"})
    choice = DigestChoice.objects.get(user=cast.kari)
    assert (choice.rhythm, choice.language) == ("daily", "nn")


def test_the_link_of_the_mail_ends_the_mails_without_a_login(late: Contribution, cast: Cast) -> None:
    send(day=MONDAY)
    message = next(one for one in mail.outbox if one.to == [cast.kari.email])
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in message.body
    anonymous, path = Client(enforce_csrf_checks=True), link.removeprefix("http://127.0.0.1:8000")
    assert "Avmeld påminnelser på e-post" in text(anonymous.get(path))
    assert not DigestChoice.objects.exists(), "who only opens the address unsubscribes nobody"
    assert "Du får ikke flere påminnelser på e-post" in text(anonymous.post(path))
    assert DigestChoice.objects.get().user == cast.kari
    assert DigestChoice.objects.get().rhythm == "off"


def test_a_token_of_another_making_is_refused(cast: Cast) -> None:
    token = token_for(cast.kari)
    for forged in (token[:-1], "1" + token, f"{cast.kari.pk}"):
        assert Client().post(reverse("reminders:unsubscribe", args=[forged])).status_code == 404
    assert not DigestChoice.objects.exists()
