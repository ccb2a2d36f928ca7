"""The interfaces: typed routes, from which the OpenAPI document follows.

A subject is one module with a ``ROUTER``, or with ``router(site)`` where routes depend on what the
service holds; ``routes`` finds them.
"""

from __future__ import annotations

import importlib
import pkgutil

from starlette.routing import BaseRoute

from leitgraph.web.site import Site


def routes(here: Site) -> list[BaseRoute]:
    """The routes of all subjects; those that stand for themselves first."""
    fixed: list[BaseRoute] = []
    made: list[BaseRoute] = []
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        loaded = importlib.import_module(module.name)
        if hasattr(loaded, "ROUTER"):
            fixed += loaded.ROUTER.routes
        if hasattr(loaded, "router"):
            made += loaded.router(here).routes
    return fixed + made
