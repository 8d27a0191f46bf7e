"""The address a calendar program subscribes to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.plan_files import feeds
from gevinst.plan_files.writers import CONTENT_TYPES


@require_safe
def feed_page(request: HttpRequest) -> HttpResponse:
    feed = feeds.feeds_of(gate.somebody(request.user)).first()
    return render(request, "plan_files/feed.html", {"feed": feed})


@require_POST
def open_feed(request: HttpRequest) -> HttpResponse:
    """The address stands on this answer alone: it is kept nowhere."""
    user = gate.somebody(request.user)
    secret = feeds.open_feed(user=user)
    url = request.build_absolute_uri(reverse("plan_files:feed", args=[secret]))
    context = {"feed": feeds.feeds_of(user).first(), "url": url}
    return render(request, "plan_files/feed.html", context)


@require_POST
def close_feed(request: HttpRequest) -> HttpResponse:
    feeds.close_feeds(user=gate.somebody(request.user))
    messages.success(request, _("Abonnementet er stoppet. Adressen virker ikke lenger."))
    return redirect("plan_files:feed_page")


@login_not_required
@never_cache
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    content = feeds.calendar_for(secret, root=request.build_absolute_uri("/")[:-1])
    if content is None:
        raise Http404
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type=CONTENT_TYPES["ics"], headers=headers)
