from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gevinst.plan_files.models import ReturnedFile
from gevinst.plans import services
from gevinst.plans.models import Action, Plan, Proposal
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.plan_files.conftest import Change, cell, make_plan, workbook


def page(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode()).split("<main", 1)[-1]


def send(client: Client, plan: Plan, change: Change | None = None, name: str = "plan.xlsx") -> Any:
    file = io.BytesIO(workbook(plan, change))
    file.name = name
    return client.post(reverse("plan_files:new", args=[plan.pk]), {"file": file})


def rename(title: str) -> Change:
    def change(book: Any) -> None:
        cell(book, "Tiltak", "title").value = title

    return change


@pytest.mark.parametrize(
    ("form", "begins", "content_type"),
    [
        ("pdf", b"%PDF-1.7", "application/pdf"),
        ("docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xlsx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ics", b"BEGIN:VCALENDAR", "text/calendar; charset=utf-8"),
    ],
)
def test_a_plan_is_downloaded_in_each_format(
    cast: Cast, plan: Plan, form: str, begins: bytes, content_type: str
) -> None:
    response = cast.client("liv").get(reverse("plan_files:download", args=[plan.pk, form]))
    assert response.content.startswith(begins)
    assert response["Content-Type"] == content_type
    assert re.fullmatch(
        rf'attachment; filename="gevinstrealiseringsplan-rauma-\d{{4}}-\d\d-\d\d.{form}"',
        response["Content-Disposition"],
    )
    assert "no-store" in response["Cache-Control"]


def test_a_format_we_do_not_write_and_a_foreign_plan_are_not_there(cast: Cast, plan: Plan) -> None:
    assert cast.client("kari").get(reverse("plan_files:download", args=[plan.pk, "exe"])).status_code == 404
    assert cast.client("per").get(reverse("plan_files:download", args=[plan.pk, "pdf"])).status_code == 404


@pytest.mark.parametrize("benefits", [5, 500])
def test_the_page_of_files_asks_as_often_for_many_benefits(
    cast: Cast, catalogue: dict[str, Indicator], benefits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gevinst.plan_files.making.LARGE", 1000)
    plan = make_plan(cast, catalogue["ukp-dogn"], benefits)
    client = cast.client("kari")
    with queries("plan files: page"):
        page(client, reverse("plan_files:files", args=[plan.pk]))
    with queries("plan files: download as workbook"):
        client.get(reverse("plan_files:download", args=[plan.pk, "xlsx"]))


def test_who_may_only_read_is_not_offered_to_send_anything_back(cast: Cast, plan: Plan) -> None:
    url = reverse("plan_files:files", args=[plan.pk])
    new = reverse("plan_files:new", args=[plan.pk])
    assert new in page(cast.client("kari"), url)
    assert new not in page(cast.client("liv"), url)
    assert send(cast.client("liv"), plan).status_code == 404


def test_a_file_without_changes_says_so_and_offers_nothing_to_save(cast: Cast, plan: Plan) -> None:
    client = cast.client("kari")
    html = page(client, send(client, plan)["Location"])
    assert "Ingen forskjeller. Planen sier det samme som filen." in html
    assert "/lagre/" not in html


def test_a_change_is_shown_then_saved(cast: Cast, plan: Plan, action: Action) -> None:
    client = cast.client("kari")
    url = send(client, plan, rename("Tavlemøte hver dag"))["Location"]
    html = page(client, url)
    assert "1 celle er endret." in html
    assert "rad 3, kolonne B" in html
    assert "Lagre 1 endring" in html
    action.refresh_from_db()
    assert action.title == "Tavlemøte hver morgen"
    saved = client.post(f"{url}lagre/", follow=True)
    assert "1 celle er lagret." in saved.content.decode()
    action.refresh_from_db()
    assert action.title == "Tavlemøte hver dag"


def test_saving_twice_is_saving_once(cast: Cast, plan: Plan, action: Action) -> None:
    client = cast.client("kari")
    url = send(client, plan, rename("Fra filen"))["Location"]
    client.post(f"{url}lagre/")
    Action.objects.update(title="Rettet siden")
    client.post(f"{url}lagre/")
    action.refresh_from_db()
    assert action.title == "Rettet siden"
    assert not Proposal.objects.exists()


def test_a_conflict_is_shown_with_all_three_texts_and_nothing_is_overwritten(
    cast: Cast, plan: Plan, action: Action
) -> None:
    client = cast.client("kari")
    sent = workbook(plan, rename("Fra filen"))
    Action.objects.update(title="Skrevet imens")
    file = io.BytesIO(sent)
    file.name = "plan.xlsx"
    url = client.post(reverse("plan_files:new", args=[plan.pk]), {"file": file})["Location"]
    html = page(client, url)
    assert "1 er endret av noen andre imens" in html
    assert all(text in html for text in ("Tavlemøte hver morgen", "Skrevet imens", "Fra filen"))
    saved = client.post(f"{url}lagre/", follow=True).content.decode()
    assert "1 venter som forslag" in saved
    action.refresh_from_db()
    assert action.title == "Skrevet imens"
    assert Proposal.objects.get().text == "Fra filen"


def test_what_somebody_wrote_after_the_preview_is_not_overwritten_either(
    cast: Cast, plan: Plan, action: Action
) -> None:
    client = cast.client("kari")
    url = send(client, plan, rename("Fra filen"))["Location"]
    assert "Lagre 1 endring" in page(client, url)
    Action.objects.update(title="Skrevet etterpå")
    client.post(f"{url}lagre/")
    action.refresh_from_db()
    assert action.title == "Skrevet etterpå"


def test_a_dropped_file_changes_nothing_and_is_forgotten(cast: Cast, plan: Plan, action: Action) -> None:
    client = cast.client("kari")
    url = send(client, plan, rename("Fra filen"))["Location"]
    client.post(f"{url}forkast/")
    client.post(f"{url}lagre/")
    action.refresh_from_db()
    assert action.title == "Tavlemøte hver morgen"
    assert ReturnedFile.objects.get().cells == []


def test_the_file_of_a_colleague_is_not_there(cast: Cast, plan: Plan) -> None:
    url = send(cast.client("kari"), plan, rename("Fra Kari"))["Location"]
    for path in (url, f"{url}lagre/", f"{url}forkast/"):
        assert cast.client("ola").generic("GET" if path == url else "POST", path).status_code == 404


def test_a_file_cannot_be_saved_into_another_plan(cast: Cast, plan: Plan) -> None:
    client = cast.client("kari")
    returned = send(client, plan, rename("Fra filen"))["Location"].rstrip("/").rsplit("/", 1)[1]
    other = services.create_plan(actor=cast.rauma, title="En annen")
    assert client.post(reverse("plan_files:save", args=[other.pk, returned])).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (None, "", "Du har ikke valgt noen fil."),
        (b"kommunenr;verdi\n", "plan.csv", "ikke en filtype vi kan lese"),
        (b"dette er ikke et regneark", "plan.xlsx", "plan.xlsx"),
        (b"x", "13097248022.xlsx", "gyldig fødselsnummer"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_at_its_field(
    cast: Cast, plan: Plan, content: bytes | None, name: str, told: str
) -> None:
    data: dict[str, Any] = {}
    if content is not None:
        data["file"] = io.BytesIO(content)
        data["file"].name = name
    response = cast.client("kari").post(reverse("plan_files:new", args=[plan.pk]), data)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not ReturnedFile.objects.exists()


def test_a_personal_number_in_a_file_is_neither_stored_nor_shown(cast: Cast, plan: Plan) -> None:
    response = send(cast.client("kari"), plan, rename("Ring 13097248022"))
    assert "gyldig fødselsnummer" in response.content.decode()
    assert "13097248022" not in response.content.decode()
    assert not ReturnedFile.objects.exists()


def test_what_a_file_says_is_text_on_the_page(cast: Cast, plan: Plan) -> None:
    client = cast.client("kari")
    html = page(client, send(client, plan, rename("<script>alert(1)</script>"))["Location"])
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html
