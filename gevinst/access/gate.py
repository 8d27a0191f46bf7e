"""The only way to a guarded row. A row that is foreign and one that is not there get the same answer: 404.

Which actors a person reaches follows from their roles (reach.py); what that opens is said here.
"""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gevinst.access.models import RoleAssignment, User
from gevinst.access.permissions import Permission
from gevinst.access.reach import (
    SHARING_KINDS,
    UNDER_A_LINE,
    Someone,
    actors_with_role,
    colleagues,
    delivers_for,
    may,
    may_read_values,
    may_somewhere,
    only_at,
    own_actors,
    peers,
    registers_for,
    roles,
    somebody,
)
from gevinst.jobs.models import Job
from gevinst.learning.models import SHOWN, SharingConsent
from gevinst.meetings.models import AgendaItem, Decision, Meeting, Participant
from gevinst.meetings.querysets import MeetingQuerySet
from gevinst.plan_files.models import MadeFile, ReturnedFile
from gevinst.plans.models import Action, Benefit, Contribution, Plan
from gevinst.reviews.models import Review
from gevinst.reviews.querysets import ReviewQuerySet
from gevinst.saved_views.models import DefaultView, SavedView
from gevinst.workshops.models import Task, Workshop
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.measurements.models import Batch

__all__ = [
    "UNDER_A_LINE",
    "Someone",
    "actors_with_role",
    "delivers_for",
    "may",
    "may_read_values",
    "may_somewhere",
    "only_at",
    "own_actors",
    "peers",
    "registers_for",
    "roles",
    "somebody",
]


def actors(user: Someone) -> QuerySet[Actor]:
    """Those whose overview the user may see: own ones, and those whose shared plan one contributes to."""
    if not own_actors(user):
        return Actor.objects.none()
    owners = plans(user).values("actor").order_by()
    return Actor.objects.valid_on(timezone.localdate()).filter(Q(pk__in=own_actors(user)) | Q(pk__in=owners))


def actor(user: Someone, *, kind: str, code: str) -> Actor:
    """No query for one at which the user holds a role: it came with the role."""
    today, own = timezone.localdate(), own_actors(user)
    held = (one for one in actors_with_role(user) if (one.kind, one.code) == (kind, code))
    at_hand = next((one for one in held if one.pk in own and one.is_valid_on(today)), None)
    return at_hand or get_object_or_404(actors(user), kind=kind, code=code)


def editable_actor(user: Someone, pk: int) -> Actor:
    """An actor the user may write a plan for."""
    return get_object_or_404(Actor.objects.filter(pk__in=own_actors(user, Permission.EDIT_PLAN)), pk=pk)


def plans(user: Someone) -> QuerySet[Plan]:
    """Plans of own actors, and shared plans an own actor contributes to."""
    own = own_actors(user)
    contributed = Benefit.objects.filter(contributions__actor__in=own)
    return Plan.objects.filter(Q(actor__in=own) | Q(pk__in=contributed.values("plan")))


def editable_plans(user: Someone) -> QuerySet[Plan]:
    return Plan.objects.filter(actor__in=own_actors(user, Permission.EDIT_PLAN))


def plan(user: Someone, pk: int, *, to: Permission = Permission.READ) -> Plan:
    found = plans(user) if to == Permission.READ else Plan.objects.filter(actor__in=own_actors(user, to))
    return get_object_or_404(found.select_related("actor"), pk=pk)


def readers_of(plan: Plan) -> QuerySet[User]:
    """Those with a role at the plan's actor or at one that contributes to it: who may be named in it."""
    contributing = plan.benefits.values("contributions__actor")
    held = RoleAssignment.objects.valid_on(timezone.localdate())
    concerned = held.filter(Q(actor=plan.actor_id) | Q(actor__in=contributing))
    return User.objects.filter(pk__in=concerned.values("user"), is_active=True).order_by("name")


def benefit(user: Someone, pk: int, *, to: Permission = Permission.READ) -> Benefit:
    reachable = plans(user) if to == Permission.READ else editable_plans(user)
    return get_object_or_404(Benefit.objects.for_overview().filter(plan__in=reachable), pk=pk)


def benefit_to_answer_for(user: Someone, pk: int) -> Benefit:
    """One whose plan the user edits, or that the user owns."""
    mine = Q(plan__in=editable_plans(user)) | Q(plan__in=plans(user), owner=user.pk)
    return get_object_or_404(Benefit.objects.for_overview().filter(mine), pk=pk)


def may_answer_for(user: Someone, benefit: Benefit) -> bool:
    """As `benefit_to_answer_for`, of one the user reads."""
    return benefit.owner_id == user.pk or may(user, Permission.EDIT_PLAN, benefit.plan.actor_id)


def benefit_of(user: Someone, pk: int, actor_id: int) -> Benefit:
    """One in which the user may write what this actor brings: as an editor of the plan, or at the actor where
    it contributes. What is another's, and the benefit's own, is not theirs to write."""
    reachable = Q(plan__in=editable_plans(user))
    if may(user, Permission.EDIT_PLAN, actor_id):
        reachable |= Q(pk__in=Contribution.objects.filter(actor=actor_id).values("benefit"))
    return get_object_or_404(Benefit.objects.for_overview().filter(reachable), pk=pk)


def contributor(user: Someone, plan_pk: int, actor_id: int) -> tuple[Plan, Actor]:
    """A plan the user may read, and one who contributes to it."""
    found = plan(user, plan_pk)
    contributing = found.benefits.values("contributions__actor")
    return found, get_object_or_404(Actor.objects.filter(pk__in=contributing), pk=actor_id)


def returned_file(user: Someone, plan_pk: int, pk: int) -> ReturnedFile:
    """The user's own workbook that came back, of a plan the user may edit."""
    mine = ReturnedFile.objects.filter(by=somebody(user), plan=plan(user, plan_pk, to=Permission.EDIT_PLAN))
    return get_object_or_404(mine.select_related("plan__actor"), pk=pk)


def made_file(user: Someone, plan_pk: int, pk: int) -> MadeFile:
    """A file the user had made of a plan, while the user may read it."""
    mine = MadeFile.objects.filter(by=somebody(user), plan=plan(user, plan_pk))
    return get_object_or_404(mine.select_related("plan__actor"), pk=pk)


def action(user: Someone, pk: int, *, to: Permission = Permission.READ) -> Action:
    """To write it: an editor of the plan, or of the contributor whose task it is."""
    if to == Permission.READ:
        reachable = Q(benefit__plan__in=plans(user))
    else:
        own = Action.objects.filter(actor__in=own_actors(user, to), benefit__contributions__actor=F("actor"))
        reachable = Q(benefit__plan__in=editable_plans(user)) | Q(pk__in=own.values("pk"))
    return get_object_or_404(
        Action.objects.select_related("benefit__plan").filter(reachable, benefit__binned_at=None), pk=pk
    )


def reviews(user: Someone, *, to: Permission = Permission.READ) -> ReviewQuerySet:
    """Of plans one may read; to answer: those of own actors' contributions, and of benefits one owns."""
    benefits = Benefit.objects.filter(plan__in=plans(user))
    readable = Review.objects.filter(contribution__benefit__in=benefits)
    if to == Permission.READ:
        return readable
    own = Q(contribution__actor__in=own_actors(user, to))
    return readable.filter(own | Q(contribution__benefit__owner=user.pk))


def review(user: Someone, pk: int, *, to: Permission = Permission.READ) -> Review:
    return get_object_or_404(reviews(user, to=to).for_page(), pk=pk)


def workshops(user: Someone) -> QuerySet[Workshop]:
    return Workshop.objects.with_counts().filter(actor__in=own_actors(user))


def workshop(user: Someone, pk: int, *, to: Permission = Permission.READ) -> Workshop:
    own = own_actors(user, to)
    return get_object_or_404(Workshop.objects.with_counts().filter(actor__in=own), pk=pk)


def workshop_by_link(token: str) -> Workshop:
    """The one whose link it is; who has the link needs no account."""
    return get_object_or_404(Workshop.objects.select_related("actor"), token=token)


def task(user: Someone, pk: int, *, to: Permission = Permission.EDIT_PLAN) -> Task:
    """A task of a workshop."""
    own = own_actors(user, to)
    found = Task.objects.select_related("workshop__actor", "service").filter(workshop__actor__in=own)
    return get_object_or_404(found, pk=pk)


def groups_to_meet(user: Someone) -> QuerySet[Actor]:
    """Groups that share figures, where an own actor stands: whom one may call to a meeting."""
    return Actor.objects.valid_on(timezone.localdate()).filter(pk__in=peers(user), kind__in=SHARING_KINDS)


def meetings(user: Someone, *, to: Permission = Permission.READ) -> MeetingQuerySet:
    """Those an own actor is a member of, and those of an own group."""
    own = own_actors(user, to)
    mine = Meeting.members.through._default_manager.filter(actor__in=own).values("meeting")
    return Meeting.objects.filter(Q(pk__in=mine) | Q(group__in=own))


def meeting(user: Someone, pk: int, *, to: Permission = Permission.READ) -> Meeting:
    return get_object_or_404(meetings(user, to=to).select_related("group", "previous"), pk=pk)


def agenda_item(user: Someone, pk: int) -> AgendaItem:
    """One of a meeting the user may edit."""
    found = AgendaItem.objects.select_related("meeting", "indicator", "actor")
    return get_object_or_404(found.filter(meeting__in=meetings(user, to=Permission.EDIT_PLAN)), pk=pk)


def meeting_participant(user: Someone, pk: int) -> Participant:
    found = Participant.objects.select_related("meeting")
    return get_object_or_404(found.filter(meeting__in=meetings(user, to=Permission.EDIT_PLAN)), pk=pk)


def decision(user: Someone, pk: int) -> Decision:
    """To settle it: who may edit its meeting, and whose it is while they may read that."""
    theirs = Q(owner=somebody(user), meeting__in=meetings(user))
    found = Decision.objects.for_page().filter(
        theirs | Q(meeting__in=meetings(user, to=Permission.EDIT_PLAN))
    )
    return get_object_or_404(found, pk=pk)


def shared_actions(user: Someone, indicator: Indicator) -> QuerySet[Action]:
    """Done or under way for this indicator, in plans whose gevinstansvarlig lets other municipalities see
    them; for whoever has a role anywhere."""
    if not roles(user):
        return Action.objects.none()
    consents = SharingConsent.objects.filter(withdrawn_at=None)
    found = Action.objects.filter(
        benefit__in=Benefit.objects.filter(indicator=indicator, plan__in=consents.values("plan")),
        state__in=SHOWN,
    )
    return found.select_related("benefit__plan").order_by("start", "pk")


def saved_views(user: Someone) -> QuerySet[SavedView]:
    """The user's own, and those shared where the user has a role; each knows if it `is_default`."""
    if not isinstance(user, User):
        return SavedView.objects.none()
    chosen = DefaultView.objects.filter(user=user, view=OuterRef("pk"))
    shared = Q(shared_with__in=[one.pk for one in actors_with_role(user)])
    return SavedView.objects.filter(Q(owner=user) | shared).annotate(is_default=Exists(chosen))


def saved_view(user: Someone, pk: int) -> SavedView:
    return get_object_or_404(saved_views(user), pk=pk)


def opening_view(user: Someone, board: str) -> SavedView | None:
    """What the board opens with for the user, while the user may see it."""
    chosen = DefaultView.objects.filter(user=user.pk, board=board).values("view")
    return saved_views(user).filter(pk__in=chosen).first()


def own_saved_view(user: Someone, pk: int) -> SavedView:
    """One the user has saved: who only sees it does not delete it."""
    return get_object_or_404(saved_views(user).filter(owner=somebody(user)), pk=pk)


def uploads(user: Someone) -> QuerySet[Upload]:
    """The user's own, and those of colleagues who deliver for nobody else than the user does."""
    return Upload.objects.filter(created_by__in=colleagues(user))


def upload(user: Someone, pk: int) -> Upload:
    return get_object_or_404(uploads(user).select_related("indicator", "batch", "created_by"), pk=pk)


def batches(user: Someone) -> QuerySet[Batch]:
    """As `uploads`, for what was saved of them."""
    return Batch.objects.filter(created_by__in=colleagues(user))


def batch(user: Someone, pk: int) -> Batch:
    return get_object_or_404(batches(user), pk=pk)


def job(user: Someone, pk: int) -> Job:
    if not isinstance(user, User):
        raise Http404
    return get_object_or_404(Job, pk=pk, created_by=user)
