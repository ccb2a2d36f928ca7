"""Job ``query``: SPARQL in, the engine's own serialisation out, within rows and bytes.

Payload: ``query``; optionally ``format`` or ``formats`` (short names: ``Choice``),
``default_graph_uris`` and ``named_graph_uris`` (SPARQL 1.1 Protocol, section 2.1.4: they replace
the query's own FROM clauses). Head: ``content_type``, ``form``, ``format``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypedDict

import pyoxigraph as ox

from leitgraph.errors import BadInput, BadParameter, BadQuery, NotAcceptable
from leitgraph.model import Role
from leitgraph.queries.dataset import select
from leitgraph.queries.formats import SHEETS, Choice, Formats
from leitgraph.queries.rows import Capped, Counter, counter_for
from leitgraph.queries.sheets import Results, write_sheet
from leitgraph.queries.text_index import searched
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.sparql import functions, guard, zero_length
from leitgraph.store.sparql.complaint import complaint


class QueryPayload(TypedDict, total=False):
    """A query (or it is the body); a format, or one for each kind of answer; its dataset."""

    query: str
    format: str
    formats: Formats
    language: str
    default_graph_uris: list[str]
    named_graph_uris: list[str]


def query(ctx: ReaderContext, payload: QueryPayload, body: bytes, out: Out) -> None:
    """Answer a SPARQL query."""
    text = str(payload.get("query") or "") or body.decode("utf-8", "replace")
    checked = guard.check_query(text, base=ctx.base, size=ctx.settings.query_bytes)
    tabular = checked.form in {"SELECT", "ASK"}
    choice = Choice.of(payload)
    sheet = choice.table if tabular and choice.table in SHEETS else None
    # A sheet is not written by the engine; any format of its own stands in until then.
    chosen = choice if sheet is None else Choice()
    name, content_type, form = chosen.taken(tabular=tabular)
    default = absolute(payload, "default_graph_uris")
    named = absolute(payload, "named_graph_uris")
    if not default and not named:
        default, named = checked.default, checked.named
    dataset = select(ctx, text, default, named)
    asked = text
    text = searched(ctx, zero_length.mended(text, ctx.base, dataset.knows))
    try:
        results = dataset.store.query(
            text,
            base_iri=ctx.base,
            prefixes=dict(guard.PREFIXES),
            default_graph=dataset.default_graph,
            named_graphs=dataset.named_graphs,
            custom_functions=functions.lacking(checked.functions),
        )
    except SyntaxError as error:
        raise complaint(asked, error, guard.PREFIXES) from error
    except (OSError, RuntimeError) as error:
        raise BadQuery(
            f"Die Abfrage ließ sich nicht auswerten: {error}",
            f"The query could not be evaluated: {error}",
        ) from error
    if sheet is not None and not isinstance(results, ox.QueryTriples):
        _sheet(ctx, payload, results, sheet, out)
        return
    out.head({"content_type": content_type, "form": checked.form, "format": name})
    sink = capped(ctx, out, counter_for(name))
    if isinstance(results, ox.QueryTriples) and form == ox.RdfFormat.TURTLE:
        # With prefixes a third smaller, and readable; the engine's own way has none.
        prefixes = dict(guard.PREFIXES)
        written(sink, lambda: ox.serialize(results, sink, format=form, prefixes=prefixes))  # type: ignore[arg-type]
        return
    written(sink, lambda: results.serialize(sink, form))  # type: ignore[arg-type]


QUERY = Job("query", QueryPayload, query)


def _sheet(
    ctx: ReaderContext, payload: QueryPayload, results: Results, name: str, out: Out
) -> None:
    """The answer for a spreadsheet program, in the language of the asker."""
    out.head({"content_type": SHEETS[name], "format": name})
    language = "en" if payload.get("language") == "en" else "de"
    most = ctx.settings.rows_admin if ctx.role is Role.ADMIN else ctx.settings.rows_public
    sink = capped(ctx, out, None)
    written(
        sink,
        lambda: write_sheet(results, name, language, sink, most=most, version=ctx.version),
    )


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
    except (OSError, RuntimeError) as error:
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


def absolute(payload: Mapping[str, Any], key: str) -> list[str]:
    values = payload.get(key) or []
    for value in values:
        if not _is_absolute(value):
            raise BadParameter(
                f"{value!r} ist keine absolute IRI.",
                f"{value!r} is no absolute IRI.",
                parameter=key.rstrip("s").replace("_", "-"),
            )
    return list(values)


def _is_absolute(value: object) -> bool:
    if not isinstance(value, str) or not _ABSOLUTE.fullmatch(value):
        return False
    try:
        ox.NamedNode(value)
    except ValueError:
        return False
    return True


_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]*")
