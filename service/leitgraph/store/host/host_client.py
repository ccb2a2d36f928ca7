"""The connection to a graph host: start it, send it patches, hear what becomes of its readers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

from leitgraph.config import Settings
from leitgraph.errors import Busy, LeitgraphError
from leitgraph.model import Patch
from leitgraph.store.host import wire
from leitgraph.store.host.pool import Pool

START_SECONDS = 600.0
EVENT_BYTES = 4096


class HostGone(LeitgraphError):
    """The host process has ended."""

    def __init__(self) -> None:
        super().__init__(
            "Der Prozess, der den Graphen hält, ist ausgefallen; der Grund steht im Protokoll.",
            "The process that holds the graph failed; the log says why.",
        )


class HostClient:
    """One host process and its readers."""

    def __init__(self, settings: Settings, lost: Callable[[HostClient], None]) -> None:
        self.settings = settings
        self.version = 0
        self.hash = ""
        self.isolated = False
        self.pid = 0
        self.saved = -1
        self.grown = 0
        self.facts: dict[str, Any] = {}
        self.gone = False
        self._ending = False
        self.pool = Pool(
            warm=settings.readers,
            most=max(settings.readers, settings.readers_max),
            fork=self._fork,
        )
        self._lost = lost
        self._lock = asyncio.Lock()
        self._sending = False
        self._forks_waiting = 0
        self._saving: asyncio.Future[bool] | None = None
        self._births: set[asyncio.Task[None]] = set()
        self._ended: asyncio.Task[None] | None = None
        self._process: subprocess.Popen[bytes]
        self._events: socket.socket
        self._stream: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    # -- life ----------------------------------------------------------------------------------

    async def start(self, jobs: str, *, load: bool = True) -> None:
        """Start the process and wait until it has loaded its saved view."""
        control, control_there = socket.socketpair()
        self._events, events_there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {k: v for k, v in os.environ.items() if k != "LEITGRAPH_ADMIN_TOKEN"}
        # The settings are handed over whole; the host reads no file of its own.
        environment["LEITGRAPH_CONFIG"] = os.devnull
        environment["GLIBC_TUNABLES"] = _allocator(environment.get("GLIBC_TUNABLES", ""))
        with control_there, events_there:
            there = (control_there.fileno(), events_there.fileno())
            command = [sys.executable, "-m", "leitgraph.store.host.host", *map(str, there)]
            self._process = subprocess.Popen(
                command,
                pass_fds=there,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env=environment,
            )
        self.pid = self._process.pid
        self._stream, self._writer = await asyncio.open_unix_connection(sock=control)
        self._events.setblocking(False)
        asyncio.get_running_loop().add_reader(self._events.fileno(), self._hear)
        settings = self.settings.model_dump(mode="json", exclude={"admin_token"})
        await self._request({"settings": settings, "jobs": jobs, "load": load})

    async def stop(self, *, save: bool) -> None:
        """Save if asked, end the process, and leave nothing behind."""
        self._ending = True
        self.pool.kill_all()
        with contextlib.suppress(HostGone, TimeoutError):
            async with asyncio.timeout(START_SECONDS if save else 10):
                await self._request({"op": "stop", "save": save})
        await self._end()

    async def retire(self) -> None:
        """Let running answers finish, then the process ends by itself."""
        self._ending = True
        self.pool.close()
        with contextlib.suppress(HostGone, OSError):
            self._writer.write(wire.pack_json(wire.REQUEST, {"op": "retire"}))
            await self._writer.drain()
        longest = max(self.settings.deadline_admin, self.settings.deadline_public)
        try:
            with contextlib.suppress(wire.Broken, TimeoutError):
                async with asyncio.timeout(longest + 30):
                    await wire.read(self._stream)  # ends with the process
        finally:
            await self._end()

    async def _end(self) -> None:
        """Wait for the process and close what we shared with it; once, whoever asks."""
        if self._ended is None:
            self._ended = asyncio.get_running_loop().create_task(self._close())
        await asyncio.shield(self._ended)

    async def _close(self) -> None:
        self.gone = True
        asyncio.get_running_loop().remove_reader(self._events.fileno())
        self._writer.close()
        self.pool.close()
        await asyncio.gather(*self._births, return_exceptions=True)
        try:
            await asyncio.to_thread(self._process.wait, 5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
        self._hear_rest()
        self._events.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    # -- requests ------------------------------------------------------------------------------

    async def clear(self) -> None:
        """Forget what was loaded."""
        await self._request({"op": "clear"})

    async def ready(self) -> None:
        """Loading is over: the first readers are forked."""
        self.pool.expect(1)
        await self._request({"op": "ready", "readers": 1})
        self.pool.advance(self.version)

    async def apply(
        self, patches: Iterable[Patch], *, count: int = 1, fork: bool = True
    ) -> dict[str, Any]:
        """Send ``count`` patches to be applied one by one; readers of the new state follow."""
        if fork:
            self.pool.expect(1)
        order = {"op": "apply", "count": count, "fork": fork}
        answer = await self._request(order, patches)
        self.pool.advance(self.version)
        return answer

    async def replay(self, patches: Iterable[Patch], count: int) -> None:
        """Send many patches; what follows from them is derived once at the end."""
        await self._request({"op": "replay", "count": count}, patches)

    async def save(self) -> bool:
        """Save the view; True when it is on disk. Readers and writes go on meanwhile."""
        if self._saving is None or self._saving.done():
            self._saving = asyncio.get_running_loop().create_future()
            await self._request({"op": "save"})
        return await asyncio.shield(self._saving)

    async def stats(self) -> dict[str, Any]:
        """Figures of the host."""
        return await self._request({"op": "stats"})

    def _fork(self) -> None:
        if self.gone:
            self.pool.unborn()
        elif self._sending:
            self._forks_waiting += 1
        else:
            self._writer.write(wire.pack_json(wire.REQUEST, {"op": "fork"}))

    async def _request(
        self, order: dict[str, Any], patches: Iterable[Patch] = ()
    ) -> dict[str, Any]:
        async with self._lock:
            if self.gone:
                raise HostGone
            try:
                await self._send(order, patches)
                kind, payload = await wire.read(self._stream)
                answer = wire.load(payload)
            except (wire.Broken, OSError) as error:
                self._failed()
                raise HostGone from error
            if kind == wire.ERROR:
                self._failed()
                raise LeitgraphError.from_dict(answer)
        self.version = int(answer["version"])
        self.hash = str(answer.get("hash", self.hash))
        self.isolated = bool(answer["isolated"])
        self.grown = int(answer.get("grown", self.grown))
        self.facts.update(answer)
        return answer

    async def _send(self, order: dict[str, Any], patches: Iterable[Patch]) -> None:
        self._sending = True
        try:
            self._writer.write(wire.pack_json(wire.REQUEST, order))
            async for patch in _one_by_one(patches):
                self._writer.write(wire.pack_json(wire.REQUEST, wire.patch_header(patch)))
                self._writer.write(patch.added)
                self._writer.write(patch.removed)
                await self._writer.drain()
            await self._writer.drain()
        finally:
            self._sending = False
            while self._forks_waiting:
                self._forks_waiting -= 1
                self._fork()

    def _failed(self) -> None:
        if not self.gone and not self._ending:
            self.gone = True
            self.pool.kill_all()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            if self._saving is not None and not self._saving.done():
                self._saving.set_result(False)
            if self._ended is None:
                self._ended = asyncio.get_running_loop().create_task(self._close())
            self._lost(self)

    # -- events --------------------------------------------------------------------------------

    def _hear(self) -> None:
        while True:
            try:
                data, files, _, _ = socket.recv_fds(self._events, EVENT_BYTES, 2)
            except BlockingIOError:
                return
            except OSError:
                data, files = b"", []
            if not data:
                with contextlib.suppress(OSError, ValueError):
                    asyncio.get_running_loop().remove_reader(self._events.fileno())
                self._failed()
                return
            self._event(json.loads(data), files)

    def _hear_rest(self) -> None:
        """After the end: descriptors still under way must not stay open."""
        with contextlib.suppress(OSError):
            while True:
                data, files, _, _ = socket.recv_fds(self._events, EVENT_BYTES, 2)
                for number in files:
                    os.close(number)
                if not data:
                    return

    def _event(self, news: dict[str, Any], files: list[int]) -> None:
        if "born" in news:
            sock = socket.socket(fileno=files[0])
            handle = files[1] if len(files) > 1 else None
            birth = self.pool.born(int(news["born"]), int(news["version"]), sock, handle)
            task = asyncio.get_running_loop().create_task(birth)
            self._births.add(task)
            task.add_done_callback(self._births.discard)
        elif "died" in news:
            self.pool.died(int(news["died"]), news["reason"])
        elif "saved" in news:
            if news["ok"]:
                self.saved = int(news["saved"])
            if self._saving is not None and not self._saving.done():
                self._saving.set_result(bool(news["ok"]))
        elif "unborn" in news:
            self.pool.unborn()


async def _one_by_one(patches: Iterable[Patch]) -> AsyncIterator[Patch]:
    """Patches from the journal, each fetched in a worker thread."""
    if isinstance(patches, (list, tuple)):
        for patch in patches:
            yield patch
        return
    iterator = iter(patches)
    while (patch := await asyncio.to_thread(next, iterator, None)) is not None:
        yield patch


def starting() -> Busy:
    """The error while no host is there."""
    return Busy(
        "Der Graph wird gerade geladen; bitte gleich noch einmal versuchen.",
        "The graph is being loaded; please try again shortly.",
        retry_after=2,
    )


def _allocator(tunables: str) -> str:
    """The host's memory in large pages where the system has them: forks copy 512 times less table.

    One arena, as those of further threads come in small pages; the view is loaded by two threads.
    Measured at 1 million triples: fork and exit 2.7 ms instead of 28 (ADR 9). Who set a tunable
    decides; a libc without it ignores it.
    """
    ours = ("glibc.malloc.hugetlb=1", "glibc.malloc.arena_max=1")
    missing = [one for one in ours if one.partition("=")[0] not in tunables]
    return ":".join(filter(None, [tunables, *missing]))
