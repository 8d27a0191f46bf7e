"""The words of the field as used here. A slug is an address for ever: /handbok/ordliste/#nullpunkt."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gevinst.handbook.chapters import BY_SLUG, Chapter


@dataclass(frozen=True)
class Word:
    """`more`: the slug of the chapter that tells more."""

    slug: str
    word: Promise
    meaning: Promise
    more: str

    @property
    def chapter(self) -> Chapter:
        return BY_SLUG[self.more]

    @property
    def url(self) -> str:
        return f"{reverse('handbook:glossary')}#{self.slug}"


WORDS = (
    Word(
        "ambisjon",
        _("ambisjon"),
        _("Verdien dere vil nå, og dagen dere vil nå den. Kan også være at noe skal holde seg uendret."),
        "nullpunkt-og-ambisjon",
    ),
    Word(
        "balanserende-indikator",
        _("balanserende indikator"),
        _("En måleindikator dere følger for å se at forbedringen ikke går ut over noe annet."),
        "hva-er-en-gevinst",
    ),
    Word(
        "gevinst",
        _("gevinst"),
        _("En ønsket og målbar forbedring."),
        "hva-er-en-gevinst",
    ),
    Word(
        "gevinstansvarlig",
        _("gevinstansvarlig"),
        _("Den i toppledelsen som har det samlede ansvaret for at gevinstene blir realisert."),
        "roller",
    ),
    Word(
        "gevinsteier",
        _("gevinsteier"),
        _("Lederen i linjen som eier tjenesten der gevinsten skal komme. Hver gevinst har sin."),
        "roller",
    ),
    Word(
        "gevinstkoordinator",
        _("gevinstkoordinator"),
        _("Den som driver gevinstarbeidet fra dag til dag: planer, workshoper og målinger."),
        "roller",
    ),
    Word(
        "gevinstmal",
        _("gevinstmål"),
        _("Et av målene som gevinstene skal støtte. Kommunehelsetjenesten har åtte."),
        "hva-er-en-gevinst",
    ),
    Word(
        "gevinstrealiseringsplan",
        _("gevinstrealiseringsplan"),
        _("Planen med gevinstene dere har valgt: nullpunkt, ambisjon, eier, milepæler og tiltak for hver."),
        "planen",
    ),
    Word(
        "maleindikator",
        _("måleindikator"),
        _("Et definert tall som viser om noe blir bedre, likt regnet ut hos alle som bruker det."),
        "utvalgslisten",
    ),
    Word(
        "maloppnaelse",
        _("måloppnåelse"),
        _("Hvor stor del av veien fra nullpunkt til ambisjon dere har tilbakelagt, i prosent."),
        "nullpunkt-og-ambisjon",
    ),
    Word(
        "milepael",
        _("milepæl"),
        _("Et punkt på veien til ambisjonen: hva som skal være nådd på en bestemt dag."),
        "nullpunkt-og-ambisjon",
    ),
    Word(
        "nettverk",
        _("gevinstnettverk"),
        _("Koordinatorer fra flere kommuner som møtes, sammenligner tall og lærer av hverandre."),
        "sammenligne",
    ),
    Word(
        "nullpunkt",
        _("nullpunkt"),
        _("Verdien før endringen, med periode og kilde. Uten nullpunkt kan ingen si om det ble bedre."),
        "nullpunkt-og-ambisjon",
    ),
    Word(
        "slingringsmonn",
        _("slingringsmonn"),
        _("Hvor mye en verdi som skal være uendret, kan svinge uten at målet er brutt."),
        "nullpunkt-og-ambisjon",
    ),
    Word(
        "tidstyv",
        _("tidstyv"),
        _("En oppgave som tar mer tid enn den burde, og som en annen arbeidsmåte kan korte ned."),
        "workshop",
    ),
    Word(
        "tiltak",
        _("tiltak"),
        _("Det noen gjør for at gevinsten skal komme. Har en ansvarlig og en frist."),
        "gjennomfore",
    ),
    Word(
        "ukp-dogn",
        _("UKP-døgn"),
        _("Døgn en utskrivningsklar pasient ligger på sykehus i vente på et tilbud i kommunen."),
        "felles-planer",
    ),
    Word(
        "ulempe",
        _("ulempe"),
        _("En uønsket følge av endringen. Den hører hjemme i planen ved siden av gevinsten."),
        "hva-er-en-gevinst",
    ),
    Word(
        "utvalgsliste",
        _("utvalgsliste"),
        _("Samlingen av måleindikatorer dere kan velge blant. Hver har sin 1-sider."),
        "utvalgslisten",
    ),
)
BY_WORD = {word.slug: word for word in WORDS}
