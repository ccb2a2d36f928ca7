"""Eight cross-cutting queries over HTTP: the same rows first, then medians, engines in turn."""

from __future__ import annotations

import os
import signal
import statistics
import time
from typing import Any

from tests.benchmarks import HERE
from tests.benchmarks.client import Client, accept_of, comparable
from tests.benchmarks.servers import Server

PATIENCE = 60.0
"""Seconds after which a query is given up."""
BUDGET = 8.0
"""Seconds for one query and engine; once they are used up, it is not asked again."""
QUERIES = {path.stem: path.read_text("utf-8") for path in sorted((HERE / "queries").glob("*.rq"))}


def measure(servers: list[Server], rounds: int, skip: dict[str, str]) -> dict[str, Any]:
    """Per query: seconds of each engine (median), rows, and ratios to Leitgraph, the first.

    ``skip`` says which queries not to put to rdflib-endpoint, and why.
    """
    assert len(QUERIES) == 8
    found: dict[str, Any] = {}
    clients = {server.name: Client(server, PATIENCE) for server in servers}
    try:
        for name, query in QUERIES.items():
            found[name] = _one(name, query, clients, rounds, skip)
    finally:
        for client in clients.values():
            client.close()
    return {"queries": found, "geomean": geomeans(found)}


def _one(
    name: str, query: str, clients: dict[str, Client], rounds: int, skip: dict[str, str]
) -> dict[str, Any]:
    times: dict[str, list[float]] = {engine: [] for engine in clients}
    notes: dict[str, str] = {}
    expected = None
    rows = 0
    for number in range(rounds + 1):
        for engine, client in clients.items():
            if engine in notes or sum(times[engine]) > BUDGET:
                continue
            if engine == "rdflib-endpoint" and name in skip:
                notes[engine] = skip[name]
                continue
            try:
                # A comment of its own, so that no engine can answer from memory.
                text = f"{query}# {number} {time.time_ns()}\n"
                seconds, content = client.ask(text, accept_of(query))
            except TimeoutError:
                notes[engine] = f"> {PATIENCE:.0f} s"
                client.close()
                if engine == "rdflib-endpoint":
                    os.kill(client.server.process.pid, signal.SIGUSR1)
                    time.sleep(1)
                continue
            if number == 0:  # the first answer warms, and is compared
                answer = comparable(query, content)
                if expected is None:
                    expected, rows = answer, sum(answer.values())
                    assert rows, name
                assert answer == expected, f"{name}: {engine} answers differently"
                if seconds > BUDGET:
                    times[engine].append(seconds)
            else:
                times[engine].append(seconds)
    medians = {engine: statistics.median(t) for engine, t in times.items() if t}
    return {"rows": rows, "seconds": medians, "notes": notes}


def geomeans(found: dict[str, Any]) -> dict[str, Any]:
    """Geometric mean of the ratios peer / Leitgraph; a query given up counts as its limit.

    ``at_least`` is true where one was given up; ``of`` is how many queries are in it.
    """
    result: dict[str, Any] = {}
    for peer in ("oxigraph serve", "rdflib-endpoint"):
        ratios, at_least = [], False
        for one in found.values():
            seconds = one["seconds"].get(peer)
            if seconds is None and one["notes"].get(peer, "").startswith(">"):
                seconds, at_least = PATIENCE, True
            if seconds is not None:
                ratios.append(seconds / one["seconds"]["Leitgraph"])
        if ratios:
            mean = statistics.geometric_mean(ratios)
            result[peer] = {"ratio": mean, "at_least": at_least, "of": len(ratios)}
    return result
