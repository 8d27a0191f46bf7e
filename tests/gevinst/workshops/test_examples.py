"""The made-up workshop goes with the other examples, but for one a real benefit came from."""

from __future__ import annotations

import pytest

from gevinst.plans import services as plans
from gevinst.workshops.examples import load_workshops, remove_workshops
from gevinst.workshops.models import Task, TaskBenefit, Workshop
from indicators.catalogue.models import Indicator
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up(cast: Cast) -> Workshop:
    assert load_workshops() == 1
    assert load_workshops() == 0
    return Workshop.objects.get()


def test_it_goes_whole(made_up: Workshop) -> None:
    assert Task.objects.count() > 5
    remove_workshops()
    assert (Workshop.objects.count(), Task.objects.count()) == (0, 0)


def test_one_a_real_benefit_came_from_stays(
    made_up: Workshop, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    plan = plans.create_plan(actor=cast.rauma, title="Vår plan")
    benefit = plans.add_benefit(plan=plan, indicator=catalogue["ukp-dogn"], title="Mindre dobbeltføring")
    task = made_up.tasks.first()
    TaskBenefit.objects.create(
        task=task, benefit=benefit, hours_low=1, hours_likely=2, hours_high=3, weeks=46
    )
    remove_workshops()
    assert list(Task.objects.all()) == [task]
    assert Workshop.objects.count() == 1
