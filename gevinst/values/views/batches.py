"""What a file became; and taking away what was made up."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.values import examples
from gevinst.values.undoing import undo_words, undone_words
from gevinst.values.uploads import is_being_undone, saved_words
from gevinst.values.words import category_names

VALUES_SHOWN = 50


@require_safe
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    batch = gate.batch(request.user, pk)
    rows = batch.measurements.with_trail().order_by("row", "pk")
    page = Paginator(rows, VALUES_SHOWN).get_page(request.GET.get("page"))
    names = category_names({row.breakdown.key for row in page.object_list})
    named = [(row, names[row.breakdown.key]) for row in page.object_list]
    context = {
        "batch": batch,
        "page": page,
        "rows": named,
        "saved_words": saved_words(batch),
        "undo_words": undo_words(batch),
        "undone_words": undone_words(batch),
        "being_undone": is_being_undone(batch),
    }
    return render(request, "values/batch.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_examples(request: HttpRequest) -> HttpResponse:
    """Asks first; also for those whose browser does not open the dialog."""
    if not gate.own_actors(request.user, Permission.ADMINISTER):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "values/remove_examples.html", {"examples": examples.count()})
    examples.remove()
    messages.success(request, _("Eksempeltallene og eksempelplanene er fjernet."))
    return redirect("values:list")
