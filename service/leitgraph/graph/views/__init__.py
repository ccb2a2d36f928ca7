"""The registry of views. A new one is a module and a line here; the contract suite covers it.

``remote`` (a SPARQL 1.1 server that follows the journal) has its place here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from leitgraph.errors import NotFound
from leitgraph.graph.journal import Journal
from leitgraph.graph.views.base import View, dataset_for
from leitgraph.graph.views.disk import DiskView
from leitgraph.graph.views.memory import MemoryView

__all__ = ["VIEWS", "View", "bring_up", "dataset_for", "open_view"]

VIEWS: dict[str, Callable[[Path], View]] = {"memory": MemoryView, "disk": DiskView}


def open_view(name: str, data_dir: Path) -> View:
    """A view by its registered name, empty or with what its own files hold."""
    if name not in VIEWS:
        raise NotFound(f"Es gibt keine Sicht {name!r}.", f"There is no view {name!r}.")
    return VIEWS[name](data_dir)


def bring_up(view: View, journal: Journal, directory: Path) -> int:
    """Load the saved view and apply what the journal has beyond it; the number of patches applied.

    A view that is absent, damaged, or not of this journal is built anew from the first patch.
    """
    loaded = view.load(directory)
    if loaded and journal.hash_at(view.version) != view.hash:
        loaded = False
    if not loaded and view.version:
        view.clear()
    behind = journal.last() - view.version
    if loaded and behind <= FEW_PATCHES:
        for patch in journal.since(view.version):
            view.apply(patch)
        return behind
    return view.replay(journal.since(view.version))


# Up to this many patches are carried through one by one rather than deriving everything.
FEW_PATCHES = 200
