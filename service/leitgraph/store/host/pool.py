"""The readers of one host, seen from the process that asks: who is idle, who waits, who died."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections import deque
from collections.abc import Callable
from typing import TypeAlias

from leitgraph.errors import Busy, TooManyRequests
from leitgraph.store.host import limits

# After a write, further readers are forked only once this time has passed without another write.
SETTLE_SECONDS = 0.03
# How long a write may wait for its reader (the host may be busy with a large patch).
WRITER_SECONDS = 120.0
# So many askers may wait for each reader that there may be; those after them are sent away at once.
WAITING_PER_READER = 32


class Moved(Exception):
    """This pool's host was replaced; ask the new one."""


class Reader:
    """One reader process and the connection to it."""

    def __init__(self, pid: int, version: int, handle: int | None) -> None:
        self.pid = pid
        self.version = version
        self.handle = handle
        self.died: asyncio.Future[limits.Reason] = asyncio.get_running_loop().create_future()
        self.stream: asyncio.StreamReader
        self.writer: asyncio.StreamWriter

    async def connect(self, sock: socket.socket) -> None:
        """Take over the connected socket."""
        self.stream, self.writer = await asyncio.open_unix_connection(sock=sock, limit=1 << 20)

    def kill(self) -> None:
        """End the process now, whatever it does. A pidfd never hits another process."""
        with contextlib.suppress(ProcessLookupError, OSError):
            if self.handle is not None:
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)
            elif not self.died.done():
                os.kill(self.pid, signal.SIGKILL)
        self.hang_up()

    def hang_up(self) -> None:
        """Close the connection; an idle process ends by that."""
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None
        with contextlib.suppress(RuntimeError):
            self.writer.close()


Fork: TypeAlias = Callable[[], None]


class Pool:
    """Readers of the newest state. Only the event loop's thread may touch it."""

    def __init__(self, *, warm: int, most: int, fork: Fork) -> None:
        self.warm = warm
        self.most = most
        self._fork = fork
        self.version = 0
        self.closed = False
        self._idle: list[Reader] = []
        self._busy: set[Reader] = set()
        self._waiting: deque[asyncio.Future[Reader]] = deque()
        self._coming = 0
        self._dead: dict[int, limits.Reason] = {}
        self._members: dict[int, Reader] = {}
        self._settle: asyncio.TimerHandle | None = None

    # -- taking and giving back ----------------------------------------------------------------

    async def take(
        self, seconds: float, *, writing: bool = False, favoured: bool = False
    ) -> Reader:
        """An idle reader of the newest state; forks one if need be.

        ``Busy`` if none is free within ``seconds``; ``Moved`` if the host is replaced meanwhile;
        ``TooManyRequests`` if too many wait already, which the favoured need not mind.
        """
        if self.closed:
            raise Moved
        while self._idle:
            reader = self._idle.pop()
            if reader.died.done() or reader.stream.at_eof():
                self._forget(reader)
                continue
            self._busy.add(reader)
            self._top_up_soon()
            return reader
        if not (writing or favoured) and len(self._waiting) >= WAITING_PER_READER * self.most:
            raise TooManyRequests(
                "Zu viele fragen gerade gleichzeitig; bitte gleich noch einmal versuchen.",
                "Too many are asking at once; please try again shortly.",
                retry_after=max(1, round(seconds)),
            )
        return await self._wait(WRITER_SECONDS if writing else seconds, writing)

    async def _wait(self, seconds: float, writing: bool) -> Reader:
        waiting: asyncio.Future[Reader] = asyncio.get_running_loop().create_future()
        if writing:
            self._waiting.appendleft(waiting)
        else:
            self._waiting.append(waiting)
        if self._coming < len(self._waiting) and (self._count() < self.most or writing):
            self._ask()
        try:
            async with asyncio.timeout(seconds):
                return await waiting
        except BaseException as error:
            if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
                # Given a reader in the very moment of giving up: pass it on.
                self.give_back(waiting.result(), worn=False)
            if isinstance(error, TimeoutError):
                raise Busy(
                    "Alle Leseprozesse sind beschäftigt; bitte gleich noch einmal versuchen.",
                    "All readers are busy; please try again shortly.",
                    retry_after=max(1, round(seconds)),
                ) from None
            raise
        finally:
            with contextlib.suppress(ValueError):
                self._waiting.remove(waiting)

    def give_back(self, reader: Reader, *, worn: bool) -> None:
        """The reader has answered; it serves again if it is not worn out and not outdated."""
        self._busy.discard(reader)
        stale = reader.version < self.version
        if worn or stale or self.closed or reader.died.done():
            reader.hang_up()
            self._refill()
            return
        self._offer(reader)

    def discard(self, reader: Reader) -> None:
        """The asker is gone or the reader broken: end it; another takes its place."""
        self._busy.discard(reader)
        reader.kill()
        self._refill()

    # -- news from the host --------------------------------------------------------------------

    def advance(self, version: int) -> None:
        """The graph has moved on: older idle readers go, busy ones finish first."""
        self.version = version
        stale = [reader for reader in self._idle if reader.version < version]
        self._idle = [reader for reader in self._idle if reader.version >= version]
        for reader in stale:
            reader.hang_up()
        if self._settle is not None:
            self._settle.cancel()
            self._settle = None
        self._top_up_soon()

    def expect(self, count: int = 1) -> None:
        """The host is about to fork readers of its own accord."""
        self._coming += count

    async def born(self, pid: int, version: int, sock: socket.socket, handle: int | None) -> None:
        """A new reader with its socket."""
        self._coming = max(0, self._coming - 1)
        reader = Reader(pid, version, handle)
        await reader.connect(sock)
        self._members[pid] = reader
        if pid in self._dead:
            reader.died.set_result(self._dead.pop(pid))
        if self.closed or version < self.version:
            reader.hang_up()
            self._refill()
            return
        self._offer(reader)
        self._top_up_soon()

    def unborn(self) -> None:
        """The host could not fork."""
        self._coming = max(0, self._coming - 1)

    def died(self, pid: int, reason: limits.Reason) -> None:
        """A reader has ended."""
        reader = self._members.pop(pid, None)
        if reader is None:
            self._dead[pid] = reason
            return
        if not reader.died.done():
            reader.died.set_result(reason)
        if reader in self._idle:
            self._idle.remove(reader)
            reader.hang_up()
            self._refill()

    def close(self) -> None:
        """No new work here: idle readers go, waiting askers are sent on."""
        self.closed = True
        if self._settle is not None:
            self._settle.cancel()
        for reader in self._idle:
            reader.hang_up()
        self._idle = []
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_exception(Moved())

    def kill_all(self) -> None:
        """End all readers at once."""
        self.close()
        for reader in list(self._busy):
            reader.kill()
        for reader in self._members.values():
            # Nobody is left to tell why they end.
            if not reader.died.done():
                reader.died.set_result("killed")

    @property
    def figures(self) -> dict[str, int]:
        """Counts for the metrics."""
        return {
            "idle": len(self._idle),
            "busy": len(self._busy),
            "waiting": len(self._waiting),
            "coming": self._coming,
        }

    # -- inside --------------------------------------------------------------------------------

    def _count(self) -> int:
        return len(self._idle) + len(self._busy) + self._coming

    def _ask(self) -> None:
        self._coming += 1
        self._fork()

    def _offer(self, reader: Reader) -> None:
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(reader)
                self._busy.add(reader)
                return
        self._idle.append(reader)

    def _forget(self, reader: Reader) -> None:
        reader.hang_up()
        self._refill()

    def _refill(self) -> None:
        if self.closed:
            return
        if self._coming < len(self._waiting) and self._count() < self.most:
            self._ask()
        else:
            self._top_up_soon()

    def _top_up_soon(self) -> None:
        if self.closed or len(self._idle) + self._coming >= self.warm:
            return
        if self._settle is not None:
            return
        self._settle = asyncio.get_running_loop().call_later(SETTLE_SECONDS, self._top_up)

    def _top_up(self) -> None:
        self._settle = None
        if self.closed:
            return
        while len(self._idle) + self._coming < self.warm and self._count() < self.most:
            self._ask()
