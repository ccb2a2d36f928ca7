"""All table formats of this package, found by their module's ``EXPORTER``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import leitgraph.exporters
from leitgraph.exporters.base import Exporter


@cache
def exporters() -> dict[str, Exporter]:
    """Formats by short name."""
    found: dict[str, Exporter] = {}
    for module in pkgutil.iter_modules(leitgraph.exporters.__path__):
        loaded = importlib.import_module(f"leitgraph.exporters.{module.name}")
        exporter = getattr(loaded, "EXPORTER", None)
        if isinstance(exporter, Exporter):
            found[exporter.name] = exporter
    return found
