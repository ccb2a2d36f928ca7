"""Formats of this package: ``EXPORTER`` of each module in ``tables``, ``REPORT`` in ``reports``.

Only the modules of one kind are imported, so that whoever writes reports loads no spreadsheets.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import TypeVar

from leitgraph.exporters import reports, tables
from leitgraph.exporters.reports.base import ReportFormat
from leitgraph.exporters.tables.base import Exporter

T = TypeVar("T")


@cache
def exporters() -> dict[str, Exporter]:
    """Formats of tables by short name."""
    return {found.name: found for found in _constants(tables, "EXPORTER", Exporter)}


@cache
def report_formats() -> dict[str, ReportFormat]:
    """Formats of reports by short name."""
    return {found.name: found for found in _constants(reports, "REPORT", ReportFormat)}


def _constants(package: ModuleType, name: str, kind: type[T]) -> list[T]:
    modules = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    loaded = [importlib.import_module(found.name) for found in modules]
    values = [getattr(module, name, None) for module in loaded]
    return [value for value in values if isinstance(value, kind)]
