"""What the gate refuses and what it warns of, case by case over HTTP, with the words it has for it.

The cases stand in ``gate_cases.ttl``; each is written into a graph beside the cities that ship.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

GRAPH = {"graph": "https://w3id.org/insek/id/dresden/graph/tor-pruefung"}
HEADERS = {"Content-Type": "text/turtle"}
PREFIXES = """
@base <https://w3id.org/insek/id/> .
@prefix insek: <https://w3id.org/insek/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NAMED = 'skos:prefLabel "Probe"@de ; insek:kommune <dresden/kommune/stadt>'


@dataclass(frozen=True)
class Case:
    """Turtle, and what comes of it: mode, shape, and words that the message has."""

    name: str
    mode: str
    shape: str
    words: str
    turtle: str


def cases() -> Iterator[Case]:
    """The cases of the file in their order."""
    text = (Path(__file__).parent / "gate_cases.ttl").read_text("utf-8")
    for part in text.split("\n#: ")[1:]:
        heading, turtle = part.split("\n", 1)
        name, mode, shape, words = (cell.strip() for cell in heading.split("|"))
        turtle = turtle.replace("$NAMED", NAMED)
        turtle = re.sub(r"\$WORDS\((\d+)\)", lambda m: " ".join(["Wort"] * int(m[1])), turtle)
        yield Case(name, mode, shape, words, PREFIXES + turtle)


CASES = list(cases())


@pytest.fixture
def graph(admin: httpx2.Client) -> Iterator[dict[str, str]]:
    """Parameters that name a graph which is gone afterwards."""
    yield GRAPH
    admin.delete("/graph-store", params=GRAPH)


@pytest.mark.parametrize("case", [c for c in CASES if c.mode != "fine"], ids=lambda c: c.name)
def test_what_is_wrong_is_refused_or_told(
    case: Case, admin: httpx2.Client, graph: dict[str, str]
) -> None:
    answer = admin.put("/graph-store", params=graph, content=case.turtle, headers=HEADERS)
    assert answer.status_code == (409 if case.mode == "block" else 201), answer.text
    found = [f for f in answer.json()["findings"] if f["rule"].endswith(f"#{case.shape}")]
    assert found, answer.text
    assert {finding["mode"] for finding in found} == {case.mode}
    assert any(case.words in f["message"] or case.words == f["value"] for f in found), found
    for finding in found:
        assert finding["message_en"]
        assert finding["message_en"] != finding["message"]
        assert finding["focus"].startswith("https://")


@pytest.mark.parametrize("case", [c for c in CASES if c.mode == "fine"], ids=lambda c: c.name)
def test_what_is_right_passes_without_a_word(
    case: Case, admin: httpx2.Client, graph: dict[str, str]
) -> None:
    answer = admin.put("/graph-store", params=graph, content=case.turtle, headers=HEADERS)
    assert answer.status_code == 201, answer.text
    told = {f["rule"].partition("#")[2] for f in answer.json()["findings"] if f["mode"] == "warn"}
    assert {name for name in told if not name.startswith("verweis-")} == set()
