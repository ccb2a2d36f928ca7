"""Addresses of the pages that show a resource."""

from __future__ import annotations

from urllib.parse import quote

from leitgraph.config import NS, ONTOLOGY_GRAPH, VOCAB_BASE

_SAFE = "/:@!$&'()*+,;=~"


def href_of(iri: str, base: str) -> str | None:
    """Where a resource is shown: here if it is ours, else at its own address; None if nowhere."""
    if iri.startswith(base + "/"):
        return "/id/" + quote(iri[len(base) + 1 :], safe=_SAFE)
    if iri.startswith(NS):
        return "/ns/" + quote(iri[len(NS) :], safe=_SAFE)
    if iri == ONTOLOGY_GRAPH:
        return "/ns"
    if iri.startswith(VOCAB_BASE) or iri == VOCAB_BASE.rstrip("/"):
        return "/vocab" + quote(iri[len(VOCAB_BASE) - 1 :], safe=_SAFE)
    return iri if iri.startswith(("http://", "https://")) else None
