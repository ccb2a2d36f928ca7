"""``python -m tests.benchmarks [--sizes 10k,100k,1M] [--only queries,…] [--quick]``."""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks import (
    MEASURES,
    RESULTS_JSON,
    RESULTS_MD,
    SIZES,
    checks,
    data,
    department,
    inference,
    load,
    queries,
    report,
    servers,
    start,
    throughput,
    writes,
)
from tests.benchmarks.client import GRAPH, Client

WHOLE_LIMIT = {"10k": 120.0, "100k": 30.0, "1M": 20.0}
"""Seconds that plain pySHACL gets for the whole graph."""
OURS = "Leitgraph"
BEYOND = 6.0
"""A query that took rdflib longer at one size is not put to it at ten times the size."""


def main() -> None:
    """Measure, write results.json and RESULTS.md, print the latter."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--only", default=",".join(MEASURES))
    parser.add_argument("--quick", action="store_true", help="few rounds; for trying out")
    parser.add_argument("--report", action="store_true", help="only render results.json again")
    arguments = parser.parse_args()
    if not arguments.report:
        sizes, only = arguments.sizes.split(","), set(arguments.only.split(","))
        if unknown := (set(sizes) - set(SIZES)) | (only - set(MEASURES)):
            parser.error(f"unknown: {', '.join(sorted(unknown))}")
        run(sizes, only, arguments.quick)
    RESULTS_MD.write_text(report.render(json.loads(RESULTS_JSON.read_text())), "utf-8")
    sys.stdout.write(RESULTS_MD.read_text("utf-8"))


def run(sizes: list[str], only: set[str], quick: bool) -> None:
    """All measures at all sizes; results.json grows with every size."""
    began = time.perf_counter()
    results: dict[str, Any] = {"machine": report.machine(), "sizes": {}, "quick": quick}
    folder = Path(tempfile.mkdtemp(prefix="leitgraph-bench-"))
    try:
        for size in sizes:
            previous = results["sizes"].get(_smaller(size), {}).get("queries", {})
            found: dict[str, Any] = {"errors": []}
            results["sizes"][size] = found
            with _noted(found, size):
                _size(folder / size, size, only, quick, previous, found)
            results["minutes"] = (time.perf_counter() - began) / 60
            RESULTS_JSON.write_text(json.dumps(results, indent=1) + "\n")
            shutil.rmtree(folder / size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def say(what: str) -> None:
    """Progress on stderr."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {what}\n")


def _smaller(size: str) -> str:
    names = list(SIZES)
    return names[max(0, names.index(size) - 1)]


@contextmanager
def _noted(found: dict[str, Any], what: str) -> Iterator[None]:
    """What goes wrong is told in the results; the other measures go on."""
    say(f"  {what}")
    try:
        yield
    except Exception as error:
        found["errors"].append(f"{what}: {type(error).__name__}: {str(error)[:500]}")
        say(f"    {found['errors'][-1]}")


def _size(
    folder: Path,
    size: str,
    only: set[str],
    quick: bool,
    previous: dict[str, Any],
    found: dict[str, Any],
) -> None:
    folder.mkdir()
    files = data.city(folder, SIZES[size])
    held, triples = folder / "leitgraph", folder / "exported.nt"
    found["load"] = {OURS: load.leitgraph(files, held)}
    with servers.leitgraph(files, held) as ours:
        triples.write_bytes(_exported(ours))
        found["triples"] = {"city": data.lines(files.graphs), "held": data.lines(triples)}
        subjects = throughput.some_subjects(triples)
        if only & {"queries", "throughput", "load"}:
            with _noted(found, "peers"), ExitStack() as stack:
                running = [ours, *_peers(stack, folder, triples, found)]
                _reading(running, only, quick, subjects, _skip(previous), found)
                found["memory"] = {server.name: server.memory() for server in running}
        if "checks" in only:
            with _noted(found, "checks"):
                mine, findings = checks.ours(ours, 3 if quick else 15)
                found["checks"] = {OURS: mine}
                limit = 20.0 if quick else WHOLE_LIMIT[size]
                found["checks"]["pySHACL"] = checks.plain(triples, findings, limit)
                found["checks"]["pyshacl-turbo"] = checks.turbo(triples, findings, 120.0)
        if "department" in only:
            with _noted(found, "department"):
                found["department"] = department.measure(ours, 3 if quick else 15)
        if "writes" in only:
            with _noted(found, "writes"):
                found["writes"] = writes.measure(ours, 5 if quick else 25)
    if only & {"start", "throughput"}:
        with _noted(found, "start"):
            seconds = (2.0 if quick else 5.0) if "throughput" in only else 0.0
            found["start"] = start.measure(files, held, subjects, seconds)
    if "inference" in only:
        with _noted(found, "inference"):
            found["inference"] = {OURS: inference.ours(files.graphs)}
            if size == "10k":
                found["inference"]["owlrl"] = inference.peer(files.graphs)


def _exported(server: servers.Server) -> bytes:
    """The default graph that the public asks, inferred triples included, as N-Triples."""
    client = Client(server)
    try:
        return client.send("GET", "/graph-store?default", b"", {"Accept": GRAPH})[1]
    finally:
        client.close()


def _peers(
    stack: ExitStack, folder: Path, triples: Path, found: dict[str, Any]
) -> list[servers.Server]:
    """The other two, loaded and running; rdflib-endpoint only if it loads in five minutes."""
    found["load"]["oxigraph serve"] = load.oxigraph(triples, folder / "oxigraph")
    peers = [stack.enter_context(servers.oxigraph(folder / "oxigraph"))]
    try:
        rdflib = stack.enter_context(servers.rdflib_endpoint(triples))
    except TimeoutError as error:
        found["load"]["rdflib-endpoint"] = {"seconds": None, "note": str(error)}
    else:
        found["load"]["rdflib-endpoint"] = load.rdflib(rdflib, triples)
        peers.append(rdflib)
    return peers


def _reading(
    running: list[servers.Server],
    only: set[str],
    quick: bool,
    subjects: list[str],
    skip: dict[str, str],
    found: dict[str, Any],
) -> None:
    if "queries" in only:
        with _noted(found, "queries"):
            found["queries"] = queries.measure(running, 3 if quick else 9, skip)
    if "throughput" in only:
        with _noted(found, "throughput"):
            seconds = 1.0 if quick else 2.5
            found["round_trip"] = {s.name: throughput.round_trip(s) for s in running}
            rates: dict[str, list[float]] = {server.name: [] for server in running}
            for _ in range(3):
                for server in running:
                    rates[server.name].append(throughput.measure(server, subjects, seconds))
            found["throughput"] = {name: statistics.median(of) for name, of in rates.items()}


def _skip(previous: dict[str, Any]) -> dict[str, str]:
    """Queries that rdflib would not end in time, by what they took at a tenth of the size."""
    skip: dict[str, str] = {}
    for name, one in previous.get("queries", {}).items():
        seconds = one["seconds"].get("rdflib-endpoint")
        if seconds is None or seconds > BEYOND:
            took = f"{seconds:.0f} s" if seconds else "given up"
            skip[name] = f"not asked ({took} at a tenth of the size)"
    return skip


if __name__ == "__main__":
    main()
