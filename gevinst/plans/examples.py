"""Example plans. The shared one carries the documents' own figures, with source; the others are made up."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gevinst.plans import services
from gevinst.plans.examples_around import add_around
from gevinst.plans.models import Action, Benefit, Contribution, Milestone, Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator, Term
from indicators.measurements.periods import parse_period

# The table was presented on this day; its «innen 1 år» and «innen 2 år» are counted from it.
PRESENTED = date(2024, 4, 17)
IN_ONE_YEAR, IN_TWO_YEARS = date(2025, 4, 17), date(2026, 4, 17)
REPORT = "Virksomhetsrapport, Helse Midt-Norge"
INTERNAL = "Interne data, St. Olavs hospital"
KPI_TABLE = "Helsefellesskapets måltall, lagt fram i administrativt samarbeidsutvalg 17.04.2024"
MADE_UP = "Eksempeltall"
LEVEL = "Døgn per 1 000 innbyggere per år på linje med Bergen og Stavanger"


@transaction.atomic
def load_plans() -> int:
    """Create the example plans that are missing. Returns how many were made."""
    made = 0
    for kind, code, build in (
        (ActorKind.HEALTH_COMMUNITY, "hef-st-olav", _shared),
        (ActorKind.MUNICIPALITY, "1539", _rauma),
        (ActorKind.MUNICIPALITY, "5001", _trondheim),
    ):
        actor = Actor.objects.get(kind=kind, code=code, valid_to__isnull=True)
        if not actor.plans.exists():
            build(actor)
            made += 1
    return made


def _shared(community: Actor) -> None:
    """The collaboration KPIs: for the whole, and for each municipality where the table has them."""
    plan = services.create_plan(actor=community, title="Samhandling om utskrivningsklare pasienter")
    members = list(
        Actor.objects.descendants_of(
            community, structure=_structure("samarbeid"), on=PRESENTED, kind=ActorKind.MUNICIPALITY
        )
    )
    trondheim = next(actor for actor in members if actor.code == "5001")
    year, quarter = parse_period("2022"), parse_period("2023-Q1")

    def add(slug: str, title: str) -> Benefit:
        return services.add_benefit(
            plan=plan,
            indicator=_indicator(slug),
            title=title,
            goal=_goal("kommune-samhandling"),
            source_note=KPI_TABLE,
        )

    def half(contribution: Contribution) -> None:
        services.add_milestone(
            contribution=contribution,
            due=IN_ONE_YEAR,
            basis=Milestone.Basis.OF_BASELINE,
            amount=50,
            text="50 % reduksjon innen 1 år",
        )

    days = add("ukp-dogn", "Færre døgn på sykehus for utskrivningsklare pasienter")
    whole = services.set_contribution(
        benefit=days,
        actor=community,
        baseline=Baseline(value=9990, period=year, source=REPORT),
        ambition=Ambition(form="at_most", target=1000, by=IN_TWO_YEARS, text="≤ 1 000 døgn samlet"),
    )
    half(whole)
    own = services.set_contribution(
        benefit=days,
        actor=trondheim,
        baseline=Baseline(value=5282, period=year, source=REPORT),
        ambition=Ambition(by=IN_TWO_YEARS, text=LEVEL),
    )
    half(own)
    for member in members:
        if member != trondheim:
            half(
                services.set_contribution(
                    benefit=days,
                    actor=member,
                    baseline=Baseline(),
                    ambition=Ambition(by=IN_TWO_YEARS, text=LEVEL),
                )
            )

    same_day = add("ukp-andel-nulldogn", "Flere reiser fra sykehuset samme dag som de er utskrivningsklare")
    for actor, value in [
        (community, 70.0),
        (trondheim, 64.0),
        *((m, None) for m in members if m != trondheim),
    ]:
        contribution = services.set_contribution(
            benefit=same_day,
            actor=actor,
            baseline=Baseline(value=value, period=quarter, source=REPORT) if value else Baseline(),
            ambition=Ambition(form="at_least", target=90, by=IN_TWO_YEARS, text="≥ 90 %"),
        )
        services.add_milestone(
            contribution=contribution,
            due=IN_ONE_YEAR,
            basis=Milestone.Basis.ABSOLUTE,
            amount=80,
            text="≥ 80 % innen 1 år",
        )

    before = add("ukp-liggetid-for-registrering", "Uendret liggetid fram til pasienten er utskrivningsklar")
    for actor, value in ((community, 7.5), (trondheim, 8.2)):
        services.set_contribution(
            benefit=before,
            actor=actor,
            baseline=Baseline(value=value, period=quarter, source=INTERNAL),
            ambition=Ambition(form="hold", tolerance=0.5, text="Uendret"),
        )

    waiting = add("ukp-liggetid-som-ukp", "Kortere liggetid som utskrivningsklar")
    for actor, value in ((community, 5.0), (trondheim, 4.2)):
        half(
            services.set_contribution(
                benefit=waiting,
                actor=actor,
                baseline=Baseline(value=value, period=year, source=REPORT),
                ambition=Ambition(form="at_most", target=2, by=IN_TWO_YEARS, text="≤ 2 døgn"),
            )
        )

    home = add("ukp-rett-hjem", "Flere reiser rett hjem fra sykehuset")
    services.set_contribution(
        benefit=home,
        actor=community,
        baseline=Baseline(text="må etableres (nullpunktsmåling)"),
        ambition=Ambition(
            form="at_least",
            target=30,
            text="30 % av pasientene som i dag går til korttidsopphold, reiser hjem",
        ),
    )

    again = add("ukp-reinnleggelser-30-dogn", "Ikke flere reinnleggelser")
    services.set_contribution(
        benefit=again,
        actor=community,
        baseline=Baseline(
            value=16, text="stabilt siste 3 år", stated_on=PRESENTED, source="Helseplattformen"
        ),
        ambition=Ambition(form="hold", tolerance=1, text="Uendret"),
    )

    short_stay = add("korttidsopphold-liggetid", "Kortere opphold på korttidsplass")
    services.set_contribution(
        benefit=short_stay,
        actor=trondheim,
        baseline=Baseline(
            value=25,
            text="gjennomsnitt, Øya helsehus",
            stated_on=PRESENTED,
            source="Helseplattformen og kommunen",
        ),
        ambition=Ambition(form="at_most", target=20, by=IN_TWO_YEARS, text="20 dager for Trondheim"),
    )


def _rauma(actor: Actor) -> None:
    plan = services.create_plan(actor=actor, title="Gevinstrealiseringsplan for Rauma", is_example=True)
    medicines = _own(
        plan,
        "andel-legemidler-innen-tidsintervall",
        "Flere får legemidlene til rett tid",
        "kommune-legemiddelhandtering",
        Baseline(value=78.0, period=parse_period("2024-01"), source=MADE_UP),
        Ambition(form="at_least", target=92, by=date(2027, 6, 30)),
        "Enhetsleder sykehjem",
    )
    carers = _own(
        plan,
        "pleiekontinuitet-hjemmetjenesten",
        "Færre ulike pleiere hos hver bruker",
        "kommune-logistikk",
        Baseline(value=0.46, period=parse_period("2024-01"), source=MADE_UP),
        Ambition(form="at_most", target=0.30, by=date(2026, 12, 31)),
        "Enhetsleder hjemmetjenester",
    )
    portal = _own(
        plan,
        "helsami-profiler",
        "Flere innbyggere bruker HelsaMi",
        "kommune-innbyggerinvolvering",
        Baseline(value=410, period=parse_period("2024-01"), source=MADE_UP),
        Ambition(form="at_least", target=3000, by=date(2026, 12, 31)),
        "Kommunalsjef helse",
    )
    _own(
        plan,
        "ukp-andel-nulldogn",
        "Flere tas imot samme dag",
        "kommune-samhandling",
        Baseline(value=66.0, period=parse_period("2024-01"), source=MADE_UP),
        Ambition(form="at_least", target=90, by=date(2027, 12, 31)),
        "Leder tildelingskontoret",
    )
    _own(
        plan,
        "ukp-rett-hjem",
        "Flere reiser rett hjem fra sykehuset",
        "kommune-samhandling",
        Baseline(due=date(2027, 3, 31), text="må etableres"),
        Ambition(form="at_least", target=30, by=date(2028, 6, 30)),
        "Leder tildelingskontoret",
    )
    done, going = Action.State.DONE, Action.State.UNDER_WAY
    for benefit, title, owner, start, due, state in (
        (
            medicines,
            "Faste tidspunkt for utdeling i legemiddelmodulen",
            "Fagsykepleier",
            (2024, 4, 1),
            (2024, 6, 30),
            done,
        ),
        (medicines, "Opplæring i skanning ved sengen", "Fagsykepleier", (2025, 1, 15), (2025, 9, 30), done),
        (
            carers,
            "Primærkontakt og faste arbeidslister",
            "Avdelingsleder",
            (2025, 2, 1),
            (2026, 6, 30),
            going,
        ),
        (
            portal,
            "Informasjon på innbyggertorget og i hjemmetjenesten",
            "Kommunikasjonsrådgiver",
            (2024, 9, 1),
            (2026, 10, 1),
            going,
        ),
    ):
        services.add_action(
            benefit=benefit, title=title, owner_title=owner, start=date(*start), due=date(*due), state=state
        )
    add_around(plan)


def _trondheim(actor: Actor) -> None:
    plan = services.create_plan(actor=actor, title="Gevinstrealiseringsplan for Trondheim", is_example=True)
    days = _own(
        plan,
        "ukp-dogn",
        "Færre døgn på sykehus for utskrivningsklare pasienter",
        "kommune-samhandling",
        Baseline(value=5282, period=parse_period("2022"), source=REPORT),
        Ambition(form="relative", target=-50, by=date(2026, 12, 31)),
        "Leder helse- og velferdskontor",
    )
    services.add_action(
        benefit=days,
        title="Felles tavlemøte med sykehuset hver morgen",
        owner_title="Leder helse- og velferdskontor",
        start=date(2024, 5, 1),
        due=date(2026, 12, 31),
        state=Action.State.UNDER_WAY,
    )


def _own(
    plan: Plan, slug: str, title: str, goal: str, baseline: Baseline, ambition: Ambition, owner: str
) -> Benefit:
    benefit = services.add_benefit(
        plan=plan, indicator=_indicator(slug), title=title, goal=_goal(goal), owner_title=owner
    )
    services.set_contribution(benefit=benefit, actor=plan.actor, baseline=baseline, ambition=ambition)
    return benefit


def _indicator(slug: str) -> Indicator:
    return Indicator.objects.get(slug=slug)


def _goal(code: str) -> Term:
    return Term.objects.get(kind=Term.Kind.GOAL, code=code)


def _structure(code: str) -> int:
    from indicators.actors.models import Structure

    return Structure.objects.get(code=code).pk
