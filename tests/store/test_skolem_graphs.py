"""Blank nodes that name graphs are named like any other; what they share keeps its name."""

from __future__ import annotations

import itertools
import re

import pyoxigraph as ox
import pytest

from leitgraph.store.rdf.skolem import canonical_quads

BASE = "https://w3id.org/insek/id"
P = ox.NamedNode("http://ex/p")
S = ox.NamedNode("http://ex/s")
ONE, TWO = ox.Literal("1"), ox.Literal("2")
IRI = rf"<{BASE}/\.well-known/genid/[0-9a-f]{{32}}>"


def written(*quads: ox.Quad) -> str:
    return canonical_quads(quads, BASE).decode()


def test_a_graph_named_by_a_blank_node_gets_an_iri() -> None:
    text = written(ox.Quad(S, P, ONE, ox.BlankNode("g")))
    assert re.fullmatch(rf'<http://ex/s> <http://ex/p> "1" {IRI} \.\n', text)


def test_a_node_that_names_a_graph_and_stands_in_another_has_one_iri() -> None:
    graph = ox.BlankNode("g")
    text = written(ox.Quad(S, P, ONE, graph), ox.Quad(graph, P, TWO, S))
    one, other = sorted(text.splitlines(), key=len)
    (named,) = re.findall(IRI, one)
    assert named in other.split()
    assert len(re.findall(IRI, text)) == 2


def test_two_quads_in_one_blank_graph_stay_in_one_graph() -> None:
    graph = ox.BlankNode("g")
    text = written(ox.Quad(S, P, ONE, graph), ox.Quad(S, P, TWO, graph))
    assert len(text.splitlines()) == 2
    assert len(set(re.findall(IRI, text))) == 1


def test_another_content_gives_the_graph_another_iri_and_the_label_does_not() -> None:
    def graph(label: str, value: ox.Literal) -> str:
        (found,) = re.findall(IRI, written(ox.Quad(S, P, value, ox.BlankNode(label))))
        return str(found)

    assert graph("a", ONE) == graph("b", ONE) != graph("a", TWO)


@pytest.mark.parametrize("count", [2, 3, 12])
def test_nodes_that_hang_together_are_numbered_after_the_first(count: int) -> None:
    nodes = [ox.BlankNode(f"n{number}") for number in range(count)]
    text = written(*(ox.Quad(a, P, b) for a, b in itertools.pairwise(nodes)))
    found = set(re.findall(rf"{IRI[:-1]}(-\d+)?>", text))
    assert found == {"", *(f"-{number}" for number in range(1, count))}
    assert len({iri.split("-")[0] for iri in re.findall(r"genid/([^>]+)>", text)}) == 1


def test_a_blank_node_two_steps_away_is_named_by_the_whole_it_hangs_together_with() -> None:
    """Joined through the third of three statements, whatever their order."""
    a, b, c, d = (ox.BlankNode(name) for name in "abcd")
    quads = [ox.Quad(a, P, b), ox.Quad(c, P, d), ox.Quad(d, P, a), ox.Quad(c, P, ONE)]
    texts = {written(*quads), written(*quads[::-1]), written(*quads[2:], *quads[:2])}
    (text,) = texts
    assert len({iri.split("-")[0] for iri in re.findall(r"genid/([^>]+)>", text)}) == 1
