"""All formats of this package: ``EXPORTER`` of each ``table_*``, ``REPORT`` of each ``report_*``.

Only the modules of one kind are imported, so that whoever writes reports loads no spreadsheets.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TypeVar

import leitgraph.exporters
from leitgraph.exporters.base import Exporter
from leitgraph.exporters.report_base import ReportFormat

T = TypeVar("T")


@cache
def exporters() -> dict[str, Exporter]:
    """Formats of tables by short name."""
    return {found.name: found for found in _constants("table_", "EXPORTER", Exporter)}


@cache
def report_formats() -> dict[str, ReportFormat]:
    """Formats of reports by short name."""
    return {found.name: found for found in _constants("report_", "REPORT", ReportFormat)}


def _constants(prefix: str, name: str, kind: type[T]) -> list[T]:
    modules = pkgutil.iter_modules(leitgraph.exporters.__path__)
    names = [found.name for found in modules if found.name.startswith(prefix)]
    loaded = [importlib.import_module(f"leitgraph.exporters.{module}") for module in names]
    values = [getattr(module, name, None) for module in loaded]
    return [value for value in values if isinstance(value, kind)]
