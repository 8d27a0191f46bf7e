"""The utvalgsliste as a table, one row an indicator: for those who want it in a spreadsheet."""

from __future__ import annotations

from typing import Any

from import_export import fields, resources

from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator, Term

DIRECTIONS = {
    "down": "lavere er bedre",
    "up": "høyere er bedre",
    "hold": "skal holdes uendret",
    "neutral": "ingen",
}


def _said(name: str, language: str = "nb") -> Any:
    return lambda _self, indicator: ((indicator.definition.get(name) or {}).get(language) or "").strip()


def _terms(kind: str) -> Any:
    return lambda _self, indicator: ", ".join(
        term.name_nb for term in indicator.terms.all() if term.kind == kind
    )


class IndicatorResource(resources.ModelResource):
    """Export only: the reviewed files are the one way in. Expects indicators loaded `with_sheet`."""

    codes = fields.Field(column_name="id")
    title = fields.Field(column_name="måleindikator", attribute="title_nb")
    description = fields.Field(column_name="beskrivelse")
    numerator = fields.Field(column_name="teller")
    denominator = fields.Field(column_name="nevner")
    kind_name = fields.Field(column_name="type")
    unit = fields.Field(column_name="enhet", attribute="unit_nb")
    direction_words = fields.Field(column_name="retning")
    goals = fields.Field(column_name="gevinstmål")
    services = fields.Field(column_name="tjenester")
    dashboards = fields.Field(column_name="dashbord")
    sources = fields.Field(column_name="kilder")
    functionality = fields.Field(column_name="funksjonalitet")
    potential = fields.Field(column_name="mulige gevinster")
    number = fields.Field(column_name="versjon", attribute="version")
    slug = fields.Field(column_name="nøkkel", attribute="slug")

    class Meta:
        model = Indicator
        fields = (
            "codes",
            "title",
            "description",
            "numerator",
            "denominator",
            "kind_name",
            "unit",
            "direction_words",
            "goals",
            "services",
            "dashboards",
            "sources",
            "functionality",
            "potential",
            "number",
            "slug",
        )
        export_order = fields

    dehydrate_description = _said("description")
    dehydrate_numerator = _said("numerator")
    dehydrate_denominator = _said("denominator")
    dehydrate_functionality = _said("functionality")
    dehydrate_potential = _said("potential")
    dehydrate_goals = _terms(Term.Kind.GOAL)
    dehydrate_services = _terms(Term.Kind.SERVICE)
    dehydrate_dashboards = _terms(Term.Kind.DASHBOARD)
    dehydrate_sources = _terms(Term.Kind.SOURCE)

    def dehydrate_codes(self, indicator: Indicator) -> str:
        return ", ".join(code.code for code in indicator.codes.all())

    def dehydrate_kind_name(self, indicator: Indicator) -> str:
        return kind_for(indicator.kind).name

    def dehydrate_direction_words(self, indicator: Indicator) -> str:
        return DIRECTIONS[indicator.direction]
