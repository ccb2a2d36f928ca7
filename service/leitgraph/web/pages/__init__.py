"""The pages: server-rendered HTML, German first, English by a switch; usable without scripts.

A page is one module with ``ROUTES``, here or in a folder here, and a template; ``routes`` finds
them.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parents[1] / "static"


def routes() -> list[BaseRoute]:
    """The routes of all pages, and the style they share."""
    found: list[BaseRoute] = [Mount("/static", StaticFiles(directory=STATIC), name="static")]
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        loaded = importlib.import_module(module.name)
        found += getattr(loaded, "ROUTES", [])
    return found
