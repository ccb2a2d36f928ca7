"""``/ns``: the ontology at a glance; ``/vocab``: all code lists with their codes.

As data each of them is the whole: the ontology, a module of it, all code lists, one with its codes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leitgraph.config import NS, ONTOLOGY_GRAPH, VOCAB_BASE
from leitgraph.queries.export import GSP_GET
from leitgraph.queries.query import QUERY
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.web.answering import answered
from leitgraph.web.links import MODULES, TERM, VOCABULARY
from leitgraph.web.pages.page_query import page_query
from leitgraph.web.pages.render import page
from leitgraph.web.pages.resource.data import Term, exists, rows
from leitgraph.web.pages.resource.page import FORMATS, VARY, asked_for, links, nothing, shown
from leitgraph.web.pages.resource.text import last_part, pick
from leitgraph.web.pages.versions import READ
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
        return await _graph(request, ONTOLOGY_GRAPH, short)
    top, modules = await modules_of(request)
    return _page(request, "ontology.html", top=top, modules=modules, one=False, called=[])


async def term(request: Request) -> Response:
    """A module with its terms, a class, or a property."""
    name = str(request.path_params["term"])
    if name not in site(request).modules or request.url.path.startswith(TERM):
        return await shown(request, NS + name)
    short, iri = asked_for(request), MODULES + name
    if short:
        query = page_query("ontology-module").bound(modul=iri)
        return await _constructed(request, iri, query, short)
    _, modules = await modules_of(request)
    found = [module for module in modules if module.iri == iri]
    if not found:
        raise nothing(iri)
    called = [one for module in modules for one in module.entries if one.iri == NS + name]
    return _page(request, "ontology.html", top=None, modules=found, one=True, called=called)


async def version(request: Request) -> Response:
    """The version of the ontology or of a module: only the one that is in force is here."""
    module = request.path_params.get("term")
    return RedirectResponse(f"/ns/{module}" if module else "/ns", 303)


async def code(request: Request) -> Response:
    """A code list, as data with all its codes; or one of the codes."""
    path = str(request.path_params["path"])
    short, iri = asked_for(request), VOCAB_BASE + path
    if short and "/" not in path.rstrip("/"):
        query = page_query("code-list").bound(liste=iri)
        return await _constructed(request, iri, query, short)
    return await shown(request, iri)


async def modules_of(request: Request) -> tuple[Entry | None, list[Entry]]:
    """The ontology itself, and its modules with their terms."""
    here, asker, lang = site(request), principal(request), language(request)
    modules = entries(await rows(here, asker, _MODULES), lang)
    terms = entries(await rows(here, asker, _TERMS), lang)
    top = next((entry for entry in modules if entry.iri == ONTOLOGY_GRAPH), None)
    found = [entry for entry in modules if entry.iri.startswith(MODULES)]
    below(found, [entry for entry in terms if entry.iri.startswith(NS)])
    return top, found


async def _graph(request: Request, iri: str, short: str) -> Response:
    """All that stands in a graph."""
    headers = {"Vary": VARY, "Link": links(request)}
    order = GSP_GET({"graph": iri, "format": short})
    return await answered(request, order, principal(request), headers=headers)


async def _constructed(request: Request, iri: str, query: str, short: str) -> Response:
    """What a query builds about a thing, if anything is said about it."""
    if not await exists(site(request), iri, principal(request)):
        raise nothing(iri)
    headers = {"Vary": VARY, "Link": links(request)}
    order = QUERY({"query": query, "format": short})
    return await answered(request, order, principal(request), headers=headers)


async def code_lists(request: Request) -> Response:
    """All code lists."""
    short = asked_for(request)
    if short:
        return await _graph(request, VOCABULARY, short)
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


ROUTES = [
    Route("/ns", ontology, methods=READ, name="ontologie"),
    Route(TERM + "{term}", term, methods=READ, name="begriff-allein"),
    Route("/ns/{version:version}", version, methods=READ, name="fassung"),
    Route("/ns/{term}/{version:version}", version, methods=READ, name="modulfassung"),
    Route("/ns/{term}", term, methods=READ, name="begriff"),
    Route("/vocab", code_lists, methods=READ, name="codelisten"),
    Route("/vocab/{path:path}", code, methods=READ, name="code"),
]
