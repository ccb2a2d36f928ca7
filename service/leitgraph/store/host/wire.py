"""Frames between the processes: one byte kind, four bytes length, payload.

Kinds: ``R`` request (JSON), ``H`` head of an answer (JSON), ``D`` data (bytes), ``E`` end of an
answer (JSON), ``X`` error (JSON, as ``LeitgraphError.as_dict``). An answer is ``H D* E`` or ends
in ``X``; an answer that just stops is broken, never complete.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from datetime import datetime
from typing import Any

from leitgraph.model import Patch

REQUEST, HEAD, DATA, END, ERROR = b"R", b"H", b"D", b"E", b"X"
HEADER = struct.Struct(">cI")
# One frame holds at most this many bytes; longer data is sent as several frames.
FRAME = 1 << 20
JSON_LIMIT = 64 << 20


class Broken(Exception):
    """The other side is gone, or said something that is no frame."""


def pack(kind: bytes, payload: bytes) -> bytes:
    """One frame as bytes."""
    return HEADER.pack(kind, len(payload)) + payload


def pack_json(kind: bytes, data: dict[str, Any]) -> bytes:
    """One frame that holds JSON."""
    return pack(kind, json.dumps(data, separators=(",", ":")).encode())


def load(payload: bytes) -> dict[str, Any]:
    """The JSON object of a frame; ``Broken`` if it is none."""
    data = json.loads(payload)
    if not isinstance(data, dict):
        raise Broken
    return data


def receive_exactly(sock: socket.socket, size: int) -> bytes:
    """``size`` bytes from a blocking socket; ``Broken`` if it ends before."""
    if size == 0:
        return b""
    first = sock.recv(size)
    if len(first) == size:
        return first
    buffer = bytearray(first)
    while len(buffer) < size:
        part = sock.recv(min(size - len(buffer), FRAME))
        if not part:
            raise Broken
        buffer += part
    return bytes(buffer)


def receive(sock: socket.socket) -> tuple[bytes, bytes]:
    """The next frame from a blocking socket as kind and payload."""
    kind, size = HEADER.unpack(receive_exactly(sock, HEADER.size))
    return kind, receive_exactly(sock, size)


def receive_json(sock: socket.socket) -> dict[str, Any]:
    """The next frame, which holds a JSON object."""
    return load(receive(sock)[1])


async def read(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """The next frame from a stream as kind and payload; ``Broken`` if the stream ends."""
    try:
        kind, size = HEADER.unpack(await reader.readexactly(HEADER.size))
        return kind, (await reader.readexactly(size) if size else b"")
    except (asyncio.IncompleteReadError, OSError) as error:
        raise Broken from error


async def read_json(reader: asyncio.StreamReader) -> dict[str, Any]:
    """The next frame, which holds a JSON object."""
    return load((await read(reader))[1])


def patch_header(patch: Patch) -> dict[str, Any]:
    """What is known of a patch but its quads, with the sizes of these."""
    return {
        "number": patch.number,
        "time": patch.time.isoformat() if patch.time else None,
        "actor": patch.actor,
        "reason": patch.reason,
        "source": patch.source,
        "hash": patch.hash,
        "added": len(patch.added),
        "removed": len(patch.removed),
    }


def patch_from(header: dict[str, Any], added: bytes, removed: bytes) -> Patch:
    """The patch that ``patch_header`` described."""
    return Patch(
        added=added,
        removed=removed,
        actor=str(header["actor"]),
        reason=str(header["reason"]),
        source=str(header["source"]),
        number=int(header["number"]),
        time=datetime.fromisoformat(header["time"]) if header.get("time") else None,
        hash=str(header.get("hash", "")),
    )
