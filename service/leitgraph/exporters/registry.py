"""All formats of this package: tables by their module's ``EXPORTER``, reports by ``REPORT``."""

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
    return {found.name: found for found in _constants("EXPORTER", Exporter)}


@cache
def report_formats() -> dict[str, ReportFormat]:
    """Formats of reports by short name."""
    return {found.name: found for found in _constants("REPORT", ReportFormat)}


def _constants(name: str, kind: type[T]) -> list[T]:
    modules = pkgutil.iter_modules(leitgraph.exporters.__path__)
    loaded = [importlib.import_module(f"leitgraph.exporters.{found.name}") for found in modules]
    values = [getattr(module, name, None) for module in loaded]
    return [value for value in values if isinstance(value, kind)]
