"""The documents the examples are taken from."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SOURCES: dict[str, Promise] = {
    "romsdal": _("«Gevinstrealisering i Helseplattformen», Helseplattformen Romsdal, 2. september 2022"),
    "helsefellesskapet": _(
        "Orientering fra analysegruppa i Helsefellesskapet for St. Olavs hospital og kommunene, "
        "17. april 2024"
    ),
    "vestre-viken": _("Sak om felles virksomhetsdata, overordnet samarbeidsutvalg i Vestre Viken"),
}
