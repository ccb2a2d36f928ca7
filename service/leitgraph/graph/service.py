"""``Graph``: the one entrance to the graph, for the web (its loop) and the CLI (``asyncio.run``).

It owns the journal and the write lock, starts the graph host, keeps readers, streams answers. A
write is: a job in a reader makes the patch from its private copy; the journal takes it (from here
on it is acknowledged); the host applies it; readers of the new state follow.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from leitgraph.config import Settings
from leitgraph.errors import Busy, LeitgraphError, TooLarge
from leitgraph.graph import wire
from leitgraph.graph.answer import Answer, WriteResult, death_of_reader, error_from
from leitgraph.graph.hostlink import HostGone, HostLink, starting
from leitgraph.graph.journal import Entry, Journal
from leitgraph.graph.pool import Moved, Pool, Reader
from leitgraph.model import Patch, Principal, Role

LOG = logging.getLogger("leitgraph.graph")
JOBS = "leitgraph.usecases.jobs"
# So few patches are applied one by one; more are replayed, with one derivation at the end.
REPLAY_FROM = 20
# How long an asker waits for the host's word on why a reader died.
REASON_SECONDS = 10.0
T = TypeVar("T")


class Graph:
    """Reads through ``run``, writes through ``write``."""

    def __init__(self, settings: Settings, journal: Journal, jobs: str) -> None:
        self.settings = settings
        self.journal = journal
        self.renewals = 0
        self._jobs = jobs
        self._host: HostLink | None = None
        self._write_lock = asyncio.Lock()
        self._closing = False
        self._renewing = False
        self._since_save = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._server: Any = None

    # -- life ----------------------------------------------------------------------------------

    @classmethod
    async def open(cls, settings: Settings, *, jobs: str = JOBS, serve: bool = False) -> Graph:
        """Take the data directory, start the host, load the view and catch up with the journal.

        ``serve`` lets ``attach`` in other processes read through this one. ``InUse`` if another
        instance has the directory, ``Damaged`` if the journal does not verify.
        """
        settings.data.mkdir(parents=True, exist_ok=True)
        journal = await asyncio.to_thread(Journal.open, settings.journal_url(), settings.data)
        graph = cls(settings, journal, jobs)
        try:
            graph._host = await graph._new_host()
            await graph._host.ready()
            if serve:
                from leitgraph.graph.attach import serve as serve_attached

                graph._server = await serve_attached(graph, settings.data)
        except BaseException:
            await graph.close()
            raise
        return graph

    @classmethod
    async def attach(cls, settings: Settings) -> Graph:
        """Read through the instance that runs on the same data directory.

        ``NotFound`` if none runs there. Writing is not possible this way.
        """
        from leitgraph.graph.attach import AttachedGraph

        return await AttachedGraph.connect(settings)

    async def close(self) -> None:
        """Save the view, end host and readers, let go of the journal."""
        self._closing = True
        if self._server is not None:
            self._server.close()
        async with self._write_lock:
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            if self._host is not None:
                await self._host.stop(save=self._host.version != self._host.saved)
                self._host = None
        await asyncio.to_thread(self.journal.close)

    async def __aenter__(self) -> Graph:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # -- facts ---------------------------------------------------------------------------------

    @property
    def version(self) -> int:
        """Number of the journal's patch that new answers stand on."""
        return self._host.version if self._host is not None else 0

    @property
    def ready(self) -> bool:
        """False while the graph is being loaded."""
        return self._host is not None and not self._host.gone

    @property
    def isolated(self) -> bool:
        """True if host and readers have no network, by the kernel's word."""
        return self._host is not None and self._host.isolated

    async def log(self, limit: int = 50, before: int | None = None) -> list[Entry]:
        """The newest patches without their quads, newest first."""
        return await asyncio.to_thread(self.journal.log, limit, before)

    async def stats(self) -> dict[str, Any]:
        """Figures for the metrics: version, readers, memory (bytes), renewals of the host."""
        host = self._host
        if host is None:
            return {"ready": False}
        facts = {"ready": self.ready, "renewals": self.renewals, **host.pool.figures}
        with contextlib.suppress(HostGone):
            facts.update(await host.stats())
        return facts

    # -- reading -------------------------------------------------------------------------------

    async def run(
        self,
        job: str,
        payload: dict[str, Any],
        *,
        principal: Principal,
        body: bytes = b"",
        deadline: float | None = None,
    ) -> Answer:
        """Run a job in a reader; the answer's head is here when this returns.

        Raises what the job raised, ``Busy`` if no reader is free in time, ``DeadlineExceeded``,
        ``OutOfMemory``, or ``BadQuery`` if the input crashed its reader.
        """
        request = self._order(job, payload, principal, deadline)
        return await self._run(request, body)

    def _order(
        self, job: str, payload: dict[str, Any], principal: Principal, deadline: float | None
    ) -> dict[str, Any]:
        admin = principal.role is Role.ADMIN
        settings = self.settings
        most = settings.deadline_admin if admin else settings.deadline_public
        return {
            "job": job,
            "payload": payload,
            "role": principal.role.value,
            "name": principal.name,
            "deadline": min(deadline, most) if deadline is not None else most,
            "memory": (settings.memory_admin_mb if admin else settings.memory_public_mb) << 20,
        }

    async def _run(self, request: dict[str, Any], body: bytes) -> Answer:
        message = wire.pack_json(wire.REQUEST, {**request, "size": len(body)}) + body
        for attempt in range(3):
            pool, reader = await self._take(bool(request.get("write")))
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

    async def _take(self, writing: bool) -> tuple[Pool, Reader]:
        end = time.monotonic() + self.settings.queue_seconds
        while True:
            host = self._host
            if host is None or host.gone:
                raise starting()
            try:
                rest = max(0.05, end - time.monotonic())
                return host.pool, await host.pool.take(rest, writing=writing)
            except Moved:
                await asyncio.sleep(0)

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
        job: str,
        payload: dict[str, Any],
        *,
        principal: Principal,
        body: bytes | Path = b"",
        reason: str,
        source: str = "",
        deadline: float | None = None,
    ) -> WriteResult:
        """Run a write job; what it changes is one patch, on disk when this returns.

        ``body`` may be a file, which only the reader opens. Raises what the job raised
        (``Conflict`` with ``findings`` when the structure gate refused), ``StorageFull``.
        """
        size = body.stat().st_size if isinstance(body, Path) else len(body)
        if size > self.settings.upload_mb << 20:
            raise TooLarge(
                f"Die Übertragung ist größer als {self.settings.upload_mb} MB.",
                f"The upload is larger than {self.settings.upload_mb} MB.",
                limit_mb=self.settings.upload_mb,
            )
        request = self._order(job, payload, principal, deadline)
        request["write"] = True
        if isinstance(body, Path):
            request["path"], body = str(body.resolve()), b""
        # Once begun, a write is finished even if nobody waits for it any more.
        return await asyncio.shield(
            self._background(self._write(request, body, principal, reason, source))
        )

    async def _write(
        self, request: dict[str, Any], body: bytes, principal: Principal, reason: str, source: str
    ) -> WriteResult:
        async with self._write_lock:
            if self._closing:
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
            await self._follow(patch)
            added, removed = patch.added.count(b"\n"), patch.removed.count(b"\n")
            return WriteResult(patch.number, added, removed, findings, head)

    async def _follow(self, patch: Patch) -> None:
        """The patch is in the journal; let the host apply it. A host that fails is replaced."""
        host = self._host
        if host is None or host.gone:
            return
        try:
            await host.apply([patch])
        except HostGone:
            LOG.error("host ended while applying patch %d", patch.number)
            return
        self._since_save += 1
        if host.grown > self.settings.host_renew_growth_mb << 20:
            self._background(self.renew())
        elif self._since_save >= self.settings.save_every:
            self._since_save = 0
            self._background(self._save())

    async def _save(self) -> None:
        if self._host is not None:
            with contextlib.suppress(HostGone):
                await self._host.save()

    # -- the host ------------------------------------------------------------------------------

    async def renew(self) -> bool:
        """Replace the host while everything goes on; False if another renewal is under way.

        The new one loads the saved view and catches up; then the writes wait for a moment.
        """
        if self._host is None or self._host.gone or self._renewing:
            return False
        self._renewing = True
        try:
            old = self._host
            with contextlib.suppress(HostGone):
                await old.save()
            new = await self._new_host()
            try:
                async with self._write_lock:
                    if self._closing or self._host is not old:
                        raise HostGone
                    await self._catch_up(new)
                    await new.ready()
                    self._host = new
            except HostGone:
                await new.stop(save=False)
                return False
            self._since_save = 0
            self.renewals += 1
            self._background(old.retire())
            return True
        finally:
            self._renewing = False

    async def _new_host(self) -> HostLink:
        """A host that has loaded the saved view, if it fits the journal, and has caught up."""
        host = HostLink(self.settings, self._host_lost)
        await host.start(self._jobs)
        known = await asyncio.to_thread(self.journal.hash_at, host.version)
        if known != host.hash:
            LOG.warning("saved view does not fit the journal; deriving it anew")
            await host.clear()
        await self._catch_up(host)
        return host

    async def _catch_up(self, host: HostLink) -> None:
        last = await asyncio.to_thread(self.journal.last)
        lag = last - host.version
        if lag <= 0:
            return
        patches = self.journal.since(host.version, last)
        if lag < REPLAY_FROM and host.version > 0:
            await host.apply(patches, fork=False)
        else:
            await host.replay(patches, lag)

    def _host_lost(self, host: HostLink) -> None:
        """A host ended on its own: start another; askers get ``Busy`` meanwhile."""
        if host is self._host and not self._closing:
            LOG.error("graph host %d ended unexpectedly", host.pid)
            self._background(self._replace_lost())

    async def _replace_lost(self) -> None:
        wait = 0.1
        while not self._closing:
            try:
                async with self._write_lock:
                    host = await self._new_host()
                    await host.ready()
                    self._host = host
                return
            except (HostGone, LeitgraphError, OSError):
                LOG.exception("graph host could not be started; trying again")
                await asyncio.sleep(wait)
                wait = min(wait * 2, 30)

    def _background(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
