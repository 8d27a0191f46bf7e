"""The invitation to a workshop: its address, and the same as a picture."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.workshops.models import Workshop
from gevinst.workshops.qr import qr_svg


def invitation_of(workshop: Workshop, request: HttpRequest) -> dict[str, Any]:
    """`link`, as it is typed or scanned, and `qr`, as SVG."""
    link = request.build_absolute_uri(reverse("taking_part:tasks", args=[workshop.token]))
    return {"link": link, "qr": qr_svg(link, label=_("QR-kode til workshopen"))}
