"""SPARQL 1.1 Graph Store HTTP Protocol: the walks of the W3C's tests, written from their manifests.

Each walk is done twice: with ``?graph=`` and with the address of the graph itself. One comes out
otherwise by design: ``GET ?default`` is more than ``PUT ?default`` brought (ADR 16).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import httpx2
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
READ = {"Accept": "text/turtle"}
PREFIXES = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix v: <http://example.org/vcard#> . "
Address: TypeAlias = Callable[[str], str]


def person(name: str, subject: str = "[]") -> str:
    """A person with a card."""
    return f'{PREFIXES}{subject} a foaf:Person ; foaf:businessCard [ a v:VCard ; v:fn "{name}" ] .'


@pytest.fixture(params=["indirect", "direct"])
def address(request: pytest.FixtureRequest, admin: httpx2.Client) -> Iterator[Address]:
    """Makes the address of a graph from its name, in both ways; the graphs are gone afterwards."""
    used: set[str] = set()

    def made(name: str) -> str:
        path = f"/graph-store/person/{name}"
        found = path if request.param == "direct" else f"/graph-store?graph={admin.base_url}{path}"
        used.add(found)
        return found

    yield made
    for one in used:
        admin.delete(one)


def holds(client: httpx2.Client, address: str, *texts: str) -> None:
    """The graph says what the texts say together, and nothing else."""
    answer = client.get(address, headers=READ)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/turtle")
    expected = Graph()
    for text in texts:
        expected.parse(data=text, format="turtle")
    found = answer.text.replace("https://w3id.org/insek/id/.well-known/genid/", "urn:genid:")
    assert isomorphic(unnamed(Graph().parse(data=found, format="turtle")), expected)


def unnamed(graph: Graph) -> Graph:
    """The graph with blank nodes where the service gave names."""
    text = graph.serialize(format="nt")
    lines = [
        " ".join(
            f"_:b{part[len('<urn:genid:') : -1]}" if part.startswith("<urn:genid:") else part
            for part in line.split(" ")
        )
        for line in text.splitlines()
    ]
    return Graph().parse(data="\n".join(lines), format="nt")


def test_put_get_repeat(admin: httpx2.Client, address: Address) -> None:
    place = address("1.ttl")
    john, jane = person("John Doe"), person("Jane Doe")
    assert admin.put(place, content=john, headers=TURTLE).status_code == 201
    holds(admin, place, john)
    assert admin.put(place, content=jane, headers=TURTLE).status_code in {200, 204}
    holds(admin, place, jane)


def test_put_delete_get_delete(admin: httpx2.Client, address: Address) -> None:
    place = address("2.ttl")
    assert admin.put(place, content=person("Alice"), headers=TURTLE).status_code == 201
    assert admin.delete(place).status_code in {200, 204}
    assert admin.get(place).status_code == 404
    assert admin.delete(place).status_code == 404


def test_post_get_post_get(admin: httpx2.Client, address: Address) -> None:
    place = address("1.ttl")
    card = person("Jane Doe", "<http://example.org/person/1>")
    assert admin.post(place, content=card, headers=TURTLE).status_code == 201
    holds(admin, place, card)
    names = [
        f'{PREFIXES}<http://example.org/person/1> foaf:{name} "{value}" .'
        for name, value in (("familyName", "Doe"), ("givenName", "Jane"))
    ]
    files = [(f"{number}.ttl", (f"{number}.ttl", text, "text/turtle; charset=utf-8"))
             for number, text in enumerate(names)]  # fmt: skip
    assert admin.post(place, files=files).status_code in {200, 204}
    holds(admin, place, card, *names)


def test_head_on_an_existing_and_on_no_graph(admin: httpx2.Client, address: Address) -> None:
    place = address("1.ttl")
    admin.put(place, content=person("John Doe"), headers=TURTLE)
    answer = admin.head(place, headers=READ)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/turtle")
    assert admin.head(address("4.ttl"), headers=READ).status_code == 404


def test_post_to_the_store_makes_a_graph(admin: httpx2.Client) -> None:
    alice = person("Alice")
    made = admin.post("/graph-store", content=alice, headers=TURTLE)
    assert made.status_code == 201
    place = made.headers["location"]
    holds(admin, place, alice)
    by_name = admin.get("/graph-store", params={"graph": place}, headers=READ)
    assert by_name.status_code == 200
    admin.delete(place)


def test_names_with_escaped_signs_are_read_once(admin: httpx2.Client) -> None:
    store = "/graph-store?graph=http://example.org/person/"
    one, two = person("Eins", "<urn:1>"), person("Zwei", "<urn:2>")
    assert admin.put(f"{store}%31.ttl", content=one, headers=TURTLE).status_code == 201
    assert admin.put(f"{store}%2531.ttl", content=two, headers=TURTLE).status_code == 201
    holds(admin, f"{store}1.ttl", one)
    holds(admin, f"{store}%2531.ttl", two)
    for name in ("1.ttl", "%2531.ttl"):
        assert admin.delete(store + name).status_code == 200


def test_put_get_default(admin: httpx2.Client) -> None:
    alice = person("Alice", "<http://example.org/alice>")
    made = admin.put("/graph-store?default", content=alice, headers=TURTLE)
    assert made.status_code in {200, 201, 204}
    found = Graph().parse(data=admin.get("/graph-store?default", headers=READ).text)
    subjects = {str(subject) for subject in found.subjects()}
    assert "http://example.org/alice" in subjects
    assert len(subjects) > 100  # by design: all that is public
    holds(admin, "/graph-store?graph=https://w3id.org/insek/graph/standard", alice)
    admin.delete("/graph-store?default")
