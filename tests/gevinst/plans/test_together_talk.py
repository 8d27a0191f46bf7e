"""Comments on a cell: who is named, what is refused, and the panel beside the sheet."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gevinst.access.models import User
from gevinst.plans import comments
from gevinst.plans.models import Benefit, Comment
from gevinst.plans.rows.kind import Address
from tests.cast import Cast
from tests.gevinst.plans.test_together import write
from tests.gevinst.values.conftest import text_of

pytestmark = pytest.mark.django_db


def test_a_comment_reaches_who_is_named_and_is_settled(cast: Cast, benefit: Benefit) -> None:
    plan, cell = benefit.plan, f"gevinst-{benefit.pk}-title"
    kari = cast.client("kari")
    sent = {"celle": cell, "tekst": "Er dette målbart?", "nevnt": [cast.ola.pk, cast.per.pk]}
    kari.post(reverse("plans:comment", args=[plan.pk]), sent)
    comment = Comment.objects.get()
    assert list(comment.mentions.all()) == [cast.ola], "Per cannot read the plan"
    assert list(comments.mentioning(cast.ola)) == [comment]
    liv = cast.client("liv")
    liv.post(reverse("plans:comment", args=[plan.pk]), {"svar": comment.pk, "tekst": "Ja, i HP."})
    page = text_of(kari.get(reverse("plans:comments", args=[plan.pk])))
    assert page.index("Er dette målbart?") < page.index("Ja, i HP.")
    liv.post(reverse("plans:resolve", args=[plan.pk, comment.pk]))
    assert (comments.open_counts(plan), list(comments.mentioning(cast.ola))) == ({}, [])
    answer = comments.say(
        plan=plan, address=Address("gevinst", benefit.pk), text="Nei", by=cast.ola, answers=comment
    )
    assert (answer.address, comments.open_counts(plan)[cell]) == (cell, 1), "an answer opens it again"


def test_the_panel_shows_the_threads_of_a_cell_and_what_was_changed_in_it(
    cast: Cast, benefit: Benefit
) -> None:
    plan, cell, kari = benefit.plan, f"gevinst-{benefit.pk}-note", cast.client("kari")
    write(kari, plan, (cell, "Nytt", ""))
    comments.say(plan=plan, address=Address.parse(cell), text="Hvorfor?", by=cast.ola)
    comments.say(plan=plan, address=Address("gevinst", benefit.pk, "title"), text="Noe annet", by=cast.ola)
    url = f"{reverse('plans:comments', args=[plan.pk])}?celle={cell}"
    answer = kari.get(url, headers={"X-Gevinst-Part": "talk"})
    assert "<html" not in answer.content.decode()
    page = text_of(answer)
    assert "Hvorfor?" in page
    assert "Noe annet" not in page
    assert "Endringer i cellen" in page
    thread = Comment.objects.get(text="Hvorfor?")
    done = kari.post(reverse("plans:resolve", args=[plan.pk, thread.pk]), {"celle": cell})
    assert done["Location"] == url


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hva mener du, @Ola Prøve?", ["ola"]),
        ("@ola prøve og @Liv Prøve", ["ola", "liv"]),
        ("ola@prøve.no og Ola Prøve", []),
        ("@Ola Prøvesen", []),
        ("@Per Prøve", []),
    ],
)
def test_who_is_written_with_an_at_sign_is_named_if_they_can_read_the_plan(
    cast: Cast, benefit: Benefit, text: str, named: list[str]
) -> None:
    sent = {"celle": f"gevinst-{benefit.pk}-title", "tekst": text}
    cast.client("kari").post(reverse("plans:comment", args=[benefit.plan_id]), sent)
    assert set(Comment.objects.get().mentions.all()) == {getattr(cast, who) for who in named}


def test_of_two_names_that_begin_alike_the_whole_one_is_meant(cast: Cast) -> None:
    people = [User(name="Ola"), User(name="Ola Prøve")]
    assert comments.named_in("Se her, @Ola Prøve", people) == [people[1]]
    assert comments.named_in("Se her, @Ola og @Ola Prøve", people) == people


def test_a_comment_with_a_personal_number_is_refused(cast: Cast, benefit: Benefit) -> None:
    sent = {"celle": f"gevinst-{benefit.pk}-title", "tekst": "Gjelder 13097248022"}
    page = cast.client("kari").post(reverse("plans:comment", args=[benefit.plan_id]), sent, follow=True)
    assert "ser ut som et fødselsnummer" in text_of(page)
    assert not Comment.objects.exists()


def test_the_comments_ask_as_often_whatever_is_said(cast: Cast, benefit: Benefit) -> None:
    plan, kari = benefit.plan, cast.client("kari")
    url = reverse("plans:comments", args=[plan.pk])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert kari.get(url).status_code == 200
        return len(queries)

    def say(field: str) -> None:
        comments.say(
            plan=plan, address=Address("gevinst", benefit.pk, field), text=f"Om {field}", by=cast.ola
        )

    say("title")
    asked()  # what the first visit asks besides
    few = asked()
    for field in ("note", "", "note", "owner_title", "sluttet"):
        say(field)
    assert asked() == few
    page = text_of(kari.get(url))
    assert f"{benefit.title} – gevinst" in page
    assert "Om sluttet" in page, "of a field there is none of any more"
