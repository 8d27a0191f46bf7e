"""Causes, relations and consequences in words. The rest of the package says them in codes."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.table_audit.audit import Audit, Finding, Relation
from indicators.table_audit.causes import UNKNOWN
from indicators.table_audit.consequences import Consequence
from indicators.table_audit.grid import AuditError
from indicators.table_audit.relations import Kind


def verdict(audit: Audit) -> str:
    """The finding in one sentence."""
    wrong, checked = len(audit.findings), audit.checked
    if not checked:
        return _("Ingen av tallene kan regnes ut fra de andre tallene i tabellen")
    if not wrong:
        return ngettext(
            "%(checked)s trykt tall er regnet ut på nytt, og det er riktig",
            "%(checked)s trykte tall er regnet ut på nytt, og alle er riktige",
            checked,
        ) % {"checked": checked}
    if _only_changes(audit):
        return ngettext(
            "%(wrong)s av %(checked)s trykte endringstall er feil",
            "%(wrong)s av %(checked)s trykte endringstall er feil",
            wrong,
        ) % {"wrong": wrong, "checked": _changes(audit)}
    return ngettext(
        "%(wrong)s av %(checked)s kontrollerte tall er feil",
        "%(wrong)s av %(checked)s kontrollerte tall er feil",
        wrong,
    ) % {"wrong": wrong, "checked": checked}


def why_not(problem: AuditError) -> str:
    """Why there was nothing to control, and what to do."""
    if problem.reason == "large":
        return _(
            "Tabellen er for stor til å kontrolleres. Ta ut den delen som har trykte endringer eller summer."
        )
    return _(
        "Vi fant ingen tabell å kontrollere. Ta med raden med overskrifter, minst én rad med tall, og både "
        "tallene og det som er regnet ut av dem."
    )


def cause_words(finding: Finding) -> str:
    """The likely cause, so that the one who made the table knows what to look for."""
    code, cells = finding.cause.code, finding.cause.cells
    periods = [_heading(finding, cell.column) for cell in cells]
    if code in ("other_periods", "other_periods_new_base") and len(periods) == 2:
        old, new = periods
        base = new if code.endswith("new_base") else old
        formula = f"({new} − {old}) / {base}"
        if finding.check.kind is Kind.DIFFERENCE:
            formula = f"{new} − {old}"
        return _("regnet som %(formula)s") % {"formula": formula}
    if code in ("other_base", "other_part"):
        text = _("delt på «%(column)s»") if code == "other_base" else _("«%(column)s» er brukt som teller")
        return text % {"column": periods[0]}
    if code == "shifted_column":
        return _("tallet hører til kolonnen «%(column)s»") % {"column": periods[0]}
    if code in ("left_out", "counted_twice", "shifted_row"):
        return _of_a_row(code) % {"row": _row(finding, cells[0].row, cells[0].column)}
    return _PLAIN.get(code, _PLAIN[UNKNOWN])()


def consequence_words(one: Consequence) -> str:
    """What the corrected table says that the printed one did not."""
    given = {"right": one.right, "wrong": one.wrong, "heading": one.heading, "was": one.was, "now": one.now}
    if one.kind == "sign":
        text = (
            _("%(right)s: trykt som økning (%(was)s), men er en nedgang (%(now)s).")
            if one.is_fall
            else _("%(right)s: trykt som nedgang (%(was)s), men er en økning (%(now)s).")
        )
    elif one.kind == "order":
        text = _("Rekkefølgen i «%(heading)s» blir da %(right)s, ikke %(wrong)s.")
    elif one.kind == "least":
        text = _("%(right)s får da den største nedgangen i «%(heading)s», ikke %(wrong)s.")
    elif one.is_change:
        text = _("%(right)s får da den største økningen i «%(heading)s», ikke %(wrong)s.")
    else:
        text = _("%(right)s får da det høyeste tallet i «%(heading)s», ikke %(wrong)s.")
    if one.kind == "sign" and one.within:
        given["right"] = f"{one.right} ({one.within})"
    elif one.within:
        return f"{one.within}: {text % given}"
    return text % given


def relation_words(one: Relation) -> str:
    """How the figures of a column, or of a row of totals, were taken to be derived."""
    names = [f"«{name}»" for name in one.operands]
    if one.place == "totals":
        return _("Totalene er summen av radene de omfatter")
    if one.kind in (Kind.SUM, Kind.MEAN):
        listed = _listed(names)
        return (_("Summen av %s") if one.kind is Kind.SUM else _("Gjennomsnittet av %s")) % listed
    if one.whole == "before":
        names.insert(0, _("%s i perioden før") % names[0])
    if one.kind is Kind.DIFFERENCE:
        return f"{names[1]} − {names[0]}"
    times = "" if one.factor == 1 else f" · {one.factor:,}".replace(",", "\u00a0")
    if one.kind is Kind.CHANGE:
        return f"({names[1]} − {names[0]}) / {names[0]}{times}"
    whole = names[1] if len(names) > 1 else _("%s i totalraden") % names[0]
    return f"{names[0]} / {whole}{times}"


def _only_changes(audit: Audit) -> bool:
    return all(one.check.kind is Kind.CHANGE and one.check.target == one.cell for one in audit.findings)


def _changes(audit: Audit) -> int:
    return sum(one.checked for one in audit.relations if one.kind is Kind.CHANGE)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + (_(" og ") if len(names) > 1 else "") + names[-1]


def _heading(finding: Finding, column: int) -> str:
    return finding.headings[column] or str(column + 1)


def _row(finding: Finding, row: int, column: int) -> str:
    """A row by its name, or the heading where a sum goes across columns."""
    if finding.cell.row == row and finding.cell.column != column:
        return _heading(finding, column)
    return finding.names.get(row, "") or _("rad %s") % row


def _of_a_row(code: str) -> str:
    return {
        "left_out": _("«%(row)s» er ikke regnet med"),
        "counted_twice": _("«%(row)s» er regnet med to ganger"),
        "shifted_row": _("tallet hører til raden «%(row)s»"),
    }[code]


_PLAIN: dict[str, Callable[[], str]] = {
    UNKNOWN: lambda: _("årsak ukjent"),
    "operand": lambda: _("passer ikke med summene og endringene tallet inngår i"),
    "half_even": lambda: _("en halv er rundet til nærmeste partall, ikke opp"),
    "cut": lambda: _("avkortet, ikke avrundet"),
    "new_base": lambda: _("delt på det nye tallet, ikke det gamle"),
    "sign_lost": lambda: _("feil fortegn"),
    "swapped": lambda: _("første og siste tall er byttet om"),
    "points": lambda: _("forskjellen i tall, ikke i prosent"),
    "percent": lambda: _("endringen i prosent, ikke forskjellen"),
    "level": lambda: _("nytt tall i prosent av det gamle, ikke endringen"),
    "rest_as_base": lambda: _("delt på resten, ikke på det hele"),
    "complement": lambda: _("andelen for resten"),
    "transposed": lambda: _("to sifre er byttet om"),
    "subtotals_too": lambda: _("delsummene er regnet med i tillegg til radene"),
    "sum_for_mean": lambda: _("sum og gjennomsnitt er byttet om"),
    "decimal_sign": lambda: _("desimaltegnet står feil"),
    "one_digit": lambda: _("ett siffer er feil"),
}
