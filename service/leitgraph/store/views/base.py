"""What a view of the journal is: the graph as it stands after the patch ``version``.

Kept apart from how it is stored. Every view registered in ``leitgraph.store.views`` passes the
one suite ``tests/contract``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from leitgraph.model import Patch
from leitgraph.store.rdf.layers import dataset_for

__all__ = ["View", "dataset_for"]


class PrivateView(Protocol):
    """The state of a view as a write job has it for itself."""

    def apply(self, patch: Patch) -> None:
        """Apply a patch on trial: layers and inferred triples follow."""

    def store_for_reader(self) -> ox.Store:
        """Its store, which may be changed."""


class View(Protocol):
    """Named graphs, layers and inferred triples, following the journal patch by patch."""

    name: str
    renewable: bool
    """True if the process that holds it grows with every change and wants to be renewed."""

    @property
    def version(self) -> int:
        """Number of the last patch applied; 0 if none."""

    @property
    def hash(self) -> str:
        """Chain hash of the last patch applied; empty if none."""

    def apply(self, patch: Patch) -> None:
        """Apply the next patch. ``ValueError`` if it is not the next one."""

    def replay(self, patches: Iterable[Patch]) -> int:
        """Apply many patches and derive once at the end; the number of patches applied."""

    def clear(self) -> None:
        """Forget everything; ``version`` is 0 again."""

    def store_for_reader(self) -> ox.Store:
        """The store a reader asks; called in the forked child, once."""

    def public_store(self) -> ox.Store | None:
        """A store with the public layer and nothing else, faster to ask; None if none is kept."""

    def for_writer(self) -> PrivateView:
        """What a write job may change and nobody else sees; called in the forked child, once."""

    def save(self, directory: Path) -> None:
        """Keep the state in ``directory``, all or nothing."""

    def load(self, directory: Path) -> bool:
        """Take the state from ``directory``; False (and nothing changed) if absent or damaged."""

    def close(self) -> None:
        """Let go of files and memory."""
