"""The OpenAPI document (3.1): what follows from the routes, in the language of who asks."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from leitgraph import __version__
from leitgraph.web.problems import Problem
from leitgraph.web.typed import BETWEEN, CHOICES, HIDDEN, Route, both

_DESCRIPTION = both(
    "Ein Wissensgraph der Ziele, Haushaltsmittel und Beschlüsse deutscher Städte. "
    "Die Demo-Stadt (musterstadt) ist synthetisch.",
    "A knowledge graph of the goals, budgets and resolutions of German cities. "
    "The demo city (musterstadt) is synthetic.",
)
_AS_IT_IS = {"example", "examples", "enum", "const", "default"}
"""Members that hold values and no schemas."""


@dataclass
class Documents:
    """The document of one application in each language; made when it is first asked for.

    ``choices``: values by the names that schemas call them by; ``schemas``: those that follow from
    no model.
    """

    app: FastAPI
    choices: Mapping[str, Iterable[str]]
    schemas: Mapping[str, dict[str, Any]]
    _made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def get(self, wanted: str) -> dict[str, Any]:
        """The document in German or English."""
        if wanted not in self._made:
            self._made[wanted] = self._document(wanted)
        return self._made[wanted]

    def _document(self, wanted: str) -> dict[str, Any]:
        found = get_openapi(
            title="Leitgraph",
            version=__version__,
            openapi_version="3.1.0",
            description=_DESCRIPTION,
            license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            routes=[_without_head(route) for route in self.app.routes],
        )
        found = _untitled(found)
        components = found.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        schemas |= {"Problem": _untitled(Problem.model_json_schema()), **self.schemas}
        components["schemas"] = dict(sorted(schemas.items()))
        for item in found["paths"].values():
            for operation in item.values():
                known = [p for p in operation.get("parameters", []) if HIDDEN not in p["schema"]]
                operation.pop("parameters", None)
                if known:
                    operation["parameters"] = known
        localised: dict[str, Any] = self._said(found, wanted)
        return localised

    def _said(self, node: Any, wanted: str) -> Any:
        """A part of the document in one language, with the values that there are to choose."""
        if isinstance(node, str):
            german, _, english = node.partition(BETWEEN)
            return english or german if wanted == "en" else german
        if isinstance(node, list):
            return [self._said(one, wanted) for one in node]
        if not isinstance(node, dict):
            return node
        made: dict[str, Any] = {}
        for name, value in node.items():
            if name == CHOICES:
                made["enum"] = list(self.choices[value])
            else:
                made[name] = value if name in _AS_IT_IS else self._said(value, wanted)
        return made


def _untitled(node: Any) -> Any:
    """Without the titles that pydantic makes from the names of fields: they say nothing."""
    if isinstance(node, list):
        return [_untitled(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        name: value if name in _AS_IT_IS else _untitled(value)
        for name, value in node.items()
        if name != "title" or not isinstance(value, str) or not _is_schema(node)
    }


def _is_schema(node: Mapping[str, Any]) -> bool:
    return bool({"type", "$ref", "anyOf", "oneOf", "allOf"} & set(node)) or len(node) == 1


def _without_head(route: BaseRoute) -> BaseRoute:
    """A copy that the document has one operation of: ``HEAD`` is not told beside ``GET``."""
    if not isinstance(route, Route) or route.methods is None:
        return route
    told = copy.copy(route)
    told.methods = route.methods - {"HEAD"}
    return told
