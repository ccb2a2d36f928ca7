"""Blank nodes get the same IRIs for the same content, and a difference is exact."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from leitgraph.store.rdf.skolem import canonical, canonical_quads, diff, graph_lines, parse_lines

BASE = "https://w3id.org/insek/id"
GRAPH = ox.NamedNode("http://ex/g")


def lines(turtle: str, graph: ox.NamedNode = GRAPH) -> bytes:
    store = ox.Store()
    text = f"@prefix : <http://ex/> .\n{turtle}"
    store.load(text.encode(), format=ox.RdfFormat.TURTLE, to_graph=graph)
    return canonical(store, BASE)


def test_a_blank_node_becomes_an_iri_under_the_base() -> None:
    text = lines(":a :geo [ :wkt 'POINT(1 2)' ] .").decode()
    assert text.count(f"<{BASE}/.well-known/genid/") == 2
    assert "_:" not in text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (":a :p [ :q 1 ] , [ :q 2 ] .", ":a :p [ :q 2 ] , [ :q 1 ] ."),
        (":a :p _:x . _:x :q 1 .", "_:anders :q 1 . :a :p _:anders ."),
        (":a :l ( 1 2 3 ) .", ":a :l ( 1 2 3 ) ."),
        (
            ":a :p [ :next [ :next [ :v 1 ] ] ] .",
            "_:3 :v 1 . _:2 :next _:3 . :a :p [ :next _:2 ] .",
        ),
        ("_:x :knows _:y . _:y :knows _:x .", "_:b :knows _:a . _:a :knows _:b ."),
    ],
)
def test_the_same_content_gives_the_same_bytes(one: str, other: str) -> None:
    assert lines(one) == lines(other)


def test_different_content_gives_different_iris() -> None:
    one, other = lines(":a :p [ :q 1 ] ."), lines(":a :p [ :q 2 ] .")
    assert not {q.subject for q in parse_lines(one)} & {
        q.subject for q in parse_lines(other) if q.subject != ox.NamedNode("http://ex/a")
    } - {ox.NamedNode("http://ex/a")}


def test_two_nodes_in_one_place_stay_two() -> None:
    assert len(parse_lines(lines(":a :p [ :q 1 ] , [ :q 2 ] ."))) == 4


def test_changing_one_node_leaves_the_others_as_they_were() -> None:
    added, removed = diff(
        lines(":a :p [ :q 1 ] . :b :p [ :q 2 ] ."), lines(":a :p [ :q 1 ] . :b :p [ :q 3 ] .")
    )
    assert (added.count(b"\n"), removed.count(b"\n")) == (2, 2)
    assert b"<http://ex/a>" not in added + removed


def test_the_same_node_in_another_graph_is_another() -> None:
    genid = b"/.well-known/genid/"
    one = lines(":a :p [ :q 1 ] .").split(genid)[1][:32]
    other = lines(":a :p [ :q 1 ] .", ox.NamedNode("http://ex/h")).split(genid)[1][:32]
    assert one != other


def test_blank_nodes_inside_quoted_triples_are_named_too() -> None:
    text = lines("_:x :q 1 . :a :says <<( _:x :p :b )>> .")
    assert b"_:" not in text
    assert text.count(b"/.well-known/genid/") == 2


def test_a_text_that_looks_like_a_blank_node_stays_a_text() -> None:
    text = lines(':a :p "so _:x gemeint" ; :r [ :q "_:y" ] .')
    assert b'"so _:x gemeint"' in text
    assert b'"_:y"' in text


def test_literals_are_as_the_store_gives_them_back() -> None:
    written = """:a :p "0012"^^<http://www.w3.org/2001/XMLSchema#integer> , 12.50 ,
        "1"^^<http://www.w3.org/2001/XMLSchema#boolean> ."""
    text = lines(written)
    assert diff(text, text) == (b"", b"")
    assert b'"12"^^' in text
    assert b'"12.5"^^' in text
    assert b'"true"^^' in text


def test_canonical_form_is_a_fixed_point() -> None:
    text = lines(":a :p [ :q ( 1 [ :r 2.50 ] ) ] ; :t 'ä\\n\"'@de .")
    assert canonical_quads(parse_lines(text), BASE) == text


def test_a_graph_of_a_store_has_the_same_lines_as_its_source() -> None:
    text = lines(":a :p [ :q 1 ] ; :t 'Zeile .\\n <x> .\\n' .")
    store = ox.Store()
    store.load(text, format=ox.RdfFormat.N_QUADS)
    store.add(ox.Quad(GRAPH, GRAPH, GRAPH, ox.NamedNode("http://ex/other")))
    assert graph_lines(store, GRAPH) == text


def test_a_difference_leads_from_old_to_new() -> None:
    old, new = lines(":a :p 1 , 2 ."), lines(":a :p 2 , 3 .")
    added, removed = diff(old, new)
    assert [q.object.value for q in parse_lines(added)] == ["3"]
    assert [q.object.value for q in parse_lines(removed)] == ["1"]
    assert diff(old, old) == (b"", b"")
