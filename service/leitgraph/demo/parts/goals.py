"""The INSEK in two Fassungen and a draft: levels, goals, what changed, who is responsible."""

from __future__ import annotations

from leitgraph.demo.city import City, Goal
from leitgraph.demo.parts.organisation import duty
from leitgraph.demo.terms import (
    FASSUNG_ALT,
    FASSUNG_NEU,
    LAST_DAY_ALT,
    ZIELE,
    Nodes,
    code,
    day,
    de,
    expand,
    integer,
    text,
    year,
)
from leitgraph.demo.texts.goals import LEITZIELE, Leitziel, Unterziel

# (theme, position): goals of the first Fassung that the second one changed.
REWORDED = (0, 0)
SPLIT = (2, 0)
MERGED = ((1, 1), (1, 2))
# Unterziele nobody is responsible for, and Unterziele without effect goal (a broken chain).
UNOWNED = ((4, 2), (7, 2))
WITHOUT_EFFECT = ((5, 2), (6, 2))

_LEVELS = (("leitziel", "Leitziel", "leitziel"), ("unterziel", "Unterziel", "ziel"),
           ("wirkungsziel", "Wirkungsziel", "ziel"))  # fmt: skip


def goals(city: City) -> Nodes:
    """Concept, Fassungen, levels, the goal tree and the changes between the Fassungen."""
    yield from _concept(city)
    width = min(5, 3 + int(city.level))
    depth = 2 if city.level >= 1 else 1
    for theme, leitziel in enumerate(LEITZIELE):
        yield from _leitziel(city, theme, leitziel)
        for position, unterziel in enumerate(leitziel.unterziele[:width]):
            yield from _unterziel(city, theme, position, unterziel, depth)
    yield from _changed(city)
    yield from _changes(city)
    yield from _future(city)


def _concept(city: City) -> Nodes:
    g = ZIELE
    insek_iri = city.iri("konzept", "insek")
    yield (
        g,
        insek_iri,
        [
            *city.head("INSEK", "INSEK Musterstadt (synthetisch)"),
            ("dcterms:title", de("Integriertes Stadtentwicklungskonzept Musterstadt")),
            ("insek:konzepttyp", code("konzepttyp/umfassend-mit-raumkonzept")),
            ("insek:folgtStandard", city.iri("baukasten", "muster")),
        ],
    )
    for key, label, first, last, status, horizon in (
        ("2016", "INSEK Musterstadt 2030", FASSUNG_ALT, LAST_DAY_ALT, "ersetzt", 2030),
        ("2023", "INSEK Musterstadt 2035", FASSUNG_NEU, "", "inKraft", 2035),
        ("entwurf", "INSEK Musterstadt 2045, Vorentwurf", "", "", "entwurf", 2045),
    ):
        pairs = [
            *city.head("Fassung", label),
            ("insek:fassungVon", insek_iri),
            ("insek:fassungsstatus", code(f"fassungsstatus/{status}")),
            ("insek:horizont", year(horizon)),
        ]
        if first:
            pairs.append(("insek:gueltigAb", day(first)))
            pairs.append(("insek:beschlossenDurch", city.iri("beschluss", f"insek-{key}")))
        if last:
            pairs.append(("insek:gueltigBis", day(last)))
        if key == "2023":
            pairs.append(("insek:ersetzt", city.iri("fassung", "2016")))
        yield g, city.iri("fassung", key), pairs
    for rank, (key, label, core) in enumerate(_LEVELS, 1):
        yield (
            g,
            city.iri("ebene", key),
            [
                *city.head("Zielebene", label),
                ("insek:konzept", insek_iri),
                ("insek:rang", integer(rank)),
                ("insek:kernebene", code(f"kernebene/{core}")),
            ],
        )
    yield g, city.iri("leitbild", "leitbild"), [
        *city.head("Leitbild", "Musterstadt: nah, grün, verbunden"),
        ("insek:konzept", insek_iri),
        ("dcterms:description", de(
            "Das Leitbild beschreibt eine Stadt der kurzen Wege, die mit ihren Ressourcen "
            "haushaltet und Menschen aller Generationen zusammenbringt.")),
    ]  # fmt: skip


def _goal(city: City, goal: Goal, cls: str, parents: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = [
        *city.head(cls, goal.label),
        ("skos:notation", text(goal.number)),
        ("insek:zielebene", city.iri("ebene", _LEVELS[goal.level - 1][0])),
        ("insek:verbindlichkeit", code("verbindlichkeit/beschlossen")),
    ]
    if goal.old:
        pairs.append(("insek:inFassung", city.iri("fassung", "2016")))
    if goal.new:
        pairs.append(("insek:inFassung", city.iri("fassung", "2023")))
    pairs.extend(("insek:unterzielVon", city.iri("ziel", parent)) for parent in parents)
    city.goals.append(goal)
    city.numbers[goal.id] = goal.number
    if goal.level > 1:
        if goal.old:
            city.goals_old[goal.theme].append(goal)
        if goal.new:
            city.goals_new[goal.theme].append(goal)
        elif goal.level == 2:
            city.outdated.append(goal)
    return pairs


def _in_versions(city: City, goal: Goal) -> Nodes:
    """A goal as it stands in both versions."""
    for version in ("2016", "2023"):
        yield ZIELE, city.iri("zielfassung", f"{goal.id}-{version}"), city.uncounted([
            *city.head("Zielfassung", f"{goal.label}, Fassung {version}"),
            ("skos:notation", text(goal.number)),
            ("insek:zielfassungVon", city.iri("ziel", goal.id)),
            ("insek:inFassung", city.iri("fassung", version)),
            ("insek:verbindlichkeit", code("verbindlichkeit/beschlossen")),
            ("insek:wortlaut", de(goal.label)),
        ])  # fmt: skip


def _leitziel(city: City, theme: int, leitziel: Leitziel) -> Nodes:
    goal = Goal(f"lz-{theme + 1}", str(theme + 1), leitziel.label, theme, 1, True, True)
    iri = city.iri("ziel", goal.id)
    pairs = _goal(city, goal, "Leitziel", ())
    pairs.extend(("insek:sdg", expand(f"sdg:{number}")) for number in leitziel.sdg)
    pairs.append(("insek:horizont", year(2035)))
    pairs.append(("insek:prioritaet", integer(1 + theme % 3)))
    pairs.append(("insek:decktBaustein", city.iri("baustein", f"b-{theme % 5 + 1}")))
    yield ZIELE, iri, pairs
    if theme == 0:
        yield from _in_versions(city, goal)
    yield from duty(city, goal.id, f"Leitziel {goal.number}", iri, leitziel.unit)


def _unterziel(city: City, theme: int, position: int, source: Unterziel, depth: int) -> Nodes:
    """One Unterziel of the first Fassung with its Wirkungsziele; the second keeps most."""
    place = (theme, position)
    kept = place not in (REWORDED, SPLIT, *MERGED)
    goal = Goal(f"uz-{theme + 1}-{position + 1}", f"{theme + 1}.{position + 1}", source.label,
                theme, 2, True, kept)  # fmt: skip
    iri = city.iri("ziel", goal.id)
    pairs = _goal(city, goal, "Unterziel", (f"lz-{theme + 1}",))
    pairs.append(("insek:horizont", year(2035 if kept else 2030)))
    pairs.append(("insek:thema", city.iri("thema", f"fach-{theme + 1}")))
    if position == 2:
        pairs.extend(_named_districts(city, theme))
    yield ZIELE, iri, pairs
    if place in UNOWNED:
        city.fault("ziel-ohne-zustaendigkeit", iri)
    else:
        until = "" if kept else LAST_DAY_ALT
        yield from duty(city, goal.id, f"Ziel {goal.number}", iri, source.unit, until=until)
        if position == 0:
            yield from duty(city, f"{goal.id}-b", f"Ziel {goal.number}", iri, "20", "beteiligt",
                            until=until)  # fmt: skip
    if place in WITHOUT_EFFECT:
        city.fault("unterziel-ohne-wirkungsziel", iri)
        return
    parents = (goal.id, *_heirs(place))
    for n, indicator in enumerate(source.indicators[:depth], 1):
        effect = Goal(f"wz-{theme + 1}-{position + 1}-{n}", f"{goal.number}.{n}",
                      indicator.sentence(), theme, 3, True, True)  # fmt: skip
        pairs = _goal(city, effect, "Wirkungsziel", parents)
        pairs.append(("insek:horizont", year(2035)))
        yield ZIELE, city.iri("ziel", effect.id), pairs
        yield from duty(city, effect.id, f"Wirkungsziel {effect.number}",
                        city.iri("ziel", effect.id), source.unit)  # fmt: skip


def _named_districts(city: City, theme: int) -> list[tuple[str, str]]:
    """Every Stadtbezirk but the last is named by one goal."""
    numbers = range(theme + 1, city.district_count, 8)
    return [("insek:nenntRaum", city.iri("raum", f"sb-{number}")) for number in numbers]


def _heirs(place: tuple[int, int]) -> tuple[str, ...]:
    if place == REWORDED:
        return ("uz-1-8",)
    if place == SPLIT:
        return ("uz-3-8", "uz-3-9")
    return ("uz-2-8",) if place in MERGED else ()


# New goals of the second Fassung: id, number, wording, unit, replaced goals.
NEW_GOALS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("uz-1-8", "1.1", "Bezahlbares und barrierearmes Wohnen in allen Stadtbezirken sichern", "64",
     ("uz-1-1",)),
    ("uz-2-8", "2.2", "Fuß- und Radverkehr gemeinsam stärken", "62", ("uz-2-2", "uz-2-3")),
    ("uz-3-8", "3.1", "Treibhausgasneutralität bis 2040 erreichen", "86", ("uz-3-1",)),
    ("uz-3-9", "3.6", "Die Stadt an Hitze, Trockenheit und Starkregen anpassen", "86",
     ("uz-3-1",)),
    ("uz-8-8", "8.6", "Verwaltungsleistungen durchgängig digital anbieten", "17", ()),
)  # fmt: skip
DROPPED = ("uz-2-9", "2.9", "Das Stellplatzangebot in der Innenstadt erweitern", "66")


def _changed(city: City) -> Nodes:
    for id_, number, label, unit, olds in NEW_GOALS:
        theme = int(number[0]) - 1
        goal = Goal(id_, number, label, theme, 2, False, True)
        pairs = _goal(city, goal, "Unterziel", (f"lz-{theme + 1}",))
        pairs.append(("insek:horizont", year(2040 if id_ == "uz-3-8" else 2035)))
        pairs.append(("insek:thema", city.iri("thema", f"fach-{theme + 1}")))
        pairs.extend(("insek:ersetzt", city.iri("ziel", old)) for old in olds)
        if id_ == "uz-2-8":
            pairs.extend(_named_districts(city, theme))
        if id_ == "uz-1-8":
            pairs.append(("insek:nenntRaum", city.iri("raum", "sr-1")))
        yield ZIELE, city.iri("ziel", id_), pairs
        if id_ == "uz-8-8":
            city.fault("unterziel-ohne-wirkungsziel", city.iri("ziel", id_))
        yield from duty(city, id_, f"Ziel {number}", city.iri("ziel", id_), unit,
                        since=FASSUNG_NEU)  # fmt: skip
    id_, number, label, unit = DROPPED
    dropped = Goal(id_, number, label, 1, 2, True, False)
    yield (ZIELE, city.iri("ziel", id_),
           _goal(city, dropped, "Unterziel", ("lz-2",)))  # fmt: skip
    yield from duty(city, id_, f"Ziel {number}", city.iri("ziel", id_), unit, until=LAST_DAY_ALT)


def _changes(city: City) -> Nodes:
    """One Zielaenderung per change, also for what was kept."""
    for goal in city.goals:
        if goal.old and goal.new:
            yield _change(city, f"beibehalten-{goal.id}", "beibehalten", (goal.id,), (goal.id,))
    yield _change(city, "umformuliert", "umformuliert", ("uz-1-1",), ("uz-1-8",))
    yield _change(city, "geteilt", "geteilt", ("uz-3-1",), ("uz-3-8", "uz-3-9"))
    yield _change(city, "zusammengefuehrt", "zusammengefuehrt", ("uz-2-2", "uz-2-3"), ("uz-2-8",))
    yield _change(city, "entfallen", "entfallen", ("uz-2-9",), ())
    yield _change(city, "neu", "neu", (), ("uz-8-8",))
    for kind in ("umformuliert", "geteilt", "zusammengefuehrt", "entfallen"):
        city.fault(f"ziel-{kind}", city.iri("zielaenderung", kind))


def _change(
    city: City, name: str, kind: str, before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[str, str, list[tuple[str, str]]]:
    what = ", ".join(city.numbers[goal] for goal in before or after)
    return ZIELE, city.iri("zielaenderung", name), [
        *city.head("Zielaenderung", f"2016 zu 2023, {kind.replace('ue', 'ü')}: Ziel {what}"),
        ("insek:aenderungsart", code(f"aenderungsart/{kind}")),
        *(("insek:vorher", city.iri("ziel", goal)) for goal in before),
        *(("insek:nachher", city.iri("ziel", goal)) for goal in after),
        ("insek:vonFassung", city.iri("fassung", "2016")),
        ("insek:zurFassung", city.iri("fassung", "2023")),
        ("insek:datum", day(FASSUNG_NEU)),
    ]  # fmt: skip


def _future(city: City) -> Nodes:
    """Themes of the next Fassung: a draft, not in force."""
    for n, label in ((1, "Generationen verbinden"), (2, "Klimaresiliente Stadt")):
        yield (
            ZIELE,
            city.iri("ziel", f"zt-{n}"),
            [
                *city.head("Zukunftsthema", label),
                ("skos:notation", text(f"Z{n}")),
                ("insek:zielebene", city.iri("ebene", "leitziel")),
                ("insek:inFassung", city.iri("fassung", "entwurf")),
                ("insek:verbindlichkeit", code("verbindlichkeit/entwurf")),
            ],
        )
        yield from duty(city, f"zt-{n}", label, city.iri("ziel", f"zt-{n}"), "RST",
                        since="2025-01-01")  # fmt: skip
