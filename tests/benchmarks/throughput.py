"""Small queries per second with eight clients that keep their connections; no query comes twice."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from urllib.parse import quote

from tests.benchmarks.client import SELECT, Client
from tests.benchmarks.servers import HOST, Server

CLIENTS = 8


def measure(server: Server, subjects: list[str], seconds: float, *, same: bool = False) -> float:
    """Requests per second; with ``same`` all ask for few resources, so that a cache can answer."""
    return asyncio.run(_load(server, subjects, seconds, same))


def round_trip(server: Server, times: int = 200) -> float:
    """Median seconds of a question that costs the engine nothing, one client."""
    client = Client(server)
    try:
        return statistics.median(client.ask(f"ASK {{}} # {n}")[0] for n in range(times))
    finally:
        client.close()


def some_subjects(triples: Path, most: int = 5000) -> list[str]:
    """Subjects of an N-Triples file, spread over all of it."""
    found: dict[str, None] = {}
    with triples.open(encoding="utf-8") as file:
        for line in file:
            found.setdefault(line.partition(" ")[0], None)
    listed = [subject for subject in found if subject.startswith("<")]
    return listed[:: max(1, len(listed) // most)][:most]


async def _load(server: Server, subjects: list[str], seconds: float, same: bool) -> float:
    clock = {"from": time.perf_counter() + 0.5, "to": time.perf_counter() + 0.5 + seconds}
    counts = await asyncio.gather(
        *(_client(number, server, subjects, clock, same) for number in range(CLIENTS))
    )
    return sum(counts) / seconds


async def _client(
    number: int, server: Server, subjects: list[str], clock: dict[str, float], same: bool
) -> int:
    reader, writer = await asyncio.open_connection(HOST, server.port)
    asked = counted = 0
    try:
        while (now := time.perf_counter()) < clock["to"]:
            subject = subjects[asked % 20 if same else (asked * CLIENTS + number) % len(subjects)]
            query = f"SELECT ?p ?o {{ {subject} ?p ?o }} LIMIT 10"
            if not same:
                query += f" # {number} {asked}"
            writer.write(
                f"GET {server.path}?query={quote(query)} HTTP/1.1\r\nHost: {HOST}\r\n"
                f"Accept: {SELECT}\r\n\r\n".encode()
            )
            assert b'"bindings"' in await _answer(reader)
            asked += 1
            counted += now >= clock["from"]
    finally:
        writer.close()
    return counted


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert head.startswith(b"http/1.1 200"), head
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return await reader.readexactly(int(line[15:]))
    assert b"transfer-encoding: chunked" in head, head
    content = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        content += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return content
