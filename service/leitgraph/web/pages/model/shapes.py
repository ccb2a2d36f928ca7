"""``/regel`` and ``/shapes``: the rules of the check and the shapes of the gate, page and data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leitgraph.catalog.text.shape_library import (
    ONTOLOGY_SHAPES,
    PREFIXES,
    RULES,
    SHAPES,
    serialised,
)
from leitgraph.queries.formats import GRAPHS, SHORTER
from leitgraph.store.sparql.prefixes import PREFIXES as COMMON
from leitgraph.web.pages.render import page
from leitgraph.web.pages.resource.page import FORMATS, VARY, asked_for, links, nothing
from leitgraph.web.pages.resource.text import last_part
from leitgraph.web.pages.versions import READ
from leitgraph.web.site import language, site

_SH = PREFIXES["sh"]
_TYPE = COMMON["rdf"] + "type"
_LABELS = (COMMON["rdfs"] + "label", COMMON["skos"] + "prefLabel", COMMON["dcterms"] + "title",
           _SH + "name")  # fmt: skip
_TEXTS = (COMMON["dcterms"] + "description", COMMON["skos"] + "definition", _SH + "message")
_ABOUT = {
    _SH + "targetClass": ("gilt für", "holds for"),
    _SH + "path": ("Angabe", "property"),
    _SH + "minCount": ("mindestens", "at least"),
    _SH + "maxCount": ("höchstens", "at most"),
    _SH + "datatype": ("Datentyp", "datatype"),
    _SH + "class": ("Art", "class"),
    PREFIXES["regel"] + "modus": ("Modus", "mode"),
}


@dataclass
class Shape:
    """A shape, shape set or term of the rule files in one language."""

    iri: str
    label: str
    text: str
    about: list[tuple[str, list[tuple[str, str]]]]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return last_part(self.iri)


async def rules(request: Request) -> Response:
    """All rules by area, and the terms that rule files are written in."""
    here = site(request)
    short = asked_for(request)
    if short:
        return _data(request, here.shapes.document(RULES), short)
    areas: dict[str, list[object]] = {}
    for rule in here.rules.values():
        areas.setdefault(rule.area, []).append(rule)
    terms = [
        shape
        for shape in _shapes(here.shapes.document(RULES), language(request))
        if not any(shape.iri in rule.shapes for rule in here.rules.values())
    ]
    return _page(request, "rules.html", areas=areas, terms=terms)


async def rule(request: Request) -> Response:
    """One rule: what it asks for, why, what passes and what does not."""
    here = site(request)
    name = str(request.path_params["rule"])
    iri = f"{RULES}#{name}"
    triples = here.shapes.about(iri)
    if not triples:
        raise nothing(iri)
    short = asked_for(request)
    if short:
        return _data(request, triples, short)
    shapes = _shapes(triples, language(request))
    found = here.rules.get(name)
    if found is None:
        return _page(request, "shapes.html", title=last_part(iri), shapes=shapes, sets=[])
    return _page(request, "rule.html", rule=found, shapes=shapes, iri=iri)


async def version(request: Request) -> Response:
    """The version of the rule files: only the one that is in force is here."""
    return RedirectResponse("/regel", 303)


async def shapes(request: Request) -> Response:
    """All shape sets, one of them, or what the ontology itself must satisfy."""
    here = site(request)
    path = str(request.path_params.get("path", "")).rstrip("/")
    if path:
        iri = f"{SHAPES}/{path}"
        triples = here.shapes.document(iri)
    else:
        iri = SHAPES
        own = [one for one in here.shapes.documents if one.startswith(SHAPES)]
        triples = [t for one in own if "/" not in one[len(SHAPES) + 1 :]
                   for t in here.shapes.document(one)]  # fmt: skip
    if not triples:
        raise nothing(iri)
    short = asked_for(request)
    if short:
        return _data(request, triples, short)
    lang = language(request)
    found = _shapes(triples, lang)
    sets = [shape for shape in found if shape.iri.startswith(f"{SHAPES}/structure/")]
    title = sets[0].label if len(sets) == 1 else ("Shapes" if lang == "en" else "Formen")
    if iri == ONTOLOGY_SHAPES:
        title = "Shapes of the ontology" if lang == "en" else "Formen der Ontologie"
    inner = [shape for shape in found if shape not in sets]
    return _page(request, "shapes.html", title=title, shapes=inner, sets=sets)


def _data(request: Request, triples: list[ox.Triple], short: str) -> Response:
    media, form = GRAPHS[SHORTER.get(short, short)]
    headers = {"Vary": VARY, "Link": links(request)}
    return Response(
        serialised(triples, form, {**COMMON, **PREFIXES}), headers=headers, media_type=media
    )


def _page(request: Request, template: str, **context: Any) -> Response:
    formats = [(name, f"?format={short}", media) for short, (name, media) in FORMATS.items()]
    headers = {"Vary": VARY, "Link": links(request)}
    return page(request, template, headers=headers, formats=formats, **context)


def _shapes(triples: list[ox.Triple], lang: str) -> list[Shape]:
    """All that has an IRI and says what it is, in the order of the files."""
    by_subject: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            values = by_subject.setdefault(triple.subject.value, {})
            if isinstance(triple.object, ox.NamedNode | ox.Literal):
                values.setdefault(triple.predicate.value, []).append(triple.object)
    return [
        Shape(
            iri,
            _first(said, _LABELS, lang) or last_part(iri),
            _first(said, _TEXTS, lang),
            [
                (german if lang == "de" else english, [_value(one) for one in said[name]])
                for name, (german, english) in _ABOUT.items()
                if name in said
            ],
        )
        for iri, said in by_subject.items()
        if _TYPE in said
    ]


def _first(
    said: dict[str, list[ox.NamedNode | ox.Literal]], names: tuple[str, ...], lang: str
) -> str:
    texts = [one for name in names for one in said.get(name, []) if isinstance(one, ox.Literal)]
    texts.sort(key=lambda one: {lang: 0, "de": 1}.get(one.language or "", 2))
    return texts[0].value if texts else ""


def _value(term: ox.NamedNode | ox.Literal) -> tuple[str, str]:
    """A value as a text, and its IRI if it is a resource."""
    if isinstance(term, ox.NamedNode):
        return last_part(term.value), term.value
    return term.value, ""


ROUTES = [
    Route("/regel", rules, methods=READ, name="regeln"),
    Route("/regel/{version:version}", version, methods=READ, name="regelfassung"),
    Route("/regel/{rule}", rule, methods=READ, name="regel"),
    Route("/shapes", shapes, methods=READ, name="formen"),
    Route("/shapes/{path:path}", shapes, methods=READ, name="form"),
]
