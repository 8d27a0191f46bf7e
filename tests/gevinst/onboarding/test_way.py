"""The way of a new municipality, page by page, from nothing to all tasks done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gevinst.access.models import Role, RoleAssignment
from gevinst.plans.models import Plan
from indicators.catalogue.models import Indicator, Term
from tests.cast import SINCE, Cast
from tests.gevinst.onboarding.conftest import UKP, ahead

pytestmark = pytest.mark.django_db
AT = ("municipality", "5006")


def done(client: Client) -> int:
    context = client.get(reverse("onboarding:programme", args=AT)).context
    assert context is not None
    return int(context["done"])


def answer(client: Client, task: str, **values: object) -> None:
    response = client.post(reverse(f"onboarding:{task}", args=AT), {"revision": "0", **values})
    assert response["Location"] == reverse("onboarding:programme", args=AT)


def test_a_new_municipality_goes_from_nothing_to_all_done(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    client = cast.client("per")
    assert done(client) == 0
    answer(client, "services", services=[Term.objects.filter(kind="service")[0].code])
    answer(client, "goals", goals=["kommune-samhandling"])
    answer(client, "network", network="uten")
    answer(client, "workshop", workshop_on=f"{timezone.localdate():%d.%m.%Y}")
    answer(client, "go_live", go_live=f"{ahead(120):%d.%m.%Y}")
    assert done(client) == 5

    client.post(reverse("plans:start", args=[cast.steinkjer.pk]))
    plan = Plan.objects.get(actor=cast.steinkjer)
    page = client.get(reverse("onboarding:indicators", args=AT)).content.decode()
    assert reverse("plans:add_benefit", args=[plan.pk, UKP]) in page
    due = timezone.localdate() + timedelta(days=60)
    said = {"title": "Færre døgn", "owner_title": "enhetsleder", "baseline_due": f"{due:%d.%m.%Y}"}
    client.post(reverse("plans:add_benefit", args=[plan.pk, UKP]), said)
    answer(client, "baselines", baseline_lead="rådgiver", baseline_note="NPR hver måned")
    assert done(client) == 7

    RoleAssignment.objects.create(user=cast.nora, actor=cast.steinkjer, role=Role.OWNER, valid_from=SINCE)
    assert done(client) == 8
    page = client.get(reverse("onboarding:programme", args=AT)).content.decode()
    assert "Steinkjer er i gang" in page
    assert "Dere er i fasen «planlegge»." in page
