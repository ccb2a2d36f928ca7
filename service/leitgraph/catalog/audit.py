"""Is all content sound? ``python -m leitgraph.catalog.audit`` says so; ``make check`` runs it.

Rules, queries, cities, profiles and shape files are loaded as the service loads them, so that
what passes here starts there; besides, the examples of the rules are tried. pySHACL checks the
ontology against ``shapes/ontology.ttl``; queries look for what shapes cannot say (the same name
twice, a reference to a term that does not exist). Prints one line for each kind with its count,
then all that is wrong. Exit code 1 if anything is, or if there was nothing to look at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH

from leitgraph.catalog.content import read_content
from leitgraph.catalog.context import as_text, build_context, labels
from leitgraph.catalog.ontology import NS, OntologyFiles, load_ontology
from leitgraph.catalog.refusal import Refusal, Refused, turtle_fault, utf8
from leitgraph.catalog.rule_proof import unproved
from leitgraph.config import Settings
from leitgraph.errors import BadContent, LeitgraphError
from leitgraph.model import Text

BASE = "https://w3id.org/insek/id/"

VERIFY = {
    # name: a query whose every solution is a fault, shown as its columns
    "same name for two terms": """
        SELECT ?label ?one ?two WHERE {
          ?one a ?type ; skos:prefLabel ?label . ?two a ?type ; skos:prefLabel ?label .
          VALUES ?type { owl:Class owl:ObjectProperty owl:DatatypeProperty }
          FILTER (STR(?one) < STR(?two))
        }""",
    "same definition for two terms": """
        SELECT ?text ?one ?two WHERE {
          ?one skos:definition ?text . ?two skos:definition ?text .
          FILTER (STR(?one) < STR(?two))
        }""",
    "same name twice in a code list": """
        SELECT ?label ?one ?two WHERE {
          ?one skos:inScheme ?s ; skos:prefLabel ?label .
          ?two skos:inScheme ?s ; skos:prefLabel ?label .
          FILTER (STR(?one) < STR(?two))
        }""",
    "defined by something that is neither module nor code list": """
        SELECT ?term ?module WHERE {
          ?term rdfs:isDefinedBy ?module .
          FILTER NOT EXISTS { ?module a owl:Ontology }
          FILTER NOT EXISTS { ?module a skos:ConceptScheme }
          FILTER (?module != <https://w3id.org/insek/vocab>)
        }""",
    "refers to a term that does not exist": """
        SELECT ?term ?missing WHERE {
          ?term rdfs:subClassOf|rdfs:subPropertyOf|owl:inverseOf|insek:codeliste|
                schema:domainIncludes|schema:rangeIncludes|dcterms:isReplacedBy|
                (owl:propertyChainAxiom/rdf:rest*/rdf:first) ?missing .
          FILTER (STRSTARTS(STR(?missing), "https://w3id.org/insek/"))
          FILTER NOT EXISTS { ?missing a ?type }
        }""",
    "object property with literal range, or the reverse": """
        SELECT ?term ?range WHERE {
          { ?term a owl:ObjectProperty ; schema:rangeIncludes ?range .
            FILTER (STRSTARTS(STR(?range), STR(xsd:))) }
          UNION
          { ?term a owl:DatatypeProperty ; schema:rangeIncludes ?range .
            FILTER (STRSTARTS(STR(?range), "https://w3id.org/insek/")) }
        }""",
    "code list that no property uses": """
        SELECT ?scheme WHERE {
          ?scheme a skos:ConceptScheme . FILTER NOT EXISTS { ?p insek:codeliste ?scheme }
          # Themes are values of insek:thema by their class, as those of a city are.
          FILTER NOT EXISTS { ?code skos:inScheme ?scheme ; a insek:Thema }
        }""",
    "axiom outside the agreed set": """
        SELECT ?term ?axiom WHERE {
          { ?term ?axiom ?x .
            FILTER (STRSTARTS(STR(?axiom), STR(owl:)) || ?axiom IN (rdfs:domain, rdfs:range))
            FILTER (?axiom NOT IN (owl:inverseOf, owl:propertyChainAxiom, owl:disjointWith,
                                   owl:deprecated, owl:versionIRI, owl:versionInfo)) }
          UNION
          { ?term a ?axiom .
            FILTER (STRSTARTS(STR(?axiom), STR(owl:)))
            FILTER (?axiom NOT IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty,
                                   owl:TransitiveProperty, owl:SymmetricProperty,
                                   owl:Ontology, owl:NamedIndividual)) }
        }""",
}

PREFIXES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX insek: <https://w3id.org/insek/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


@dataclass
class Audit:
    """Lines to print, what is wrong in the ontology, and what files are refused for.

    ``refusals`` are those of ``BadContent.facts``, in both languages.
    """

    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)

    def wrong(self, language: str) -> list[str]:
        """Everything that is wrong, each once, a line each."""
        return list(dict.fromkeys([*self.faults, *(one[language] for one in self.refusals)]))

    def looked_at(self, what: str, count: int) -> None:
        """Note how much was looked at; nothing at all is a fault."""
        self.lines.append(f"{what}: {count}")
        if not count:
            self.faults.append(f"{what}: nothing found, so nothing was checked")


def audit(settings: Settings, *, prove: bool = True) -> Audit:
    """All checks over the content folders. ``prove``: also try the rules' examples, in seconds."""
    ontology, shapes = settings.content_dir("ontology"), settings.content_dir("shapes")
    result = Audit()
    files = OntologyFiles.of(ontology)
    terms = (*files.modules, *files.vocab)
    result.looked_at("modules", len(files.modules))
    result.looked_at("code lists", len(files.vocab))
    result.looked_at("alignments", len(files.align))
    result.refusals += _unreadable([*terms, *files.align, shapes / "ontology.ttl"])
    if result.refusals:
        return result  # whatever else is wrong follows from that
    _validate(result, "ontology", terms, [shapes / "ontology.ttl"], files.align)
    _verify(result, terms)
    _matches(result, files)
    found = content_audit(settings, prove=prove)
    result.lines += found.lines
    result.faults += found.faults
    result.refusals += found.refusals
    _counts(result, settings)
    return result


def _unreadable(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The files that are missing or no Turtle."""
    refused = Refused()
    for file in files:
        try:
            for _ in ox.parse(utf8(file, refused) or "", format=ox.RdfFormat.TURTLE, base_iri=BASE):
                pass
        except SyntaxError as error:
            refused.add(file, *turtle_fault(error))
    return [one.as_dict() for one in refused.found]


def content_audit(settings: Settings, *, prove: bool = True) -> Audit:
    """Each kind of file by its loader, then, to ``prove`` them, the examples of the rules."""
    result = Audit()
    shapes = settings.content_dir("shapes")
    files = {
        "structure files": (shapes / "structure", "*.ttl"),
        "rule files": (shapes / "rules", "*/*.ttl"),
        "profile files": (shapes / "profiles", "*.ttl"),
        "query files": (settings.content_dir("queries"), "*.rq"),
        "forms": (settings.content_dir("data") / "forms", "*.toml"),
        "city folders": (settings.content_dir("data") / "cities", "*/"),
    }
    for what, (folder, pattern) in files.items():
        result.looked_at(what, sum(1 for _ in folder.glob(pattern)))
    try:
        content = read_content(settings)
    except BadContent as error:
        result.refusals += error.facts["refusals"]
        return result
    result.refusals += content.refusals
    examples = 0
    for rule in content.rules.rules.values() if prove else ():
        examples += len(rule.good) + len(rule.bad)
        for line, condition, german, english in unproved(content.rules, rule):
            path = shapes / "rules" / rule.area / f"{rule.id}.ttl"
            about = Text(f"Regel {rule.id}", f"rule {rule.id}")
            one = Refusal(path, line, about, condition, Text(german, english))
            result.refusals.append(one.as_dict())
    if prove and content.rules.rules:
        result.looked_at("examples of rules", examples)
    return result


def _validate(
    result: Audit,
    what: str,
    data: Iterable[Path],
    shapes: Iterable[Path],
    more: Iterable[Path] = (),
) -> None:
    """pySHACL over files; also that the shapes had something to target."""
    graph, shape_graph = _graph([*data, *more]), _graph(shapes)
    targets = sum(
        1
        for kind in shape_graph.objects(None, SH.targetClass)
        for _ in graph.subjects(rdflib.RDF.type, kind)
    )
    if not targets:
        result.faults.append(f"{what}: no shape had anything to look at")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shape_graph)
    if not isinstance(report, rdflib.Graph):
        result.faults.append(f"{what}: pySHACL failed: {report!r}")
        return
    for found in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        focus, shape = report.value(found, SH.focusNode), report.value(found, SH.sourceShape)
        value, text = report.value(found, SH.value), report.value(found, SH.resultMessage)
        result.faults.append(f"{what}: {focus} {shape} {value or ''} {text}")


def _graph(files: Iterable[Path]) -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for file in files:
        graph.parse(file, format="turtle", publicID=BASE)
    return graph


def _verify(result: Audit, files: Iterable[Path]) -> None:
    store = ox.Store()
    for file in files:
        store.load(path=str(file), format=ox.RdfFormat.TURTLE)
    for name, query in VERIFY.items():
        solutions = store.query(PREFIXES + query)
        assert isinstance(solutions, ox.QuerySolutions)
        for solution in solutions:
            result.faults.append(f"{name}: {' '.join(str(value) for value in solution)}")
    result.looked_at("verify queries", len(VERIFY))


def _matches(result: Audit, files: OntologyFiles) -> None:
    """Alignments speak of terms and codes that exist."""
    known = {
        quad.subject.value
        for file in (*files.modules, *files.vocab)
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    }
    count = 0
    for file in files.align:
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            subject = quad.subject
            if isinstance(subject, ox.NamedNode) and "/align/" not in subject.value:
                count += 1
                ours = subject.value.startswith((NS, "https://w3id.org/insek/vocab/"))
                if ours and subject.value not in known:
                    result.faults.append(f"{file.name}: {subject.value} does not exist")
    result.looked_at("matches", count)


def _counts(result: Audit, settings: Settings) -> None:
    folder = settings.content_dir("ontology")
    try:
        ontology = load_ontology(folder)
    except LeitgraphError as error:
        result.faults.append(error.detail_en)
        return
    result.looked_at("classes", len(ontology.of_kind("class")))
    result.looked_at("properties", len(ontology.of_kind("object", "datatype", "property")))
    result.looked_at("codes", len(ontology.codes))
    context = (folder / "context.jsonld").read_text("utf-8")
    if context != as_text(build_context(ontology)):
        result.faults.append("context.jsonld is stale: run python -m leitgraph.catalog.context")
    for name, text in labels(ontology).items():
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != text:
            result.faults.append(f"{name} is stale: run python -m leitgraph.catalog.context")


def main() -> int:
    """Print the audit, what is wrong in German and in English; 0 if all is well, else 1."""
    result = audit(Settings())
    lines = [*result.lines, *(f"FAULT {fault}" for fault in result.faults)]
    for one in result.refusals:
        lines += [f"FAULT {one['de']}", f"      {one['en']}"]
    for line in dict.fromkeys(lines):
        sys.stdout.write(line + "\n")
    return 1 if result.wrong("de") else 0


if __name__ == "__main__":
    sys.exit(main())
