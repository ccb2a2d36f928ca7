"""``Graph``: the one entrance to the graph, for the web (its loop) and the CLI (``asyncio.run``).

It owns the journal and the write lock, starts the graph host, keeps readers, streams answers. A
write is: a job in a reader makes the patch from its private copy; the journal takes it (from here
on it is acknowledged); the host applies it; readers of the new state follow.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

from leitgraph.config import Settings
from leitgraph.errors import Busy, Forbidden, LeitgraphError, TooLarge
from leitgraph.model import Patch, Principal, Role
from leitgraph.store.answer import Answer, WriteResult, death_of_reader, error_from
from leitgraph.store.host import wire
from leitgraph.store.host.host_client import HostGone, starting
from leitgraph.store.host.host_supervisor import HostSupervisor
from leitgraph.store.host.job import Order
from leitgraph.store.host.pool import Moved, Pool, Reader
from leitgraph.store.journal.journal import Entry, Journal

JOBS = "leitgraph.jobs"
# How long an asker waits for the host's word on why a reader died.
REASON_SECONDS = 10.0
# A write may take its deadline and, on top, the time that its bytes need (measured: 4 MB/s).
WRITE_BYTES_PER_SECOND = 1_000_000


class Graph:
    """Reads through ``run``, writes through ``write``."""

    def __init__(self, settings: Settings, journal: Journal, jobs: str) -> None:
        self.settings = settings
        self.journal = journal
        self._supervisor = HostSupervisor(settings, journal, jobs)

    # -- life ----------------------------------------------------------------------------------

    @classmethod
    async def open(cls, settings: Settings, *, jobs: str = JOBS) -> Graph:
        """Take the data directory, start the host, load the view and catch up with the journal.

        ``InUse`` if another instance has the directory, ``Damaged`` if the journal does not
        verify.
        """
        settings.data.mkdir(parents=True, exist_ok=True)
        journal = await asyncio.to_thread(Journal.open, settings.journal_url(), settings.data)
        graph = cls(settings, journal, jobs)
        try:
            await graph._supervisor.start()
        except BaseException:
            await graph.close()
            raise
        return graph

    async def close(self) -> None:
        """Save the view, end host and readers, let go of the journal."""
        await self._supervisor.close()
        await asyncio.to_thread(self.journal.close)

    async def renew(self) -> bool:
        """Replace the graph host while everything goes on; False if that is not possible now."""
        return await self._supervisor.renew()

    async def __aenter__(self) -> Graph:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # -- facts ---------------------------------------------------------------------------------

    @property
    def version(self) -> int:
        """Number of the journal's patch that new answers stand on."""
        host = self._supervisor.host
        return host.version if host is not None else 0

    @property
    def ready(self) -> bool:
        """False while the graph is being loaded."""
        return self._supervisor.ready

    @property
    def isolated(self) -> bool:
        """True if host and readers have no network, by the kernel's word."""
        host = self._supervisor.host
        return host is not None and host.isolated

    async def log(self, limit: int = 50, before: int | None = None) -> list[Entry]:
        """The newest patches without their quads, newest first."""
        return await asyncio.to_thread(self.journal.log, limit, before)

    async def stats(self) -> dict[str, Any]:
        """Figures for the metrics: version, readers, memory (bytes), renewals of the host."""
        host = self._supervisor.host
        if host is None:
            return {"ready": False}
        facts = {"ready": self.ready, "renewals": self._supervisor.renewals, **host.pool.figures}
        with contextlib.suppress(HostGone):
            facts.update(await host.stats())
        return facts

    # -- reading -------------------------------------------------------------------------------

    async def run(
        self,
        order: Order,
        *,
        principal: Principal,
        body: bytes = b"",
        deadline: float | None = None,
    ) -> Answer:
        """Run a job in a reader; the answer's head is here when this returns.

        Raises what the job raised, ``Busy`` if no reader is free in time, ``TooManyRequests`` if
        too many wait for one, ``DeadlineExceeded``, ``OutOfMemory``, or ``BadQuery`` if the input
        crashed its reader.
        """
        return await self._run(self._request(order, principal, deadline), body)

    def _request(
        self, order: Order, principal: Principal, deadline: float | None
    ) -> dict[str, Any]:
        admin = principal.role is Role.ADMIN
        settings = self.settings
        most = settings.deadline_admin if admin else settings.deadline_public
        return {
            "job": order.job,
            "payload": order.payload,
            "role": principal.role.value,
            "name": principal.name,
            "deadline": min(deadline, most) if deadline is not None else most,
            "memory": (settings.memory_admin_mb if admin else settings.memory_public_mb) << 20,
        }

    async def _run(self, request: dict[str, Any], body: bytes) -> Answer:
        message = wire.pack_json(wire.REQUEST, {**request, "size": len(body)}) + body
        for attempt in range(3):
            pool, reader = await self._take(request)
            try:
                reader.writer.write(message)
                if len(message) > 65536:
                    await reader.writer.drain()
                kind, payload = await wire.read(reader.stream)
            except (wire.Broken, OSError):
                error = await self._death(pool, reader, request)
                pool.discard(reader)
                if isinstance(error, Busy) and attempt < 2:
                    continue  # died before it heard the question
                raise error from None
            except BaseException:
                pool.discard(reader)
                raise
            if kind == wire.ERROR:
                self._release(pool, reader, wire.load(payload))
                raise error_from(payload)
            source = self._source(pool, reader, request)
            abandon = partial(pool.discard, reader)
            return Answer(wire.load(payload), reader.version, source, abandon)
        raise starting()

    async def _take(self, request: dict[str, Any]) -> tuple[Pool, Reader]:
        writing = bool(request.get("write"))
        favoured = request["role"] == Role.ADMIN.value
        end = time.monotonic() + self.settings.queue_seconds
        while True:
            host = self._supervisor.current()
            try:
                rest = max(0.05, end - time.monotonic())
                return host.pool, await host.pool.take(rest, writing=writing, favoured=favoured)
            except Moved:
                if time.monotonic() > end:
                    raise starting() from None
                await asyncio.sleep(0.005)

    async def _source(
        self, pool: Pool, reader: Reader, request: dict[str, Any]
    ) -> AsyncIterator[bytes]:
        while True:
            try:
                kind, payload = await wire.read(reader.stream)
            except wire.Broken:
                raise await self._death(pool, reader, request) from None
            if kind == wire.DATA:
                yield payload
            elif kind == wire.ERROR:
                raise error_from(payload)
            else:
                self._release(pool, reader, {"tail": wire.load(payload)})
                return

    @staticmethod
    def _release(pool: Pool, reader: Reader, message: dict[str, Any]) -> None:
        tail = message.get("tail") or {}
        pool.give_back(reader, worn=bool(tail.get("last", True)))

    async def _death(self, pool: Pool, reader: Reader, request: dict[str, Any]) -> LeitgraphError:
        reason = None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(REASON_SECONDS):
                reason = await asyncio.shield(reader.died)
        return death_of_reader(
            reason,
            deadline=request["deadline"],
            memory_mb=request["memory"] >> 20,
            data=bool(request.get("write")) and request["job"] != "update",
        )

    # -- writing -------------------------------------------------------------------------------

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
        """Run a write job; what it changes is one patch, on disk when this returns.

        ``body`` may be a file, which only the reader opens. Paths in the payload are opened as
        well, so they must never come from outside. Raises what the job raised
        (``Conflict`` with ``findings`` when the structure gate refused), ``StorageFull``.
        """
        if principal.role is not Role.ADMIN:
            raise Forbidden(
                "Zum Schreiben fehlt die Berechtigung.", "Writing needs the right to do so."
            )
        size = body.stat().st_size if isinstance(body, Path) else len(body)
        if size > self.settings.upload_mb << 20:
            raise TooLarge(
                f"Die Übertragung ist größer als {self.settings.upload_mb} MB.",
                f"The upload is larger than {self.settings.upload_mb} MB.",
                limit_mb=self.settings.upload_mb,
            )
        request = self._request(order, principal, deadline)
        request["write"] = True
        if deadline is None:
            paths = [d["path"] for d in order.payload.get("documents", ()) if d.get("path")]
            size += sum(Path(path).stat().st_size for path in paths)
            request["deadline"] += size / WRITE_BYTES_PER_SECOND
        if isinstance(body, Path):
            request["path"], body = str(body.resolve()), b""
        # Once begun, a write is finished even if nobody waits for it any more.
        return await asyncio.shield(
            self._supervisor.background(self._write(request, body, principal, reason, source))
        )

    async def _write(
        self, request: dict[str, Any], body: bytes, principal: Principal, reason: str, source: str
    ) -> WriteResult:
        async with self._supervisor.write_lock:
            if self._supervisor.closing:
                raise starting()
            async with await self._run(request, body) as answer:
                data = await answer.read()
            head = answer.head
            split = int(head.get("added_bytes", 0))
            patch = Patch(
                added=data[:split],
                removed=data[split:],
                actor=principal.name,
                reason=reason,
                source=source or str(head.get("source", "")),
            )
            findings = list(head.get("findings", []))
            if patch.empty:
                return WriteResult(self.version, 0, 0, findings, head)
            patch = await asyncio.to_thread(self.journal.append, patch, expect=answer.version)
            await self._supervisor.follow(patch)
            added, removed = patch.added.count(b"\n"), patch.removed.count(b"\n")
            return WriteResult(patch.number, added, removed, findings, head)
