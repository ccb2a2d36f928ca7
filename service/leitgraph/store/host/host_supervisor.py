"""Keeps a graph host in being: starts it, catches it up, saves its view, replaces it.

The memory view never gives back what was deleted, so a host that has grown is replaced while
everything goes on: save, start another from the saved view, catch up, then stop writes for a moment
and swap. A host that ends on its own is replaced too; until then askers get ``Busy``.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any

from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError
from leitgraph.model import Patch
from leitgraph.store.host.host_client import HostClient, HostGone, starting
from leitgraph.store.journal.journal import Journal

LOG = logging.getLogger("leitgraph.graph")
# So few patches are applied one by one; more are replayed, with one derivation at the end.
REPLAY_FROM = 200
LONGEST_PAUSE = 30.0


class HostSupervisor:
    """The host that answers now. ``write_lock`` is held by whoever appends to the journal."""

    def __init__(self, settings: Settings, journal: Journal, jobs: str) -> None:
        self.settings = settings
        self.journal = journal
        self.write_lock = asyncio.Lock()
        self.host: HostClient | None = None
        self.renewals = 0
        self.closing = False
        self._jobs = jobs
        self._renewing = False
        self._since_save = 0
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def ready(self) -> bool:
        """True while there is a host to ask."""
        return self.host is not None and not self.host.gone

    def current(self) -> HostClient:
        """The host; ``Busy`` while there is none."""
        if self.host is None or self.host.gone:
            raise starting()
        return self.host

    async def start(self) -> None:
        """The first host."""
        host = await self._new_host()
        try:
            await host.ready()
        except BaseException:
            await host.stop(save=False)
            raise
        self.host = host

    async def close(self) -> None:
        """Save what is not saved and end; no write is under way when this returns."""
        self.closing = True
        async with self.write_lock:
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            if self.host is not None:
                await self.host.stop(save=self.host.version != self.host.saved)
                self.host = None

    async def follow(self, patch: Patch) -> None:
        """A patch is in the journal: let the host apply it, and see what that calls for."""
        host = self.host
        if host is None or host.gone:
            return  # the next one will find it in the journal
        try:
            await host.apply([patch])
        except HostGone:
            LOG.error("graph host ended while applying patch %d", patch.number)
            return
        self._since_save += 1
        if host.grown > self.settings.host_renew_growth_mb << 20:
            self.background(self.renew())
        elif self._since_save >= self.settings.save_every:
            self._since_save = 0
            self.background(self._save(host))

    async def renew(self) -> bool:
        """Replace the host while everything goes on; False if that is not possible now."""
        old = self.host
        if old is None or old.gone or self._renewing or not old.facts.get("renewable"):
            return False
        self._renewing = True
        new: HostClient | None = None
        try:
            await self._save(old)
            new = await self._new_host()
            async with self.write_lock:
                if self.closing or self.host is not old:
                    return False
                await self._catch_up(new)
                await new.ready()
                self.host, new = new, None
            self._since_save = 0
            self.renewals += 1
            self.background(old.retire())
            return True
        except LeitgraphError:
            LOG.exception("graph host could not be renewed")
            return False
        finally:
            self._renewing = False
            if new is not None:
                await new.stop(save=False)

    def background(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run something beside; ended by ``close``."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _save(self, host: HostClient) -> None:
        with contextlib.suppress(HostGone):
            await host.save()

    async def _new_host(self) -> HostClient:
        """A host with the saved view, if that fits the journal, caught up with the journal."""
        host = HostClient(self.settings, self._lost)
        try:
            await host.start(self._jobs)
            known = await asyncio.to_thread(self.journal.hash_at, host.version)
            if known != host.hash:
                LOG.warning("saved view does not fit the journal; deriving it anew")
                await host.clear()
            await self._catch_up(host)
        except BaseException:
            await host.stop(save=False)
            raise
        return host

    async def _catch_up(self, host: HostClient) -> None:
        last = await asyncio.to_thread(self.journal.last)
        lag = last - host.version
        if lag <= 0:
            return
        patches = self.journal.since(host.version, last)
        if lag <= REPLAY_FROM and host.version > 0:
            await host.apply(patches, count=lag, fork=False)
        else:
            await host.replay(patches, lag)

    def _lost(self, host: HostClient) -> None:
        if host is self.host and not self.closing:
            LOG.error("graph host %d ended unexpectedly", host.pid)
            self.background(self._replace_lost())

    async def _replace_lost(self) -> None:
        pause = 0.1
        while not self.closing:
            try:
                async with self.write_lock:
                    await self.start()
                return
            except (LeitgraphError, OSError):
                LOG.exception("graph host could not be started; trying again")
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
