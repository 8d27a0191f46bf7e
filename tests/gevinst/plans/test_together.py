"""The addresses the sheet writes to, the pages around it, and who may use them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gevinst.jobs.models import Job
from gevinst.jobs.runner import run_waiting
from gevinst.jobs.services import enqueue
from gevinst.plans import contents, services
from gevinst.plans.models import Action, Benefit, Change, Comment, Contribution, Plan, Proposal, Version
from indicators.catalogue.models import Indicator, Term
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.plans.conftest import UKP
from tests.gevinst.values.conftest import text_of

pytestmark = pytest.mark.django_db


def write(client: Client, plan: Plan, *cells: tuple[str, str, str]) -> Any:
    sent = {"cells": [{"cell": cell, "text": text, "base": base} for cell, text, base in cells]}
    url = reverse("plans:write", args=[plan.pk])
    return client.post(url, json.dumps(sent), content_type="application/json")


@pytest.fixture
def ready(contribution: Contribution) -> Plan:
    goal = Term.objects.filter(kind="goal", group="kommune").first() or Term.objects.create(
        kind="goal", code="samhandling", group="kommune", name_nb="Samhandling"
    )
    Benefit.objects.update(goal=goal, owner_title="Enhetsleder")
    plan: Plan = contribution.benefit.plan
    return plan


def test_cells_are_saved_and_each_is_answered_for(cast: Cast, contribution: Contribution) -> None:
    benefit, plan = contribution.benefit, contribution.benefit.plan
    answer = write(
        cast.client("kari"),
        plan,
        (f"gevinst-{benefit.pk}-title", "Færre døgn", benefit.title),
        (f"mal-{contribution.pk}-target_date", "1.6.2027", "31.12.2027"),
        (f"mal-{contribution.pk}-baseline", "mange", "120"),
        (f"mal-{contribution.pk}-form", "hold", "at_most"),
    ).json()["cells"]
    assert [(one["outcome"], one["text"], one["shown"]) for one in answer] == [
        ("saved", "Færre døgn", "Færre døgn"),
        ("saved", "01.06.2027", "01.06.2027"),
        ("refused", "120", "120"),
        ("saved", "hold", "Uendret fra nullpunktet"),
    ]
    assert "tall" in answer[2]["message"]


def test_a_conflict_is_answered_with_both_texts_and_where_to_settle_it(cast: Cast, benefit: Benefit) -> None:
    cell = f"gevinst-{benefit.pk}-note"
    write(cast.client("kari"), benefit.plan, (cell, "Karis", ""))
    told = write(cast.client("ola"), benefit.plan, (cell, "Olas", "")).json()["cells"][0]
    assert (told["outcome"], told["text"], told["proposal"]["text"]) == ("conflict", "Karis", "Olas")
    page = text_of(cast.client("kari").get(reverse("plans:sheet", args=[benefit.plan_id])))
    assert "Ola Prøve skrev også: Olas" in page
    cast.client("kari").post(told["proposal"]["url"], {"valg": "min"})
    benefit.refresh_from_db()
    assert benefit.note == "Olas"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"cells": 1}',
        '{"cells": [1]}',
        '{"cells": [' + ",".join(['{"cell": "gevinst-1-title", "text": "", "base": ""}'] * 501) + "]}",
    ],
)
def test_what_no_page_sends_is_refused_and_is_not_as_if_there_were_no_plan(
    cast: Cast, benefit: Benefit, body: str
) -> None:
    url = reverse("plans:write", args=[benefit.plan_id])
    body = body.replace("gevinst-1-", f"gevinst-{benefit.pk}-")
    answer = cast.client("kari").post(url, body, content_type="application/json")
    assert answer.status_code == 400
    assert not Change.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("liv", 404), ("per", 404), (None, 302)])
def test_who_may_not_edit_writes_nothing(cast: Cast, benefit: Benefit, who: str | None, status: int) -> None:
    client = cast.client(who) if who else Client()
    assert write(client, benefit.plan, (f"gevinst-{benefit.pk}-title", "Mitt", "")).status_code == status
    benefit.refresh_from_db()
    assert benefit.title == "Færre døgn på sykehus"
    assert not Proposal.objects.exists()


def test_a_row_of_another_plan_cannot_be_reached_through_ones_own(
    cast: Cast, benefit: Benefit, catalogue: dict[str, Indicator]
) -> None:
    theirs = services.create_plan(actor=cast.steinkjer, title="Deres")
    other = services.add_benefit(plan=theirs, indicator=catalogue[UKP], title="Deres gevinst")
    action = services.add_action(benefit=other, title="Deres tiltak")
    kari, plan = cast.client("kari"), benefit.plan
    told = write(kari, plan, (f"gevinst-{other.pk}-title", "Mitt", "Deres gevinst")).json()["cells"][0]
    assert told["outcome"] == "gone"
    for name, sent in [
        ("add_row", {"slag": "tiltak", "under": other.pk}),
        ("remove_row", {"rad": f"tiltak-{action.pk}"}),
        ("take_back_row", {"rad": f"tiltak-{action.pk}"}),
        ("comment", {"celle": f"tiltak-{action.pk}-title", "tekst": "Hei"}),
    ]:
        assert kari.post(reverse(f"plans:{name}", args=[plan.pk]), sent).status_code == 404, name
    other.refresh_from_db()
    assert (other.title, Action.objects.count(), Comment.objects.count()) == ("Deres gevinst", 1, 0)


def test_rows_are_added_thrown_away_and_taken_back(cast: Cast, contribution: Contribution) -> None:
    benefit, kari = contribution.benefit, cast.client("kari")
    plan = benefit.plan
    kari.post(reverse("plans:add_row", args=[plan.pk]), {"slag": "tiltak", "under": benefit.pk})
    kari.post(reverse("plans:add_row", args=[plan.pk]), {"slag": "milepel", "under": contribution.pk})
    action = benefit.actions.get()
    assert contribution.milestones.get().due == contribution.target_date
    kari.post(reverse("plans:remove_row", args=[plan.pk]), {"rad": f"tiltak-{action.pk}"})
    page = text_of(kari.get(reverse("plans:sheet", args=[plan.pk])))
    assert "Papirkurv" in page
    assert not benefit.actions.exists()
    kari.post(reverse("plans:take_back_row", args=[plan.pk]), {"rad": f"tiltak-{action.pk}"})
    assert benefit.actions.get() == action


@pytest.mark.parametrize("odd", ["²", "٣", "9" * 30, "-1", "1 or 1=1", ""])
def test_odd_numbers_in_addresses_are_not_found_or_not_heard(cast: Cast, plan: Plan, odd: str) -> None:
    kari = cast.client("kari")
    for name, sent in [
        ("add_row", {"slag": "tiltak", "under": odd}),
        ("remove_row", {"rad": f"tiltak-{odd}"}),
        ("take_back_row", {"rad": f"gevinst-{odd}"}),
        ("comment", {"svar": odd, "tekst": "Hei"}),
        ("comment", {"celle": f"plan-{odd}-title", "tekst": "Hei"}),
    ]:
        assert kari.post(reverse(f"plans:{name}", args=[plan.pk]), sent).status_code == 404, (name, odd)
    assert kari.get(reverse("plans:news", args=[plan.pk]), {"siden": odd}).status_code == 200
    assert kari.get(reverse("plans:history", args=[plan.pk]), {"page": odd}).status_code == 200


def test_the_bin_is_emptied_after_thirty_days(cast: Cast, benefit: Benefit) -> None:
    old, new = (services.add_action(benefit=benefit, title=title) for title in ("Gammelt", "Nytt"))
    for row, days in ((old, 31), (new, 29)):
        Action.everything.filter(pk=row.pk).update(binned_at=timezone.now() - timedelta(days=days))
    job = enqueue(kind="nightly.bin", subject=0, by=None)
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.DONE, "Papirkurven: 1 rad fjernet.")
    assert list(Action.everything.values_list("title", flat=True)) == ["Nytt"]


def test_a_plan_goes_from_draft_to_approved_on_its_pages(cast: Cast, ready: Plan) -> None:
    kari, ola = cast.client("kari"), cast.client("ola")
    url = reverse("plans:versions", args=[ready.pk])
    assert "Planen er ikke godkjent ennå" in text_of(kari.get(url))
    kari.post(reverse("plans:submit", args=[ready.pk]), {"melding": "Klar nå"})
    assert "Versjon 1 venter på godkjenning" in text_of(ola.get(url))
    decide = reverse("plans:decide", args=[ready.pk, 1])
    assert kari.post(decide, {"valg": "godkjenn"}).status_code == 404
    ola.post(decide, {"valg": "send-tilbake", "grunn": ""})
    assert Version.objects.get().state == "submitted"
    ola.post(decide, {"valg": "godkjenn"})
    assert "Planen er godkjent som versjon 1" in text_of(kari.get(url))
    write(kari, ready, (f"gevinst-{ready.benefits.get().pk}-note", "Nytt", ""))
    assert "Planen har 1 endring siden versjon 1 ble godkjent" in text_of(kari.get(url))
    page = text_of(kari.get(reverse("plans:version", args=[ready.pk, 1]), {"mot": "na"}))
    assert "1 forskjell" in page
    assert "Godkjent" in page


def test_what_lacks_is_listed_with_where_to_mend_it(cast: Cast, contribution: Contribution) -> None:
    page = cast.client("kari").get(reverse("plans:versions", args=[contribution.benefit.plan_id]))
    assert "ting mangler før planen kan sendes til godkjenning" in text_of(page)
    assert reverse("plans:benefit", args=[contribution.benefit_id]) in page.content.decode()


def test_history_is_read_in_words(cast: Cast, contribution: Contribution) -> None:
    plan = contribution.benefit.plan
    write(cast.client("kari"), plan, (f"mal-{contribution.pk}-form", "hold", "at_most"))
    page = text_of(cast.client("liv").get(reverse("plans:history", args=[plan.pk])))
    assert "Kari Prøve" in page
    assert "Ned til en verdi, eller lavere" in page
    assert "Uendret fra nullpunktet" in page


@pytest.mark.parametrize("how_many", [5, 500])
def test_the_pages_ask_the_database_as_often_whatever_the_plan_holds(
    cast: Cast, plan: Plan, catalogue: dict[str, Indicator], how_many: int
) -> None:
    version = catalogue[UKP].versions.get()
    made = Benefit.objects.bulk_create(
        Benefit(plan=plan, title=f"G {n}", indicator=catalogue[UKP], indicator_version=version)
        for n in range(how_many)
    )
    own = Contribution.objects.bulk_create(Contribution(benefit=one, actor=cast.rauma) for one in made)
    Action.objects.bulk_create(Action(benefit=one, title="T") for one in made)
    for one in own[:3]:
        services.add_milestone(contribution=one, due=timezone.localdate(), basis="of_way", amount=50)
    plan.versions.create(number=1, content=contents.content_of(plan), submitted_by=cast.kari)
    now = timezone.now()
    Change.objects.bulk_create(
        Change(
            plan=plan, kind="gevinst", row=one.pk, field="title", became="x", by=cast.kari, via="page",
            began_at=now, at=now,
        )
        for one in made
    )  # fmt: skip
    pages = {
        "plan: sheet": reverse("plans:sheet", args=[plan.pk]),
        "plan: news": reverse("plans:news", args=[plan.pk]),
        "plan: history": reverse("plans:history", args=[plan.pk]),
        "plan: comments": reverse("plans:comments", args=[plan.pk]),
        "plan: panel": f"{reverse('plans:comments', args=[plan.pk])}?celle=gevinst-{made[0].pk}-title",
        "plan: versions": reverse("plans:versions", args=[plan.pk]),
        "plan: version": reverse("plans:version", args=[plan.pk, 1]),
    }
    for name, url in pages.items():
        client = cast.client("kari")
        part = {"X-Gevinst-Part": "talk"} if name == "plan: panel" else {}
        with queries(name):
            assert client.get(url, headers=part).status_code == 200
