"""Names nobody knows are gathered and matched once."""

from __future__ import annotations

from datetime import date

import pytest

from gevinst.access.models import Role, RoleAssignment
from gevinst.jobs.runner import run_waiting
from gevinst.values.reading import Reading
from gevinst.values.unknown import NEW_NUMBERS, UnknownName, unknown_names
from indicators.actors.models import Actor, Succession
from indicators.imports.models import Upload
from tests.cast import Cast, make_actor
from tests.gevinst.values.conftest import Send, page_of, text_of

pytestmark = pytest.mark.django_db
FILE = "kommune;periode;verdi\n" + "".join(f"Rauma kommune øst;2024-{month:02};3\n" for month in range(1, 13))
FIELD = "navn-actor:Rauma kommune øst"


def test_rows_with_the_same_unknown_name_are_gathered_with_what_it_looks_like_first(
    cast: Cast, send: Send
) -> None:
    page = cast.client("kari").get(page_of(send(FILE)))
    assert "«Rauma kommune øst» Aktør, 12 verdier" in text_of(page)
    assert "Ligner" in page.content.decode() or "1539 Rauma" in page.content.decode()
    assert 'name="celle-2:A"' not in page.content.decode(), "one answer, not twelve"


def test_a_name_matched_once_holds_for_all_its_rows(cast: Cast, send: Send) -> None:
    upload, kari = send(FILE), cast.client("kari")
    kari.post(page_of(upload) + "navn/", {FIELD: f"#{cast.rauma.pk}"})
    run_waiting()
    said = text_of(kari.get(page_of(upload)))
    assert "Lagre 12 nye verdier" in said
    assert "«Rauma kommune øst» Rauma – valgt for hånd" in said


def test_rows_of_a_name_may_be_left_out(cast: Cast, send: Send) -> None:
    upload, kari = send(FILE + "Rauma;2024-01;5\n"), cast.client("kari")
    kari.post(page_of(upload) + "navn/", {FIELD: "utelat"})
    run_waiting()
    assert "Lagre 1 ny verdi" in text_of(kari.get(page_of(upload)))


def test_only_what_the_page_offered_is_taken(cast: Cast, send: Send) -> None:
    upload, kari = send(FILE), cast.client("kari")
    response = kari.post(page_of(upload) + "navn/", {FIELD: f"#{cast.steinkjer.pk}"}, follow=True)
    assert "Du har ikke valgt hva navnene står for" in response.content.decode()
    upload.refresh_from_db()
    assert "mapping" not in upload.options


def test_rows_about_others_are_told_in_one_sentence_and_not_asked_about(cast: Cast, send: Send) -> None:
    rows = "".join(f"Steinkjer;2024-{month:02};3\n" for month in range(1, 13))
    page = cast.client("kari").get(page_of(send(f"kommune;periode;verdi\nRauma;2024-01;3\n{rows}")))
    said = text_of(page)
    assert "12 verdier gjelder noen du ikke registrerer for, og blir ikke lagret: Steinkjer." in said
    assert 'name="navn-' not in page.content.decode()
    assert 'name="celle-' not in page.content.decode()
    assert "Lagre 1 ny verdi" in said


def test_what_became_of_an_actor_that_is_no_more_is_offered_with_its_day_and_not_chosen(
    cast: Cast, send: Send
) -> None:
    _ended("1545", "Midsund", [(cast.rauma, 1.0)], Succession.Kind.MERGE)
    upload = send("kommunenr;periode;verdi\n1545;2024-02;3\n")
    name = _only_name(upload, cast)
    assert name.successor == (f"#{cast.rauma.pk}", "1539 Rauma, fra 01.01.2024")
    assert name.likely == name.others == []
    page = cast.client("kari").get(page_of(upload)).content.decode()
    assert "Etterfølger – velg bare når tallet gjelder hele området" in page
    assert "selected" not in page.split('name="navn-actor:1545"')[1].split("</select>")[0]


def test_a_number_that_alone_is_new_is_taken_with_one_click(cast: Cast, send: Send) -> None:
    _ended("1534", "Rauma", [(cast.rauma, 1.0)], Succession.Kind.RENUMBER)
    upload, kari = send("kommunenr;periode;verdi\n1534;2024-02;3\n1534;2024-03;4\n"), cast.client("kari")
    said = text_of(kari.get(page_of(upload)))
    assert "Ett nummer gjaldt ikke i perioden" in said
    assert "«1534» → 1539 Rauma fra 01.01.2024, 2 verdier" in said
    kari.post(page_of(upload) + "navn/", {NEW_NUMBERS: "1"})
    run_waiting()
    assert "Lagre 2 nye verdier" in text_of(kari.get(page_of(upload)))


def test_the_number_of_today_on_figures_of_years_ago_is_taken_as_the_number_of_then(
    cast: Cast, send: Send
) -> None:
    old = _ended("1534", "Rauma", [(cast.rauma, 1.0)], Succession.Kind.RENUMBER)
    Actor.objects.filter(pk=cast.rauma.pk).update(valid_from=date(2024, 1, 1))
    upload, kari = send("kommunenr;periode;verdi\n1539;2023-11;3\n1539;2024-01;4\n"), cast.client("kari")
    said = text_of(kari.get(page_of(upload)))
    assert "Ett nummer gjaldt ikke i perioden" in said
    assert "«1539» → 1534 Rauma til 31.12.2023, 1 verdi" in said
    kari.post(page_of(upload) + "navn/", {NEW_NUMBERS: "1"})
    run_waiting()
    staged = upload.staged.order_by("row").values_list("actor", "outcome")
    assert list(staged) == [(old.pk, "new"), (cast.rauma.pk, "new")]


def test_a_number_on_years_of_two_older_numbers_is_still_taken_with_one_click(cast: Cast, send: Send) -> None:
    first = _ended("1501", "Rauma", [], Succession.Kind.RENUMBER)
    second = _ended("1534", "Rauma", [(cast.rauma, 1.0)], Succession.Kind.RENUMBER)
    changed = date(2023, 7, 1)
    Actor.objects.filter(pk=first.pk).update(valid_to=date(2023, 6, 30))
    Actor.objects.filter(pk=second.pk).update(valid_from=changed)
    Actor.objects.filter(pk=cast.rauma.pk).update(valid_from=date(2024, 1, 1))
    Succession.objects.create(predecessor=first, successor=second, date=changed, kind="renumber", share=1)
    upload, kari = send("kommunenr;periode;verdi\n1539;2023-05;3\n1539;2023-11;4\n"), cast.client("kari")
    said = text_of(kari.get(page_of(upload)))
    assert "«1539» → 1501 Rauma til 30.06.2023, 1534 Rauma til 31.12.2023, 2 verdier" in said
    kari.post(page_of(upload) + "navn/", {NEW_NUMBERS: "1"})
    run_waiting()
    staged = upload.staged.order_by("row").values_list("actor", "outcome")
    assert list(staged) == [(first.pk, "new"), (second.pk, "new")]


def test_an_old_number_still_means_what_it_did_while_it_was_in_use(cast: Cast, send: Send) -> None:
    old = _ended("1534", "Rauma", [(cast.rauma, 1.0)], Succession.Kind.RENUMBER)
    RoleAssignment.objects.create(
        user=cast.kari, actor=old, role=Role.COORDINATOR, valid_from=date(2020, 1, 1)
    )
    upload, kari = send("kommunenr;periode;verdi\n1534;2023-12;2\n1534;2024-01;3\n"), cast.client("kari")
    kari.post(page_of(upload) + "navn/", {NEW_NUMBERS: "1"})
    run_waiting()
    staged = upload.staged.order_by("row").values_list("actor", "outcome")
    assert list(staged) == [(old.pk, "new"), (cast.rauma.pk, "new")]


def test_of_a_municipality_that_was_divided_it_is_said_why_the_figure_has_no_place(
    cast: Cast, send: Send
) -> None:
    _ended("1507", "Ålesund", [(cast.rauma, None), (cast.molde, None)], Succession.Kind.SPLIT)
    upload = send("kommunenr;periode;verdi\n1507;2024-02;3\n")
    name = _only_name(upload, cast)
    assert name.codes == set(), "nobody to choose"
    said = text_of(cast.client("kari").get(page_of(upload)))
    assert "Fordelingen er ikke kjent, så tall kan ikke flyttes" in said
    assert "Ta ikke med disse radene" in said


def test_a_successor_somebody_else_answers_for_is_told_and_not_offered(cast: Cast, send: Send) -> None:
    _ended("1502", "Gamle Molde", [(cast.steinkjer, 1.0)], Succession.Kind.RENUMBER)
    upload = send("kommunenr;periode;verdi\n1502;2024-02;3\n")
    page = cast.client("kari").get(page_of(upload))
    assert "1 verdi gjelder noen du ikke registrerer for, og blir ikke lagret: Steinkjer." in text_of(page)
    assert 'name="navn-' not in page.content.decode()


def _ended(code: str, name: str, became: list[tuple[Actor, float | None]], kind: Succession.Kind) -> Actor:
    old = make_actor("municipality", code, name)
    Actor.objects.filter(pk=old.pk).update(valid_from=date(2000, 1, 1), valid_to=date(2023, 12, 31))
    for actor, share in became:
        Succession.objects.create(
            predecessor=old, successor=actor, date=date(2024, 1, 1), kind=kind, share=share
        )
    return old


def _only_name(upload: Upload, cast: Cast) -> UnknownName:
    mapping = Reading(upload).mapping
    assert mapping
    [name] = unknown_names(upload, mapping, [cast.home_care.pk, cast.rauma.pk]).names
    return name


def test_a_matched_name_is_remembered_for_the_next_file(cast: Cast, send: Send) -> None:
    upload, kari = send(FILE), cast.client("kari")
    kari.post(page_of(upload) + "navn/", {FIELD: f"#{cast.rauma.pk}"})
    run_waiting()
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    later = send("kommune;periode;verdi\nRauma kommune øst;2025-01;4\n")
    said = text_of(kari.get(page_of(later)))
    assert "Lest slik du rettet det sist" in said
    assert "Lagre 1 ny verdi" in said
