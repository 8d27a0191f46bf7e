from __future__ import annotations

import pytest
from django.urls import reverse

from gevinst.jobs.models import Job
from gevinst.jobs.services import claim
from gevinst.jobs.tasks import run_job
from gevinst.plan_files import making
from gevinst.plan_files.models import MadeFile
from gevinst.plans.models import Plan
from tests.cast import Cast


@pytest.fixture
def large(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(making, "LARGE", 0)
    return plan


def test_a_large_plan_is_made_by_a_job_and_then_fetched(cast: Cast, large: Plan) -> None:
    client = cast.client("liv")
    assert client.get(reverse("plan_files:download", args=[large.pk, "pdf"])).status_code == 302
    page = client.post(reverse("plan_files:order", args=[large.pk, "pdf"]))["Location"]
    assert "Filen lages" in client.get(page).content.decode()
    assert client.get(f"{page}hent/").status_code == 404
    run_job(Job.objects.get().pk)
    assert "Last ned filen" in client.get(page).content.decode()
    response = client.get(f"{page}hent/")
    assert response.content.startswith(b"%PDF")
    assert response["Content-Disposition"].startswith('attachment; filename="gevinstrealiseringsplan-rauma-')


def test_it_is_made_in_the_language_it_was_asked_for_in(cast: Cast, large: Plan) -> None:
    client = cast.client("kari")
    client.cookies["django_language"] = "nn"
    client.post(reverse("plan_files:order", args=[large.pk, "pdf"]))
    run_job(Job.objects.get().pk)
    assert b"/Lang(nn-NO)" in bytes(MadeFile.objects.get().content or b"")


def test_who_may_no_longer_read_the_plan_cannot_fetch_it(cast: Cast, large: Plan) -> None:
    client = cast.client("liv")
    page = client.post(reverse("plan_files:order", args=[large.pk, "ics"]))["Location"]
    run_job(Job.objects.get().pk)
    assert client.get(f"{page}hent/").status_code == 200
    cast.liv.roles.all().delete()
    assert client.get(f"{page}hent/").status_code == 404


def test_an_order_that_was_forgotten_needs_nothing(cast: Cast, large: Plan) -> None:
    made = making.order(plan=large, form="ics", by=cast.kari, root="")
    made.delete()
    taken = claim()
    assert taken is not None
    assert making.make(taken[0].subject, taken[1]) == ""


def test_the_file_had_before_is_forgotten(cast: Cast, large: Plan) -> None:
    first = making.order(plan=large, form="ics", by=cast.kari, root="")
    making.order(plan=large, form="ics", by=cast.kari, root="")
    assert not MadeFile.objects.filter(pk=first.pk).exists()


def test_when_it_failed_the_page_says_so_and_offers_to_try_again(cast: Cast, large: Plan) -> None:
    client = cast.client("kari")
    page = client.post(reverse("plan_files:order", args=[large.pk, "ics"]))["Location"]
    Job.objects.update(state=Job.State.FAILED, message="Noe gikk galt.")
    html = client.get(page).content.decode()
    assert "Noe gikk galt." in html
    assert "Prøv på nytt" in html
