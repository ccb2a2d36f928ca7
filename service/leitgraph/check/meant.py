"""Goals that may be meant where the name of a goal is not known: „Meinten Sie …?“"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pyoxigraph as ox

from leitgraph.config import NS
from leitgraph.linking.shelf import CityNames
from leitgraph.model import Evidence, Finding, Text
from leitgraph.vorlage.resolve import ZIEL, Resolver

_GOALS = NS + "hatZielbezug"
_MOST = 2


def meant(findings: Iterable[Finding], names: CityNames, day: str) -> Iterator[Finding]:
    """The findings; one about a goal that is not known says in its hint which may be meant."""
    for finding in findings:
        unknown = finding.path == _GOALS and finding.value and "://" not in finding.value
        labels = _like(finding.value, names, day) if unknown and finding.value else []
        if not labels:
            yield finding
            continue
        de = " oder ".join(f"„{label}“" for label, _ in labels)
        en = " or ".join(f"“{label}”" for label, _ in labels)
        hint = Text(f"Meinten Sie {de}? {finding.hint.de}", f"Did you mean {en}? {finding.hint.en}")
        told = tuple(Evidence(label, iri) for label, iri in labels)
        yield replace(finding, hint=hint, evidence=(*finding.evidence, *told))


def _like(value: str, names: CityNames, day: str) -> list[tuple[str, str]]:
    """Labels and IRIs of goals in force on the day whose names are like that."""
    try:
        on = date.fromisoformat(day[:10])
    except ValueError:
        return []
    resolver = Resolver(names.layers, names.root, on, names)
    found: list[ox.NamedNode] = resolver.like(value, ZIEL)
    things = names.of("ziel").things
    return [(things[node.value].label, node.value) for node in found[:_MOST]]
