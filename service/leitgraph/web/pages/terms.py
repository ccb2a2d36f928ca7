"""``/ns``: the ontology at a glance; ``/vocab``: all code lists with their codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.config import NS, ONTOLOGY_GRAPH
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.web.links import MODULES, VOCABULARY
from leitgraph.web.pages.render import page
from leitgraph.web.pages.resource.data import Term, rows
from leitgraph.web.pages.resource.page import FORMATS, VARY, asked_for, data, links
from leitgraph.web.pages.resource.text import last_part, pick
from leitgraph.web.site import language, principal, site

_TERMS = f"""SELECT ?x ?in ?kind ?label ?meaning ?old {{ GRAPH <{ONTOLOGY_GRAPH}> {{
  ?x rdfs:isDefinedBy ?in . ?x a ?kind
  OPTIONAL {{ ?x skos:prefLabel ?label
    OPTIONAL {{ ?x skos:definition ?meaning FILTER (LANG(?meaning) = LANG(?label)) }} }}
  OPTIONAL {{ ?x owl:deprecated ?old }}
}} }}"""
_MODULES = f"""SELECT ?x ?label ?meaning {{ GRAPH <{ONTOLOGY_GRAPH}> {{
  ?x a owl:Ontology
  OPTIONAL {{ ?x dcterms:title ?label
    OPTIONAL {{ ?x dcterms:description ?meaning FILTER (LANG(?meaning) = LANG(?label)) }} }}
}} }}"""
_CODES = f"""SELECT ?x ?in ?label ?meaning {{ GRAPH <{VOCABULARY}> {{
  ?x a ?kind FILTER (?kind IN (skos:Concept, skos:ConceptScheme))
  OPTIONAL {{ ?x skos:inScheme ?in }}
  OPTIONAL {{ ?x skos:prefLabel ?label
    OPTIONAL {{ ?x skos:definition ?meaning FILTER (LANG(?meaning) = LANG(?label)) }} }}
}} }}"""
_KINDS = {
    PREFIXES["owl"] + "Class": "class",
    PREFIXES["owl"] + "ObjectProperty": "relation",
    PREFIXES["owl"] + "DatatypeProperty": "attribute",
}


@dataclass
class Entry:
    """A term, module, code list or code in one language."""

    iri: str
    label: str = ""
    meaning: str = ""
    within: str = ""
    kind: str = ""
    deprecated: bool = False
    entries: list[Entry] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return last_part(self.iri)


async def ontology(request: Request) -> Response:
    """Modules with their classes and properties."""
    short = asked_for(request)
    if short:
        return await data(request, ONTOLOGY_GRAPH, short)
    here, asker, lang = site(request), principal(request), language(request)
    modules = entries(await rows(here, asker, _MODULES), lang)
    terms = entries(await rows(here, asker, _TERMS), lang)
    top = next((entry for entry in modules if entry.iri == ONTOLOGY_GRAPH), None)
    shown = [entry for entry in modules if entry.iri.startswith(MODULES)]
    below(shown, [entry for entry in terms if entry.iri.startswith(NS)])
    return _page(request, "ontology.html", top=top, modules=shown)


async def code_lists(request: Request) -> Response:
    """All code lists."""
    short = asked_for(request)
    if short:
        return await data(request, VOCABULARY, short)
    found = entries(await rows(site(request), principal(request), _CODES), language(request))
    lists = [entry for entry in found if not entry.within]
    below(lists, [entry for entry in found if entry.within])
    return _page(request, "code_lists.html", lists=lists)


def entries(found: list[dict[str, Term]], lang: str) -> list[Entry]:
    """One entry for each term, sorted by label."""
    texts: dict[str, tuple[Entry, list[Term], list[Term]]] = {}
    for row in found:
        iri = row["x"]["value"]
        entry, labels, meanings = texts.setdefault(iri, (Entry(iri), [], []))
        labels += [row["label"]] if "label" in row else []
        meanings += [row["meaning"]] if "meaning" in row else []
        entry.within = row["in"]["value"] if "in" in row else entry.within
        entry.kind = _KINDS.get(row.get("kind", {}).get("value", ""), entry.kind)
        entry.deprecated = entry.deprecated or row.get("old", {}).get("value") == "true"
    for entry, labels, meanings in texts.values():
        entry.label = pick(labels, lang) or last_part(entry.iri)
        entry.meaning = pick(meanings, lang) or ""
    return sorted((entry for entry, _, _ in texts.values()), key=lambda e: e.label.casefold())


def below(upper: list[Entry], lower: list[Entry]) -> None:
    """Put each of the lower ones into what it belongs to."""
    by_iri = {entry.iri: entry for entry in upper}
    for entry in lower:
        if entry.within in by_iri:
            by_iri[entry.within].entries.append(entry)


def _page(request: Request, template: str, **context: Any) -> Response:
    formats = [(name, f"?format={short}", media) for short, (name, media) in FORMATS.items()]
    headers = {"Vary": VARY, "Link": links(request)}
    return page(request, template, headers=headers, formats=formats, **context)


READ = ["GET", "HEAD"]
ROUTES = [
    Route("/ns", ontology, methods=READ, name="ontologie"),
    Route("/vocab", code_lists, methods=READ, name="codelisten"),
]
