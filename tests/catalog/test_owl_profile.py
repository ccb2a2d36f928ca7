"""The ontology stays within OWL 2 RL, shows an example of each class; data keep it disjoint."""

from __future__ import annotations

import re

import owlrl
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from tests import content
from tests.queries.asking import everything

from leitgraph.catalog.ontology import NS, OntologyFiles
from leitgraph.config import Settings

FILES = OntologyFiles.of(Settings().content_dir("ontology"))
IN_OWL, IN_RDFS = (str(name).partition("#")[0] + "#" for name in (OWL.Class, RDFS.label))
# What OWL 2 RL lets stand between two names; all else it allows is made of class expressions,
# of which the ontology has none.
BETWEEN_CLASSES = {RDFS.subClassOf, OWL.disjointWith, OWL.equivalentClass}
BETWEEN_PROPERTIES = {RDFS.subPropertyOf, OWL.inverseOf, OWL.equivalentProperty}
CHARACTERISTICS = {OWL.TransitiveProperty, OWL.SymmetricProperty}
DECLARATIONS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual}
SAID_OF_FILES = {OWL.versionIRI, OWL.versionInfo, OWL.deprecated}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for file in (*FILES.modules, *FILES.vocab, *FILES.align):
        graph.parse(file, format="turtle")
    return graph


def test_only_constructs_of_owl_2_rl_are_used(ontology: rdflib.Graph) -> None:
    known = {*BETWEEN_CLASSES, *BETWEEN_PROPERTIES, *SAID_OF_FILES, OWL.propertyChainAxiom}
    used = {p for p in ontology.predicates() if str(p).startswith((IN_OWL, IN_RDFS))}
    assert used - known == {RDFS.isDefinedBy}, "range and domain are annotations (ADR 4)"
    types = {t for t in ontology.objects(None, RDF.type) if str(t).startswith(IN_OWL)}
    assert types <= {*DECLARATIONS, *CHARACTERISTICS, OWL.Ontology}


def test_axioms_stand_between_names_of_one_kind(ontology: rdflib.Graph) -> None:
    def ours(kind: rdflib.URIRef) -> set[object]:
        return {s for s in ontology.subjects(RDF.type, kind) if str(s).startswith(NS)}

    classes, objects = ours(OWL.Class), ours(OWL.ObjectProperty)
    values, plain = ours(OWL.DatatypeProperty), ours(RDF.Property)
    for one, other in ((classes, objects | values), (objects, values), (plain, objects | values)):
        assert one & other == set(), "one name, one kind"
    for axiom in BETWEEN_CLASSES:
        for subject, thing in ontology.subject_objects(axiom):
            assert {type(subject), type(thing)} == {rdflib.URIRef}
            assert subject in classes or not str(subject).startswith(NS)
            assert thing in classes or not str(thing).startswith(NS)
            assert thing not in (OWL.Nothing, OWL.Thing)
    for axiom in BETWEEN_PROPERTIES:
        for subject, thing in ontology.subject_objects(axiom):
            if str(thing).startswith(NS):
                assert {subject, thing} <= objects or {subject, thing} <= values
    for kind in CHARACTERISTICS:
        assert set(ontology.subjects(RDF.type, kind)) <= objects
    for subject, chain in ontology.subject_objects(OWL.propertyChainAxiom):
        links = list(rdflib.collection.Collection(ontology, chain))
        assert len(links) == 2
        assert {subject, *links} <= objects


def test_the_ontology_is_consistent_under_the_rules_of_owl_2_rl(ontology: rdflib.Graph) -> None:
    graph = rdflib.Graph()
    graph += ontology
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    assert [str(text) for text in graph.objects(None, errors)] == []
    below_nothing = [c for c in graph.subjects(RDFS.subClassOf, OWL.Nothing) if c != OWL.Nothing]
    assert [c for c in below_nothing if str(c).startswith(NS)] == []


def test_nothing_is_in_two_disjoint_classes(ontology: rdflib.Graph) -> None:
    pairs = list(ontology.subject_objects(OWL.disjointWith))
    assert len(pairs) >= 8
    for one, other in pairs:
        query = f"SELECT ?x {{ ?x a <{one}> . ?x a <{other}> }} LIMIT 3"
        found = everything().query(query, use_default_graph_as_union=True)
        assert list(found) == [], f"{one} and {other}"  # type: ignore[arg-type]


def test_every_class_has_an_example_in_both_languages(ontology: rdflib.Graph) -> None:
    for term in content.ontology().of_kind("class"):
        examples = ontology.objects(rdflib.URIRef(term.iri), SKOS.example)
        languages = {
            example.language for example in examples if isinstance(example, rdflib.Literal)
        }
        assert languages == {"de", "en"}, f"{term.name} needs an example in ontology/beispiele.ttl"


def test_names_that_differ_by_case_only_are_a_class_and_the_property_that_leads_to_it(
    ontology: rdflib.Graph,
) -> None:
    """Why they stay is said in ADR 16."""
    terms = content.ontology().terms
    for term in content.ontology().of_kind("class"):
        lower = terms.get(NS + term.name[0].lower() + term.name[1:])
        if lower is not None:
            above = ontology.transitive_objects(rdflib.URIRef(term.iri), RDFS.subClassOf)
            assert {str(one) for one in above} & {*lower.ranges}, f"{lower.name} and {term.name}"


def test_a_provisional_term_is_one_that_no_real_city_uses(ontology: rdflib.Graph) -> None:
    status = rdflib.URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
    provisional = {str(term) for term in ontology.subjects(status, rdflib.Literal("testing"))}
    assert provisional
    assert provisional <= {*content.ontology().terms}
    folder = Settings().content_dir("data") / "cities"
    text = "".join(file.read_text("utf-8") for file in folder.glob("*/*.ttl"))
    names = {iri.removeprefix(NS) for iri in provisional}
    used = {name for name in names if re.search(rf"\binsek:{name}\b", text)}
    assert used == set(), "take it out of ontology/status.ttl"
