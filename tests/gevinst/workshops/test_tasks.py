"""Tasks come, change, go, and are merged."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from gevinst.plans.services import ConflictError
from gevinst.workshops import tasks
from gevinst.workshops.models import Task
from gevinst.workshops.taking_part import join
from tests.gevinst.workshops.world import make_task, make_workshop, written

pytestmark = pytest.mark.django_db
# Made up, with check digits that are right.
PERSONAL = "Ring 13097248022 om dette"


def test_a_task_sent_twice_is_one_row(workshop):
    key = uuid4()
    first, second = make_task(workshop, key=key), make_task(workshop, key=key)
    assert first == second
    assert workshop.tasks.count() == 1


def test_a_key_of_another_participant_opens_nothing(workshop):
    (one, _), (other, _) = join(workshop=workshop), join(workshop=workshop)
    key = uuid4()
    make_task(workshop, key=key, participant=one)
    with pytest.raises(ValidationError, match="ble ikke lagret"):
        make_task(workshop, key=key, participant=other)


@pytest.mark.parametrize("field", ["title", "who", "change"])
def test_a_personal_number_is_refused_in_every_text_and_not_repeated(workshop, field):
    with pytest.raises(ValidationError) as refused:
        make_task(workshop, **{field: PERSONAL})
    assert "fødselsnummer" in refused.value.message_dict[field][0]
    assert "13097248022" not in str(refused.value)
    assert not workshop.tasks.exists()
    assert make_task(workshop, **{field: "Ring 22 33 44 55 om dette"})


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"times": 0.0}, "times", "større enn 0"),
        ({"people": 0}, "people", "helt tall"),
        ({"minutes_now": -1.0}, "minutes_now", "sju døgn"),
        ({"minutes_now": 10_081.0}, "minutes_now", "sju døgn"),
        ({"minutes_low": 7.0}, "minutes_low", "ikke være høyere"),
        ({"minutes_high": 5.0}, "minutes_high", "ikke være lavere"),
    ],
)
def test_a_figure_out_of_reach_is_told_at_its_field(workshop, wrong, field, said):
    with pytest.raises(ValidationError) as refused:
        make_task(workshop, **wrong)
    assert list(refused.value.message_dict) == [field]
    assert said in refused.value.message_dict[field][0]


def test_a_service_of_another_workshop_is_refused(cast, workshop):
    other = make_workshop(cast)
    with pytest.raises(ValidationError, match="Velg en av tjenestene"):
        make_task(workshop, service=other.services.all()[0])


def test_an_edit_over_somebody_elses_is_a_conflict(workshop):
    task = make_task(workshop)
    tasks.edit_task(task=task, revision=1, written=written(workshop, title="Kalle inn til årskontroll"))
    with pytest.raises(ConflictError):
        tasks.edit_task(task=task, revision=1, written=written(workshop, title="Noe annet"))
    task.refresh_from_db()
    assert (task.title, task.revision) == ("Kalle inn til årskontroll", 2)


def test_merged_tasks_count_once_keep_their_sources_and_come_apart_again(workshop):
    kept, twin, third = (make_task(workshop) for _ in range(3))
    assert tasks.merge_tasks(into=kept, tasks=[kept, twin]) == 1
    tasks.merge_tasks(into=third, tasks=[kept, third])
    assert list(workshop.tasks.counted()) == [third]
    assert set(third.sources.all()) == {kept, twin}
    twin.refresh_from_db()
    tasks.split_task(task=twin)
    assert set(workshop.tasks.counted()) == {twin, third}


def test_two_merges_at_once_never_go_in_a_ring(workshop):
    one, other = make_task(workshop), make_task(workshop)
    stale_one, stale_other = Task.objects.get(pk=one.pk), Task.objects.get(pk=other.pk)
    tasks.merge_tasks(into=one, tasks=[one, other])
    with pytest.raises(ValidationError, match="alt slått sammen"):
        tasks.merge_tasks(into=stale_other, tasks=[stale_one, stale_other])
    assert list(workshop.tasks.counted()) == [one]


def test_tasks_of_two_services_are_not_merged(workshop):
    one = make_task(workshop)
    other = make_task(workshop, service=workshop.services.all()[1])
    with pytest.raises(ValidationError, match="samme tjeneste"):
        tasks.merge_tasks(into=one, tasks=[one, other])
    with pytest.raises(ValidationError, match="minst to"):
        tasks.merge_tasks(into=one, tasks=[one])


def test_those_merged_into_a_task_that_goes_stand_on_their_own(workshop):
    kept, twin = make_task(workshop), make_task(workshop)
    tasks.merge_tasks(into=kept, tasks=[kept, twin])
    tasks.remove_task(task=kept)
    assert list(Task.objects.counted()) == [twin]


def test_a_merged_task_cannot_be_edited(workshop):
    kept, twin = make_task(workshop), make_task(workshop)
    tasks.merge_tasks(into=kept, tasks=[kept, twin])
    twin.refresh_from_db()
    with pytest.raises(ValidationError, match="slått sammen"):
        tasks.edit_task(task=twin, revision=1, written=written(workshop))


def test_alike_titles_are_suggested_within_a_service_only(workshop):
    first = make_task(workshop, title="Skrive medisinlister for hånd")
    second = make_task(workshop, title="skrive medisinliste for hand")
    make_task(workshop, title="Skrive medisinliste for hånd", service=workshop.services.all()[1])
    make_task(workshop, title="Kjøre mat")
    assert tasks.suggested_merges(workshop) == [[first, second]]


def test_nobody_fills_the_workshop_alone(workshop, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_TASKS_EACH", 1)
    one, _secret = join(workshop=workshop)
    make_task(workshop, participant=one)
    with pytest.raises(ValidationError, match="ikke plass"):
        make_task(workshop, participant=one)
    other, _secret = join(workshop=workshop)
    assert make_task(workshop, participant=other)
