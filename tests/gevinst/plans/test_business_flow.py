"""Every way a plan is written, against what must hold for all of them: what waits for approval is not changed
behind the approver's back, who may not write does not, and nothing but what is asked for is written.

A new way to write belongs in WAYS.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from gevinst.api.models import Scope
from gevinst.plans import bin, contents, services, versions
from gevinst.plans.models import Benefit, Plan, Version
from gevinst.plans.rows import ROW_KINDS, row_kind
from indicators.catalogue.models import Indicator, Term
from tests.cast import Cast
from tests.gevinst.api.conftest import make_token, program
from tests.gevinst.plan_files.conftest import make_plan
from tests.gevinst.plan_files.test_views import rename, send

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """A plan with one row of every kind, and somebody who tries to write in it."""

    cast: Cast
    plan: Plan
    who: str

    @property
    def person(self) -> Client:
        return self.cast.client(self.who)

    @property
    def benefit(self) -> Benefit:
        return self.plan.benefits.get()

    def row(self, code: str) -> Any:
        return row_kind(code).of_plan(self.plan).first()

    def post(self, route: str, *args: Any, **data: Any) -> Any:
        return self.person.post(reverse(f"plans:{route}", args=args), data)

    def cells(self, *cells: dict[str, Any]) -> Any:
        url = reverse("plans:write", args=[self.plan.pk])
        return self.person.post(url, json.dumps({"cells": cells}), content_type="application/json")

    def program(self) -> Client:
        user = getattr(self.cast, self.who)
        scopes = (Scope.PLANS_READ.value, Scope.PLANS_WRITE.value)
        return program(make_token(user, self.cast.rauma, scopes=scopes)[1])


def _cell(case: Case, address: str, text: str) -> Any:
    return case.cells({"cell": address, "text": text, "base": ""})


def _workbook(case: Case) -> Any:
    return case.person.post(f"{send(case.person, case.plan, rename('Fra regnearket'))['Location']}lagre/")


WAYS: dict[str, Callable[[Case], Any]] = {
    "a cell of the plan": lambda case: case.cells(
        {"cell": f"plan-{case.plan.pk}-title", "text": "Nytt navn", "base": case.plan.title}
    ),
    "a cell of a benefit": lambda case: _cell(case, f"gevinst-{case.benefit.pk}-note", "Ny merknad"),
    "a cell of a target": lambda case: _cell(case, f"mal-{case.row('mal').pk}-gain_text", "Ny"),
    "a cell of a milestone": lambda case: _cell(case, f"milepel-{case.row('milepel').pk}-text", "Ny"),
    "a cell of an action": lambda case: _cell(case, f"tiltak-{case.row('tiltak').pk}-evidence", "Sak 1"),
    "a cell of a risk": lambda case: _cell(case, f"risiko-{case.row('risiko').pk}-mitigation", "Ny"),
    "a cell of an ulempe": lambda case: _cell(case, f"ulempe-{case.row('ulempe').pk}-affected", "Ny"),
    "a cell of functionality": lambda case: _cell(case, f"ledd-{case.row('ledd').pk}-note", "Ny"),
    "a cell of an arrow": lambda case: _cell(case, f"kobling-{case.row('kobling').pk}-note", "Ny"),
    "a row more": lambda case: case.post("add_row", case.plan.pk, slag="tiltak", under=str(case.benefit.pk)),
    "a row less": lambda case: case.post("remove_row", case.plan.pk, rad=f"tiltak-{case.row('tiltak').pk}"),
    "a row on a page": lambda case: case.post(
        "add_row_page", case.plan.pk, "risiko", case.benefit.pk, title="Ny risiko"
    ),
    "a row edited on a page": lambda case: case.post(
        "edit_row", case.plan.pk, "risiko", case.row("risiko").pk, title="En annen", revision="1"
    ),
    "a row deleted on a page": lambda case: case.post(
        "delete_row", case.plan.pk, "risiko", case.row("risiko").pk
    ),
    "the page of the benefit": lambda case: case.post(
        "edit_benefit", case.benefit.pk, title="En annen", revision=str(case.benefit.revision)
    ),
    "the benefit deleted": lambda case: case.post("delete_benefit", case.benefit.pk),
    "the page of the target": lambda case: case.post(
        "edit_contribution", case.benefit.pk, case.cast.rauma.pk, form="", revision=case.row("mal").revision
    ),
    "a milestone more": lambda case: case.post(
        "add_milestone", case.benefit.pk, case.cast.rauma.pk, due="31.12.2026", basis="of_way", amount="70"
    ),
    "a milestone less": lambda case: case.post(
        "delete_milestone", case.benefit.pk, case.cast.rauma.pk, case.row("milepel").pk
    ),
    "an action more": lambda case: case.post(
        "add_action", case.benefit.pk, title="Nytt tiltak", state="planned"
    ),
    "an action less": lambda case: case.post("delete_action", case.row("tiltak").pk),
    "an arrow more": lambda case: case.post(
        "connect", case.plan.pk, before=f"ledd-{_other(case).pk}", after=f"gevinst-{case.benefit.pk}"
    ),
    "an arrow less": lambda case: case.post("disconnect", case.plan.pk, pil=case.row("kobling").pk),
    "a workbook": _workbook,
    "a cell by a program": lambda case: case.program().patch(
        f"/api/v1/plans/{case.plan.pk}/cells",
        {"cells": [{"cell": f"gevinst-{case.benefit.pk}-note", "text": "Fra et program", "base": ""}]},
        content_type="application/json",
    ),
    "a row less by a program": lambda case: case.program().delete(
        f"/api/v1/plans/{case.plan.pk}/rows/tiltak-{case.row('tiltak').pk}"
    ),
}


def _other(case: Case) -> Any:
    return case.plan.enablers.order_by("pk").last()


@pytest.fixture
def plan(cast: Cast, catalogue: dict[str, Indicator]) -> Plan:
    made = make_plan(cast, catalogue["ukp-dogn"])
    made.enablers.create(title="Noe mer")
    goal = Term.objects.filter(kind="goal", group="kommune").first() or Term.objects.create(
        kind="goal", code="samhandling", group="kommune", name_nb="Samhandling"
    )
    made.benefits.update(goal=goal)
    return made


def said(plan: Plan) -> Any:
    """All the plan says, and what the rows are otherwise."""
    plan = Plan.objects.get(pk=plan.pk)
    rows = [row for code in ROW_KINDS for row in row_kind(code).of_plan(plan)]
    return contents.content_of(plan), [model_to_dict(row) for row in rows]


def test_there_is_a_way_to_write_in_every_kind_of_row(cast: Cast, plan: Plan) -> None:
    case = Case(cast, plan, "kari")
    assert all(case.row(code) for code in ROW_KINDS)
    for code in ROW_KINDS:
        assert any(code in _addresses(way) for way in WAYS.values()), code


def _addresses(way: Callable[[Case], Any]) -> str:
    names = way.__code__.co_consts
    return " ".join(str(each) for each in names) + (" gevinst" if way is _workbook else "")


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_written_takes_back_what_waits_for_approval(cast: Cast, plan: Plan, way: str) -> None:
    version = versions.submit(plan=plan, by=cast.kari)
    before = said(plan)
    WAYS[way](Case(cast, plan, "kari"))
    assert said(plan) != before, "it was written"
    version.refresh_from_db()
    assert version.state == Version.State.WITHDRAWN
    page = cast.client("ola").post(
        reverse("plans:decide", args=[plan.pk, version.number]), {"valg": "godkjenn"}, follow=True
    )
    assert "venter ikke lenger på godkjenning" in page.content.decode()
    version.refresh_from_db()
    assert version.state == Version.State.WITHDRAWN


@pytest.mark.parametrize("who", ["liv", "per"])
@pytest.mark.parametrize("way", [each for each in WAYS if each != "a workbook" and "program" not in each])
def test_who_may_not_write_is_told_there_is_nothing_there(cast: Cast, plan: Plan, way: str, who: str) -> None:
    before = said(plan)
    assert WAYS[way](Case(cast, plan, who)).status_code == 404
    assert said(plan) == before


@pytest.mark.parametrize("way", [each for each in WAYS if each != "a workbook"])
def test_an_approved_version_is_never_changed_by_what_is_written_later(
    cast: Cast, plan: Plan, way: str
) -> None:
    version = versions.submit(plan=plan, by=cast.kari)
    versions.approve(version=version, by=cast.ola)
    held, before = Version.objects.get(pk=version.pk).content, said(plan)
    WAYS[way](Case(cast, plan, "kari"))
    assert said(plan) != before, "it was written"
    version.refresh_from_db()
    assert (version.state, version.content) == (Version.State.APPROVED, held)


@pytest.mark.parametrize("way", [each for each in WAYS if "page" in each or "more" in each])
def test_what_no_form_asks_for_is_not_written(cast: Cast, plan: Plan, way: str) -> None:
    """Owner, plan, example, revision, bin: named in the request, and as they were afterwards."""
    foreign = services.create_plan(actor=cast.steinkjer, title="Deres")
    smuggled = {
        "plan": foreign.pk, "plan_id": foreign.pk, "benefit": 1, "actor": cast.steinkjer.pk,
        "actor_id": cast.steinkjer.pk, "owner": cast.kari.pk, "is_example": "on", "binned_at": "2020-01-01",
        "indicator": 1, "indicator_version": 1, "id": 1, "pk": 1, "order": 99,
    }  # fmt: skip
    sent = Client.post

    def with_more(self: Client, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        more = smuggled | data if isinstance(data, dict) else data
        return sent(self, path, more, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "post", with_more)
        WAYS[way](Case(cast, plan, "kari"))
    assert not foreign.benefits.exists()
    benefit = Benefit.everything.get()
    assert (benefit.plan_id, benefit.owner_id, benefit.order, benefit.binned_at) == (plan.pk, None, 1, None)
    assert Plan.objects.get(pk=plan.pk).actor == cast.rauma
    assert not Plan.objects.get(pk=plan.pk).is_example


@pytest.mark.parametrize("code", [code for code in ROW_KINDS if code != "plan"])
def test_a_row_of_another_plan_is_reached_through_no_address_of_ones_own(
    cast: Cast, plan: Plan, catalogue: dict[str, Indicator], code: str
) -> None:
    own = services.create_plan(actor=cast.steinkjer, title="Pers egen")
    row, before = Case(cast, plan, "per").row(code), said(plan)
    per = Case(cast, own, "per")
    field = next(iter(row_kind(code).fields(row)))
    answer = per.cells({"cell": f"{code}-{row.pk}-{field}", "text": "Pers ord", "base": ""})
    assert [each["outcome"] for each in answer.json()["cells"]] == ["gone"]
    if code in bin.BINNABLE:
        assert per.post("remove_row", own.pk, rad=f"{code}-{row.pk}").status_code == 404
        bin.throw_away(code=code, row=row, by=cast.kari)
        assert per.post("take_back_row", own.pk, rad=f"{code}-{row.pk}").status_code == 404
        bin.take_back(plan=plan, code=code, pk=row.pk, by=cast.kari)
    if code in ("risiko", "ulempe", "ledd"):
        for route in ("edit_row", "delete_row"):
            assert per.post(route, own.pk, code, row.pk, title="Pers", revision="1").status_code == 404
    assert said(plan)[0] == before[0]


def test_nobody_approves_what_they_sent_whatever_roles_they_have(cast: Cast, plan: Plan) -> None:
    """Ola may both write and approve."""
    ola = Case(cast, plan, "ola")
    ola.post("submit", plan.pk)
    version = plan.versions.get()
    page = cast.client("ola").post(
        reverse("plans:decide", args=[plan.pk, version.number]), {"valg": "godkjenn"}, follow=True
    )
    assert "kan ikke selv godkjenne den" in page.content.decode()
    version.refresh_from_db()
    assert version.state == Version.State.SUBMITTED


def test_who_may_write_but_not_approve_does_not(cast: Cast, plan: Plan) -> None:
    version = versions.submit(plan=plan, by=cast.ola)
    for choice in ("godkjenn", "send-tilbake"):
        answer = Case(cast, plan, "kari").post("decide", plan.pk, version.number, valg=choice, grunn="Nei")
        assert answer.status_code == 404
    version.refresh_from_db()
    assert version.state == Version.State.SUBMITTED
