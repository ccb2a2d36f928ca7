"""Addresses of the pages that show a resource."""

from __future__ import annotations

import re
from urllib.parse import quote

from leitgraph.config import NS, ONTOLOGY_GRAPH, VOCAB_BASE

VOCABULARY = VOCAB_BASE.rstrip("/")
MODULES = ONTOLOGY_GRAPH + "/"
ROOT = "https://w3id.org/insek"
TERM = "/ns/begriff/"
"""Below this stands every term; a module of the same name has the shorter address."""
_LIBRARY = ("regel", "shapes", "abfrage")
"""First parts of the addresses of what is served from files: rules, shapes, example queries."""
_SAFE = "/:@!$&'()*+,;=~"
_MODULE = re.compile(r"[a-z]+")
# RFC 3987 lets none of these into an IRI; without them it can stand between < and > in a query.
_RULE = re.compile(r"regel#([a-z]{2}-[0-9]{3})(-[a-z0-9-]+)?")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\xa0<>\"{}|^`\\\ud800-\udfff]{1,4000}")


def href_of(iri: str, base: str, modules: frozenset[str] = frozenset()) -> str | None:
    """Where a resource is shown: here if it is ours, else at its own address; None if nowhere.

    ``modules``: names of the ontology's modules, which come before terms of the same name.
    """
    if iri.startswith(base + "/"):
        return "/id/" + quote(iri[len(base) + 1 :], safe=_SAFE)
    if iri.startswith(NS):
        name = quote(iri[len(NS) :], safe=_SAFE)
        return (TERM if name in modules else "/ns/") + name
    if iri == ONTOLOGY_GRAPH:
        return "/ns"
    if iri.startswith(MODULES) and _MODULE.fullmatch(iri[len(MODULES) :]):
        return "/ns/" + iri[len(MODULES) :]
    if iri.startswith(VOCAB_BASE) or iri == VOCABULARY:
        return "/vocab" + quote(iri[len(VOCABULARY) :], safe=_SAFE)
    inside = iri.removeprefix(f"{ROOT}/")
    if inside != iri and inside.partition("#")[0].partition("/")[0] in _LIBRARY:
        rule = _RULE.fullmatch(inside)
        if rule:  # a rule has a page of its own, and what it consists of stands on it
            inside = f"regel/{rule[1]}" + (f"#{rule[1]}{rule[2]}" if rule[2] else "")
        return "/" + quote(inside, safe=_SAFE + "#")
    return iri if iri.startswith(("http://", "https://")) else None


def is_external(address: str) -> bool:
    """True if an address from ``href_of`` leads to another server."""
    return not address.startswith("/")


def is_iri(text: str) -> bool:
    """True for an absolute IRI of reasonable length that may stand in a query between < and >."""
    return _IRI.fullmatch(text) is not None
