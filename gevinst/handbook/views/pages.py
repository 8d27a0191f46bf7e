from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.handbook.chapters import BY_SLUG, CHAPTERS, PARTS, neighbours
from gevinst.handbook.glossary import WORDS
from gevinst.handbook.reading import read


@login_not_required
@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    return render(request, "handbook/contents.html", {"parts": PARTS})


@login_not_required
@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    found = BY_SLUG.get(slug)
    if found is None:
        raise Http404
    before, after = neighbours(found)
    context = {"reading": read(found), "before": before, "after": after}
    return render(request, "handbook/chapter.html", context)


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    words = sorted(WORDS, key=lambda word: _norwegian(str(word.word)))
    return render(request, "handbook/glossary.html", {"words": words})


@login_not_required
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """Every chapter on one page: to be printed, or searched with the browser."""
    return render(request, "handbook/whole.html", {"readings": [read(one) for one in CHAPTERS]})


def _norwegian(word: str) -> str:
    """A key that sorts æ, ø and å last."""
    return word.casefold().translate(str.maketrans("æøå", "{|}"))
