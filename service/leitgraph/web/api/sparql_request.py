"""What a request to ``/sparql`` says, wherever it says it: liberal on reading, strict on writing.

Clients send along what other endpoints understand. On a query what nobody here knows is ignored,
and named in the answer's header; on an update it is refused, for it may have changed what is meant.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from fastapi import Request

from leitgraph.errors import BadInput, BadParameter, UnsupportedMediaType
from leitgraph.queries.formats import Choice
from leitgraph.web.site import site
from leitgraph.web.transport import bodies
from leitgraph.web.transport.negotiation import named

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
UPDATE_BYTES = 1 << 20
IGNORED = "X-Ignored-Parameters"
FORMAT_FIELDS = ("format", "output", "results")
"""Where clients name a format, the first that does so first."""
_GRAPHS_OF_A_QUERY = {"default-graph-uri": "default", "named-graph-uri": "named"}
_GRAPHS_OF_AN_UPDATE = {"using-graph-uri": "using", "using-named-graph-uri": "using_named"}
_SHOWN = 60


@dataclass
class Asked:
    """What a request says. ``seconds``: the time it gives; ``ignored``: fields nobody knows."""

    query: str | None = None
    update: str | None = None
    default: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    using: list[str] = field(default_factory=list)
    using_named: list[str] = field(default_factory=list)
    form: str = ""
    seconds: float | None = None
    ignored: list[str] = field(default_factory=list)

    def headers(self) -> dict[str, str]:
        """What the answer says of that: names as they would stand in an address, in ASCII."""
        names = sorted({_shown(name) for name in self.ignored})
        return {IGNORED: ", ".join(names)} if names else {}


async def understood(request: Request) -> Asked:
    """The fields of the request; ``BadInput`` for those that contradict each other."""
    found = bodies.fields(request.scope["query_string"].decode("latin-1"))
    direct: tuple[str, str] | None = None
    if request.method == "POST":
        media = bodies.media_type(request)
        if media == FORM:
            most = 3 * max(site(request).settings.query_bytes, UPDATE_BYTES) + 4096
            found += bodies.fields(await bodies.read(request, most))
        elif media == QUERY:
            most = site(request).settings.query_bytes
            direct = ("query", bodies.text(await bodies.read(request, most)))
        elif media == UPDATE:
            direct = ("update", bodies.text(await bodies.read(request, UPDATE_BYTES)))
        else:
            raise UnsupportedMediaType(
                f"Gelesen werden {FORM}, {QUERY} und {UPDATE}.",
                f"What is read: {FORM}, {QUERY} and {UPDATE}.",
            )
    return _sorted_out(found, direct, post=request.method == "POST")


def _sorted_out(
    found: list[tuple[str, str]], direct: tuple[str, str] | None, *, post: bool
) -> Asked:
    texts = [pair for pair in found if pair[0] in {"query", "update"}]
    if direct is not None:
        texts.append(direct)
    if len(texts) > 1:
        raise BadInput(
            "Es darf genau eine Abfrage oder eine Änderung sein.",
            "There must be exactly one query or one update.",
        )
    said = Asked()
    for name, value in texts:
        setattr(said, name, value)
    if said.update is not None and not post:
        raise BadInput("Änderungen kommen mit POST.", "Updates come by POST.")
    formats: dict[str, str] = {}
    for name, value in found:
        if name in _GRAPHS_OF_A_QUERY and said.update is None:
            getattr(said, _GRAPHS_OF_A_QUERY[name]).append(value)
        elif name in _GRAPHS_OF_AN_UPDATE and said.update is not None:
            getattr(said, _GRAPHS_OF_AN_UPDATE[name]).append(value)
        elif name in FORMAT_FIELDS:
            formats.setdefault(name, value)
        elif name == "timeout":
            said.seconds = _seconds(value)
            if said.seconds is None:
                said.ignored.append(name)
        elif name not in {"query", "update", "lang"}:
            said.ignored.append(name)
    if said.update is not None and said.ignored:
        raise _unknown(said.ignored[0])
    _format(said, formats)
    return said


def _format(said: Asked, formats: dict[str, str]) -> None:
    """The first format that there is; a ``format`` that there is not is refused later by name."""
    for name in FORMAT_FIELDS:
        value = formats.get(name)
        if not value:
            continue
        if named(value) != Choice(None, None):
            said.form = said.form or value
        elif name != "format":
            said.ignored.append(name)
    said.form = said.form or formats.get("format", "")


def _seconds(value: str) -> float | None:
    """Seconds that are more than none; None for anything else, as for 0, which asks for no end."""
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def _unknown(name: str) -> BadParameter:
    known = ", ".join(("update", *_GRAPHS_OF_AN_UPDATE, *FORMAT_FIELDS, "timeout", "lang"))
    shown = name[:_SHOWN]
    return BadParameter(
        f"„{shown}“ gibt es bei Änderungen nicht. Möglich: {known}.",
        f"There is no “{shown}” for updates. Possible: {known}.",
        parameter=shown,
    )


def _shown(name: str) -> str:
    """A name for a header: nothing in it can end the line or begin another entry."""
    plain = name[:_SHOWN]
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-_.~") else "?" for sign in plain
    )
