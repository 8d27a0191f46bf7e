"""What the checks ask those who deliver values: findings to answer, and deliveries that are late."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.values.asked import ONLY_HERE
from gevinst.values.words import category_names
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import load_vocabulary
from indicators.quality.checks import CHECKS, check_for
from indicators.quality.found import Words
from indicators.quality.models import Answer, Finding
from indicators.quality.querysets import FindingQuerySet
from indicators.quality.rules import Severity

# The tabs of the page: what an answer makes of a finding.
TABS: dict[str, tuple[str, Promise]] = {
    "apne": ("", lazy("Venter på svar")),
    "rettes": (Answer.Verdict.TO_CORRECT, lazy("Skal rettes")),
    "bekreftet": (Answer.Verdict.CONFIRMED, lazy("Bekreftet")),
}


def open_findings(actors: Iterable[int], numbers: Numbers | None = None) -> int:
    """How many findings about these actors' saved values wait for an answer. One query, and one more where
    `numbers` are not at hand."""
    return Finding.objects.stored().about_actors(actors, numbers).unanswered().count()


def questions_for(user: Someone, numbers: Numbers | None = None) -> int:
    """How many findings wait for an answer this very person may give. One query more than `open_findings`,
    none for who may answer nothing."""
    delivers = gate.delivers_for(user)
    return open_findings(delivers, numbers) if delivers else 0


def finding(pk: int, *, among: Iterable[int]) -> Finding:
    """An open finding about one of these actors; Http404 for a foreign one and for one that is not there."""
    return get_object_or_404(Finding.objects.stored().about_actors(among).select_related("indicator"), pk=pk)


@dataclass(frozen=True)
class Shown:
    """A finding as the page tells it."""

    finding: Finding
    words: Words
    category: str
    trail_url: str
    answer: Answer | None

    @property
    def tone(self) -> str:
        return "bad" if self.finding.severity == Severity.BLOCKING else "warn"

    @property
    def where(self) -> str:
        parts = [str(self.finding.actor), self.finding.period.label(), self.category]
        return ", ".join(part for part in parts if part)


def shown(findings: Collection[Finding]) -> list[Shown]:
    """With words, categories and the answer that holds. Two queries."""
    names = category_names({each.breakdown.key for each in findings})
    answers = Answer.objects.filter(about__in=[each.about for each in findings]).select_related("by")
    latest = {each.about: each for each in answers.order_by("pk")}
    return [
        Shown(each, each.words, names[each.breakdown.key], _trail(each), latest.get(each.about))
        for each in findings
    ]


def _trail(finding: Finding) -> str:
    if not finding.indicator.has_page:
        return ""
    args = [finding.indicator.slug, finding.actor.kind, finding.actor.code, finding.period.code]
    page = reverse("values:trail", args=args)
    asked = {"kategori": finding.breakdown.key, ONLY_HERE: "1" if finding.check_code == "renumbered" else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{page}?{query}" if query else page


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Choices:
    """What the address asks to see; an unknown value is treated as not chosen."""

    query: Mapping[str, str]

    @classmethod
    def of(cls, query: QueryDict) -> Choices:
        return cls({name: str(query[name]) for name in query})

    @property
    def tab(self) -> str:
        return self.query.get("svar", "") if self.query.get("svar") in TABS else "apne"

    @property
    def check(self) -> str:
        return self._known("kontroll", CHECKS)

    @property
    def source(self) -> str:
        return self._known("kilde", [each.key for each in load_vocabulary().sources])

    @cached_property
    def indicator(self) -> str:
        return self.query.get("indikator", "")[:80]

    @property
    def checks(self) -> list[Option]:
        return [Option(code, str(check_for(code).name)) for code in CHECKS]

    @property
    def sources(self) -> list[Option]:
        language = get_language() or "nb"
        return [Option(each.key, each.name.in_language(language)) for each in load_vocabulary().sources]

    @property
    def is_filtered(self) -> bool:
        return bool(self.check or self.source or self.indicator)

    def url(self, **changes: str) -> str:
        """The page with these choices changed; the first page of the answer."""
        chosen = {
            "svar": self.tab if self.tab != "apne" else "",
            "kontroll": self.check,
            "kilde": self.source,
            "indikator": self.indicator,
        } | changes
        said = urlencode({name: value for name, value in chosen.items() if value})
        page = reverse("values:quality")
        return f"{page}?{said}" if said else page

    def narrow(self, findings: FindingQuerySet) -> FindingQuerySet:
        if self.check:
            findings = findings.filter(check_code=self.check)
        if self.source:
            findings = findings.of_source(self.source)
        return findings.filter(indicator__slug=self.indicator) if self.indicator else findings

    def _known(self, name: str, among: Iterable[str]) -> str:
        value = self.query.get(name, "")
        return value if value in among else ""


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    count: int
    current: bool


def tabs(counts: Mapping[str, int], choices: Choices) -> list[Tab]:
    return [
        Tab(
            str(label),
            choices.url(svar=key if key != "apne" else ""),
            counts.get(verdict, 0),
            key == choices.tab,
        )
        for key, (verdict, label) in TABS.items()
    ]


def indicators_in(findings: FindingQuerySet) -> list[Option]:
    """The indicators somebody has findings of. One query."""
    found = Indicator.objects.filter(pk__in=findings.order_by().values("indicator"))
    return [Option(each.slug, each.title) for each in found]


def finding_first(waiting: int, blocking: int) -> str:
    """The heading: what the reader must know."""
    if not waiting:
        return _("Ingen tall venter på svar")
    said = ngettext("%(n)s tall venter på svar", "%(n)s tall venter på svar", waiting) % {"n": waiting}
    if not blocking:
        return said
    must = ngettext("%(n)s må avklares", "%(n)s må avklares", blocking) % {"n": blocking}
    return _("%(waiting)s, %(blocking)s") % {"waiting": said, "blocking": must}
