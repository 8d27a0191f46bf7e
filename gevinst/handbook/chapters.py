"""The chapters in reading order. A slug is an address for ever: texts elsewhere link to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Chapter:
    """`summary` is what the reader gets from it, in one or two sentences."""

    slug: str
    title: Promise
    summary: Promise

    @property
    def url(self) -> str:
        return reverse("handbook:chapter", args=[self.slug])


@dataclass(frozen=True)
class Part:
    title: Promise
    chapters: tuple[Chapter, ...]


PARTS = (
    Part(
        _("Grunnlaget"),
        (
            Chapter(
                "hva-er-en-gevinst",
                _("Hva er en gevinst?"),
                _("En forbedring dere ønsker og kan måle. Den kommer ikke av seg selv."),
            ),
            Chapter(
                "roller",
                _("Hvem gjør hva"),
                _("Gevinstansvarlig, gevinstkoordinator og gevinsteier i linjen er tre ulike oppgaver."),
            ),
            Chapter(
                "kom-i-gang",
                _("Kom i gang i kommunen"),
                _("Åtte oppgaver fører fram til den første planen. Ta dem i den rekkefølgen som passer."),
            ),
        ),
    ),
    Part(
        _("De fire fasene"),
        (
            Chapter(
                "identifisere",
                _("Identifisere"),
                _("Finn forbedringene som er verdt arbeidet, sammen med dem som kjenner tjenesten."),
            ),
            Chapter(
                "planlegge",
                _("Planlegge"),
                _("Gi hver gevinst et nullpunkt, en ambisjon, en eier og tiltak – og få planen godkjent."),
            ),
            Chapter(
                "gjennomfore",
                _("Gjennomføre"),
                _("Arbeidsmåten må endres, ikke bare systemet. Det er tiltakene som gir gevinsten."),
            ),
            Chapter(
                "folge-opp",
                _("Dokumentere og følge opp"),
                _("Mål, forklar, juster og feir – og pass på at det som er oppnådd, varer."),
            ),
        ),
    ),
    Part(
        _("Sidene i Gevinst"),
        (
            Chapter(
                "gevinstoversikten",
                _("Gevinstoversikten"),
                _("Hva går bra, hva gjør ikke det, og hva må gjøres? Svaret skal ta fem sekunder."),
            ),
            Chapter(
                "lederoversikten",
                _("Lederoversikten"),
                _("Egne tall måned for måned, uten å sammenligne en halv måned med en hel."),
            ),
            Chapter(
                "utvalgslisten",
                _("Utvalgslisten og 1-siderne"),
                _("Måleindikatorer som er definert én gang og måles likt overalt."),
            ),
            Chapter(
                "workshop",
                _("Gevinst-workshop"),
                _("La alle tjenestene si hvor skoen trykker, og anslå hva som er å hente."),
            ),
            Chapter(
                "planen",
                _("Planen og gevinstene i den"),
                _("Slik fyller dere ut en gevinst, og slik blir planen til et felles dokument."),
            ),
            Chapter(
                "nullpunkt-og-ambisjon",
                _("Nullpunkt, ambisjon og milepæler"),
                _("Hvor dere står, hvor dere vil, og hva en prosent er prosent av."),
            ),
            Chapter(
                "status-og-utvikling",
                _("Status og utvikling"),
                _("Slik regnes statusen ut, og slik skiller dere en endring fra tilfeldigheter."),
            ),
            Chapter(
                "felles-planer",
                _("Felles planer"),
                _("Når flere aktører skal nå samme mål, bidrar hver med sitt."),
            ),
            Chapter(
                "malinger",
                _("Målinger: inn, kontroll og spor"),
                _("Slik kommer tallene inn, slik blir de kontrollert, og slik kan hvert tall spores."),
            ),
            Chapter(
                "sammenligne",
                _("Sammenligne med andre"),
                _("Se hvor dere skiller dere ut, og hvem dere kan lære av – uten å lese for mye i små tall."),
            ),
            Chapter(
                "nettverksmotet",
                _("Nettverksmøtet"),
                _("Tallene foreslår sakslisten, og står stille i møtet. Beslutningene følges videre."),
            ),
            Chapter(
                "apne-tall",
                _("Åpne tall"),
                _("Tall alle kan lese, hva tegnene i tabellene betyr, og hvorfor noen tall er skjult."),
            ),
        ),
    ),
)
CHAPTERS = tuple(chapter for part in PARTS for chapter in part.chapters)
BY_SLUG = {chapter.slug: chapter for chapter in CHAPTERS}


def neighbours(chapter: Chapter) -> tuple[Chapter | None, Chapter | None]:
    """The one before and the one after."""
    place = CHAPTERS.index(chapter)
    return (
        CHAPTERS[place - 1] if place else None,
        CHAPTERS[place + 1] if place + 1 < len(CHAPTERS) else None,
    )
