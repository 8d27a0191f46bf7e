"""Around the benefits of the made-up plan: what they build on, what may go wrong, what gets worse."""

from __future__ import annotations

from datetime import date
from typing import Any

from gevinst.plans.models import Benefit, Dependency, Disbenefit, Enabler, Plan, Risk
from indicators.catalogue.models import Indicator

FUNCTIONALITY, CHANGE = Enabler.Sort.FUNCTIONALITY, Enabler.Sort.CHANGE
ENABLERS = [
    (FUNCTIONALITY, "Legemiddelmodul med skanning ved sengen", "Systemansvarlig", date(2024, 3, 1)),
    (FUNCTIONALITY, "Mobil arbeidsflate for hjemmetjenesten", "Systemansvarlig", date(2024, 10, 1)),
    (FUNCTIONALITY, "HelsaMi for innbyggere og pårørende", "Kommunikasjonsrådgiver", date(2024, 3, 1)),
    (FUNCTIONALITY, "Meldinger og felles journal med sykehuset", "Systemansvarlig", date(2024, 3, 1)),
    (CHANGE, "Faste tidspunkt for utdeling, skanning hver gang", "Fagsykepleier", date(2025, 9, 30)),
    (CHANGE, "Primærkontakt og faste arbeidslister", "Avdelingsleder", date(2026, 6, 30)),
    (CHANGE, "Digital dialog er førstevalget", "Kommunalsjef helse", None),
    (CHANGE, "Plass klar samme dag som pasienten meldes", "Leder tildelingskontoret", None),
]  # fmt: skip
# By what the titles begin with: what comes before, what comes after.
ARROWS = [
    ("Legemiddelmodul", "Faste tidspunkt"),
    ("Mobil arbeidsflate", "Faste tidspunkt"),
    ("Mobil arbeidsflate", "Primærkontakt"),
    ("HelsaMi", "Digital dialog"),
    ("Meldinger", "Plass klar"),
    ("Faste tidspunkt", "Flere får legemidlene"),
    ("Primærkontakt", "Færre ulike pleiere"),
    ("Digital dialog", "Flere innbyggere bruker"),
    ("Plass klar", "Flere tas imot"),
    ("Flere tas imot", "Flere reiser rett hjem"),
]
QUALITY = {"type": Benefit.Type.QUALITY, "budget_effect": Benefit.BudgetEffect.WITHOUT}
ABOUT: dict[str, dict[str, Any]] = {
    "Flere får legemidlene": QUALITY | {
        "beneficiary": "Beboere på sykehjem",
        "preconditions": "Håndskannere på alle avdelinger. Alle vikarer har fått opplæring.",
        "stakeholders": "Sykepleiere, helsefagarbeidere, tilsynslege, apotek",
        "review_every": Benefit.Rhythm.MONTHLY,
        "measured_by": "Fagsykepleier",
        "measuring_hours": 0.5,
    },
    "Færre ulike pleiere": QUALITY | {
        "beneficiary": "Brukere av hjemmetjenesten",
        "preconditions": "Turnus som lar samme ansatte følge samme brukere.",
        "stakeholders": "Ansatte i hjemmetjenesten, tillitsvalgte, pårørende",
        "measured_by": "Avdelingsleder",
        "measuring_hours": 1.0,
    },
    "Flere innbyggere bruker": {
        "type": Benefit.Type.TIME_SAVED,
        "budget_effect": Benefit.BudgetEffect.WITHOUT,
        "beneficiary": "Innbyggere og ansatte som svarer på telefon",
    },
}  # fmt: skip
RISKS = [
    (
        "Færre ulike pleiere", "Høyt sykefravær gjør arbeidslistene ustabile", 4, 4,
        "Bemanningsteam dekker fravær innenfor samme sone.", "Enhetsleder hjemmetjenester",
    ),
    (
        "Flere får legemidlene", "Skanning hoppes over når det haster", 3, 4,
        "Ukentlig liste over utdelinger uten skanning, tatt opp på tavlemøtet.", "Fagsykepleier",
    ),
    (
        "Flere innbyggere bruker", "Innbyggere uten BankID faller utenfor", 3, 2,
        "Telefonen er åpen som før.", "Kommunikasjonsrådgiver",
    ),
]  # fmt: skip
DISBENEFITS = [
    (
        "Flere tas imot", "Flere blir lagt inn igjen fordi de reiser for tidlig", "Pasienter og sykehuset",
        "ukp-reinnleggelser-30-dogn", 5.0, "Oppringning dagen etter hjemkomst.",
    ),
]  # fmt: skip


def add_around(plan: Plan) -> None:
    for sort, title, owner, ready in ENABLERS:
        Enabler.objects.create(plan=plan, sort=sort, title=title, owner_title=owner, ready=ready)
    for begins, said in ABOUT.items():
        plan.benefits.filter(title__startswith=begins).update(**said)
    for before, after in ARROWS:
        Dependency.objects.create(plan=plan, **_end(plan, "before", before), **_end(plan, "after", after))
    for begins, title, probability, consequence, mitigation, owner in RISKS:
        Risk.objects.create(
            benefit=plan.benefits.get(title__startswith=begins),
            title=title,
            probability=probability,
            consequence=consequence,
            mitigation=mitigation,
            owner_title=owner,
        )
    for begins, title, affected, slug, tolerated, mitigation in DISBENEFITS:
        Disbenefit.objects.create(
            benefit=plan.benefits.get(title__startswith=begins),
            title=title,
            affected=affected,
            indicator=Indicator.objects.get(slug=slug),
            tolerated=tolerated,
            mitigation=mitigation,
        )


def _end(plan: Plan, side: str, begins: str) -> dict[str, Enabler | Benefit]:
    if enabler := plan.enablers.filter(title__startswith=begins).first():
        return {f"{side}_enabler": enabler}
    return {f"{side}_benefit": plan.benefits.get(title__startswith=begins)}
