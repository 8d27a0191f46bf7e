"""The pages of the one who holds the workshop."""

from __future__ import annotations

import pytest

from gevinst.plans.models import Benefit
from gevinst.plans.services import create_plan
from gevinst.workshops.benefits import suggested_for
from gevinst.workshops.models import TaskBenefit, Workshop
from gevinst.workshops.services import set_scoring
from gevinst.workshops.taking_part import join, reply, score
from gevinst.workshops.tasks import merge_tasks
from tests.cast import measure
from tests.counting import queries
from tests.gevinst.workshops.world import make_task, make_workshop

pytestmark = pytest.mark.django_db
CARE = "pleiekontinuitet-hjemmetjenesten"
FORM = {
    "title": "Høstworkshop",
    "date": "01.10.2026",
    "services": [],
    "other_services": "Legekontor\nTildelingskontor",
    "questions": ["pinch"],
    "weeks": "46",
}


def words(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_kari_makes_a_workshop_opens_it_closes_it_and_opens_it_again(cast):
    client = cast.client("kari")
    client.post(f"/workshop/ny/{cast.rauma.pk}/", FORM)
    workshop = Workshop.objects.get()
    assert [service.name for service in workshop.services.all()] == ["Legekontor", "Tildelingskontor"]
    assert workshop.state == "draft"
    for address, state in (("apne", "open"), ("lukk", "closed"), ("apne", "open")):
        client.post(f"/workshop/{workshop.pk}/{address}/")
        workshop.refresh_from_db()
        assert workshop.state == state


def test_what_is_missing_is_told_at_its_field(cast):
    page = words(cast.client("kari").post(f"/workshop/ny/{cast.rauma.pk}/", {"title": ""}))
    for said in ("Skriv hva workshopen heter.", "Skriv når workshopen er.", "Skriv et tall fra 1 til 53."):
        assert said in page
    page = words(cast.client("kari").post(f"/workshop/ny/{cast.rauma.pk}/", {**FORM, "other_services": ""}))
    assert "Velg eller skriv minst én tjeneste." in page
    assert not Workshop.objects.exists()


def test_a_service_with_tasks_cannot_be_taken_away(cast, workshop):
    make_task(workshop, service=workshop.services.get(name="Legekontor"))
    page = words(
        cast.client("kari").post(f"/workshop/{workshop.pk}/rediger/", {**FORM, "other_services": "Annet"})
    )
    assert "«Legekontor» har oppgaver" in page
    workshop.refresh_from_db()
    assert workshop.title == "Gevinstworkshop i Rauma"


def test_the_page_says_hours_with_their_range_and_how_they_are_worked_out(cast, workshop):
    make_task(workshop)
    make_task(workshop, title="Registrere to ganger", minutes_low=13, minutes_likely=14, minutes_high=15)
    page = words(cast.client("liv").get(f"/workshop/{workshop.pk}/"))
    assert (
        "2 oppgaver fra 0 deltakere: 1 av dem kan frigjøre 46 timer i året. "
        "Anslagene spenner over 23–61 timer." in page
    )
    assert "1 oppgave vil ta til sammen 15 timer mer enn i dag." in page
    assert "ganger i uken × 46 arbeidsuker × antall som gjør oppgaven" in page
    assert "Rediger" not in page


def test_merged_tasks_are_counted_once_and_shown_under_the_one_that_counts(cast, workshop):
    one, twin = make_task(workshop), make_task(workshop, title="Skrive medisinlister")
    client = cast.client("kari")
    client.post(f"/workshop/{workshop.pk}/like/", {"task": [one.pk, twin.pk], "into": one.pk})
    page = words(client.get(f"/workshop/{workshop.pk}/"))
    assert "1 oppgave fra 0 deltakere kan frigjøre 46 timer" in page
    assert "1 slått sammen hit" in page
    client.post(f"/workshop/oppgave/{twin.pk}/skill-ut/")
    assert "2 oppgaver fra" in words(client.get(f"/workshop/{workshop.pk}/"))


def test_a_task_of_another_workshop_cannot_be_merged_in(cast, workshop):
    mine, theirs = make_task(workshop), make_task(make_workshop(cast))
    client = cast.client("kari")
    page = words(
        client.post(
            f"/workshop/{workshop.pk}/like/", {"task": [mine.pk, theirs.pk], "into": mine.pk}, follow=True
        )
    )
    assert "Velg minst to oppgaver" in page
    theirs.refresh_from_db()
    assert theirs.merged_into is None


def test_the_screen_shows_what_came_in_and_the_code_only_while_open(cast, workshop):
    make_task(workshop)
    client = cast.client("kari")
    page = words(client.get(f"/workshop/{workshop.pk}/skjerm/"))
    assert f'hx-get="/workshop/{workshop.pk}/skjerm/na/"' in page
    now = words(client.get(f"/workshop/{workshop.pk}/skjerm/na/"))
    assert f"http://testserver/w/{workshop.token}/" in now
    assert 'class="segno"' in now
    client.post(f"/workshop/{workshop.pk}/lukk/")
    now = words(client.get(f"/workshop/{workshop.pk}/skjerm/na/"))
    assert workshop.token not in now
    assert "Workshopen er lukket" in now


def test_the_matrix_says_the_fruits_and_shows_the_spread(cast, workshop):
    fruit, _hard = make_task(workshop), make_task(workshop, title="Felles turnus")
    set_scoring(workshop=workshop, on=True)
    workshop.refresh_from_db()
    for size in (5, 5, 2):
        participant, _secret = join(workshop=workshop)
        participant.workshop = workshop
        score(task=fruit, participant=participant, size=size, difficulty=2, strategy=4)
    page = words(cast.client("kari").get(f"/workshop/{workshop.pk}/prioritering/"))
    assert "1 lavthengende frukt: Skrive medisinliste for hånd" in page
    assert "Sprikende svar: snakk om den" in page
    assert "1 ga 2" in page
    assert "2 ga 5" in page
    assert "1 oppgave er ikke vurdert ennå" in page


def test_what_the_group_says_goes_before_the_mean(cast, workshop):
    task = make_task(workshop)
    client = cast.client("kari")
    client.post(f"/workshop/oppgave/{task.pk}/vurdering/", {"size": 1, "difficulty": 5, "strategy": 1})
    page = words(client.get(f"/workshop/{workshop.pk}/prioritering/"))
    assert "Ingen oppgave er både stor og lett å få til" in page
    assert "Kan vente" in page
    client.post(f"/workshop/oppgave/{task.pk}/vurdering/", {"size": 5, "difficulty": 1, "strategy": 5})
    assert task.scores.get().size == 5


def test_scoring_cannot_be_opened_in_a_closed_workshop(cast):
    workshop = make_workshop(cast, state="closed")
    page = cast.client("kari").post(f"/workshop/{workshop.pk}/prioritering/bryter/", {"on": "1"}, follow=True)
    assert "Åpne workshopen før deltakerne skal prioritere." in words(page)


def test_one_click_makes_a_benefit_that_remembers_the_estimate(cast, catalogue, workshop):
    plan = create_plan(actor=cast.rauma, title="Plan for Rauma")
    task = make_task(workshop, title="Lage arbeidslister så pasienten møter færre pleiere")
    client = cast.client("kari")
    page = words(client.get(f"/workshop/oppgave/{task.pk}/gevinst/"))
    assert catalogue[CARE].title in page
    answer = client.post(
        f"/workshop/oppgave/{task.pk}/gevinst/",
        {"title": "Kjente ansikter", "plan": plan.pk, "indicator": CARE},
    )
    benefit = Benefit.objects.get()
    assert answer["Location"] == f"/plan/gevinst/{benefit.pk}/"
    assert "Gevinstworkshop i Rauma" in benefit.source_note
    link = TaskBenefit.objects.get()
    assert (link.task, link.benefit, link.hours_low, link.hours_likely) == (task, benefit, 23.0, 46.0)
    measure(catalogue[CARE], cast.rauma, "2024-03", numerator=3, denominator=10)
    page = words(client.get(f"/workshop/{workshop.pk}/"))
    assert "Anslag og målt resultat" in page
    assert "Kjente ansikter" in page
    assert "Mangler nullpunkt" in page
    assert "kan ikke fjernes" in words(client.post(f"/workshop/oppgave/{task.pk}/fjern/", follow=True))


def test_a_plan_of_another_municipality_cannot_be_given_a_benefit(cast, catalogue, workshop):
    theirs = create_plan(actor=cast.steinkjer, title="Plan for Steinkjer")
    create_plan(actor=cast.rauma, title="Plan for Rauma")
    task = make_task(workshop)
    data = {"title": "x", "plan": theirs.pk, "indicator": CARE}
    page = words(cast.client("kari").post(f"/workshop/oppgave/{task.pk}/gevinst/", data))
    assert "Velg hvilken plan gevinsten skal stå i." in page
    assert not Benefit.objects.exists()


def test_indicators_are_suggested_by_the_words_and_the_service(catalogue, workshop):
    task = make_task(
        workshop, title="Finne ut hvem som kjenner pasienten", change="Færre pleiere per pasient"
    )
    first = suggested_for(task)[0]
    assert first.indicator.slug == CARE
    assert suggested_for(task, "ukp")[0].indicator.slug.startswith("ukp")


def test_replies_are_shown_under_their_question(cast, workshop):
    participant, _secret = join(workshop=workshop)
    participant.workshop = workshop
    reply(participant=participant, replies={"pinch": "For mye dobbeltføring <b>"})
    page = words(cast.client("kari").get(f"/workshop/{workshop.pk}/"))
    assert "For mye dobbeltføring &lt;b&gt;" in page
    assert "Ingen svar ennå." in page


@pytest.mark.parametrize("many", [3, 40])
def test_the_pages_ask_the_database_as_often_for_few_tasks_as_for_many(cast, workshop, many):
    service = workshop.services.all()[1]
    set_scoring(workshop=workshop, on=True)
    workshop.refresh_from_db()
    participant, _secret = join(workshop=workshop)
    participant.workshop = workshop
    for n in range(many):
        task = make_task(workshop, title=f"Oppgave {n} {'abcdefgh'[n % 8] * (n + 1)}")
        twin = make_task(workshop, service=service, title=f"Like {n}")
        other = make_task(workshop, service=service, title=f"Like {n}")
        merge_tasks(into=twin, tasks=[other])
        score(task=task, participant=participant, size=3, difficulty=3, strategy=3)
    client = cast.client("kari")
    for name, address in (("page", ""), ("screen, now", "skjerm/na/"), ("priorities", "prioritering/")):
        with queries(f"workshop: {name}"):
            assert client.get(f"/workshop/{workshop.pk}/{address}").status_code == 200
    with queries("workshop: list"):
        client.get("/workshop/")


def test_words_of_everyday_work_lead_to_no_indicator_and_compounds_to_what_they_are_about(
    catalogue, workshop
):
    everyday = suggested_for(make_task(workshop, title="Skrive og sende papir"))
    assert all(not one.shares for one in everyday)
    care = suggested_for(make_task(workshop, title="Pleierplanlegging"))
    assert care[0].indicator.slug == CARE
    assert care[0].shares == ["pleierplanlegging"]
