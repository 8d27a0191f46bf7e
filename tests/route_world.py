"""Every route there is, and a world in which each has a row to answer about (tests/test_routes.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from gevinst.access.grants import give
from gevinst.access.models import Role
from gevinst.api.models import Delivery
from gevinst.api.tokens import issue_token
from gevinst.limit_choices import services as limit_choices
from gevinst.plan_files.models import MadeFile, ReturnedFile
from gevinst.plans import services
from gevinst.plans.contents import content_of
from gevinst.plans.targets import Ambition, Baseline
from gevinst.reviews.models import Review
from gevinst.saved_views.models import SavedView
from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.measurements.models import Measurement
from indicators.measurements.services import KEY_COLUMNS
from indicators.quality.models import Finding
from tests.cast import Cast, make_actor, make_cast, make_catalogue, make_structure, measure
from tests.gevinst.meetings.world import make_meeting
from tests.gevinst.workshops.world import make_task, make_workshop

Arguments = dict[str, Any]
SLUG, PERIOD = "pleiekontinuitet-hjemmetjenesten", "2024-03"


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


ROUTES = dict(routes())


OF_PLAN = [
    f"plans:{name}"
    for name in (
        "sheet", "write", "news", "add_row", "remove_row", "take_back_row", "settle", "history", "comments",
        "comment", "resolve", "versions", "submit", "withdraw", "version", "decide", "restore",
        "map", "connect", "disconnect", "add_row_page", "edit_row", "delete_row",
    )
]  # fmt: skip


@dataclass(frozen=True)
class World:
    """Rauma has open figures and a plan with one of everything; Kari has saved one file, and one waits."""

    cast: Cast
    arguments: Callable[[str], Arguments]

    def path(self, route: str, **instead: Any) -> str:
        wanted = ROUTES[route].pattern.converters
        return reverse(route, kwargs={name: {**self.arguments(route), **instead}[name] for name in wanted})


def make_world() -> World:
    cast, catalogue = make_cast(), make_catalogue()
    county = make_actor("county", "15", "Møre og Romsdal")
    make_structure("fylke", ["county", "municipality"], False, [(county, cast.rauma)])
    measure(catalogue["ukp-dogn"], cast.rauma, "2023", numerator=120)
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    benefit = services.add_benefit(plan=plan, indicator=catalogue[SLUG], title="Kjente ansikter")
    contribution = services.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=0.5, text="2022", stated_on=date(2022, 12, 31), source="HP"),
        ambition=Ambition(form="at_most", target=0.4, by=date(2027, 12, 31)),
    )
    rows = {
        "plan": plan,
        "benefit": benefit,
        "milestone": services.add_milestone(
            contribution=contribution, due=date(2025, 12, 31), basis="absolute", amount=0.45
        ),
        "action": services.add_action(benefit=benefit, title="Faste soner"),
        "risk": benefit.risks.create(title="Turnusen sprekker"),
        "review": Review.objects.create(
            contribution=contribution,
            period_kind="T",
            period_start=date(2025, 1, 1),
            due=date(2025, 5, 31),
            prepared_at=timezone.now(),
            status="behind",
        ),
        "batch": commit_upload(sent(cast, catalogue[SLUG], PERIOD), by=cast.kari),
        "upload": sent(cast, catalogue[SLUG], "2024-04"),
    }
    rows["returned"] = ReturnedFile.objects.create(plan=plan, by=cast.kari, name="plan.xlsx")
    rows["made"] = MadeFile.objects.create(plan=plan, by=cast.kari, form="ics", name="p.ics", content=b"")
    cell = {"kind": "gevinst", "row": benefit.pk, "field": "note"}
    rows["comment"] = plan.comments.create(text="Er dette riktig?", by=cast.ola, **cell)
    rows["proposal"] = plan.proposals.create(text="Noe annet", by=cast.ola, via="page", **cell)
    plan.versions.create(number=1, content=content_of(plan), submitted_by=cast.kari)
    Delivery.objects.create(upload=rows["upload"], sender=cast.kari, fingerprint="")
    rows["saved"] = SavedView.objects.create(
        owner=cast.kari, shared_with=cast.rauma, board="compare", name="Vår", query="visning=trakt"
    )
    rows["workshop"] = make_workshop(cast)
    rows["task"] = make_task(rows["workshop"])
    rows["meeting"] = make_meeting(cast, [catalogue["ukp-dogn"]])
    rows["item"] = rows["meeting"].items.create(kind="own", title="Erfaringer")
    rows["participant"] = rows["meeting"].participants.create(actor=cast.molde, role="coordinator")
    rows["decision"] = rows["meeting"].decisions.create(
        text="Prøve i en måned", owner_actor=cast.rauma, owner_role="owner", due=date(2026, 12, 1)
    )
    rows["token"], _secret = issue_token(
        user=cast.kari,
        actor=cast.rauma,
        name="Nattlig overføring",
        scopes=["values:read"],
        expires_on=timezone.localdate(),
    )
    invited = give(email="ny@example.com", name="Ny", role=Role.READER, actor=cast.rauma, by=cast.kari)
    rows["role"] = invited.assignment
    measured = Measurement.objects.filter(indicator=catalogue["ukp-dogn"]).get()
    rows["finding"] = Finding.objects.create(
        check_code="outlier",
        severity="warning",
        likelihood=0.5,
        about="0" * 32,
        parts={"value": 120, "neighbour": 12, "low": 10, "high": 14, "beside": "before"},
        **{name: getattr(measured, name) for name in KEY_COLUMNS},
    )
    rows["limit_choice"] = limit_choices.screen_jumps(
        indicator=catalogue[SLUG], actor=cast.rauma, by=cast.kari
    )
    holds = {
        "limit_choices:take_back": "limit_choice",
        "plans:plan": "plan",
        "plans:add_benefit": "plan",
        "plans:edit_action": "action",
        "plans:delete_action": "action",
        **dict.fromkeys(OF_PLAN, "plan"),
        **{name: "plan" for name in ROUTES if name.startswith("plan_files:")},
        **{name: "workshop" for name in ROUTES if name.startswith("workshops:")},
        **{name: "task" for name in ROUTES if "oppgave/<" in str(ROUTES[name].pattern)},
        **{name: "meeting" for name in ROUTES if name.startswith("meetings:")},
        **dict.fromkeys(("meetings:edit_item", "meetings:move_item", "meetings:remove_item"), "item"),
        **dict.fromkeys(("meetings:settle", "meetings:take_back"), "decision"),
        "meetings:remove_participant": "participant",
        "shared_plans:ours": "plan",
        "shared_plans:carrying": "plan",
        "definitions:question": "benefit",
        "learning:sharing": "plan",
        "learning:share": "plan",
        "learning:withdraw": "plan",
        "reviews:review": "review",
        "reviews:freeze_again": "review",
        "values:answer": "finding",
        "values:batch": "batch",
        "values:undo": "batch",
        "values:undo_status": "batch",
        "dashboards:overview-opened": "benefit",
        "values:cancel_undo": "batch",
        "values:file_row": "batch",
        "values:correction": "batch",
        "values:undo_correction": "batch",
        "api:revoke": "token",
        "saved_views:delete": "saved",
        "saved_views:open_with": "saved",
        **{name: "plan" for name in ROUTES if name.startswith("api:plan")},
        "end_role": "role",
        "invite_again": "role",
    }

    def arguments(route: str) -> Arguments:
        row = holds.get(route) or (
            "benefit" if route.startswith(("plans:", "reviews:", "shared_plans:")) else "upload"
        )
        return {
            "pk": rows[row].pk,
            "actor_id": cast.rauma.pk,
            "milestone_id": rows["milestone"].pk,
            "slug": SLUG,
            "board": "compare",
            "kind": "municipality",
            "code": "1539",
            "period": PERIOD,
            "link": rows["workshop"].token,
            "row": 2,
            "path": "finnes/ikke",
            "token": "finnes-ikke",
            "form": "ics",
            "secret": "finnes-ikke",
            "made": rows["made"].pk,
            "returned": rows["returned"].pk,
            "number": 1,
            "comment_id": rows["comment"].pk,
            "what": "risiko",
            "under": benefit.pk,
            "row_id": rows["risk"].pk,
            "proposal_id": rows["proposal"].pk,
        }

    return World(cast, arguments)


def sent(cast: Cast, indicator: Indicator, period: str) -> Upload:
    """A file of Kari's, read and waiting."""
    upload = receive_upload(
        ContentFile(f"kommunenr;periode;verdi\n1539;{period};0,3\n".encode()),
        name="tall.csv",
        by=cast.kari,
        source="HP",
        indicator=indicator,
    )
    read_upload(upload)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY, upload.problem
    return upload
