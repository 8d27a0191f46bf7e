from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from gevinst.sheets.downloads import XLSX, as_xlsx, file_name
from gevinst.sheets.filters import words_from
from gevinst.sheets.finding import find
from gevinst.sheets.listing import listing
from gevinst.sheets.sheet import sheet_of


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    found = listing(request.GET, address=reverse("sheets:list"))
    if request.headers.get("HX-Request"):
        return push_url(render(request, "sheets/list.html", {"listing": found}), found.url)
    if "" in request.GET.values():
        # A form without script sends its empty fields too; the address is to be one that can be shared.
        return redirect(found.url)
    return render(request, "sheets/list.html", {"listing": found})


@login_not_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """What the list shows with the same address, as a workbook."""
    found = listing(request.GET, address=reverse("sheets:list"))
    indicators = [row.indicator for group in found.groups for row in group.rows]
    headers = {"Content-Disposition": f'attachment; filename="{file_name()}"'}
    return HttpResponse(as_xlsx(indicators), content_type=XLSX, headers=headers)


@login_not_required
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "sheets/sheet.html", {"sheet": sheet_of(request.user, slug)})


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = words_from(request.GET)
    context = {"found": find(request.user, words), "search_query": words}
    return render(request, "sheets/search.html", context)
