"""The gate part by part, with shapes small enough to see what each decision is for."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError, UnsupportedShape
from leitgraph.model import Patch
from leitgraph.shacl.core.data import Data
from leitgraph.shacl.core.gate import Shapes, gate, load_shapes, touched, warm_shapes

PREFIXES = """
@prefix : <http://ex/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix regel: <https://w3id.org/insek/regel#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SET = ':satz a regel:Formensatz ; regel:modus "block" .\n'


def shapes(
    folder: Path, text: str, *, modes: str = SET, strictest: str = "block", background: str = ""
) -> Shapes:
    """Shapes of one file, over an ontology of one file."""
    file, ontology = folder / "formen.ttl", folder / "ontologie.ttl"
    file.write_text(PREFIXES + modes + text)
    ontology.write_text(PREFIXES + background)
    return load_shapes([file], [ontology], strictest)


def quads(text: str) -> bytes:
    """N-Quads of Turtle, as a patch holds them."""
    return b"".join(
        f"{q.subject} {q.predicate} {q.object} <http://ex/g> .\n".encode()
        for q in ox.parse((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE)
    )


def check(
    compiled: Shapes, store: str, *, added: str = "", removed: str = ""
) -> list[tuple[str, str]]:
    """What the gate finds in a store after a patch: local names of focus and shape."""
    whole = ox.Store()
    whole.load((PREFIXES + store + added).encode(), format=ox.RdfFormat.TURTLE)
    patch = Patch(quads(added), quads(removed), actor="test", reason="test")
    found = gate(whole, compiled, patch)
    return sorted((f["focus"].rpartition("/")[2], f["rule"].rpartition("/")[2]) for f in found)


@pytest.mark.parametrize(
    ("target", "patch", "expected"),
    [
        ("sh:targetClass :Art", ":x a :Art .", [("x", "form")]),
        ("sh:targetClass :Art", ":x a :Unterart .", [("x", "form")]),
        ("sh:targetClass :Art", ":x a :Andere .", []),
        ("sh:targetClass :Art", ":x :q :y .", []),
        ("sh:targetNode :x", ":x :q :y .", [("x", "form")]),
        ("sh:targetNode :x", ":y :q :x .", []),
        ("sh:targetSubjectsOf :q", ":x :q :y .", [("x", "form")]),
        ("sh:targetSubjectsOf :q", ":x :r :y .", []),
        ("sh:targetObjectsOf :q", ":x :q :y .", [("y", "form")]),
        ("sh:targetObjectsOf :q", ":x :r :y .", []),
        ("sh:targetObjectsOf :q", ":x :q :y , :z .", [("y", "form"), ("z", "form")]),
        ("sh:targetClass :Art ; sh:targetNode :x", ":x a :Art .", [("x", "form")]),
    ],
)
def test_each_kind_of_target_finds_its_nodes_and_no_other(
    tmp_path: Path, target: str, patch: str, expected: list[tuple[str, str]]
) -> None:
    compiled = shapes(
        tmp_path,
        f":form a sh:PropertyShape ; {target} ; sh:path :p ; sh:minCount 1 .",
        background=":Unterart rdfs:subClassOf :Art .",
    )
    assert check(compiled, "", added=patch) == expected


def test_a_shape_that_looks_along_a_path_is_asked_again_where_the_path_begins(
    tmp_path: Path,
) -> None:
    compiled = shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetClass :Art ; sh:path ( :p :q ) ; sh:minCount 1 .",
    )
    before = ":a a :Art ; :p :b . :c a :Art ; :p :d . :d :q 1 ."
    assert check(compiled, before, removed=":b :q 1 .") == [("a", "form")]
    assert check(compiled, before, removed=":b :r 1 .") == []
    assert check(compiled, before, added=":d :q 2 .") == []
    assert check(compiled, before, added=":b :q 2 .") == []


def test_a_shape_that_looks_backwards_is_asked_again_at_the_object(tmp_path: Path) -> None:
    compiled = shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetClass :Art ; sh:path [ sh:inversePath :p ] ; "
        "sh:maxCount 1 .",
    )
    assert check(compiled, ":a a :Art . :x :p :a .", added=":y :p :a .") == [("a", "form")]
    assert check(compiled, ":a a :Art .", added=":y :p :a .") == []


def test_a_class_that_goes_is_asked_about_where_it_is_wanted_one_that_comes_is_not(
    tmp_path: Path,
) -> None:
    compiled = shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetClass :Art ; sh:path :p ; sh:class :Ort .",
    )
    before = ":a a :Art ; :p :b ."
    assert check(compiled, before, removed=":b a :Ort .") == [("a", "form")]
    # Adding a type never breaks it: the node that points there is not looked at again.
    assert check(compiled, before, added=":b a :Anderes .") == []


def test_a_closed_shape_behind_a_path_is_asked_again_for_any_statement(tmp_path: Path) -> None:
    compiled = shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetClass :Art ; sh:path :p ; sh:node :zu . "
        ":zu a sh:NodeShape ; sh:closed true ; sh:property [ sh:path :q ; sh:maxCount 1 ] .",
    )
    before = ":a a :Art ; :p :b ."
    assert check(compiled, before, added=":b :q 1 .") == []
    assert check(compiled, before, added=":b :q 1 , 2 .") == [("a", "form")]
    assert check(compiled, before, added=":b :irgendwas 1 .") == [("a", "form")]
    assert check(compiled, before, added=":c :irgendwas 1 .") == []


def test_a_node_is_visited_once_however_many_ways_lead_to_it(tmp_path: Path) -> None:
    compiled = shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetClass :Art ; sh:path ( :p :q ) ; sh:minCount 9 .",
    )
    store = ox.Store()
    store.load((PREFIXES + ":a a :Art ; :p :b , :c .").encode(), format=ox.RdfFormat.TURTLE)
    patch = Patch(quads(":a :p :b , :c ."), quads(":b :q 1 . :c :q 2 ."), actor="t", reason="t")
    nodes = [str(node) for node in touched(Data(store), compiled, patch)]
    assert nodes == ["<http://ex/a>", "<http://ex/b>", "<http://ex/c>"]


def test_a_subject_whose_iri_is_written_with_escapes_is_the_same_subject(tmp_path: Path) -> None:
    compiled = shapes(
        tmp_path, ":form a sh:PropertyShape ; sh:targetClass :Art ; sh:path :p ; sh:minCount 1 ."
    )
    line = rb"<http://ex/stra\u00DFe> <http://ex/q> <http://ex/y> <http://ex/g> ." + b"\n"
    nodes = list(touched(Data(ox.Store()), compiled, Patch(line, b"", actor="t", reason="t")))
    assert nodes == [ox.NamedNode("http://ex/straße")]


@pytest.mark.parametrize(
    ("own", "strictest", "mode"),
    [
        ("block", "block", "block"),
        ("block", "warn", "warn"),
        ("block", "report", "report"),
        ("warn", "block", "warn"),
        ("warn", "warn", "warn"),
        ("warn", "report", "report"),
        ("report", "block", "report"),
        ("report", "report", "report"),
    ],
)
def test_the_milder_of_two_modes_counts(
    tmp_path: Path, own: str, strictest: str, mode: str
) -> None:
    compiled = shapes(
        tmp_path,
        ":form a sh:PropertyShape ; sh:targetNode :x ; sh:path :p ; sh:minCount 1 .",
        modes=f':satz regel:modus "{own}" .\n',
        strictest=strictest,
    )
    (shape,) = compiled.compiled.targeted
    assert (shape.mode, shape.set_name) == (mode, "http://ex/satz")


@pytest.mark.parametrize(
    "modes",
    [
        "",
        ':eins regel:modus "block" . :zwei regel:modus "block" .\n',
        ':eins regel:modus "block" , "warn" .\n',
        ':eins regel:modus "streng" .\n',
        ":eins regel:modus :block .\n",
        '[] regel:modus "block" .\n',
    ],
    ids=["keiner", "zwei Sätze", "zwei Modi", "unbekannt", "kein Text", "ohne Namen"],
)
def test_a_file_needs_exactly_one_set_with_a_known_mode(tmp_path: Path, modes: str) -> None:
    with pytest.raises(UnsupportedShape, match=r"formen\.ttl: genau ein Formensatz"):
        shapes(tmp_path, ":form a sh:NodeShape .", modes=modes)


def test_a_finding_names_the_path_of_its_shape_only_where_it_is_one_property(
    tmp_path: Path,
) -> None:
    compiled = shapes(
        tmp_path,
        ":eine a sh:PropertyShape ; sh:targetNode :x ; sh:path :p ; sh:minCount 1 . "
        ":zwei a sh:PropertyShape ; sh:targetNode :x ; sh:path ( :p :q ) ; sh:minCount 1 . "
        ":knoten a sh:NodeShape ; sh:targetNode :x ; sh:class :Art .",
    )
    store = ox.Store()
    patch = Patch(quads(":x :r 1 ."), b"", actor="t", reason="t")
    found = {f["rule"]: (f["path"], f["value"]) for f in gate(store, compiled, patch)}
    assert found == {
        "http://ex/eine": ("http://ex/p", None),
        "http://ex/zwei": (None, None),
        "http://ex/knoten": (None, "http://ex/x"),
    }


def test_of_each_mode_a_thousand_findings_are_returned_the_strict_first(tmp_path: Path) -> None:
    folder = tmp_path / "mild"
    folder.mkdir()
    files = []
    for mode, name in (("report", "c"), ("block", "a"), ("warn", "b")):
        file = folder / f"{name}.ttl"
        file.write_text(
            f'{PREFIXES} :satz-{name} regel:modus "{mode}" . :{name} a sh:PropertyShape ; '
            "sh:targetSubjectsOf :q ; sh:path :p ; sh:minCount 1 ."
        )
        files.append(file)
    text = "".join(f":x{number} :q 1 . " for number in range(1001))
    store = ox.Store()
    store.load((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE)
    compiled = load_shapes(files)
    patch = Patch(quads(text), b"", actor="t", reason="t")
    modes = [finding["mode"] for finding in gate(store, compiled, patch)]
    assert modes == ["block"] * 1000 + ["warn"] * 1000 + ["report"] * 1000


@pytest.mark.parametrize("given", ["ontology", "shapes"])
def test_without_shapes_or_without_ontology_there_is_no_gate(tmp_path: Path, given: str) -> None:
    folder = tmp_path / ("ontology" if given == "ontology" else "shapes/structure")
    folder.mkdir(parents=True)
    (folder / "a.ttl").write_text(PREFIXES + SET)
    with pytest.raises(LeitgraphError, match="fehlen Strukturformen oder Ontologie") as caught:
        warm_shapes(Settings(content=tmp_path))
    assert str(tmp_path) in caught.value.detail_en
