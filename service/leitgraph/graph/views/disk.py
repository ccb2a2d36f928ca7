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

import shutil
from pathlib import Path

import pyoxigraph as ox

from leitgraph.graph.views.following import FollowingView

# Readers of the version before may still be opening their checkpoint.
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
        shutil.rmtree(self._versions, ignore_errors=True)
        self._since_optimize = 0
        try:
            store = self._open()
        except OSError:
            # The journal is the truth: an unreadable view is built again.
            shutil.rmtree(self._live, ignore_errors=True)
            store = self._open()
        super().__init__(store)
        if self.version == 0 and len(store):
            self.clear()
        self._checkpoint()

    def clear(self) -> None:
        """Forget everything and start on an empty store."""
        del self._layering
        del self._store
        shutil.rmtree(self._live, ignore_errors=True)
        self._attach(self._open())
        self._checkpoint()

    def store_for_reader(self) -> ox.Store:
        """The checkpoint of the present version, opened read-only."""
        return ox.Store.read_only(str(self._current))

    def save(self, directory: Path) -> None:
        """Bring what RocksDB holds in memory to disk; ``directory`` is not needed."""
        self._store.flush()

    def load(self, directory: Path) -> bool:
        """True if the store held a state when it was opened."""
        return self.version > 0

    def close(self) -> None:
        """Flush and close the store; the checkpoints go."""
        self._store.flush()
        del self._layering
        del self._store
        shutil.rmtree(self._versions, ignore_errors=True)

    def _open(self) -> ox.Store:
        self._live.mkdir(parents=True, exist_ok=True)
        return ox.Store(str(self._live))

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
        kept = sorted((int(path.name), path) for path in self._versions.iterdir())
        for _, path in kept[:-_KEEP]:
            shutil.rmtree(path, ignore_errors=True)
