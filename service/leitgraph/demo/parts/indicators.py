"""Indicators of the Wirkungsziele, target values and yearly series (better, level, worse)."""

from __future__ import annotations

from collections.abc import Iterator

from leitgraph.demo.city import City, Goal
from leitgraph.demo.terms import INDIKATOREN, Node, Nodes, code, decimal, insek, text, year
from leitgraph.demo.texts.goals import LEITZIELE, Indicator

FIRST_YEAR, LAST_YEAR = 2019, 2024
_TRENDS = ("besser", "gleich", "schlechter", "besser")


def _source(goal: Goal) -> Indicator:
    _, theme, position, number = goal.id.split("-")
    return LEITZIELE[int(theme) - 1].unterziele[int(position) - 1].indicators[int(number) - 1]


def indicators(city: City) -> Nodes:
    """One indicator per Wirkungsziel; some goals have none, some indicators have no target."""
    effects = [goal for goal in city.goals if goal.level == 3]
    for n, goal in enumerate(effects):
        if n % 9 == 7:
            city.fault("wirkungsziel-ohne-indikator", city.iri("ziel", goal.id))
            continue
        source = _source(goal)
        name = goal.id.removeprefix("wz-")
        label = f"{source.name[0].upper()}{source.name[1:]}"
        yield from _indicator(city, name, label, goal, source, n, target=n % 9 != 4)


def district_indicators(city: City) -> Iterator[list[Node]]:
    """The same indicators by district and area, one bundle each, until there are no more."""
    effects = [goal for goal in city.goals if goal.level == 3]
    for place in city.places:
        for n, goal in enumerate(effects):
            if n % 9 == 7:
                continue
            source = _source(goal)
            name = f"{goal.id.removeprefix('wz-')}-{place.id}"
            label = f"{source.name[0].upper()}{source.name[1:]} ({place.name})"
            bundle = list(_indicator(city, name, label, goal, source, n + place.district,
                                     target=True))  # fmt: skip
            bundle[0][2].append(("insek:raum", city.iri("raum", place.id)))
            yield bundle


def _indicator(
    city: City, name: str, label: str, goal: Goal, source: Indicator, n: int, *, target: bool
) -> Nodes:
    g = INDIKATOREN
    iri = city.iri("indikator", name)
    yield (
        g,
        iri,
        [
            *city.head("Indikator", label),
            ("insek:misst", city.iri("ziel", goal.id)),
            ("insek:messeinheit", text(source.unit)),
            ("insek:erwuenschteRichtung", code(f"erwuenschterichtung/{source.direction}")),
        ],
    )
    if target:
        yield (
            g,
            city.iri("zielwert", f"{name}-2035"),
            [
                *city.head("Zielwert", f"Zielwert 2035: {label}"),
                ("insek:zielwertVon", iri),
                ("insek:jahr", year(2035)),
                ("insek:wert", decimal(source.target)),
            ],
        )
    else:
        city.fault("indikator-ohne-zielwert", iri)
    trend = _TRENDS[n % 4]
    span = (source.target - source.start) / 16
    for y in range(FIRST_YEAR, LAST_YEAR + 1):
        if city.level == 0 and y in (2020, 2022):
            continue
        steps = y - FIRST_YEAR
        if trend == "besser":
            value = source.start + span * steps * (0.8 + 0.4 * city.rng.random())
        elif trend == "schlechter":
            value = source.start - span * steps * (0.3 + 0.3 * city.rng.random())
        else:
            value = source.start
        yield (
            g,
            city.iri("messung", f"{name}-{y}"),
            [
                ("rdf:type", insek("Messung")),
                ("skos:prefLabel", f'"{label}, {y}"@de'),
                ("insek:kommune", city.iri("kommune", "stadt")),
                ("qb:dataSet", city.iri("datensatz", "indikatoren")),
                ("insek:messungVon", iri),
                ("insek:jahr", year(y)),
                ("insek:wert", decimal(max(0.0, round(value, 1 if source.start < 1000 else 0)))),
                ("insek:belegtDurch", city.iri("fundstelle", "generator")),
            ],
        )


def data_set(city: City) -> Nodes:
    """The data set the series belong to."""
    yield (
        INDIKATOREN,
        city.iri("datensatz", "indikatoren"),
        [
            ("rdf:type", "<http://purl.org/linked-data/cube#DataSet>"),
            ("skos:prefLabel", '"Indikatoren der Musterstadt (synthetisch)"@de'),
            ("qb:structure", insek("Messreihenstruktur")),
            ("insek:kommune", city.iri("kommune", "stadt")),
            ("insek:belegtDurch", city.iri("fundstelle", "generator")),
        ],
    )
