"""The comparison in a sentence: what the figures say, and whether chance could have said it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.boards.compare.words import Row, group_in_words
from indicators.statistics.funnel import Funnel, Place
from indicators.statistics.rounding import format_number


def where_we_stand(scene: Scene) -> str:
    """The reader's own against the group, else how far apart they are. Empty without a figure."""
    if not scene.valued:
        return ""
    highest, lowest = scene.valued[0], scene.valued[-1]
    if len(scene.valued) == 1:
        return f"{highest.actor.name}: {highest.text}"
    own = scene.own_row
    if own is not None and own.difference is not None:
        said = {"own": own.actor.name, "value": own.text, "whole": scene.whole_text}
        said["group"] = group_in_words(scene.question)
        told = _("%(own)s har %(value)s mot %(whole)s i %(group)s") % said
        return f"{told} – {surely}" if (surely := how_surely(scene, own)) else told
    return _("Fra %(low)s i %(lowest)s til %(high)s i %(highest)s") % {
        "low": lowest.text,
        "lowest": lowest.actor.name,
        "high": highest.text,
        "highest": highest.actor.name,
    }


def how_surely(scene: Scene, row: Row) -> str:
    """What the funnel says of one; empty where there is none."""
    if scene.funnel is None:
        return ""
    return {
        Place.LOW: _("klart lavere enn gruppen"),
        Place.HIGH: _("klart høyere enn gruppen"),
        Place.NEAR_LOW: _("lavere, men det kan være tilfeldig"),
        Place.NEAR_HIGH: _("høyere, men det kan være tilfeldig"),
        Place.WITHIN: _("forskjellen kan være tilfeldig"),
    }[scene.places[scene.valued.index(row)]]


def place_words(scene: Scene) -> str:
    """«Rauma ligger mellom nummer 2 og 4 av 5 fra toppen når …»; empty where that cannot be said."""
    own = scene.own_row
    found = scene.places_of(own) if own and len(scene.valued) > 1 else None
    if own is None or found is None:
        return ""
    first, last = found
    said = {"own": own.actor.name, "first": first, "last": last, "of": len(scene.valued)}
    if first == last:
        return _("%(own)s er nummer %(first)s av %(of)s fra toppen, også når usikkerheten regnes med.") % said
    return (
        _(
            "Når usikkerheten regnes med, er %(own)s et sted mellom "
            "nummer %(first)s og %(last)s av %(of)s fra toppen."
        )
        % said
    )


def who_stands_out(scene: Scene, funnel: Funnel) -> str:
    """«2 av 12 kommuner skiller seg klart fra gruppen: Molde høyere, Aukra lavere»."""
    flagged = [
        (row, place) for row, place in zip(scene.valued, funnel.places, strict=True) if place.is_flagged
    ]
    if not flagged:
        return _("Ingen av de %(of)s kommunene skiller seg klart fra gruppen") % {"of": len(scene.valued)}
    said = ngettext(
        "%(n)s av %(of)s kommuner skiller seg klart fra gruppen",
        "%(n)s av %(of)s kommuner skiller seg klart fra gruppen",
        len(flagged),
    ) % {"n": len(flagged), "of": len(scene.valued)}
    high = sum(place is Place.HIGH for _row, place in flagged)
    if len(flagged) > MOST_NAMED:
        counted = {"high": high, "low": len(flagged) - high}
        return f"{said}: {_('%(high)s høyere og %(low)s lavere') % counted}"
    words = {Place.HIGH: _("%(name)s høyere"), Place.LOW: _("%(name)s lavere")}
    return f"{said}: {', '.join(words[place] % {'name': row.actor.name} for row, place in flagged)}"


MOST_NAMED = 4


def by_chance(funnel: Funnel) -> str:
    """How many lie beyond 95 %, and how many chance alone would put there."""
    beyond = sum(place is not Place.WITHIN for place in funnel.places)
    said = {"n": beyond, "chance": format_number(funnel.expected_beyond_95, 1)}
    return (
        ngettext(
            "%(n)s ligger utenfor 95 %%-grensen; av ren tilfeldighet ville om lag %(chance)s gjort det.",
            "%(n)s ligger utenfor 95 %%-grensen; av ren tilfeldighet ville om lag %(chance)s gjort det.",
            beyond,
        )
        % said
    )
