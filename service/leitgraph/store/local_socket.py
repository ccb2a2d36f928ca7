"""Reading and writing through a running instance: the CLI beside a server.

The instance listens on ``<data>/run/graph.sock``, in a directory that only its own user may enter;
who can open the socket could read the data directory as well, so the role is the caller's to say.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError, NotFound
from leitgraph.model import Principal, Role
from leitgraph.store.answer import Answer, WriteResult, error_from
from leitgraph.store.host import wire
from leitgraph.store.host.job import Order
from leitgraph.store.journal.journal import Journal
from leitgraph.store.service import Graph

SOCKET = "graph.sock"


def _address(directory: Path) -> tuple[str, int]:
    """A path to the socket that is short however deep the directory lies; and what to close."""
    handle = os.open(directory, os.O_PATH | os.O_DIRECTORY)
    return f"/proc/self/fd/{handle}/{SOCKET}", handle


class LocalSocket:
    """Where others on this machine, under this user, read through ``graph``."""

    def __init__(self, graph: Graph, directory: Path) -> None:
        self._graph = graph
        self._directory = directory
        self._talks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server

    async def open(self) -> None:
        """Listen."""
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._directory.chmod(0o700)
        (self._directory / SOCKET).unlink(missing_ok=True)
        address, handle = _address(self._directory)
        try:
            self._server = await asyncio.start_unix_server(self._talk, address)
        finally:
            os.close(handle)

    async def close(self) -> None:
        """Hang up on everybody."""
        self._server.close()
        (self._directory / SOCKET).unlink(missing_ok=True)
        talks = list(self._talks)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _talk(self, stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._talks.add(task)
            task.add_done_callback(self._talks.discard)
        try:
            while True:
                request = await wire.read_json(stream)
                body = await stream.readexactly(int(request["size"]))
                await _answer(self._graph, request, body, writer)
        except (wire.Broken, asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def serve(graph: Graph, data: Path) -> LocalSocket:
    """Open the desk of a graph on its data directory."""
    desk = LocalSocket(graph, data / "run")
    await desk.open()
    return desk


async def attach(settings: Settings) -> Graph:
    """Work through the instance that runs on ``settings.data``; ``NotFound`` if none runs there."""
    return await AttachedGraph.connect(settings)


async def _answer(
    graph: Graph, request: dict[str, Any], body: bytes, writer: asyncio.StreamWriter
) -> None:
    principal = Principal(Role(request["role"]), str(request["name"]))
    order = Order(str(request["job"]), request["payload"])
    try:
        if request.get("write"):
            result = await graph.write(
                order,
                principal=principal,
                body=body,
                reason=str(request["reason"]),
                source=str(request["source"]),
            )
            writer.write(wire.pack_json(wire.END, asdict(result)))
            await writer.drain()
            return
        async with await graph.run(
            order,
            principal=principal,
            body=body,
            deadline=request.get("deadline"),
        ) as answer:
            head = {"head": answer.head, "version": answer.version}
            writer.write(wire.pack_json(wire.HEAD, head))
            async for frame in answer.frames:
                writer.write(wire.pack(wire.DATA, frame))
                await writer.drain()
        writer.write(wire.pack_json(wire.END, {}))
    except LeitgraphError as error:
        writer.write(wire.pack_json(wire.ERROR, error.as_dict()))
    await writer.drain()


class AttachedGraph(Graph):
    """A ``Graph`` whose work the running instance does."""

    @classmethod
    async def connect(cls, settings: Settings) -> AttachedGraph:
        """``NotFound`` if no instance runs on ``settings.data``."""
        graph = cls(settings, Journal.attach(settings.journal_url()), "")
        await graph._last_version()
        _, writer = await graph._connect()
        writer.close()
        return graph

    @property
    def version(self) -> int:
        """Number of the journal's last patch, as of the last answer."""
        return self._version

    @property
    def ready(self) -> bool:
        """True: the other instance answers."""
        return True

    async def run(
        self,
        order: Order,
        *,
        principal: Principal,
        body: bytes = b"",
        deadline: float | None = None,
    ) -> Answer:
        """As ``Graph.run``, in the other instance's readers."""
        stream, writer = await self._connect()
        request = {
            "job": order.job,
            "payload": order.payload,
            "role": principal.role.value,
            "name": principal.name,
            "deadline": deadline,
            "size": len(body),
        }
        writer.write(wire.pack_json(wire.REQUEST, request) + body)
        await writer.drain()
        try:
            kind, data = await wire.read(stream)
        except wire.Broken:
            writer.close()
            raise _absent(self.settings.data) from None
        if kind == wire.ERROR:
            writer.close()
            raise error_from(data)
        head = wire.load(data)
        self._version = int(head["version"])
        return Answer(head["head"], self._version, _frames(stream, writer), writer.close)

    async def write(
        self,
        order: Order,
        *,
        principal: Principal,
        body: bytes | Path = b"",
        reason: str,
        source: str = "",
        deadline: float | None = None,
    ) -> WriteResult:
        """As ``Graph.write``, by the other instance; paths in the payload must be absolute."""
        data = await asyncio.to_thread(body.read_bytes) if isinstance(body, Path) else body
        request = {
            "job": order.job,
            "payload": order.payload,
            "role": principal.role.value,
            "name": principal.name,
            "size": len(data),
            "write": True,
            "reason": reason,
            "source": source,
        }
        stream, writer = await self._connect()
        try:
            writer.write(wire.pack_json(wire.REQUEST, request) + data)
            await writer.drain()
            kind, answer = await wire.read(stream)
        except (wire.Broken, OSError):
            raise LeitgraphError(
                "Der laufende Dienst brach ab. Ob noch geschrieben wurde, sagt: leitgraph log",
                "The running service broke off. Whether it still wrote is told by: leitgraph log",
            ) from None
        finally:
            writer.close()
        if kind == wire.ERROR:
            raise error_from(answer)
        result = WriteResult(**wire.load(answer))
        self._version = result.version
        return result

    async def stats(self) -> dict[str, Any]:
        """Only what can be told from outside."""
        return {"ready": True, "attached": True, "version": self._version}

    async def close(self) -> None:
        """Let go of the journal."""
        await asyncio.to_thread(self.journal.close)

    async def _last_version(self) -> None:
        self._version = await asyncio.to_thread(self.journal.last)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            address, handle = _address(self.settings.data / "run")
        except OSError:
            raise _absent(self.settings.data) from None
        try:
            return await asyncio.open_unix_connection(address, limit=1 << 20)
        except OSError:
            raise _absent(self.settings.data) from None
        finally:
            os.close(handle)


async def _frames(
    stream: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> AsyncIterator[bytes]:
    try:
        while True:
            kind, payload = await wire.read(stream)
            if kind == wire.DATA:
                yield payload
            elif kind == wire.ERROR:
                raise error_from(payload)
            else:
                return
    except wire.Broken:
        raise LeitgraphError("Die Antwort brach ab.", "The answer broke off.") from None
    finally:
        writer.close()


def _absent(data: Path) -> NotFound:
    return NotFound(
        f"Auf {data} läuft kein Dienst.", f"No service is running on {data}.", directory=str(data)
    )
