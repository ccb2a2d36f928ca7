"""How the tests read a city: load files, ask for values, and what must hold for every city."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/insek/id/"
NS = "https://w3id.org/insek/ns#"
VOCAB = "https://w3id.org/insek/vocab/"
PREFIXES = f"""
PREFIX insek: <{NS}>
PREFIX v: <{VOCAB}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def cities() -> Path:
    return ROOT / "data" / "cities"


def slugs() -> list[str]:
    found = sorted(file.parent.name for file in cities().glob("*/city.toml"))
    assert found, "no city found"
    return found


def ontology_files() -> list[Path]:
    return sorted((ROOT / "ontology").glob("*.ttl")) + sorted(
        (ROOT / "ontology" / "vocab").glob("*.ttl")
    )


def load(files: Iterable[Path]) -> Store:
    store = Store()
    for file in files:
        store.load(path=file, format=RdfFormat.TURTLE, base_iri=BASE)
    return store


def ask(store: Store, query: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT as plain strings, in the order of the answer; unbound is empty."""
    answer = store.query(PREFIXES + query)
    assert isinstance(answer, QuerySolutions)
    names = answer.variables
    return [tuple(row[n].value if row[n] is not None else "" for n in names) for row in answer]


def pairs(store: Store, query: str) -> list[tuple[str, str]]:
    """The rows of a SELECT of two variables."""
    return [(first, second) for first, second in ask(store, query)]


def column(store: Store, query: str) -> list[str]:
    return [row[0] for row in ask(store, query)]


def count(store: Store, cls: str) -> int:
    """How many resources have this very class, such as ``insek:Leitziel``."""
    return len(
        column(store, f"SELECT DISTINCT ?x {{ ?x a {cls} FILTER(STRSTARTS(STR(?x), '{BASE}')) }}")
    )


def terms() -> set[str]:
    """Everything the ontology and the code lists define."""
    return {q.subject.value for q in load(ontology_files()) if isinstance(q.subject, NamedNode)}


def dangling(store: Store, whole: Store) -> list[tuple[str, str, str]]:
    """References to resources that no city describes, and to terms the ontology does not have."""
    known = {q.subject.value for q in whole if isinstance(q.subject, NamedNode)} | terms()
    ours = (BASE, NS, VOCAB)
    return sorted(
        (str(quad.subject), quad.predicate.value, node.value)
        for quad in store
        for node in (quad.predicate, quad.object)
        if isinstance(node, NamedNode) and node.value.startswith(ours) and node.value not in known
    )


def unnamed(store: Store) -> list[str]:
    return column(
        store,
        "SELECT DISTINCT ?x { ?x a ?c FILTER NOT EXISTS "
        "{ ?x skos:prefLabel ?name FILTER(LANG(?name) = 'de') } }",
    )


def unsourced(store: Store) -> list[str]:
    """Resources without a passage; sources, passages, schemes and the municipality need none."""
    return column(
        store,
        "SELECT DISTINCT ?x { ?x a ?c "
        "FILTER(?c NOT IN (insek:Quelle, insek:Fundstelle, insek:Kommune, skos:ConceptScheme)) "
        "FILTER NOT EXISTS { ?x insek:belegtDurch/insek:quelle ?source } }",
    )


def unused_passages(store: Store) -> list[str]:
    return column(
        store,
        "SELECT DISTINCT ?x { ?x a insek:Fundstelle FILTER NOT EXISTS { ?y insek:belegtDurch ?x "
        "} }",
    )


def homeless(store: Store) -> list[str]:
    """Resources other than the municipality itself that do not say which one they belong to."""
    return column(
        store,
        "SELECT DISTINCT ?x { ?x a ?c FILTER(!STRENDS(STR(?x), '/kommune/stadt')) "
        "FILTER NOT EXISTS { ?x insek:kommune ?k } }",
    )
