"""The registry of views. A new one is a module and a line here; the contract suite covers it.

``remote`` (a SPARQL 1.1 server that follows the journal) has its place here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from leitgraph.errors import NotFound
from leitgraph.store.views.base import View, dataset_for
from leitgraph.store.views.disk import DiskView
from leitgraph.store.views.memory import MemoryView

__all__ = ["VIEWS", "View", "dataset_for", "open_view"]

VIEWS: dict[str, Callable[[Path], View]] = {"memory": MemoryView, "disk": DiskView}


def open_view(name: str, data_dir: Path) -> View:
    """A view by its registered name, empty or with what its own files hold."""
    if name not in VIEWS:
        raise NotFound(f"Es gibt keine Sicht {name!r}.", f"There is no view {name!r}.")
    return VIEWS[name](data_dir)
