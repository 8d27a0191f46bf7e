from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from gevinst.access.models import User
from gevinst.definitions import services
from gevinst.plans.models import Benefit, Contribution
from indicators.catalogue.definition import Text
from tests.cast import Cast
from tests.gevinst.definitions.conftest import SINCE, Load


def shown(tag: str, user: User, benefit: Benefit) -> str:
    request = RequestFactory().get("/")
    request.user = user
    context = Context({"request": request, "benefit": benefit, "plan": benefit.plan})
    return " ".join(Template("{% load definitions %}" + tag).render(context).split())


@pytest.fixture
def asked(contribution: Contribution, load: Load) -> Benefit:
    load(unit=Text(nb="liggedager"), valid_from=SINCE)
    return Benefit.objects.select_related("indicator", "plan").get(pk=contribution.benefit_id)


def test_the_page_of_the_benefit_asks_until_it_is_answered(asked: Benefit, cast: Cast) -> None:
    tag = "{% definition_question benefit %}"
    assert "Fra 01.01.2025 gjelder versjon 2." in shown(tag, cast.kari, asked)
    assert "si hva som gjelder" in shown(tag, cast.kari, asked)
    assert "si hva som gjelder" not in shown(tag, cast.liv, asked)
    services.answer(benefit=asked, number=2, answer="old", reason="Vi teller selv.", by=cast.ola)
    assert "Følger definisjonen i versjon 1, ikke versjon 2: Vi teller selv." in shown(tag, cast.kari, asked)


def test_the_page_of_the_plan_names_those_that_wait(asked: Benefit, cast: Cast) -> None:
    tag = "{% definition_questions plan %}"
    assert "1 gevinst måles etter en ny definisjon" in shown(tag, cast.kari, asked)
    assert f"/definisjoner/gevinst/{asked.pk}/" in shown(tag, cast.kari, asked)
    services.answer(benefit=asked, number=2, answer="holds", by=cast.ola)
    assert shown(tag, cast.kari, asked) == ""


def test_nothing_is_shown_where_nothing_has_changed(contribution: Contribution, cast: Cast) -> None:
    assert shown("{% definition_question benefit %}", cast.kari, contribution.benefit) == ""
    assert shown("{% definition_questions plan %}", cast.kari, contribution.benefit) == ""
