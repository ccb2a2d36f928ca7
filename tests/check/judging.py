"""Papers judged as a reader judges them, on the graph that a test gives."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import rdflib
from tests import content

from leitgraph.check.examine import examine
from leitgraph.check.rulebook import RULEBOOK
from leitgraph.config import NS, Settings
from leitgraph.model import Report, Role
from leitgraph.store.host.job import ReaderContext, Warm
from leitgraph.store.rdf.layers import PUBLIC_LAYER

SETTINGS = Settings()
DEMO = SETTINGS.content_dir("data") / "demo"
CITY = f"{SETTINGS.base}/musterstadt"
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def context(store: ox.Store, *graphs: Any, version: int = 7) -> ReaderContext:
    return ReaderContext(
        store=store,
        view=None,
        settings=SETTINGS,
        warm=Warm(SETTINGS).keep(RULEBOOK, content.book()),
        version=version,
        role=Role.PUBLIC,
        name="",
        default_graph=list(graphs) or [PUBLIC_LAYER],
        named_graphs=[],
    )


def judge(store: ox.Store, draft: dict[str, Any] | None = None, **payload: Any) -> Report:
    asked: Any = {"city": "musterstadt", "media_type": "application/json", **payload}
    return examine(context(store), asked, json.dumps(draft).encode() if draft else b"")


def vorlagen(store: ox.Store) -> list[str]:
    quads = store.quads_for_pattern(None, TYPE, ox.NamedNode(NS + "Vorlage"), PUBLIC_LAYER)
    found = sorted(quad.subject.value for quad in quads)
    assert len(found) >= 20
    return found


FINE = {
    "kennung": "V0815/25",
    "art": "Beschlussvorlage",
    "titel": "Radweg an der Hafenstraße",
    "datum": "2025-06-16",
    "federfuehrung": "66",
    "mitwirkung": ["62"],
    "raum": ["sb-4"],
    "fachkonzepte": ["Mobilitätskonzept"],
    "klimawirkung": "keine",
    "alternativen": "Der Weg könnte auch auf der anderen Seite liegen; dort fehlt der Platz.",
    "zielbezuege": [
        {"ziel": "uz-2-8", "richtung": "fördert", "begruendung": "Schließt eine Lücke im Netz."}
    ],
}
