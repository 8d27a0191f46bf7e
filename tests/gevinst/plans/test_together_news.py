"""What the sheet hears of others, and that it answers to whoever opened it only."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gevinst.plans import presence, services
from gevinst.plans.models import Benefit, Change, Plan
from tests.cast import Cast
from tests.gevinst.plans.test_together import write
from tests.gevinst.values.conftest import text_of

pytestmark = pytest.mark.django_db


def test_news_tell_what_others_wrote_and_who_is_here(cast: Cast, benefit: Benefit) -> None:
    url = reverse("plans:news", args=[benefit.plan_id])
    cell = f"gevinst-{benefit.pk}-note"
    assert cast.client("ola").get(url, {"celle": cell}).json()["cells"] == []
    write(cast.client("kari"), benefit.plan, (cell, "Nytt", ""))
    heard = cast.client("ola").get(url, {"siden": "0"}).json()
    assert heard["cells"] == [{"cell": cell, "text": "Nytt", "shown": "Nytt"}]
    here = cast.client("kari").get(url).json()["people"]
    assert [one["name"] for one in here] == ["Ola Prøve"]
    Change.everything.update(at=timezone.now() - timedelta(minutes=1))
    assert cast.client("ola").get(url, {"siden": heard["last"]}).json()["cells"] == []


def test_news_tell_all_of_a_change_that_goes_on_and_of_one_thought_better_of(
    cast: Cast, benefit: Benefit
) -> None:
    url, kari, ola = reverse("plans:news", args=[benefit.plan_id]), cast.client("kari"), cast.client("ola")
    cell, last = f"gevinst-{benefit.pk}-note", "0"
    for base, text in [("", "N"), ("N", "Nytt"), ("Nytt", "")]:
        write(kari, benefit.plan, (cell, text, base))
        heard = ola.get(url, {"siden": last}).json()
        assert [one["text"] for one in heard["cells"]] == [text]
        last = heard["last"]
    assert not Change.objects.exists(), "nothing to tell of in the history"


def test_news_say_when_rows_have_come_or_gone_and_when_more_than_can_be_told_has_happened(
    cast: Cast, benefit: Benefit
) -> None:
    plan, ola = benefit.plan, cast.client("ola")
    url = reverse("plans:news", args=[plan.pk])
    assert ola.get(url).json()["rows"] == 0
    sent = {"slag": "tiltak", "under": benefit.pk}
    cast.client("kari").post(reverse("plans:add_row", args=[plan.pk]), sent)
    came = ola.get(url).json()["rows"]
    assert came == Change.objects.get(field="").pk
    many = [
        Change(plan=plan, kind="gevinst", row=benefit.pk, field="note", became=str(number), via="page",
               began_at=timezone.now(), at=timezone.now())
        for number in range(501)
    ]  # fmt: skip
    Change.objects.bulk_create(many)
    assert ola.get(url).json()["rows"] > came


def test_the_sheet_answers_with_its_tables_alone(cast: Cast, benefit: Benefit) -> None:
    kari, plan = cast.client("kari"), benefit.plan
    url = reverse("plans:sheet", args=[plan.pk])
    whole, part = kari.get(url), kari.get(url, headers={"X-Gevinst-Part": "tables"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert f'data-cell="gevinst-{benefit.pk}-title"' in part.content.decode()
    action = services.add_action(benefit=benefit, title="Bort")
    sent = {"rad": f"tiltak-{action.pk}"}
    told = kari.post(
        reverse("plans:remove_row", args=[plan.pk]), sent, follow=True, headers={"X-Gevinst-Part": "tables"}
    )
    assert "«Bort» ligger i papirkurven" in text_of(told)


@pytest.mark.parametrize(("who", "status"), [("kari", 200), ("ola", 403)])
def test_a_page_opened_by_one_person_is_answered_to_that_person_only(
    cast: Cast, benefit: Benefit, who: str, status: int
) -> None:
    client, plan = cast.client(who), benefit.plan
    kari = {"X-Gevinst-User": str(cast.kari.pk)}
    cell = f"gevinst-{benefit.pk}-note"
    body = json.dumps({"cells": [{"cell": cell, "text": "Karis", "base": ""}]})
    url = reverse("plans:write", args=[plan.pk])
    assert client.post(url, body, content_type="application/json", headers=kari).status_code == status
    for name in ("news", "comments", "sheet"):
        assert client.get(reverse(f"plans:{name}", args=[plan.pk]), headers=kari).status_code == status, name
    benefit.refresh_from_db()
    assert benefit.note == ("Karis" if status == 200 else "")


def test_nobody_is_here_after_they_left(cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    presence.here(plan, cast.ola, "")
    later = presence.time() + presence.SECONDS + 1
    monkeypatch.setattr(presence, "time", lambda: later)
    assert presence.here(plan, cast.kari, "") == []
