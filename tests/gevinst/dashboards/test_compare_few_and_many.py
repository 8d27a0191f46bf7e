"""The lenses of the comparison where there are many to compare, one alone, and nothing at all."""

from __future__ import annotations

import re

from django.urls import reverse

from gevinst.dashboards.boards.compare.lenses import LENSES
from indicators.actors.models import Actor, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from tests.cast import SINCE, Cast, make_actor, measure
from tests.gevinst.dashboards.comparing import GROUP, SHARE, UKP, look


def more_places(county: Cast, catalogue: dict[str, Indicator], count: int) -> None:
    """In the same county, from 300 døgn downwards."""
    above, structure = Actor.objects.get(code="15"), Structure.objects.get(code="fylke")
    for number in range(count):
        place = make_actor("municipality", f"15{30 + number}", f"Sted {number}")
        Membership.objects.create(structure=structure, parent=above, child=place, valid_from=SINCE)
        measure(catalogue["folkemengde"], place, "2024", numerator=5_000)
        measure(catalogue[UKP], place, "2024", numerator=300 - number)
    rebuild_closure(structure=structure)


def test_of_many_small_multiples_the_landmarks_stand_first(
    county: Cast, catalogue: dict[str, Indicator]
) -> None:
    more_places(county, catalogue, 6)
    few = look(county, "utvikling").seen.drawn
    assert (len(few.panels), few.others) == (12, [])
    place = make_actor("municipality", "1599", "Lavstad")
    link = Membership.objects.filter(child__name="Sted 0").get()
    Membership.objects.create(
        structure=link.structure, parent=link.parent, child=place, valid_from=link.valid_from
    )
    rebuild_closure(structure=link.structure)
    measure(catalogue["folkemengde"], place, "2024", numerator=5_000)
    measure(catalogue[UKP], place, "2024", numerator=1)
    many = look(county, "utvikling").seen.drawn
    assert [(one.row.actor.name, one.row.mark) for one in many.panels] == [
        ("Rauma", ""),
        ("Sted 0", "høyest"),
        ("Fjord", "i midten"),
        ("Lavstad", "lavest"),
    ]
    assert (len(many.others), many.left_out) == (9, 0)
    by_signal = look(county, "utvikling", sorter="signal").seen.drawn
    assert (len(by_signal.panels), len(by_signal.others)) == (12, 1)
    query = {"visning": "utvikling", "indikator": UKP, "gruppe": GROUP}
    page = county.client("kari").get(reverse("dashboards:compare"), query).content.decode()
    seen, folded = page.split("9 kommuner til</summary>")
    seen, (folded, _under, after) = seen.partition("<main")[2], folded.partition("</details>")
    panel = "<h3>Vanylven"
    assert (panel in seen, panel in folded, panel in after) == (False, True, False)


def test_a_unit_that_is_a_sign_is_a_word_where_it_begins_a_sentence(county: Cast) -> None:
    browser, about = county.client("kari"), reverse("dashboards:compare")
    for lens in ("varmekart", "soyler", "kart"):
        query = {"visning": lens, "indikator": SHARE, "gruppe": GROUP}
        said = browser.get(about, query).content.decode().partition("<main")[2]
        assert "Prosent." in said, lens
        assert not re.search(r">\s*%\.", said), lens


def test_one_by_itself_is_not_held_against_itself(county: Cast, catalogue: dict[str, Indicator]) -> None:
    alone = {"gruppe": "", "aktorer": "1539", "periode": "2024"}
    chart = look(county, "soyler", **alone).chart
    assert chart is not None
    assert not chart.data["layout"].get("shapes")
    assert "gruppens linje" not in look(county, "soyler", **alone).reading
    for month in range(24):
        code, days = f"{2023 + month // 12}-{month % 12 + 1:02}", (20 if month < 12 else 5) + month % 2
        measure(catalogue[UKP], county.rauma, code, numerator=days)
    assert look(county, "utvikling", **alone).finding == "Kommunen har reell forbedring"


def test_a_lens_with_nothing_to_show_says_why_and_offers_no_file(county: Cast) -> None:
    Measurement.objects.exclude(indicator__slug="folkemengde").delete()
    for lens in LENSES:
        query = {"visning": lens, "indikator": UKP, "gruppe": GROUP}
        page = county.client("kari").get(reverse("dashboards:compare"), query).content.decode()
        assert 'class="empty"' in page, lens
        assert "Last ned det du ser" not in page, lens
