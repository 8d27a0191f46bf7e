from __future__ import annotations

from django.db import transaction

from gevinst.access.models import User
from gevinst.saved_views.models import LONGEST_NAME, LONGEST_QUERY, DefaultView, SavedView
from indicators.actors.models import Actor


class NotSavedError(Exception):
    """Why a view cannot be saved, in a code the page has words for: `name`, `query`, `group`."""


@transaction.atomic
def save_view(
    *, owner: User, board: str, kind: str, name: str, query: str, shared_with: Actor | None = None
) -> SavedView:
    """One by the same name, kind and board of the owner is replaced. NotSavedError where something lacks."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise NotSavedError("name")
    if not query or len(query) > LONGEST_QUERY:
        raise NotSavedError("query")
    saved, _made = SavedView.objects.update_or_create(
        owner=owner,
        board=board,
        kind=kind,
        name=name,
        defaults={"query": query, "shared_with": shared_with},
    )
    if kind == SavedView.Kind.GROUP and not saved.members:
        raise NotSavedError("group")
    return saved


@transaction.atomic
def delete_view(*, view: SavedView) -> None:
    """For good, also as what a board opens with for anybody."""
    view.delete()


@transaction.atomic
def open_with(*, user: User, board: str, view: SavedView | None) -> None:
    """What the board opens with for this person from now on; None for what it opens with by itself."""
    if view is None:
        DefaultView.objects.filter(user=user, board=board).delete()
    else:
        DefaultView.objects.update_or_create(user=user, board=board, defaults={"view": view})
