"""Graph: an update is a patch that names its graph; what it may ask and where it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from tests.store.running import G

from leitgraph.errors import (
    BadInput,
    BadQuery,
    Forbidden,
)

if TYPE_CHECKING:
    from tests.conftest import Service


def test_nobody_writes_to_the_graphs_of_the_view(service: Service) -> None:
    version = service.graph.version
    for graph in ("https://w3id.org/insek/graph/inferred", "urn:leitgraph:layer:internal"):
        with pytest.raises(Forbidden):
            service.run(service.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <a> <b> 1 }} }}"))
    with pytest.raises(Forbidden):
        service.run(
            service.update(
                "INSERT { GRAPH ?g { <a> <b> 1 } } WHERE "
                "{ VALUES ?g { <https://w3id.org/insek/graph/inferred> } }"
            )
        )
    assert service.graph.version == version


def test_an_update_over_any_graph_is_one_patch(service: Service) -> None:
    for name in ("m1", "m2"):
        service.run(service.load("<http://m> <http://old> 1 .", f"http://test/{name}"))
    written = service.run(
        service.update(
            "DELETE { GRAPH ?g { ?s <http://old> ?o } } INSERT { GRAPH ?g { ?s <http://new> ?o } } "
            "WHERE { GRAPH ?g { ?s <http://old> ?o } }"
        )
    )
    assert (written.added, written.removed) == (2, 2)
    rows = service.rows("SELECT ?g { GRAPH ?g { <http://m> <http://new> 1 } }")
    assert rows == ["http://test/m1", "http://test/m2"]


def test_data_alone_gives_the_same_patches_as_with_a_pattern(service: Service) -> None:
    graphs = ("http://test/d1", "http://test/d2")
    triples = '<a> <p> 1, 1.50, "x"@DE, "delete { data }" ; <q> <b> .'
    for graph, where in zip(graphs, ("", "WHERE {}"), strict=True):
        data = "" if where else "DATA"
        service.run(service.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <a> <p> 1 . }} }}"))
        more = service.run(
            service.update(
                f"PREFIX data: <urn:d> # DELETE\nINSERT {data} "
                f"{{ GRAPH <{graph}> {{ {triples} }} }} {where}"
            )
        )
        assert (more.added, more.removed) == (4, 0)
        less = service.run(
            service.update(
                f"delete {data} {{ GRAPH <{graph}> {{ <a> <p> 01, 1.5, <nothing> }} }} {where}"
            )
        )
        assert (less.added, less.removed) == (0, 2)
        nothing = service.run(
            service.update(f"DELETE {data} {{ GRAPH <{graph}> {{ <no> <p> 1 }} }} {where}")
        )
        assert nothing.version == less.version
    query = "SELECT ?s ?p (STR(?o) AS ?t) {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
    first, second = (service.rows(query.format(graph)) for graph in graphs)
    assert first == second
    assert len(first) == 3


def test_blank_nodes_cannot_be_deleted_by_data(service: Service) -> None:
    with pytest.raises(BadQuery, match="Zeile 1"):
        service.run(service.update("DELETE DATA { GRAPH <http://test/n> { _:x <http://p> 1 } }"))


def test_new_blank_nodes_of_an_update_become_names(service: Service) -> None:
    service.run(service.update("INSERT DATA { GRAPH <http://test/n> { _:x <http://p> _:y } }"))
    rows = service.rows("SELECT ?s { GRAPH <http://test/n> { ?s ?p ?o } }")
    assert len(rows) == 1
    assert rows[0].startswith("https://w3id.org/insek/id/.well-known/genid/")


def test_the_log_says_who_when_and_why(service: Service) -> None:
    service.run(service.load("<http://l> <http://p> 1 .", "http://test/log"))
    entry = service.run(service.graph.log(1))[0]
    assert (entry.actor, entry.reason, entry.number) == (
        "Prüfung",
        "Prüfung",
        service.graph.version,
    )


# -- dataset clauses -------------------------------------------------------------------------------


def test_graphs_named_twice_give_no_solution_twice(service: Service) -> None:
    for name in ("u1", "u2"):
        service.run(service.load("<http://u> <http://p> 1 .", f"http://test/{name}"))
    query = "SELECT ?s {} {{ ?s <http://p> 1 FILTER(?s = <http://u>) }}"
    clauses = "FROM <http://test/u1> FROM <http://test/u2>"
    assert service.rows(query.format(clauses)) == ["http://u"]
    both = ["http://test/u1", "http://test/u2"]
    assert service.rows(query.format(""), default_graph_uris=both) == ["http://u"]
    assert service.rows(query.format("")) == ["http://u"]


def test_from_limits_the_default_graph_and_hides_the_named_ones(service: Service) -> None:
    service.run(service.load("<http://f> <http://p> 1 .", "http://test/f"))
    clause = "FROM <http://test/f>"
    assert service.rows(f"SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}") == ["1"]
    assert service.rows(f"SELECT ?g {clause} {{ GRAPH ?g {{ ?s ?p ?o }} }}") == []
    named = "FROM NAMED <http://test/f>"
    assert service.rows(f"SELECT DISTINCT ?g {named} {{ GRAPH ?g {{ ?s ?p ?o }} }}") == [
        "http://test/f"
    ]
    assert service.rows(f"SELECT ?s {named} {{ ?s ?p ?o }}") == []


# -- caps and frames -------------------------------------------------------------------------------


def test_an_answer_over_its_rows_is_refused_and_says_limit(
    service_with: Callable[..., Service],
) -> None:
    service = service_with(rows_public=10)
    service.run(service.load(" ".join(f"<http://s/{n}> <http://p> {n} ." for n in range(20)), G))
    for form in ("json", "xml", "csv", "tsv"):
        with pytest.raises(BadInput, match="LIMIT"):
            service.run(service.ask("SELECT ?s ?o { ?s <http://p> ?o }", form=form))
        service.run(service.ask("SELECT ?s ?o { ?s <http://p> ?o } LIMIT 10", form=form))
