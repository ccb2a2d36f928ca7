"""A parameter that the model of a route refuses, in plain words."""

from __future__ import annotations

from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic.fields import FieldInfo
from starlette.requests import Request

from leitgraph.errors import BadParameter
from leitgraph.model import Text
from leitgraph.web.site import site
from leitgraph.web.typed import BETWEEN, Parameters

_NUMBERS = ("int", "float", "greater_than", "less_than")
_LARGE = 10**9
_UNKNOWN, _MISSING, _SHORT = "extra_forbidden", "missing", "string_too_short"
_ORDER = (_UNKNOWN, _MISSING, _SHORT)


def bad_parameter(request: Request, error: RequestValidationError) -> BadParameter:
    """The first thing that is wrong; a misspelt name before what is missing because of it."""
    first = min(
        error.errors(),
        key=lambda one: _ORDER.index(one["type"]) if one["type"] in _ORDER else len(_ORDER),
    )
    name, kind = str(first["loc"][-1]), str(first["type"])
    model = _model(request)
    if kind == _UNKNOWN:
        return no_such_parameter(name, model.names())
    found = model.model_fields.get(name)
    if kind in {_MISSING, _SHORT}:
        said = _missing(request, name, found)
    elif kind.startswith(_NUMBERS):
        said = _number(name, found)
    elif kind == "string_too_long":
        most = first["ctx"]["max_length"]
        said = Text(
            f"{name} hat höchstens {most} Zeichen.", f"{name} has at most {most} characters."
        )
    else:
        expected = str(first.get("ctx", {}).get("expected", ""))
        said = Text(
            f"„{name}“ passt nicht; möglich: {expected.replace(' or ', ', ')}.",
            f"“{name}” does not fit; possible: {expected.replace(' or ', ', ')}.",
        )
    return BadParameter(said.de, said.en, parameter=name)


def no_such_parameter(name: str, known: list[str]) -> BadParameter:
    """The error for a parameter that a route does not have."""
    offered = ", ".join(known) or "–"
    return BadParameter(
        f"„{name}“ gibt es hier nicht; möglich: {offered}.",
        f"There is no “{name}” here; possible: {offered}.",
        parameter=name,
    )


def _model(request: Request) -> type[Parameters]:
    for one in request.scope["route"].dependant.query_params:
        kind = one.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, Parameters):
            return kind
    return Parameters


def _missing(request: Request, name: str, field: FieldInfo | None) -> Text:
    german, _, english = (field.description or "" if field else "").partition(BETWEEN)
    said = Text(
        f"Bitte mit ?{name}= angeben: {german or name}.",
        f"Please say with ?{name}=: {english or name}.",
    )
    if name != "city":
        return said
    cities = ", ".join(site(request).cities)
    return Text(f"{said.de} Möglich: {cities}.", f"{said.en} Possible: {cities}.")


def _number(name: str, field: FieldInfo | None) -> Text:
    bounds: dict[str, Any] = {}
    for one in field.metadata if field else ():
        bounds |= {side: getattr(one, side) for side in ("ge", "le") if hasattr(one, side)}
    low, high = bounds.get("ge"), bounds.get("le")
    if low is not None and high is not None and high < _LARGE:
        return Text(
            f"{name} ist eine Zahl von {low} bis {high}.",
            f"{name} is a number from {low} to {high}.",
        )
    if low is not None:
        return Text(f"{name} ist eine Zahl ab {low}.", f"{name} is a number from {low}.")
    return Text(f"{name} ist eine Zahl.", f"{name} is a number.")
