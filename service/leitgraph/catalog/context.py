"""What is made from the ontology: the JSON-LD context and the names for tools without SKOS.

``python -m leitgraph.catalog.context`` rewrites them: ``context.jsonld`` and ``labels/``.
Terms are the local names. Links are ``@id``, codes are written ``vocab:<scheme>/<code>``, dates,
years and amounts are strings with the type of the ontology. Labels, titles and descriptions are
maps by language; a plain string stands for a text without language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from leitgraph.catalog.ontology import NS, RDFS, Code, Ontology, Term, load_ontology
from leitgraph.config import Settings
from leitgraph.model import Text

XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "insek": NS,
    "org": "http://www.w3.org/ns/org#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unsdg": "http://metadata.un.org/sdg/",
    "vocab": "https://w3id.org/insek/vocab/",
    "xsd": XSD,
}

TERM_LABELS = "labels/terms.ttl"
CODE_LABELS = "labels/codes.ttl"

BORROWED: dict[str, dict[str, str]] = {
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "asWKT": {"@id": "geo:asWKT", "@type": "geo:wktLiteral"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "dataSet": {"@id": "qb:dataSet", "@type": "@id"},
    "description": {"@id": "dcterms:description", "@container": "@language"},
    "hasGeometry": {"@id": "geo:hasGeometry", "@type": "@id"},
    "identifier": {"@id": "dcterms:identifier"},
    "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
    "notation": {"@id": "skos:notation"},
    "originalOrganization": {"@id": "org:originalOrganization", "@type": "@id"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "resultingOrganization": {"@id": "org:resultingOrganization", "@type": "@id"},
    "structure": {"@id": "qb:structure", "@type": "@id"},
    "title": {"@id": "dcterms:title", "@container": "@language"},
}
"""Terms of other vocabularies that our resources carry."""


def build_context(ontology: Ontology) -> dict[str, Any]:
    """The context document."""
    context: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type", **PREFIXES}
    entries: dict[str, Any] = dict(BORROWED)
    for term in ontology.terms.values():
        if term.kind != "structure" and not term.deprecated:
            entries[term.name] = _entry(term)
            entries |= _less_precise(term)
    for name in sorted(entries):
        if name in context:
            # A term that is a prefix as well could be written in two ways and read in one.
            raise ValueError(f"{name} is a prefix and a term")
        context[name] = entries[name]
    return {"@context": context}


def _entry(term: Term) -> Any:
    iri = f"insek:{term.name}"
    if term.kind == "object":
        return {"@id": iri, "@type": "@id"}
    if term.kind == "datatype":
        kind = term.ranges[0] if len(term.ranges) == 1 else XSD + "string"
        # What is written plainly is a day; ``beginnMonat`` and ``beginnJahr`` are less precise.
        kind = XSD + "date" if XSD + "date" in term.ranges else kind
        if kind != XSD + "string":
            return {"@id": iri, "@type": f"xsd:{kind.removeprefix(XSD)}"}
    return {"@id": iri} if term.kind != "class" else iri


def _less_precise(term: Term) -> dict[str, Any]:
    """A date's names where the source has only its month or year: ``beginnMonat: "2023-07"``."""
    if XSD + "date" not in term.ranges:
        return {}
    return {
        f"{term.name}{part}": {"@id": f"insek:{term.name}", "@type": f"xsd:{kind}"}
        for part, kind in (("Monat", "gYearMonth"), ("Jahr", "gYear"))
        if XSD + kind in term.ranges
    }


def as_text(context: dict[str, Any]) -> str:
    """One term a line, so that a change of the ontology is a line in the diff."""
    lines = [
        f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in context["@context"].items()
    ]
    return '{\n  "@context": {\n' + ",\n".join(lines) + "\n  }\n}\n"


def labels(ontology: Ontology) -> dict[str, str]:
    """``rdfs:label`` and ``rdfs:comment`` of terms and codes, from name and definition; by file.

    Most tools show these two and know nothing of SKOS. They stand in files of their own, loaded
    into the graphs of the terms and of the codes; so the modules say everything once.
    """
    return {
        TERM_LABELS: _labels(ontology.terms.values()),
        CODE_LABELS: _labels(ontology.codes.values()),
    }


def _labels(named: Iterable[Term | Code]) -> str:
    lines = [
        "# Made by python -m leitgraph.catalog.context from skos:prefLabel and skos:definition.",
        f"@prefix rdfs: <{RDFS}> .",
        "",
    ]
    for one in named:
        label, comment = _texts(one.label), _texts(one.definition)
        lines.append(f"<{one.iri}> rdfs:label {label} ; rdfs:comment {comment} .")
    return "\n".join(lines) + "\n"


def _texts(text: Text) -> str:
    german, english = (json.dumps(one, ensure_ascii=False) for one in (text.de, text.en))
    return f"{german}@de , {english}@en"


def main(folder: Path | None = None) -> None:
    """Write all of it into the folder of the ontology."""
    folder = folder or Settings().content_dir("ontology")
    ontology = load_ontology(folder)
    text = as_text(build_context(ontology))
    (folder / "context.jsonld").write_text(text, encoding="utf-8")
    for name, turtle in labels(ontology).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(turtle, encoding="utf-8")


if __name__ == "__main__":
    main()
