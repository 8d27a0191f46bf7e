"""Each mistake people make is known by its name, and what is no mistake is let be."""

from __future__ import annotations

import pytest

from indicators.table_audit.audit import Audit, audit
from indicators.table_audit.causes import CAUSES
from indicators.table_audit.paste import rows_of
from indicators.table_audit.words import cause_words

CHANGES = """navn;2019;2020;2021;endring 2019-2020;endring 2020-2021;endring totalt
A;100;110;132;10,0;20,0;32,0
B;250;200;210;-20,0;5,0;-16,0
C;80;89;100;11,3;12,4;25,0
D;480;600;450;25,0;-25,0;-6,3
"""
PARTS = """område;bydel;nye;avviste;samlet;andel avviste;per 1000
Nord;;95;15;110;13,6;1
Nord;Vika;55;5;60;8,3;2
Nord;Myra;40;10;50;20,0;3
Sør;;141;87;228;38,2;4
Sør;Lia;64;20;84;23,8;5
Sør;Dal;77;67;144;46,5;6
Totalsum;;236;102;338;30,2;7
"""


def control(table: str) -> Audit:
    return audit(rows_of(table))


def only(table: str, right: str, wrong: str) -> tuple[str, str]:
    """The one finding when `right` is put for `wrong`: the computed figure and the cause in words."""
    assert table.count(right) == 1
    assert control(table).findings == ()
    (found,) = control(table.replace(right, wrong)).findings
    return found.computed, cause_words(found)


@pytest.mark.parametrize(
    ("right", "wrong", "cause"),
    [
        ("B;250;200;210;-20,0", "B;250;200;210;-25,0", "delt på det nye tallet, ikke det gamle"),
        ("B;250;200;210;-20,0", "B;250;200;210;20,0", "feil fortegn"),
        ("B;250;200;210;-20,0", "B;250;200;210;-50,0", "forskjellen i tall, ikke i prosent"),
        ("B;250;200;210;-20,0", "B;250;200;210;80,0", "nytt tall i prosent av det gamle, ikke endringen"),
        ("B;250;200;210;-20,0", "B;250;200;210;-2,0", "desimaltegnet står feil"),
        ("C;80;89;100;11,3", "C;80;89;100;11,2", "en halv er rundet til nærmeste partall, ikke opp"),
        ("C;80;89;100;11,3;12,4", "C;80;89;100;11,3;12,3", "avkortet, ikke avrundet"),
        ("12,4;25,0", "12,4;11,3", "regnet som (2020 − 2019) / 2019"),
        ("12,4;25,0", "12,4;52,0", "to sifre er byttet om"),
        ("12,4;25,0", "12,4;25,7", "ett siffer er feil"),
        ("12,4;25,0", "12,4;61,8", "årsak ukjent"),
    ],
)
def test_a_wrong_change_is_known_by_its_mistake(right: str, wrong: str, cause: str):
    computed, found = only(CHANGES, right, wrong)
    assert found == cause
    assert computed == right.rsplit(";", 1)[-1]


@pytest.mark.parametrize(
    ("right", "wrong", "cause"),
    [
        ("Vika;55;5;60;8,3", "Vika;55;5;60;9,1", "delt på resten, ikke på det hele"),
        ("Vika;55;5;60;8,3", "Vika;55;5;60;91,7", "andelen for resten"),
        ("Myra;40;10;50;20,0", "Myra;40;10;50;500,0", "første og siste tall er byttet om"),
        ("Myra;40;10;50;20,0", "Myra;40;10;50;8,3", "tallet hører til raden «Vika»"),
        ("Sør;;141;87;228", "Sør;;114;87;228", "to sifre er byttet om"),
        ("Totalsum;;236;102", "Totalsum;;377;102", "«Sør» er regnet med to ganger"),
        ("Totalsum;;236;102", "Totalsum;;95;102", "«Sør» er ikke regnet med"),
    ],
)
def test_a_wrong_share_or_total_is_known_by_its_mistake(right: str, wrong: str, cause: str):
    assert only(PARTS, right, wrong)[1] == cause


def test_a_lone_total_that_left_out_a_row_is_known():
    table = "navn;antall\nA;423\nB;160\nC;251\nSum;{}"
    assert control(table.format(834)).findings == ()
    (found,) = control(table.format(583)).findings
    assert (found.computed, cause_words(found)) == ("834", "«C» er ikke regnet med")


def test_unique_persons_are_never_summed():
    table = "bydel;unike pasienter\nA;119\nB;25\nC;35\nSum;178"
    assert control(table).findings == ()


def test_an_excerpt_whose_total_is_greater_than_its_rows_is_let_be():
    table = "navn;antall\nA;119\nB;25\nC;35\nTotalt;9178"
    assert control(table).findings == ()


def test_rounding_of_rounded_operands_is_no_fault():
    """16.4 over 29.4 and 15.5 over 28.6 are both «16» over «29»."""
    headings = "navn;andel 2021;andel 2022;endring 2021-2022"
    table = f"{headings}\nA;29 %;16 %;-44,2 %\nB;10 %;12 %;28,5 %\nC;2 %;1 %;-61 %"
    assert control(table).findings == ()
    wrong = control(table.replace("28,5", "38,5")).findings
    assert [(one.row, one.printed) for one in wrong] == [(3, "38,5 %")]


def test_a_row_of_changes_is_controlled_like_a_column():
    counts = "Utvikling;Nyhenviste;Avviste;Samlet\n2019;2356;767;3123\n2022;3277;622;3899"
    table = counts + "\nEndring fra 2019;39 %;-19 %;{} %"
    assert control(table.format(25)).findings == ()
    (found,) = control(table.format(20)).findings
    assert (found.row, found.heading, found.computed, found.cause.code) == (4, "Samlet", "25 %", "new_base")


def test_every_cause_has_its_words():
    from indicators.table_audit import words

    named = {*words._PLAIN, "other_periods", "other_periods_new_base", "other_base", "other_part"}
    named |= {"shifted_column", "left_out", "counted_twice", "shifted_row"}
    assert set(CAUSES) <= named


def test_the_computed_figure_is_written_as_the_printed_one():
    table = "navn;2021;2022;endring 2021-2022\nA;1 200;1 500;+24,0 %\nB;2 000;1 500;−25,0 %"
    (found,) = control(table).findings
    assert found.computed == "+25,0 %"
    (sum_found,) = control(
        "navn;a;b;sum\nA;1 000;2 500;3 500\nB;1 200;1 100;2 300\nC;5;7;12\nD;900;400;1 200"
    ).findings
    assert sum_found.computed == "1 300"
