"""First start: what ships with Leitgraph goes into the journal. Later: what changed since.

Ontology and code lists are one patch, each city is one. A later start compares the shipped files
by their hash; only if they changed, the shipped graphs are brought to the new content, each as a
difference. What was changed by hand in a shipped graph is then replaced; own graphs stay.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from leitgraph.catalog.cities import cities_of, graphs
from leitgraph.catalog.context import CODE_LABELS, TERM_LABELS
from leitgraph.config import ONTOLOGY_GRAPH, VOCAB_BASE, Settings
from leitgraph.errors import LeitgraphError
from leitgraph.model import City, Principal, Role
from leitgraph.store.service import Graph
from leitgraph.writing.load import LOAD, DocumentPayload

META = "seed"
ACTOR = Principal(Role.ADMIN, "leitgraph")
VOCAB_GRAPH = VOCAB_BASE.rstrip("/")


@dataclass(frozen=True)
class Parcel:
    """Files that go into the journal together, with the reason and source of the patch."""

    reason: str
    source: str
    documents: tuple[DocumentPayload, ...]


async def seed(graph: Graph, settings: Settings) -> list[int]:
    """Bring the shipped content into the graph; the numbers of the patches that it took.

    Nothing happens if the files are those of the last start.
    """
    parcels = shipped(settings)
    digest = _digest(parcels, settings)
    known = json.loads(graph.journal.meta(META) or "{}")
    if known.get("digest") == digest:
        return []
    versions: list[int] = []
    loaded: list[str] = []
    for parcel in parcels:
        before = graph.version
        result = await graph.write(
            LOAD({"documents": list(parcel.documents)}),
            principal=ACTOR,
            reason=parcel.reason,
            source=parcel.source,
        )
        loaded += [document["graph"] for document in parcel.documents]
        if result.version != before:
            versions.append(result.version)
    gone = sorted(set(known.get("graphs", [])) - set(loaded))
    if gone:
        result = await graph.write(
            LOAD({"documents": [], "remove": gone}),
            principal=ACTOR,
            reason="Nicht mehr mitgelieferte Graphen entfernt",
            source="leitgraph",
        )
        versions.append(result.version)
    graph.journal.set_meta(META, json.dumps({"digest": digest, "graphs": sorted(set(loaded))}))
    return versions


def shipped(settings: Settings) -> list[Parcel]:
    """All that ships, in the order in which it is loaded; raises if there is no ontology."""
    ontology = settings.content_dir("ontology")
    modules = sorted(ontology.glob("*.ttl"))
    if not modules:
        raise LeitgraphError(
            f"Unter {ontology} liegt keine Ontologie.", f"There is no ontology under {ontology}."
        )
    documents = (
        [_document(path, ONTOLOGY_GRAPH, label="Ontologie", source="Leitgraph") for path in modules]
        + [
            _document(path, VOCAB_GRAPH, label="Codelisten", source="Leitgraph")
            for path in sorted((ontology / "vocab").glob("*.ttl"))
        ]
        + [
            # Labels and comments for tools that know no SKOS.
            _document(ontology / name, graph, label=label, source="Leitgraph")
            for name, graph, label in (
                (TERM_LABELS, ONTOLOGY_GRAPH, "Ontologie"),
                (CODE_LABELS, VOCAB_GRAPH, "Codelisten"),
            )
            if (ontology / name).is_file()
        ]
    )
    parcels = [Parcel("Ontologie und Codelisten geladen", "ontology", tuple(documents))]
    cities = cities_of(settings)
    return parcels + [_city(city, settings.base) for city in cities.values()]


def _city(city: City, base: str) -> Parcel:
    sources = "; ".join(source["title"] for source in city.sources)
    documents = [
        _document(
            path,
            graph,
            label=f"{city.name}: {path.stem}",
            source=sources,
            visibility=city.visibility,
            synthetic=city.synthetic,
        )
        for path, graph in graphs(city, base)
    ]
    return Parcel(f"{city.name} geladen", sources, tuple(documents))


def _document(
    path: Path,
    graph: str,
    *,
    label: str,
    source: str,
    visibility: str = "public",
    synthetic: bool = False,
) -> DocumentPayload:
    return {
        "path": str(path),
        "name": path.name,
        "graph": graph,
        "format": "turtle",
        "visibility": visibility,
        "synthetic": synthetic,
        "label": label,
        "source": source,
    }


def _digest(parcels: list[Parcel], settings: Settings) -> str:
    """Hash over all that decides what is loaded: files, graphs, facts, base."""
    digest = hashlib.sha256(settings.base.encode())
    for parcel in parcels:
        for document in parcel.documents:
            facts = {key: value for key, value in document.items() if key != "path"}
            digest.update(json.dumps(facts, sort_keys=True).encode())
            digest.update(hashlib.sha256(Path(document["path"]).read_bytes()).digest())
    return digest.hexdigest()
