"""Which chapter a page belongs to, by the name of its URL; else by the part of it before the colon."""

from __future__ import annotations

from gevinst.handbook.chapters import BY_SLUG, Chapter

PAGES = {
    "home": "hva-er-en-gevinst",
    "search": "utvalgslisten",
    "dashboards:mine": "gevinstoversikten",
    "dashboards:overview": "gevinstoversikten",
    "dashboards:leader": "lederoversikten",
    "dashboards:compare": "sammenligne",
    "dashboards:open": "apne-tall",
    "plans:add_benefit": "nullpunkt-og-ambisjon",
    "plans:edit_contribution": "nullpunkt-og-ambisjon",
    "plans:add_milestone": "nullpunkt-og-ambisjon",
    "plans:edit_milestone": "nullpunkt-og-ambisjon",
    "plans:benefit": "status-og-utvikling",
    "plans:add_action": "gjennomfore",
    "plans:edit_action": "gjennomfore",
    "onboarding:roles": "roller",
}
SPACES = {
    "onboarding": "kom-i-gang",
    "sheets": "utvalgslisten",
    "meetings": "nettverksmotet",
    "workshops": "workshop",
    "taking_part": "workshop",
    "reviews": "folge-opp",
    "learning": "sammenligne",
    "reminders": "folge-opp",
    "plan_files": "planen",
    "shared_plans": "felles-planer",
    "plans": "planen",
    "values": "malinger",
    "api": "malinger",
}


def chapter_of(view_name: str) -> Chapter | None:
    slug = PAGES.get(view_name) or SPACES.get(view_name.partition(":")[0])
    return BY_SLUG[slug] if slug else None
