"""The YAML header of a named query: what may stand in it, and in which line a fault is."""

from __future__ import annotations

from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

_NAME = r"^[a-z][a-z0-9_]*$"


class HeaderFault(Exception):
    """``line`` of the header, counted from 1, and what is wrong there."""

    def __init__(self, line: int, what: str, english: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what
        self.english = english


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HeaderText(_Strict):
    """German and English."""

    de: str = Field(min_length=1)
    en: str = Field(min_length=1)


class HeaderParameter(_Strict):
    """See ``model.Parameter``."""

    name: str = Field(pattern=_NAME)
    type: Literal[
        "string", "iri", "integer", "decimal", "date", "year", "boolean",
        "code", "goal", "unit", "city",
    ]  # fmt: skip
    label: HeaderText
    default: str | None = None
    required: bool = False
    options: str | None = None


class HeaderColumn(_Strict):
    """See ``model.Column``."""

    name: str = Field(pattern=_NAME)
    label: HeaderText
    kind: Literal[
        "text", "iri", "code", "source", "integer", "decimal", "money", "share", "date", "year",
        "boolean", "geometry",
    ] = "text"  # fmt: skip
    text: str | None = Field(None, pattern=_NAME)
    values: dict[str, HeaderText] = Field(default_factory=dict)


class HeaderBasis(_Strict):
    """See ``model.Basis``: class and property of the ontology without prefix."""

    kind: str = Field(pattern=r"^[A-Z][A-Za-z]*$")
    feature: str | None = Field(None, pattern=r"^[a-z][A-Za-z]*$")
    year: str | None = Field(None, pattern=_NAME)
    day: str | None = Field(None, pattern=_NAME)


class HeaderExample(_Strict):
    """What the query answers over all that ships, with IRIs short: auerbach/ziel/l01.

    ``rows``: their number, or all of them in order; ``contains``: some of them.
    """

    what: str = Field(min_length=1)
    parameters: dict[str, str] = Field(default_factory=dict)
    rows: int | list[dict[str, str]] | None = None
    contains: list[dict[str, str]] = Field(default_factory=list)


class Header(_Strict):
    """All that a header may say."""

    title: HeaderText
    description: HeaderText
    questions: list[int] = Field(default_factory=list)
    view: Literal["table", "bar", "line", "map", "matrix", "options"] = "table"
    chart: dict[str, str] = Field(default_factory=dict)
    parameters: list[HeaderParameter] = Field(default_factory=list)
    columns: list[HeaderColumn] = Field(min_length=1)
    rests_on: list[HeaderBasis] = Field(default_factory=list)
    examples: list[HeaderExample] = Field(default_factory=list)


def read(text: str) -> Header:
    """The header of a query. Raises ``HeaderFault``."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.load(text, Loader=_Plain)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise HeaderFault(
            line, f"kein gültiges YAML: {error}", f"no valid YAML: {error}"
        ) from error
    if not isinstance(data, dict):
        raise HeaderFault(
            1, "oben fehlt der Kopf mit Zeilen „#+“", "the header with lines “#+” is missing above"
        )
    try:
        return Header.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        said = f"{place}: {first['msg']}"
        german = f"{place} fehlt" if first["type"] == "missing" else said
        raise HeaderFault(_line(node, first["loc"]), german, said) from error


class _Plain(yaml.SafeLoader):
    """YAML where dates, numbers and truth values of examples stay as written, but for integers."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag.endswith((":null", ":merge"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """Line of a place in the header; of what surrounds it where it is missing."""
    for part in place:
        if isinstance(node, yaml.MappingNode):
            found = [value for key, value in node.value if key.value == part]
            if not found:
                break
            node = found[0]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
    return node.start_mark.line + 1 if node is not None else 1
