"""A workbook comes back: sent, looked at, saved or dropped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plan_files.forms import ReturnForm
from gevinst.plan_files.models import ReturnedFile
from gevinst.plan_files.returning import services
from gevinst.plan_files.returning.preview import preview_of, result_of
from indicators.imports.errors import FileError

EDIT = Permission.EDIT_PLAN


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    form = ReturnForm(request.POST, request.FILES) if request.method == "POST" else ReturnForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            returned = services.receive(
                plan=plan, file=file, name=file.name if file else "", by=gate.somebody(request.user)
            )
        except FileError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("plan_files:returned", pk=pk, returned=returned.pk)
    return render(request, "plan_files/new.html", {"plan": plan, "form": form})


@require_safe
def returned_page(request: HttpRequest, pk: int, returned: int) -> HttpResponse:
    found = gate.returned_file(request.user, pk, returned)
    if found.state == ReturnedFile.State.DROPPED:
        return redirect("plan_files:new", pk=pk)
    if found.state == ReturnedFile.State.SAVED:
        return render(request, "plan_files/saved.html", {"plan": found.plan, "result": result_of(found)})
    preview = preview_of(found, by=gate.somebody(request.user))
    return render(
        request, "plan_files/returned.html", {"plan": found.plan, "returned": found, "preview": preview}
    )


@require_POST
def save(request: HttpRequest, pk: int, returned: int) -> HttpResponse:
    found = gate.returned_file(request.user, pk, returned)
    services.write_back(returned=found, by=gate.somebody(request.user))
    return redirect("plan_files:returned", pk=pk, returned=returned)


@require_POST
def drop(request: HttpRequest, pk: int, returned: int) -> HttpResponse:
    services.drop(returned=gate.returned_file(request.user, pk, returned))
    messages.info(request, _("Filen er forkastet. Ingenting er endret i planen."))
    return redirect("plan_files:files", pk=pk)
