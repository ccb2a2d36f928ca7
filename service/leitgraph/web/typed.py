"""What typed routes share: texts in two languages, kinds of parameters, routes, problems.

What is said here is what the OpenAPI document says; ``web/openapi.py`` makes it from the routes.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from starlette.routing import Match, request_response
from starlette.types import Scope

from leitgraph.web.transport.headers import PROBLEM

BETWEEN = "\x1f"
"""Stands between the German and the English text until the document has a language."""
CHOICES = "x-choices"
"""In a schema: the values are those of this name that the service has, such as ``cities``."""
HIDDEN = "x-hidden"
"""In a schema of a parameter: it is taken, and not told of."""
LANGUAGE = "lang"
# No year has more days than these; a leap day is taken all the same.
_DAYS = (
    "(19|20)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
)
DAY = f"^{_DAYS}$"


def both(german: str, english: str) -> str:
    """One text in two languages, for summaries and descriptions."""
    return german + BETWEEN + english


def one_of(values: Iterable[str], **more: Any) -> Any:
    """A field with one of these values."""
    return Field(json_schema_extra={"enum": list(values)}, **more)


def absent(**more: Any) -> Any:
    """A field that need not be there."""
    return Field(default_factory=lambda: None, **more)


def chosen(name: str, **more: Any) -> Any:
    """A field with one of the values that the service has under this name; it may be absent."""
    return absent(json_schema_extra={CHOICES: name}, **more)


Day = Annotated[str, WithJsonSchema({"type": "string", "pattern": DAY, "examples": ["2025-06-30"]})]
"""A day as 2025-06-30; people may also write 30.06.2025."""
City = Annotated[str, WithJsonSchema({"type": "string", CHOICES: "cities"})]
"""Short name of a city; one that is not there is not found."""
JSON: dict[str, Any] = {"type": ["object", "array"]}
Parameter = dict[str, Any]
Answers = dict[int | str, dict[str, Any]]


class Parameters(BaseModel):
    """Query parameters of a route: no others are taken, but for the language."""

    model_config = ConfigDict(extra="forbid")

    lang: str = Field(default_factory=str, json_schema_extra={HIDDEN: True})

    @classmethod
    def names(cls) -> list[str]:
        """What they are called."""
        names = [field.alias or name for name, field in cls.model_fields.items()]
        return [name for name in names if name != LANGUAGE]


class Route(APIRoute):
    """A route of an interface: ``HEAD`` goes with ``GET``, and only what is said is documented."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        assert self.methods is not None
        (method,) = self.methods
        self.description = options.get("description") or ""  # not what the code says of itself
        self.operation_id = self.operation_id or f"{method.lower()}_{self.name.replace('-', '_')}"
        if list(inspect.signature(endpoint).parameters) == ["request"]:
            self.app = request_response(endpoint)  # nothing for FastAPI to read: a third faster
        self._end = "" if self.param_convertors else path
        if method == "GET":
            self.methods.add("HEAD")

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Most paths are told apart without an expression."""
        if self._end and scope["type"] == "http" and not scope["path"].endswith(self._end):
            return Match.NONE, {}
        return super().matches(scope)


def parameters_of(model: type[Parameters]) -> list[Parameter]:
    """Parameters as the document has them, for routes that read their request themselves."""
    schema = model.model_json_schema(by_alias=True)
    required = schema.get("required", [])
    found: list[Parameter] = []
    for name, said in schema["properties"].items():
        if HIDDEN in said:
            continue
        one = {"name": name, "in": "query", "required": name in required, "schema": said}
        if "description" in said:
            one["description"] = said.pop("description")
        found.append(one)
    return found


def answers(content: dict[str, Any], **more: Any) -> Answers:
    """What a route answers with when all is well, by media type."""
    return {200: {"content": content, **more}}


def problems(*statuses: int) -> Answers:
    """The problems that a route may answer with, beside those that every route may."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    said = {"content": {PROBLEM: schema}}
    return {status: dict(said) for status in sorted({*statuses, *_ALWAYS})} | {
        "default": {"description": "Problem (RFC 9457)", **said}
    }


_ALWAYS = (401, 429, 503)
_ASKED = (400, 406, 413, 422, 504, 507)


def asked(*statuses: int) -> Answers:
    """The problems of a route that asks the graph."""
    return problems(*_ASKED, *statuses)


def contents(media: Iterable[str], schema: dict[str, Any] | None = None) -> dict[str, Any]:
    """Contents of these media types; without a schema it is text. What is JSON is no text."""
    plain = [name.partition(";")[0] for name in media]
    text = schema or {"type": "string"}
    return {name: {"schema": JSON if name.endswith("json") else text} for name in plain}


def reference(name: str) -> dict[str, Any]:
    """A schema by its name."""
    return {"schema": {"$ref": f"#/components/schemas/{name}"}}


PUBLIC_OR_ADMIN: list[dict[str, list[str]]] = [{}, {"token": []}]
ADMIN: list[dict[str, list[str]]] = [{"token": []}]
"""Security of a route, as the document says it."""


class Other(Response):
    """Class of answers that are not (only) JSON: their media types stand with the route."""

    media_type = None
