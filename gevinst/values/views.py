from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue, request_cancel
from gevinst.values import examples, trails
from gevinst.values.asked import MOST_MONTHS, Asked
from gevinst.values.forms import UploadForm
from indicators.actors.models import Actor, Structure
from indicators.catalogue.models import Indicator
from indicators.imports.errors import FileError
from indicators.imports.models import StagedValue, Upload
from indicators.imports.pipeline import preview_counts
from indicators.imports.services import cancel_upload, receive_upload
from indicators.imports.undo import LaterEditsError, UndoError, undo_batch
from indicators.measurements.periods import PeriodError, parse_period
from indicators.statistics.rounding import format_number

ROWS_SHOWN = 50


@require_safe
def value_list(request: HttpRequest) -> HttpResponse:
    may_import = bool(gate.own_actors(request.user, Permission.IMPORT_VALUES))
    page = Paginator(gate.uploads(request.user).select_related("batch", "created_by", "indicator"), 20)
    context = {
        "may_import": may_import,
        "page": page.get_page(request.GET.get("page")),
        "example_batches": examples.count(),
        "may_remove_examples": bool(gate.own_actors(request.user, Permission.ADMINISTER)),
    }
    return render(request, "values/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_upload(request: HttpRequest) -> HttpResponse:
    if not gate.own_actors(request.user, Permission.IMPORT_VALUES):
        raise Http404
    form = UploadForm(
        request.POST or None, request.FILES or None, initial={"indicator": request.GET.get("indikator")}
    )
    if request.method == "POST" and form.is_valid():
        by = gate.somebody(request.user)
        file = form.cleaned_data["file"]
        try:
            with transaction.atomic():
                upload = receive_upload(
                    file,
                    name=file.name,
                    by=by,
                    source=form.cleaned_data["source"],
                    indicator=form.cleaned_data["indicator"],
                    layout=form.cleaned_data["layout"],
                    allowed_actors=sorted(gate.delivers_for(by)),
                )
                enqueue(kind="imports.read", subject=upload.pk, by=by)
        except FileError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("values:upload", pk=upload.pk)
    return render(request, "values/new.html", {"form": form})


@require_safe
def upload_page(request: HttpRequest, pk: int) -> HttpResponse:
    upload = gate.upload(request.user, pk)
    counts = preview_counts(upload)
    wanted = request.GET.get("utfall", "")
    chosen = wanted if wanted in counts else _first_of_interest(counts)
    rows = upload.staged.filter(outcome=chosen).select_related("indicator", "actor", "breakdown")
    job = _job(upload)
    context = {
        "upload": upload,
        "job": job,
        "under_way": job is not None and not job.is_over,
        "counts": [(outcome, counts[outcome]) for outcome in StagedValue.Outcome],
        "to_save": counts["new"] + counts["changed"],
        "save_label": _save_label(counts["new"], counts["changed"]),
        "rejected": counts["rejected"],
        "chosen": chosen,
        "page_query": f"utfall={chosen}",
        "page": Paginator(rows, ROWS_SHOWN).get_page(request.GET.get("page")),
    }
    return render(request, "values/upload.html", context)


@require_safe
def upload_status(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone, asked for by the page while a job goes on; the whole page again when it is over."""
    upload = gate.upload(request.user, pk)
    job = _job(upload)
    response = render(request, "values/_progress.html", {"upload": upload, "job": job})
    if job is None or job.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    upload = gate.upload(request.user, pk)
    if upload.state == Upload.State.READY:
        enqueue(kind="imports.commit", subject=upload.pk, by=gate.somebody(request.user))
    else:
        messages.warning(
            request, _("Denne importen kan ikke lagres nå. Se hva som har skjedd med den under.")
        )
    return redirect("values:upload", pk=pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    upload = gate.upload(request.user, pk)
    job = _job(upload)
    if job is not None and not job.is_over:
        request_cancel(job=job)
    cancel_upload(upload)
    messages.info(request, _("Importen er avbrutt. Ingenting er lagret."))
    return redirect("values:list")


@require_safe
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    batch = gate.batch(request.user, pk)
    rows = batch.measurements.with_trail().order_by("row", "pk")
    page = Paginator(rows, ROWS_SHOWN).get_page(request.GET.get("page"))
    return render(request, "values/batch.html", {"batch": batch, "page": page})


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more when somebody has changed the values since; `behold=1` is the answer."""
    batch = gate.batch(request.user, pk)
    try:
        undo_batch(batch, by=gate.somebody(request.user), keep_later=request.POST.get("behold") == "1")
    except LaterEditsError as problem:
        return render(request, "values/undo.html", {"batch": batch, "problem": problem}, status=409)
    except UndoError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Importen er angret. Verdiene er slik de var før."))
    return redirect("values:batch", pk=pk)


@require_POST
def remove_examples(request: HttpRequest) -> HttpResponse:
    if not gate.own_actors(request.user, Permission.ADMINISTER):
        raise PermissionDenied
    examples.remove()
    messages.success(request, _("Eksempeltallene og eksempelplanene er fjernet."))
    return redirect("values:list")


@login_not_required
@require_safe
def trail(request: HttpRequest, slug: str, kind: str, code: str, period: str) -> HttpResponse:
    """Where a figure comes from: formula, parts, batch, file, row, earlier versions."""
    indicator = get_object_or_404(Indicator.objects.published(), slug=slug)
    actor = trails.actor(kind, code)
    if actor is None or not gate.may_read_values(request.user, indicator, actor.pk):
        raise Http404
    found = trails.trail_of(
        _asked(request.GET, indicator, actor, period),
        named=request.user.is_authenticated,
        may_read=partial(gate.may_read_values, request.user, indicator),
    )
    if found is None:
        raise Http404
    return render(request, "values/trail.html", {"trail": found})


def _asked(query: QueryDict, indicator: Indicator, actor: Actor, period: str) -> Asked:
    """What the address asks for; 404 for what it cannot mean."""
    months, structure = query.get("maneder", "1"), query.get("struktur", "")
    try:
        when = parse_period(period)
    except PeriodError:
        raise Http404 from None
    if not (months.isascii() and months.isdecimal() and 0 < int(months[:4]) <= MOST_MONTHS):
        raise Http404
    return Asked(
        indicator=indicator,
        actor=actor,
        period=when,
        months=int(months),
        structure=get_object_or_404(Structure, code=structure) if structure else None,
        category=query.get("kategori", ""),
        per_inhabitant=query.get("per") == "innbygger",
    )


def _job(upload: Upload) -> Job | None:
    return Job.objects.filter(kind__startswith="imports.", subject=upload.pk).order_by("-pk").first()


def _first_of_interest(counts: dict[str, int]) -> str:
    return next((name for name in ("rejected", "changed", "new", "same") if counts.get(name)), "new")


def _save_label(new: int, changed: int) -> str:
    """What the button does, exactly."""
    parts = []
    if new:
        parts.append(ngettext("%(n)s ny", "%(n)s nye", new) % {"n": format_number(new)})
    if changed:
        parts.append(ngettext("%(n)s endret", "%(n)s endrede", changed) % {"n": format_number(changed)})
    noun = ngettext("verdi", "verdier", changed or new)
    return _("Lagre %(what)s %(noun)s") % {"what": _(" og ").join(parts), "noun": noun}
