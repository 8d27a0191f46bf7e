"""A person says what we have understood wrong, or not at all; the file is then read again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gevinst.access import gate
from gevinst.values import remembering
from gevinst.values.cells import MOST_CELLS, options_mended, said_of_cells
from gevinst.values.correcting import ColumnsForm, options_said
from gevinst.values.pages import read_again, upload_page
from gevinst.values.preview import faulty_cells
from gevinst.values.reading import Reading
from gevinst.values.unknown import names_said, options_named, unknown_names
from indicators.imports.mapping import Mapping
from indicators.imports.models import Upload


@require_POST
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sheet, columns taken as the person says, and what holds for the whole file."""
    upload, _mapping = _understood(request, pk)
    actors = gate.delivers_for(request.user)
    form = ColumnsForm(request.POST, reading=Reading(upload), actors=actors)
    if not form.is_valid():
        return upload_page(request, upload.pk, columns=form)
    return read_again(request, upload, options_said(upload, form, gate.somebody(request.user)))


@require_POST
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Names nobody knows stand for those the person has chosen."""
    upload, mapping = _understood(request, pk)
    unknown = unknown_names(upload, mapping, gate.delivers_for(request.user))
    said = names_said(request.POST, unknown)
    if not said:
        messages.warning(request, _("Du har ikke valgt hva navnene står for. Velg minst ett, og prøv igjen."))
        return redirect("values:upload", pk=pk)
    return read_again(request, upload, options_named(upload, mapping, said, gate.somebody(request.user)))


@require_POST
def cells(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person has written in place of cells that could not be used."""
    upload, mapping = _understood(request, pk)
    said, wrong = said_of_cells(request.POST.dict(), mapping)
    if wrong or len(said) > MOST_CELLS:
        return upload_page(request, upload.pk, cells=(said, wrong))
    if not said:
        messages.warning(request, _("Du har ikke skrevet noe i cellene. Skriv riktig verdi, og prøv igjen."))
        return redirect("values:upload", pk=pk)
    was = faulty_cells(upload, said)
    return read_again(request, upload, options_mended(upload, said, was, gate.somebody(request.user)))


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file as it looks, and those after it too."""
    upload = gate.upload(request.user, pk)
    options = dict(upload.options)
    if recalled := options.pop(remembering.RECALLED, None):
        remembering.forget(gate.somebody(request.user), recalled)
        options.pop("mapping", None)
        options[remembering.AS_READ] = True
        return read_again(request, upload, options)
    return redirect("values:upload", pk=pk)


def _understood(request: HttpRequest, pk: int) -> tuple[Upload, Mapping]:
    upload = gate.upload(request.user, pk)
    mapping = Reading(upload).mapping
    if mapping is None:
        raise Http404
    return upload, mapping
