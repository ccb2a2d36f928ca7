"""The structure shapes keep up with the ontology: no property is left unchecked."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from tests import content

from leitgraph.catalog.ontology import NS
from leitgraph.config import Settings
from leitgraph.shacl.core.components import Class, Datatype
from leitgraph.shacl.core.gate import MODES, Shapes, warm_shapes
from leitgraph.shacl.core.logic import Or
from leitgraph.shacl.core.shape import Shape

FORM = "https://w3id.org/insek/shapes/structure#"
# These follow from an inverse, a chain or a sub-property that is checked itself.
FOLLOWING = {
    "beschlossenMit", "betrifftZiel", "dientZiel", "ersetztDurch", "finanziertZiel",
    "hatBeschlusspunkt", "hatIndikator", "hatMessung", "hatNachfolger", "hatUmgang",
    "hatUnterziel", "hatZielallokation", "hatZielbezug", "hatZielfassung", "hatZielwert",
    "umfasstEinheit", "untersteht",
}  # fmt: skip
# What may stand in them is wider than one class of ours.
OPEN = {
    "belegtDurch", "ueber", "zustaendigFuer", "praedikat", "regel", "codeliste", "abgedeckt",
    "abgedecktesMerkmal",
}  # fmt: skip


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return warm_shapes(Settings())


def form(shapes: Shapes, name: str) -> Shape:
    return shapes.compiled.shapes[ox.NamedNode(FORM + name)]


@pytest.mark.parametrize("name", content.terms("owl:DatatypeProperty"))
def test_every_literal_has_its_datatype_checked(name: str, shapes: Shapes) -> None:
    term = content.ontology().terms[NS + name]
    shape = form(shapes, f"wert-{term.name}")
    choices = [one for c in shape.constraints if isinstance(c, Or) for one in c.shapes]
    among = [*shape.constraints, *(c for one in choices for c in one.constraints)]
    checked = [c.datatype.value for c in among if isinstance(c, Datatype)]
    texts = {"http://www.w3.org/2001/XMLSchema#string"}
    assert sorted(checked) == sorted(term.ranges) or (checked == [] and texts & set(term.ranges))


@pytest.mark.parametrize("name", content.terms("owl:ObjectProperty", coded=True))
def test_every_coded_value_is_checked_against_its_list(name: str, shapes: Shapes) -> None:
    term = content.ontology().terms[NS + name]
    assert term.scheme is not None
    shape = form(shapes, f"code-{term.name}")
    assert len(shape.constraints) >= 1
    assert term.scheme.rpartition("/")[2] in shape.messages["de"] or term.name == "sdg"


@pytest.mark.parametrize("name", sorted({*content.terms("owl:ObjectProperty")} - FOLLOWING - OPEN))
def test_every_reference_is_checked_for_its_class(name: str, shapes: Shapes) -> None:
    term = content.ontology().terms[NS + name]
    shape = form(shapes, f"verweis-{term.name}")
    [kind] = [c for c in shape.constraints if isinstance(c, Class | Or)]
    members = [kind] if isinstance(kind, Class) else [s.constraints[0] for s in kind.shapes]
    assert {m.name.value for m in members if isinstance(m, Class)} == set(term.ranges)
    assert all(iri.startswith(NS) for iri in term.ranges)


def test_no_property_is_overlooked() -> None:
    here = content.ontology()
    coded = [term.name for term in here.of_kind("object") if term.scheme]
    free = [term.name for term in here.of_kind("object") if not term.scheme]
    assert content.terms("owl:DatatypeProperty") == [t.name for t in here.of_kind("datatype")]
    assert content.terms("owl:ObjectProperty", coded=True) == coded
    assert content.terms("owl:ObjectProperty") == free


def test_references_warn_sources_are_recorded_and_the_rest_blocks(shapes: Shapes) -> None:
    modes = {
        shape.set_name.rpartition("/")[2]: shape.mode
        for shape in shapes.compiled.targeted
        if isinstance(shape.iri, ox.NamedNode)
    }
    assert {name for name, mode in modes.items() if mode == "warn"} == {"verweise", "plausibel"}
    assert {name for name, mode in modes.items() if mode == "report"} == {"herkunft"}
    assert set(modes.values()) == set(MODES)


@pytest.mark.parametrize("name", content.terms("owl:Class"))
def test_every_class_has_a_shape(name: str, shapes: Shapes) -> None:
    own = shapes.compiled.by_class.get(ox.NamedNode(NS + name), [])
    above = shapes.background.superclasses(ox.NamedNode(NS + name))
    inherited = [shape for each in above for shape in shapes.compiled.by_class.get(each, [])]
    telling = [s for s in (*own, *inherited) if s.set_name.rpartition("/")[2] != "herkunft"]
    assert telling, f"{name} has no shape, nor has a class above it"


def test_every_finding_can_be_told_in_both_languages(shapes: Shapes) -> None:
    told = [s for root in shapes.compiled.targeted for s in (root, *root.properties)]
    assert len(told) > 300
    silent = [s.iri for s in told if s.constraints and not {"de", "en"} <= set(s.messages)]
    assert silent == []
