"""The generator: same seed, same bytes; the size asked for; nothing dangling, nothing twice."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from leitgraph.demo import BASE, generate, write
from leitgraph.demo.terms import GRAPHS
from leitgraph.errors import BadParameter

ASIDE = 0.08
"""Share of what is not counted in the size, at most; in small cities it weighs most."""

_HASH = """
import hashlib
from leitgraph.demo import generate
print(hashlib.sha256(b"".join(generate(20_000, 5))).hexdigest())
"""


def _digest(triples: int, seed: int) -> str:
    return hashlib.sha256(b"".join(generate(triples, seed))).hexdigest()


@pytest.mark.parametrize("hash_seed", ["0", "1", "random"])
def test_the_same_seed_gives_the_same_bytes_in_every_process(hash_seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HASH],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == _digest(20_000, 5)


def test_another_seed_gives_another_city() -> None:
    assert _digest(20_000, 5) != _digest(20_000, 6)


@pytest.mark.parametrize("triples", [10_000, 30_000, 100_000, 300_000])
def test_the_number_of_triples_is_what_was_asked_for_and_what_stands_aside(triples: int) -> None:
    """Goals by version, parts of follow-ups and checks are not counted in the size."""
    lines = b"".join(generate(triples, 3)).splitlines()
    assert len(set(lines)) == len(lines), "no triple twice"
    assert -0.02 <= (len(lines) - triples) / triples <= ASIDE


def test_every_chunk_ends_with_a_whole_line() -> None:
    chunks = list(generate(50_000, 3))
    assert len(chunks) > 3
    assert all(chunk.endswith(b" .\n") for chunk in chunks)


def test_quads_name_a_graph_per_subject_and_the_catalogue() -> None:
    quads = list(parse(b"".join(generate(12_000, 3, form="nq")), format=RdfFormat.N_QUADS))
    assert -0.02 <= (len(quads) - 12_000) / 12_000 <= ASIDE
    graphs = {quad.graph_name.value for quad in quads}
    assert graphs == {
        "https://w3id.org/insek/graph/katalog",
        *(f"{BASE}/musterstadt/graph/{name}" for name in GRAPHS),
    }
    listed = {
        (q.subject.value, q.predicate.value.rsplit("#", 1)[-1], q.object.value)
        for q in quads
        if q.graph_name.value.endswith("/katalog")
    }
    for name in GRAPHS:
        graph = f"{BASE}/musterstadt/graph/{name}"
        assert (graph, "synthetisch", "true") in listed
        assert (graph, "sichtbarkeit", "public") in listed


def test_another_base_moves_every_resource() -> None:
    text = b"".join(generate(10_000, 3, base="https://stadt.example/id/")).decode()
    assert "<https://stadt.example/id/musterstadt/kommune/stadt>" in text
    assert BASE not in text


def test_write_reports_progress_and_size(tmp_path: Path) -> None:
    told: list[int] = []
    out = tmp_path / "city.nq"
    size = write(out, 30_000, seed=3, progress=told.append)
    assert out.stat().st_size == size
    assert told == sorted(told)
    assert -0.02 <= (told[-1] - 30_000) / 30_000 <= ASIDE


@pytest.mark.parametrize("triples", [9_999, 5_000_001])
def test_a_size_out_of_range_is_refused(triples: int) -> None:
    with pytest.raises(BadParameter, match="zwischen 10000 und 5000000"):
        generate(triples, 1)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(BadParameter, match="Unbekanntes Format"):
        generate(10_000, 1, form="xml")


def _dangling(store: Store) -> list[str]:
    rows = store.query(
        f"""SELECT DISTINCT ?p ?y WHERE {{ ?x ?p ?y FILTER(STRSTARTS(STR(?y), "{BASE}/"))
            FILTER NOT EXISTS {{ ?y ?q ?z }} }}"""
    )
    return [f"{row['p']} {row['y']}" for row in rows]


def test_nothing_in_the_sample_points_nowhere(sample: Store) -> None:
    assert _dangling(sample) == []


def test_nothing_in_a_larger_city_points_nowhere(city: Store) -> None:
    assert _dangling(city) == []


@pytest.mark.parametrize("which", ["sample", "city"])
def test_every_resource_has_one_german_label_and_the_city_says_it_is_synthetic(
    which: str, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(which)
    bare = store.query(
        """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?x (COUNT(?l) AS ?n) WHERE { { SELECT DISTINCT ?x { ?x ?p ?o } }
          OPTIONAL { ?x skos:prefLabel ?l FILTER(LANG(?l) = "de") } }
        GROUP BY ?x HAVING (COUNT(?l) != 1)"""
    )
    assert [row["x"].value for row in bare] == []
    assert store.query(
        f"""PREFIX insek: <https://w3id.org/insek/ns#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        ASK {{ <{BASE}/musterstadt/kommune/stadt> insek:synthetisch true ; skos:prefLabel ?l
          FILTER(CONTAINS(?l, "(synthetisch)")) }}"""
    )


@pytest.mark.parametrize("which", ["sample", "city"])
def test_no_hole_is_left_in_a_text(which: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(which)
    rows = store.query("SELECT DISTINCT ?t { ?x ?p ?t FILTER(LANG(?t) = 'de') }")
    texts = {row["t"].value for row in rows}
    assert len(texts) > 500
    assert [text for text in texts if "{" in text or "  " in text or ".." in text] == []


@pytest.mark.parametrize("which", ["sample", "city"])
def test_single_shares_stay_between_0_and_1(which: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(which)
    shares = [
        float(row["n"].value)
        for row in store.query("SELECT ?n { ?x <https://w3id.org/insek/ns#anteil> ?n }")
    ]
    assert len(shares) > 40
    assert all(0 < share <= 1 for share in shares)
