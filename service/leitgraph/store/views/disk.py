"""The view on disk (RocksDB): for graphs larger than memory; four to seven times slower to ask.

The number of the last patch is a quad in the store and is written in one transaction with the
patch, so after a crash the view continues from where it really stands. A power loss may take the
last patches back (RocksDB commits without sync here); the journal has them and they are applied
again.

A reader is a fork and must not touch the RocksDB of its parent, nor open the directory that is
being written. So every version that is read has a checkpoint of its own (hard links, cheap), which
readers open read-only.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pyoxigraph as ox

from leitgraph.errors import InUse
from leitgraph.store.views.base import PrivateView
from leitgraph.store.views.following import FollowingView

# Forks of the versions before may not have opened their checkpoint yet.
_KEEP = 3
# After so many patches small files are merged; reopening after a kill took 48 s without it.
_OPTIMIZE_EVERY = 500


class DiskView(FollowingView):
    """The graph in ``<data>/disk/live``, with checkpoints in ``<data>/disk/versions``."""

    name = "disk"
    renewable = False

    def __init__(self, data_dir: Path) -> None:
        self._directory = data_dir / "disk"
        self._live = self._directory / "live"
        self._versions = self._directory / "versions"
        self._private = self._directory / "private"
        shutil.rmtree(self._versions, ignore_errors=True)
        shutil.rmtree(self._private, ignore_errors=True)
        self._since_optimize = 0
        try:
            super().__init__(self._open())
            # Walks through all keys once, so that damaged blocks show now and not in a question.
            sound = len(self._store) == 0 or self.version > 0
        except (OSError, RuntimeError):
            # The journal is the truth: an unreadable view is built again.
            sound = False
        if sound:
            self._checkpoint()
        else:
            self.clear()

    def clear(self) -> None:
        """Forget everything and start on an empty store."""
        self._detach()
        shutil.rmtree(self._live, ignore_errors=True)
        self._attach(self._open())
        self._checkpoint()

    def store_for_reader(self) -> ox.Store:
        """The checkpoint of the present version, opened read-only."""
        # Held until the reader ends, so that its files stay: RocksDB opens some of them late.
        self._reading = os.open(self._mark(self._current), os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(self._reading, fcntl.LOCK_SH)
        return ox.Store.read_only(str(self._current))

    def for_writer(self) -> PrivateView:
        """A copy of that checkpoint: tables are linked (they never change), the rest is copied."""
        self._private.mkdir(parents=True, exist_ok=True)
        for old in self._private.iterdir():
            if not Path(f"/proc/{old.name}").exists():
                shutil.rmtree(old, ignore_errors=True)
        mine = self._private / str(os.getpid())
        shutil.rmtree(mine, ignore_errors=True)
        shutil.copytree(self._current, mine, copy_function=_link_or_copy)
        return _PrivateCopy(ox.Store(str(mine)))

    def save(self, directory: Path) -> None:
        """Bring what RocksDB holds in memory to disk; ``directory`` is not needed."""
        self._store.flush()

    def load(self, directory: Path) -> bool:
        """True if the store held a state when it was opened."""
        return self.version > 0

    def close(self) -> None:
        """Flush and close the store; the checkpoints go."""
        if self._attached:
            self._store.flush()
        self._detach()
        shutil.rmtree(self._versions, ignore_errors=True)

    def _open(self) -> ox.Store:
        self._live.mkdir(parents=True, exist_ok=True)
        try:
            return ox.Store(str(self._live))
        except OSError as error:
            if "lock" not in str(error).lower():
                raise
            raise InUse(
                f"Die Sicht in {self._live} ist schon von einem anderen Prozess geöffnet.",
                f"The view in {self._live} is open in another process already.",
                directory=str(self._live),
            ) from error

    def _changed(self, *, bulk: bool) -> None:
        self._since_optimize += 1
        if bulk or self._since_optimize >= _OPTIMIZE_EVERY:
            self._store.flush()
            self._store.optimize()
            self._since_optimize = 0
        self._checkpoint()

    def _checkpoint(self) -> None:
        self._versions.mkdir(parents=True, exist_ok=True)
        self._current = self._versions / f"{self.version}"
        shutil.rmtree(self._current, ignore_errors=True)
        self._store.backup(str(self._current))
        versions = sorted(int(path.name) for path in self._versions.iterdir() if path.is_dir())
        for version in versions[:-_KEEP]:
            self._drop(self._versions / str(version))

    def _drop(self, version: Path) -> None:
        """Remove a checkpoint that no reader holds."""
        mark = os.open(self._mark(version), os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        else:
            shutil.rmtree(version, ignore_errors=True)
            self._mark(version).unlink(missing_ok=True)
        finally:
            os.close(mark)

    @staticmethod
    def _mark(version: Path) -> Path:
        return version.with_name(f"{version.name}.reading")


class _PrivateCopy(FollowingView):
    """A copy of a checkpoint, to be changed by one write job.

    A fork has none of the threads that RocksDB needs to ingest and to compact; it would wait for
    them for ever. Small changes need none; a large one goes on in memory.
    """

    def store_for_reader(self) -> ox.Store:
        """The copy's store."""
        return self._store

    def _before_bulk(self) -> None:
        store = ox.Store()
        store.bulk_extend(self._store)
        self._attach(store)


def _link_or_copy(source: str, target: str) -> None:
    if source.endswith(".sst"):
        os.link(source, target)
    else:
        shutil.copyfile(source, target)
