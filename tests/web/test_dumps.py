"""``/dump.nq.zst`` and its like: everything with the names of its graphs, as others load it."""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx2
import pyoxigraph as ox
import pytest
import rdflib
import zstandard
from tests.shell import TOKEN
from tests.shell import service as running_service

ENDINGS = ["nq", "nq.gz", "nq.zst", "trig", "trig.gz", "trig.zst"]
BASE = "https://w3id.org/insek/id/"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
INFERRED = "https://w3id.org/insek/graph/inferred"


def plain(answer: httpx2.Response) -> bytes:
    """What is in the file."""
    assert answer.status_code == 200, answer.text[:300]
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == "application/gzip":
        return gzip.decompress(answer.content)
    if kind == "application/zstd":
        return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(answer.content)).read()
    return answer.content


def in_oxigraph(data: bytes, ending: str) -> Counter[str]:
    """Quads by graph, as Oxigraph loads them."""
    form = ox.RdfFormat.TRIG if ending.startswith("trig") else ox.RdfFormat.N_QUADS
    store = ox.Store()
    store.load(data, form)
    return Counter(str(quad.graph_name).strip("<>") for quad in store)


def in_rdflib(data: bytes, ending: str) -> Counter[str]:
    """Quads by graph, as rdflib loads them."""
    store = rdflib.Dataset()
    store.parse(data=data, format="trig" if ending.startswith("trig") else "nquads")
    return Counter({str(g.identifier): len(g) for g in store.graphs() if len(g)})


def asked(client: httpx2.Client) -> Counter[str]:
    """Quads by graph, as the service itself counts them."""
    answer = client.get("/sparql", params={"query": COUNTS, "format": "csv"})
    rows = [line.rsplit(",", 1) for line in answer.text.split()[1:]]
    return Counter({graph: int(number) for graph, number in rows})


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_dump_holds_every_graph_with_as_many_quads_as_the_service_counts(
    client: httpx2.Client, ending: str
) -> None:
    expected = asked(client)
    del expected[INFERRED]
    assert in_oxigraph(plain(client.get(f"/dump.{ending}")), ending) == expected


@pytest.mark.parametrize("ending", ["nq.zst", "trig"])
def test_rdflib_loads_as_many_quads_in_each_graph_as_oxigraph(
    client: httpx2.Client, ending: str
) -> None:
    data = plain(client.get(f"/dump.{ending}"))
    assert in_rdflib(data, ending) == in_oxigraph(data, ending)


@pytest.mark.slow
def test_jena_loads_as_many_quads_in_each_graph(client: httpx2.Client, tmp_path: Path) -> None:
    riot = shutil.which("riot") or os.environ.get("JENA_RIOT")
    if not riot:
        pytest.skip("Jena is not there (riot in PATH, or its path in JENA_RIOT)")
    found = []
    for ending in ("nq", "trig"):
        path = tmp_path / f"dump.{ending}"
        path.write_bytes(plain(client.get(f"/dump.{ending}")))
        read = subprocess.run(
            [riot, "--output=nquads", str(path)], capture_output=True, check=True, timeout=300
        )
        found.append(in_oxigraph(read.stdout, "nq"))
        assert found[-1] == in_oxigraph(path.read_bytes(), ending)
    assert found[0] == found[1]


def test_what_follows_is_in_it_for_who_asks_for_it(client: httpx2.Client) -> None:
    data = plain(client.get("/dump.nq", params={"inferred": "true"}))
    assert in_oxigraph(data, "nq") == asked(client)


def test_of_a_city_there_are_its_graphs_and_no_others(client: httpx2.Client) -> None:
    for city in client.get("/api/v1/cities").json()["cities"]:
        slug = city["slug"]
        data = plain(client.get(f"/dump/{slug}.nq.zst"))
        below = f"{BASE}{slug}/graph/"
        whole = asked(client)
        expected = Counter({g: n for g, n in whole.items() if g.startswith(below)})
        assert in_oxigraph(data, "nq") == expected
        assert expected.total() > 0


def test_a_city_or_an_ending_that_is_not_there_is_not_found(client: httpx2.Client) -> None:
    for path in ("/dump/atlantis.nq", "/dump/dresden.ttl", "/dump/dresden", "/dump/.nq"):
        assert client.get(path).status_code == 404, path
    assert client.get("/dump.ttl").status_code == 404


def test_who_has_it_already_is_told_so(client: httpx2.Client) -> None:
    first = client.get("/dump.nq.zst")
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    assert parsedate_to_datetime(changed).tzinfo is not None
    again = client.get("/dump.nq.zst", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    since = client.get("/dump.nq.zst", headers={"If-Modified-Since": changed})
    assert since.status_code == 304
    old = {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}
    assert client.get("/dump.nq.zst", headers=old).status_code == 200
    other = {"If-None-Match": 'W/"other"', "If-Modified-Since": changed}
    assert client.get("/dump.nq.zst", headers=other).status_code == 200
    assert client.get("/dump.nq.zst", headers={"If-Modified-Since": "x"}).status_code == 200
    assert client.get("/dump.nq", headers={"If-None-Match": tag}).status_code == 200


def test_the_head_names_the_file(client: httpx2.Client) -> None:
    answer = client.head("/dump/dresden.trig.gz")
    assert answer.status_code == 200
    assert answer.content == b""
    assert (
        answer.headers["content-disposition"] == 'attachment; filename="leitgraph-dresden.trig.gz"'
    )
    assert answer.headers["content-type"] == "application/gzip"


@pytest.fixture(scope="module")
def own(
    tmp_path_factory: pytest.TempPathFactory, all_cities: Callable[[Path], Path]
) -> Iterator[httpx2.Client]:
    """A service of its own, which is written to; at most 1 MB of an answer go to the public."""
    folder = all_cities(tmp_path_factory.mktemp("dumps"))
    with (
        running_service(folder, LEITGRAPH_BYTES_PUBLIC_MB="1") as shell,
        httpx2.Client(base_url=shell.url, timeout=60) as asker,
    ):
        yield asker


def test_internal_graphs_are_in_the_dump_of_those_only_who_may_see_them(
    own: httpx2.Client,
) -> None:
    graph = BASE + "dresden/graph/geheim"
    admin = {"Authorization": f"Bearer {TOKEN}"}
    written = own.put(
        "/graph-store",
        params={"graph": graph, "visibility": "internal"},
        content=f'<{BASE}dresden/ziel/geheim> <{LABEL}> "Geheim"@de .',
        headers={**admin, "Content-Type": "text/turtle"},
    )
    assert written.status_code in {200, 201}, written.text
    before = own.get("/dump/dresden.nq.zst")
    assert graph not in in_oxigraph(plain(before), "nq")
    theirs = own.get("/dump/dresden.nq.zst", headers=admin)
    assert in_oxigraph(plain(theirs), "nq")[graph] == 1
    assert "no-store" in theirs.headers["cache-control"]
    assert theirs.headers["etag"] != before.headers["etag"]


def test_a_dump_over_the_size_of_the_role_is_never_taken_for_whole(own: httpx2.Client) -> None:
    try:
        answer = own.get("/dump.nq")
    except httpx2.RemoteProtocolError:
        pass  # it had begun, and broke off
    else:
        assert answer.status_code == 400
        assert "1 MB" in answer.json()["detail"]
    whole = plain(own.get("/dump.nq", headers={"Authorization": f"Bearer {TOKEN}"}))
    assert len(whole) > 1 << 20
    assert len(re.findall(rb"\n", whole)) > 20_000
    assert len(plain(own.get("/dump.nq.zst"))) > 1 << 20
