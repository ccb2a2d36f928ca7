"""Job ``query``: SPARQL in, the engine's own serialisation out, within rows and bytes.

Payload: ``query``; optionally ``accept`` (an Accept header) or ``format`` (a short name),
``default_graph_uris`` and ``named_graph_uris`` (SPARQL 1.1 Protocol, section 2.1.4: they replace
the query's own FROM clauses). Head: ``content_type``, ``form``, ``format``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from leitgraph.errors import BadInput, BadParameter, BadQuery, NotAcceptable
from leitgraph.model import Role
from leitgraph.queries.dataset import select
from leitgraph.queries.rows import Capped, Counter, counter_for
from leitgraph.store.host.reader import Out, ReaderContext
from leitgraph.store.sparql import guard

Format = ox.QueryResultsFormat | ox.RdfFormat

RESULTS: dict[str, tuple[str, ox.QueryResultsFormat]] = {
    "json": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "csv": ("text/csv", ox.QueryResultsFormat.CSV),
    "tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
}
GRAPHS: dict[str, tuple[str, ox.RdfFormat]] = {
    "turtle": ("text/turtle", ox.RdfFormat.TURTLE),
    "ntriples": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "nquads": ("application/n-quads", ox.RdfFormat.N_QUADS),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "rdfxml": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
}
# Other names by which the same formats are asked for.
ALIASES = {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "ntriples",
    "application/x-turtle": "turtle",
    "ttl": "turtle",
    "nt": "ntriples",
    "nq": "nquads",
    "rdf": "rdfxml",
    "json-ld": "jsonld",
}


def query(ctx: ReaderContext, payload: dict[str, Any], body: bytes, out: Out) -> None:
    """Answer a SPARQL query."""
    text = str(payload.get("query") or "") or body.decode("utf-8", "replace")
    checked = guard.check_query(text, base=ctx.base, size=ctx.settings.query_bytes)
    tabular = checked.form in {"SELECT", "ASK"}
    name, content_type, form = negotiate(payload, tabular=tabular)
    default = _iris(payload, "default_graph_uris")
    named = _iris(payload, "named_graph_uris")
    if not default and not named:
        default, named = checked.default, checked.named
    dataset = select(ctx, text, default, named)
    try:
        results = dataset.store.query(
            text,
            base_iri=ctx.base,
            prefixes=dict(guard.PREFIXES),
            default_graph=dataset.default_graph,
            named_graphs=dataset.named_graphs,
        )
    except SyntaxError as error:
        raise bad_query(error) from error
    except OSError as error:
        raise BadQuery(
            f"Die Abfrage ließ sich nicht auswerten: {error}",
            f"The query could not be evaluated: {error}",
        ) from error
    out.head({"content_type": content_type, "form": checked.form, "format": name})
    sink = capped(ctx, out, counter_for(name))
    if isinstance(results, ox.QueryTriples) and form == ox.RdfFormat.TURTLE:
        # With prefixes a third smaller, and readable; the engine's own way has none.
        prefixes = dict(guard.PREFIXES)
        written(sink, lambda: ox.serialize(results, sink, format=form, prefixes=prefixes))  # type: ignore[arg-type]
        return
    written(sink, lambda: results.serialize(sink, form))  # type: ignore[arg-type]


def capped(ctx: ReaderContext, out: Out, counter: Counter | None) -> Capped:
    """Where the engine writes an answer to, with the caps of the role."""
    admin = ctx.role is Role.ADMIN
    settings = ctx.settings
    return Capped(
        out,
        counter,
        rows=settings.rows_admin if admin else settings.rows_public,
        size=(settings.bytes_admin_mb if admin else settings.bytes_public_mb) << 20,
    )


def written(sink: Capped, serialise: Callable[[], object]) -> None:
    """Let the engine write; what goes wrong becomes one of our errors."""
    try:
        serialise()
        sink.close()
    except OSError as error:
        # The engine wraps what the sink raised; an evaluation error comes the same way.
        if sink.error is not None:
            raise sink.error from None
        if isinstance(error, (BrokenPipeError, ConnectionError)):
            raise
        raise BadQuery(
            f"Die Abfrage ließ sich nicht zu Ende auswerten: {error}",
            f"The query could not be evaluated to the end: {error}",
        ) from error
    except BadInput:
        raise
    except ValueError as error:
        raise NotAcceptable(
            f"Das Ergebnis lässt sich in diesem Format nicht schreiben: {error}",
            f"The result cannot be written in this format: {error}",
        ) from error


def negotiate(payload: dict[str, Any], *, tabular: bool) -> tuple[str, str, Format]:
    """Short name, media type and engine format of the answer; ``NotAcceptable`` if none fits."""
    offers: dict[str, tuple[str, Any]] = {**RESULTS} if tabular else {**GRAPHS}
    short = str(payload.get("format") or "").lower()
    if short:
        short = ALIASES.get(short, short)
        if short not in offers:
            raise _not_acceptable(offers)
        return (short, *offers[short])
    accept = str(payload.get("accept") or "*/*")
    by_type = {media: name for name, (media, _) in offers.items()}
    by_type.update({a: n for a, n in ALIASES.items() if n in offers})
    for media in preferred(accept):
        if media in by_type:
            name = by_type[media]
            return (name, *offers[name])
        if media == "*/*" or (media.endswith("/*") and any(_fits(media, m) for m in by_type)):
            name = next(n for n, (m, _) in offers.items() if media == "*/*" or _fits(media, m))
            return (name, *offers[name])
    raise _not_acceptable(offers)


def _fits(pattern: str, media: str) -> bool:
    return media.startswith(pattern[:-1])


def preferred(accept: str) -> list[str]:
    """Media types of an Accept header, best first; those with q=0 are left out."""
    ranked: list[tuple[float, int, str]] = []
    for position, part in enumerate(accept.lower().split(",")):
        media, *parameters = [piece.strip() for piece in part.split(";")]
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if media and quality > 0:
            ranked.append((-quality, position, media))
    return [media for _, _, media in sorted(ranked)]


def _not_acceptable(offers: dict[str, tuple[str, Any]]) -> NotAcceptable:
    media = ", ".join(media for media, _ in offers.values())
    return NotAcceptable(
        f"Diese Antwort gibt es als: {media}.", f"This answer is on offer as: {media}."
    )


def _iris(payload: dict[str, Any], key: str) -> list[str]:
    values = payload.get(key) or []
    for value in values:
        if not isinstance(value, str) or not re.match(
            r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]*$", value
        ):
            raise BadParameter(
                f"{value!r} ist keine absolute IRI.",
                f"{value!r} is no absolute IRI.",
                parameter=key.rstrip("s").replace("_", "-"),
            )
    return list(values)


_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def bad_query(error: SyntaxError) -> BadQuery:
    """The engine's syntax error with line and column."""
    message = str(error)
    match = _PLACE.match(message)
    if match is None:
        return BadQuery(
            f"Die Abfrage ist nicht gültig: {_short(message)}",
            f"The query is not valid: {_short(message)}",
        )
    line, column, rest = int(match[1]), int(match[2]), _short(match[3])
    return BadQuery(
        f"Zeile {line}, Spalte {column}: die Abfrage ist hier nicht gültig ({rest}).",
        f"Line {line}, column {column}: the query is not valid here ({rest}).",
        line=line,
        column=column,
    )


def _short(message: str) -> str:
    plain = " ".join(message.split())
    return plain if len(plain) <= 300 else plain[:300] + " …"
