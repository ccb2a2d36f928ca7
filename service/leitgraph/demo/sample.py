"""The fixed sample that ships as the city folder ``data/demo`` and is loaded at first start.

Written anew from the checkout's root by ``python -m leitgraph.demo.sample``; a test compares.
"""

from __future__ import annotations

import json
from pathlib import Path

from leitgraph.demo.city import City
from leitgraph.demo.drafts import DRAFTS
from leitgraph.demo.generator import nodes
from leitgraph.demo.planted import KINDS, RULES
from leitgraph.demo.terms import GRAPHS, SLUG, STICHTAG, Fault, Node
from leitgraph.demo.turtle import turtle

TRIPLES = 9_300
SEED = 2035

_CITY = f"""\
# Musterstadt is synthetic: nothing in it describes a real city.
name = "Musterstadt (synthetisch)"
slug = "{SLUG}"
state = "Sachsen"
ags = "00000000"
synthetic = true
visibility = "public"

[[sources]]
title = "Leitgraph: Generator der Demo-Stadt (synthetisch)"
location = "service/leitgraph/demo/sample.py"
date = "{STICHTAG}"
licence-note = "Erzeugte Daten, EUPL-1.2 wie Leitgraph"
"""


def sample() -> tuple[dict[str, list[Node]], list[Fault]]:
    """Nodes of the sample by graph, and its deliberate faults; IRIs are relative to the base."""
    city = City(TRIPLES, SEED, base="")
    graphs: dict[str, list[Node]] = {name: [] for name in GRAPHS}
    for node in nodes(city):
        graphs[node[0]].append(node)
    return graphs, city.faults


def write_sample(folder: Path) -> dict[str, int]:
    """Write the sample into a city folder; returns the number of triples of each file."""
    graphs, faults = sample()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "city.toml").write_text(_CITY, encoding="utf-8")
    counts = {}
    for name, found in graphs.items():
        comment = f"Musterstadt (synthetisch): {GRAPHS[name]}. Erzeugt, nicht von Hand ändern."
        (folder / f"{name}.ttl").write_text(turtle(found, comment), encoding="utf-8")
        counts[name] = sum(len(pairs) for _, _, pairs in found)
    listed: dict[str, dict[str, object]] = {}
    for kind, what in KINDS.items():
        listed[kind] = {"what": what, "resources": [f.iri for f in faults if f.kind == kind]}
        if kind in RULES:
            listed[kind]["rule"] = RULES[kind]
    _json(folder / "manifest.json", {"stichtag": STICHTAG, "faults": listed})
    drafts = folder / "vorlagen"
    drafts.mkdir(exist_ok=True)
    for draft in DRAFTS:
        _json(drafts / f"{draft.name}.json", draft.data)
    _json(drafts / "expected.json", {
        draft.name: {"verdict": draft.verdict, "about": draft.about, "rules": list(draft.rules)}
        for draft in DRAFTS
    })  # fmt: skip
    return counts


def _json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_sample(Path("data/demo"))
