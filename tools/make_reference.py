"""Derive indicators/actors/reference/*.csv from the shared source tables. One-off, run by hand:

    python tools/make_reference.py ../shared/data

What those tables do not hold (trusts, regions, hospital areas, counties) is in reference_facts.csv.
"""

import csv
import re
import sys
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

OUT = Path(__file__).resolve().parents[1] / "indicators" / "actors" / "reference"
FACTS = Path(__file__).with_name("reference_facts.csv")
EARLIEST = "2013-01-01"  # where the file of changes begins; what was there before it gets this date
WINDOW = "2017-01-01"  # municipalities that ceased on or after this day are kept
GROUPED = "2020-01-01"  # helsefellesskap came with 2020; catchments are carried back to the same day

OSLO, OSLO_PARENT = "0301", "Helse Sør-Øst RHF"
# The document's table names fifteen districts and the unknown; these two are from SKDE's Helseatlas.
OSLO_REST = {"Sentrum": "Lovisenberg Diakonale Sykehus LO", "Marka": "Oslo universitetssykehus LO"}
NETWORK, NETWORK_MEMBERS = "ror", ["Molde", "Aukra", "Vestnes", "Rauma", "Hustadvika"]
BANDS = {"tot": "alle", "a0_17": "0-17", "a67p": "67+", "a75p": "75+", "a80p": "80+"}
YEARS = re.compile(r"\s*\([\d-]+\)$")  # "Arna (-2019)"


class Actor(NamedTuple):
    kind: str
    code: str
    name: str
    aliases: str
    valid_from: str
    valid_to: str
    source: str


class Link(NamedTuple):
    structure: str
    parent: str
    child: str
    valid_from: str
    valid_to: str


class Change(NamedTuple):
    date: str
    kind: str
    predecessor: str
    successor: str
    share: str
    former_name: str


Row = dict[str, str]
Actors = dict[str, Actor]
Parents = dict[str, set[str]]


def read(path: Path, delimiter: str = ",") -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def write(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerows([header, *rows])


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def aliases(name: str, *others: str) -> str:
    """Other ways to write a name: the parts of a double name, without "(fylke)", earlier spellings."""
    found = []
    for form in (name, *others):
        bare = re.sub(r"\s*\(.*\)$", "", form.strip())
        found += [form, bare, *(bare.split(" - ") if " - " in bare else [])]
    return "|".join(alias for alias in dict.fromkeys(found) if alias != name)


def municipalities(data: Path) -> tuple[list[Actor], list[Change]]:
    edges = read(data / "real/kommuner/klass131_endringer_fra_2013.csv")
    now = {row["kommunenr"]: row for row in read(data / "real/kommuner/kommuner_2024.csv")}
    spellings: dict[str, list[str]] = defaultdict(list)
    for row in read(data / "real/kommuner/folkemengde_kommune_2017_2024.csv"):
        spelled = YEARS.sub("", row["name"]).strip()
        if "-" in spelled or "(" in spelled:
            spellings[row["code"]].append(spelled)

    names: dict[str, str] = {}
    born: dict[str, str] = {}
    ended: dict[str, str] = {}
    goes_on = {(edge["from_code"], edge["date"]) for edge in edges if edge["from_code"] == edge["to_code"]}
    for edge in edges:
        day, old, new = edge["date"], edge["from_code"], edge["to_code"]
        names[old], names[new] = edge["from_label"], edge["to_label"]
        if old == new and edge["from_label"] != edge["to_label"]:
            spellings[old].append(edge["from_label"])
        if old != new and (new, day) not in goes_on:
            born[new] = day
        if old != new and (old, day) not in goes_on:
            ended[old] = day
    names |= {code: row["navn"] for code, row in now.items()}

    def start(code: str) -> str:
        """A listed date that is only a change of name is not when the municipality began."""
        listed = now[code]["gyldig_fra"] if code in now else EARLIEST
        return born.get(code) or (EARLIEST if (code, listed) in goes_on else listed)

    actors = []
    for code in sorted({*now, *(code for code, day in ended.items() if day >= WINDOW)}):
        until = "" if code in now else day_before(ended[code])
        other = aliases(names[code], *spellings[code])
        actors.append(Actor("municipality", code, names[code], other, start(code), until, "SSB Klass 131"))
    return actors, changes([edge for edge in edges if edge["date"] >= WINDOW])


def changes(edges: list[Row]) -> list[Change]:
    """Equal codes with another label is a rename; equal in both, the municipality simply goes on."""
    after: dict[tuple[str, str], int] = defaultdict(int)
    before: dict[tuple[str, str], int] = defaultdict(int)
    for edge in edges:
        after[edge["date"], edge["from_code"]] += 1
        before[edge["date"], edge["to_code"]] += 1
    found = []
    for edge in edges:
        day, old, new = edge["date"], edge["from_code"], edge["to_code"]
        if old == new:
            if edge["from_label"] != edge["to_label"]:
                found.append(Change(day, "rename", old, new, "1", edge["from_label"]))
        elif after[day, old] > 1:
            found.append(Change(day, "split", old, new, "", ""))
        else:
            found.append(Change(day, "merge" if before[day, new] > 1 else "renumber", old, new, "1", ""))
    return found


def districts(data: Path) -> tuple[list[Actor], list[Change]]:
    years: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in read(data / "real/kommuner/folkemengde_bydel_2017_2024.csv"):
        code = row["bydel"].rstrip("a")
        if not code.endswith("00"):
            years[code].append(row["year"])
            names[code] = YEARS.sub("", row["name"]).replace("Unknown urban district", "Uoppgitt bydel")
    found = []
    for code, seen in sorted(years.items()):
        began = f"{seen[0]}-01-01" if seen[0] > WINDOW[:4] else EARLIEST
        ended = "" if seen[-1] == "2024" else f"{seen[-1]}-12-31"
        found.append(Actor("district", code, names[code], "", began, ended, "SSB 10826"))
    renumbered = [
        Change(new.valid_from, "renumber", old.code, new.code, "1", "")
        for old in found
        for new in found
        if (old.name, old.code[4:]) == (new.name, new.code[4:]) and old.valid_to == day_before(new.valid_from)
    ]
    return found, renumbered


def links(data: Path, facts: list[Row], actors: Actors, succession: list[Change]) -> list[Link]:
    found: list[Link] = []

    def add(structure: str, parent: str, child: str) -> None:
        above, below = actors[parent], actors[child]
        since = EARLIEST if structure == "fylke" else GROUPED
        begins = max(above.valid_from, below.valid_from, since)
        ends = min((end for end in (above.valid_to, below.valid_to) if end), default="")
        if not ends or begins <= ends:
            found.append(Link(structure, parent, child, begins, ends))

    for fact in facts:
        if fact["parent"]:
            add(fact["structure"], fact["parent"], fact["code"])
    for actor in actors.values():
        if actor.kind == "municipality":
            add("fylke", actor.code[:2], actor.code)
        if actor.kind == "district":
            for structure in ("fylke", "samarbeid", "sykehus"):
                add(structure, actor.code[:4], actor.code)
    for structure, parents in (
        ("samarbeid", cooperation(data, actors)),
        ("sykehus", catchments(data, actors)),
    ):
        inherit(parents, actors, succession)
        for child, above in parents.items():
            for parent in above:
                add(structure, parent, child)
    for name in NETWORK_MEMBERS:
        add("nettverk", NETWORK, code_of(actors, name, "municipality"))
    return sorted(found)


def code_of(actors: Actors, name: str, kind: str) -> str:
    def answers_to(actor: Actor) -> bool:
        return name == actor.name or name in actor.aliases.split("|")

    (code,) = (a.code for a in actors.values() if a.kind == kind and not a.valid_to and answers_to(a))
    return code


def cooperation(data: Path, actors: Actors) -> Parents:
    """Municipality → its cooperation area where the document names one, else its helsefellesskap."""
    parents = {
        row["kommunenr"]: {code_of(actors, f"{row['helsefellesskap']} HEF", "health_community")}
        for row in read(data / "real/struktur/helsefellesskap_avledet.csv")
    }
    for row in read(data / "ld_ukp_2021.csv", ";"):
        if row["nivå"] == "kommune" and row["helseregion"]:
            area = code_of(actors, row["helseregion"], "cooperation_area")
            parents[code_of(actors, row["navn"], "municipality")] = {area}
    return parents


def catchments(data: Path, actors: Actors) -> Parents:
    """Municipality or district → hospital areas. Why Oslo differs: docs/decisions/0005-oslo.md."""
    parents: Parents = {}
    for row in read(data / "real/struktur/ssb_klass629_lokalsykehus_2025.csv"):
        split = re.findall(r"S\d\d", row["delt_grunnkretser"])
        parents[row["kommunenr"]] = set(split or [row["lokalsykehus_id"]])
    parents[OSLO] = {code_of(actors, OSLO_PARENT, "regional_authority")}
    named = {row["bydel"]: row["lokalsykehusområde"] for row in read(data / "bup_avviste_2022.csv", ";")}
    for actor in actors.values():
        if actor.kind == "district" and actor.code.startswith(OSLO):
            parents[actor.code] = {code_of(actors, (named | OSLO_REST)[actor.name], "hospital_area")}
    return parents


def inherit(parents: Parents, actors: Actors, succession: list[Change]) -> None:
    """A municipality that ceased after 2020 belongs where all that came of it belong; else not known."""
    after: Parents = defaultdict(set)
    for change in succession:
        old = actors[change.predecessor]
        if change.kind != "rename" and old.kind == "municipality" and old.valid_to >= GROUPED:
            after[old.code].add(change.successor)
    for code, successors in after.items():
        above = {frozenset(parents[successor]) for successor in successors}
        if len(above) == 1:
            parents[code] = set(above.pop())


def population(data: Path, actors: Actors) -> None:
    years: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in read(data / "real/kommuner/folkemengde_kommune_2017_2024.csv"):
        years[row["year"]] += [(row["code"], band, row[column]) for column, band in BANDS.items()]
    for row in read(data / "real/kommuner/folkemengde_bydel_2017_2024.csv"):
        code = row["bydel"].rstrip("a")
        if not code.endswith("00"):
            years[row["year"]] += [(code, band, row[column]) for column, band in BANDS.items()]
    for year, rows in years.items():
        for code in {code for code, *_ in rows}:
            if not actors[code].valid_from <= f"{year}-01-01" <= (actors[code].valid_to or f"{year}-01-01"):
                raise SystemExit(f"{code} has a population in {year}, when it was not there")
        write(f"population/folkemengde_{year}.csv", ("code", "band", "count"), sorted(rows))


def main(data: Path) -> None:
    facts = read(FACTS, ";")
    towns, town_changes = municipalities(data)
    parts, part_changes = districts(data)
    everyone = [*(Actor(*(fact[name] for name in Actor._fields)) for fact in facts), *towns, *parts]
    actors = {actor.code: actor for actor in everyone}
    if len(actors) != len(everyone):
        raise SystemExit("one code stands for two actors")
    succession = sorted([*town_changes, *part_changes])
    write("actors.csv", Actor._fields, [*everyone])
    write("memberships.csv", Link._fields, [*links(data, facts, actors, succession)])
    write("successions.csv", Change._fields, [*succession])
    population(data, actors)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
