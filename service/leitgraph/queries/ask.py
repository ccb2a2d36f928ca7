"""Ask a named query: bind its parameters, run it in a reader, answer as table or download.

Job ``ask``: payload ``slug``, ``parameters`` (by name, as users write them), ``format``,
``language`` (de, en), ``today`` (ISO date), ``limit`` and ``offset`` (rows; the head then has the
``next`` one). Formats of the engine (``sparql-json``, ``sparql-xml``, ``csv``, ``tsv``) stream as
they are; those of the exporters are made in the reader as well, so its deadline and caps hold for
them. ``rows`` is what ``ask`` reads.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypedDict

import pyoxigraph as ox

from leitgraph.catalog.binding import bound, terms
from leitgraph.catalog.ontology import load_ontology
from leitgraph.catalog.queries import queries_of
from leitgraph.config import Settings
from leitgraph.errors import BadInput, BadParameter, BadQuery, NotAcceptable, NotFound
from leitgraph.exporters.registry import exporters
from leitgraph.exporters.tables.base import Cell, Table, city_column
from leitgraph.exporters.tables.known import Known
from leitgraph.model import Principal, Query, Role, Text
from leitgraph.queries.cells import decode, encode, to_cell
from leitgraph.queries.coverage import known_of
from leitgraph.queries.formats import RESULTS
from leitgraph.queries.pages import Page
from leitgraph.queries.query import capped, written
from leitgraph.queries.rows import counter_for
from leitgraph.queries.text_index import searched
from leitgraph.store.answer import Answer
from leitgraph.store.host.job import Job, Out, ReaderContext, Shared
from leitgraph.store.service import Graph

ENGINE = {"sparql-json": "json", "sparql-xml": "xml", "csv": "csv", "tsv": "tsv"}
ROWS = "rows"


@dataclass(frozen=True)
class NamedQueries:
    """What every reader needs: the queries by slug, the labels of all codes and terms by IRI."""

    queries: Mapping[str, Query]
    labels: Mapping[str, Text]
    terms: Mapping[str, Text] = field(default_factory=dict)

    @classmethod
    def load(cls, settings: Settings, queries: Mapping[str, Query] | None = None) -> NamedQueries:
        """Read the folders, of the queries only if they are not at hand already."""
        ontology = load_ontology(settings.content_dir("ontology"))
        codes = {iri: code.label for iri, code in ontology.codes.items()}
        terms = {iri: term.label for iri, term in ontology.terms.items()}
        return cls(queries_of(settings) if queries is None else queries, codes, terms)

    def query(self, slug: str) -> Query:
        """A query by its slug, or ``NotFound``."""
        if slug not in self.queries:
            raise NotFound(
                f"Die Abfrage „{slug}“ gibt es nicht.", f"There is no query “{slug}”.", slug=slug
            )
        return self.queries[slug]


@dataclass
class Result:
    """An answer in hand. ``seconds`` is the time from asking to having all rows."""

    table: Table
    rows: list[tuple[Cell, ...]]
    seconds: float
    version: int

    @property
    def query(self) -> Query:
        """The query that was asked."""
        return self.table.query


NAMED_QUERIES = Shared("ask", NamedQueries.load)


def formats() -> dict[str, tuple[str, str]]:
    """All formats of a named query's answer: media type and file extension by short name."""
    found = {name: (RESULTS[engine][0], _EXTENSIONS[name]) for name, engine in ENGINE.items()}
    return found | {e.name: (e.media_type, e.extension) for e in exporters().values()}


_EXTENSIONS = {"sparql-json": "srj", "sparql-xml": "srx", "csv": "csv", "tsv": "tsv"}


class AskPayload(TypedDict, total=False):
    """A named query with its parameters."""

    slug: str
    parameters: dict[str, str]
    format: str
    language: str
    today: str
    limit: int
    offset: int


def job(ctx: ReaderContext, payload: AskPayload, body: bytes, out: Out) -> None:
    """Answer a named query."""
    asking: NamedQueries = ctx.warm.get(NAMED_QUERIES)
    query = asking.query(str(payload.get("slug", "")))
    given = {str(k): str(v) for k, v in dict(payload.get("parameters") or {}).items()}
    name = str(payload.get("format") or ROWS)
    if name != ROWS and name not in formats():
        offer = ", ".join(sorted(formats()))
        raise NotAcceptable(
            f"Das Format „{name}“ gibt es nicht. Möglich: {offer}.",
            f"There is no format “{name}”. Possible: {offer}.",
        )
    today = str(payload.get("today") or date.today().isoformat())
    text = bound(query, given, base=ctx.settings.base, today=today, codes=asking.labels.keys())
    _known(ctx, query, given, today)
    chosen = terms(query, given, base=ctx.settings.base, today=today)
    known = known_of(ctx, query, chosen, asking.terms)
    text = searched(ctx, text)
    page = Page.of(payload)
    results = ctx.query(page.of_query(text))
    assert isinstance(results, ox.QuerySolutions)
    media = "application/json" if name == ROWS else formats()[name][0]
    head: dict[str, Any] = {"content_type": media, "format": name, "slug": query.slug}
    following = page.following
    if following is not None:
        more = ctx.query(following.of_query(text))
        assert isinstance(more, ox.QuerySolutions)
        if next(more, None) is not None:
            head["next"] = following.offset
    out.head(head)
    if name in ENGINE:
        form = RESULTS[ENGINE[name]][1]
        sink = capped(ctx, out, counter_for(ENGINE[name]))
        written(sink, lambda: results.serialize(sink, form))  # type: ignore[arg-type]
        return
    language = "en" if payload.get("language") == "en" else "de"
    cells = _cells(results, query, asking.labels, language)
    if page == Page():
        cells = _counted(cells, query, known)
    elif known is not None:
        _count_all(ctx, text, query, known)
    rows = _limited(ctx, cells)
    shown = {**{p.name: p.default or "" for p in query.parameters}, **given}
    shown = {key: today if value == "today" else value for key, value in shown.items() if value}
    table = Table(query, language, rows, shown, ctx.version, known)
    sink = capped(ctx, out, None)
    if name == ROWS:
        sink.write(json.dumps(shown).encode() + b"\n")
        for row in rows:
            sink.write(encode(row))
        sink.write(json.dumps(known.as_plain(language) if known else None).encode() + b"\n")
    else:
        exporters()[name].write(table, sink)
    sink.close()


ASK = Job("ask", AskPayload, job)


def _known(ctx: ReaderContext, query: Query, given: Mapping[str, str], today: str) -> None:
    """Refuse a resource that the graph does not know: no rows would look like an answer."""
    chosen = terms(query, given, base=ctx.settings.base, today=today)
    for parameter in query.parameters:
        term = chosen[parameter.name]
        if not given.get(parameter.name) or not isinstance(term, ox.NamedNode):
            continue
        if parameter.type != "code" and not ctx.query(f"ASK {{ {term} ?p ?o }}"):
            raise BadParameter(
                f"Von „{given[parameter.name]}“ ({parameter.label.de}) steht nichts im Graphen.",
                f"Nothing is known of “{given[parameter.name]}” ({parameter.label.en}).",
                parameter=parameter.name,
            )


def _cells(
    results: ox.QuerySolutions, query: Query, labels: Mapping[str, Text], language: str
) -> Iterator[tuple[Cell, ...]]:
    """The solutions as rows of cells, in the order of the columns."""
    columns = query.columns
    try:
        for solution in results:
            yield tuple(
                to_cell(
                    column,
                    solution[column.name],
                    solution[column.text] if column.text else None,
                    labels,
                    language,
                )
                for column in columns
            )
    except (OSError, RuntimeError) as error:
        raise BadQuery(
            f"Die Abfrage {query.slug} ließ sich nicht auswerten: {error}",
            f"The query {query.slug} could not be evaluated: {error}",
        ) from error


def _counted(
    rows: Iterator[tuple[Cell, ...]], query: Query, known: Known | None
) -> Iterator[tuple[Cell, ...]]:
    """The rows, each counted for its city."""
    at = city_column(query.columns)
    for row in rows:
        if known is not None:
            known.count(None if at is None else row[at].iri)
        yield row


def _count_all(ctx: ReaderContext, text: str, query: Query, known: Known) -> None:
    """Count the rows of each city over all pages: a city on another page is not without rows."""
    at = city_column(query.columns)
    results = ctx.query(text)
    assert isinstance(results, ox.QuerySolutions)
    for solution in results:
        city = None if at is None else solution[query.columns[at].name]
        known.count(city.value if isinstance(city, ox.NamedNode) else None)


def _limited(ctx: ReaderContext, rows: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    admin = ctx.role is Role.ADMIN
    most = ctx.settings.rows_admin if admin else ctx.settings.rows_public
    for number, row in enumerate(rows, 1):
        if number > most:
            raise BadInput(
                f"Die Antwort hat mehr als {most} Zeilen. Bitte die Frage einschränken.",
                f"The answer has more than {most} rows. Please narrow the question.",
            )
        yield row


async def ask(
    graph: Graph,
    slug: str,
    parameters: Mapping[str, str] | None = None,
    *,
    principal: Principal,
    asking: NamedQueries,
    language: str = "de",
    today: str | None = None,
) -> Result:
    """Ask and have all rows: for pages and the command line.

    Raises ``NotFound``, ``BadParameter``, and what a reader may raise (deadline, memory, caps).
    """
    started = time.perf_counter()
    query = asking.query(slug)
    answer = await stream(
        graph, slug, parameters, principal=principal, form=ROWS, language=language, today=today
    )
    head, _, rest = (await answer.read()).partition(b"\n")
    *lines, last = rest.splitlines()
    rows = [decode(line, query.columns) for line in lines]
    plain = json.loads(last)
    known = None if plain is None else Known.of_plain(plain)
    table = Table(query, language, rows, json.loads(head), answer.version, known)
    return Result(table, rows, time.perf_counter() - started, answer.version)


async def stream(
    graph: Graph,
    slug: str,
    parameters: Mapping[str, str] | None = None,
    *,
    principal: Principal,
    form: str,
    language: str = "de",
    today: str | None = None,
) -> Answer:
    """Ask and pass the bytes on: for downloads. The head has ``content_type``."""
    payload: AskPayload = {
        "slug": slug,
        "parameters": dict(parameters or {}),
        "format": form,
        "language": language,
        "today": today or date.today().isoformat(),
    }
    return await graph.run(ASK(payload), principal=principal)
