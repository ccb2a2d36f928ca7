"""Addresses of the pages that show a resource."""

from __future__ import annotations

import re
from urllib.parse import quote

from leitgraph.config import NS, ONTOLOGY_GRAPH, VOCAB_BASE

VOCABULARY = VOCAB_BASE.rstrip("/")
MODULES = ONTOLOGY_GRAPH + "/"
_SAFE = "/:@!$&'()*+,;=~"
_MODULE = re.compile(r"[a-z]+")
# RFC 3987 lets none of these into an IRI; without them it can stand between < and > in a query.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\xa0<>\"{}|^`\\\ud800-\udfff]{1,4000}")


def href_of(iri: str, base: str) -> str | None:
    """Where a resource is shown: here if it is ours, else at its own address; None if nowhere."""
    if iri.startswith(base + "/"):
        return "/id/" + quote(iri[len(base) + 1 :], safe=_SAFE)
    if iri.startswith(NS):
        return "/ns/" + quote(iri[len(NS) :], safe=_SAFE)
    if iri == ONTOLOGY_GRAPH:
        return "/ns"
    if iri.startswith(MODULES) and _MODULE.fullmatch(iri[len(MODULES) :]):
        return "/ns#" + iri[len(MODULES) :]
    if iri.startswith(VOCAB_BASE) or iri == VOCABULARY:
        return "/vocab" + quote(iri[len(VOCABULARY) :], safe=_SAFE)
    return iri if iri.startswith(("http://", "https://")) else None


def is_external(address: str) -> bool:
    """True if an address from ``href_of`` leads to another server."""
    return not address.startswith("/")


def is_iri(text: str) -> bool:
    """True for an absolute IRI of reasonable length that may stand in a query between < and >."""
    return _IRI.fullmatch(text) is not None
