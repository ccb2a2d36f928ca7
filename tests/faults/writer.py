"""Writes to a graph and says so, until it is killed: ``python writer.py DATA CONTENT``.

First line: what is there, as JSON from number to count of triples. Then ``ack N`` for each write
that was acknowledged; write N adds five triples about ``<http://w/N>``.
"""

import asyncio
import csv
import json
import sys
from pathlib import Path

from leitgraph.config import Settings
from leitgraph.model import Principal, Role
from leitgraph.store.host.job import Order
from leitgraph.store.service import Graph

ADMIN = Principal(Role.ADMIN, "Schreiber")
COUNT = (
    "SELECT ?w (COUNT(*) AS ?n) { GRAPH <http://test/w> { ?s <http://p> ?o . "
    "BIND(STRAFTER(STR(?s), 'http://w/') AS ?w) } } GROUP BY ?w"
)


async def main() -> None:
    data, content = map(Path, sys.argv[1:])
    settings = Settings(data=data, content=content, gate="report", save_every=7)
    graph = await Graph.open(settings)
    answer = await graph.run(Order("query", {"query": COUNT, "format": "csv"}), principal=ADMIN)
    rows = list(csv.reader((await answer.read()).decode().splitlines()))[1:]
    there = {int(number): int(count) for number, count in rows if number}
    print(json.dumps(there), flush=True)
    number = max(there, default=0)
    while True:
        number += 1
        values = ", ".join(str(value) for value in range(5))
        update = (
            f"INSERT DATA {{ GRAPH <http://test/w> {{ <http://w/{number}> <http://p> {values} }} }}"
        )
        await graph.write(Order("update", {"update": update}), principal=ADMIN, reason=str(number))
        print(f"ack {number}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
