"""``/sparql-editor``: a query in a text area, its answer as a table, a word or a text."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.errors import LeitgraphError
from leitgraph.model import Principal
from leitgraph.queries.query import QUERY
from leitgraph.queries.solutions import first_rows
from leitgraph.search.shelf import indexed
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.web.pages.render import page
from leitgraph.web.site import Site, language, site
from leitgraph.web.transport import bodies

ROWS = 1000
TEXT_BYTES = 200_000
PERMALINK = 2000
EXAMPLES = [
    (
        ("Leitziele je Stadt", "Guiding goals per city"),
        """SELECT ?stadt (COUNT(?ziel) AS ?leitziele) {
  ?ziel a insek:Leitziel ; insek:kommune/skos:prefLabel ?stadt
  FILTER (LANG(?stadt) = "de")
} GROUP BY ?stadt ORDER BY DESC(?leitziele)""",
    ),
    (
        ("Angaben mit Fundstelle", "Statements with their passage"),
        """SELECT ?ziel ?abschnitt ?dokument {
  ?ziel a insek:Leitziel ; insek:belegtDurch ?stelle .
  ?stelle insek:abschnitt ?abschnitt ; insek:quelle/dcterms:title ?dokument
} LIMIT 50""",
    ),
    (
        ("Volltext: Ziele und Projekte zum Klima", "Full text: goals and projects on climate"),
        """SELECT ?ding ?name ?art {
  ?ding leit:suche "Klima*" ; a ?art ; skos:prefLabel ?name
  FILTER (?art IN (insek:Ziel, insek:Massnahme, insek:Vorlage))
} LIMIT 50""",
    ),
    (
        ("Alles zu einem Ziel, als Graph", "All about a goal, as a graph"),
        """DESCRIBE <auerbach/ziel/l01>""",
    ),
]


async def editor(request: Request) -> Response:
    """GET with ``query`` is a link to an answer; POST is for long ones."""
    here = site(request)
    if request.method == "POST":
        body = await bodies.read(request, 3 * here.settings.query_bytes + 4096)
        query = dict(bodies.fields(body)).get("query", "")
    else:
        query = request.query_params.get("query", "")
    query = query.replace("\r\n", "\n")
    context: dict[str, Any] = {"table": None, "rows": [], "text": None, "cut": False}
    status, error = 200, None
    if query.strip():
        try:
            context |= await _answer(here, query, language(request))
        except LeitgraphError as found:
            status, error = found.status, found
    elif request.method == "POST":
        status = 422
    return page(
        request,
        "editor.html",
        status=status,
        query=query or EXAMPLES[0][1],
        asked=bool(query.strip()),
        error=error,
        examples=EXAMPLES,
        prefixes=PREFIXES,
        most=ROWS,
        limit=here.settings.query_bytes,
        permalink=0 < len(query) <= PERMALINK,
        **context,
    )


async def _answer(here: Site, query: str, lang: str) -> dict[str, Any]:
    """The first rows of a table, or the beginning of a text; the rest is not read."""
    order = QUERY({"query": query, "formats": {"table": "json", "graph": "turtle"}})
    asked = partial(here.graph.run, order, principal=Principal())
    async with await indexed(here.graph, asked) as answer:
        if answer.head["form"] in {"SELECT", "ASK"}:
            table, more = await first_rows(answer.frames, ROWS, lang)
            return {"table": table, "rows": list(table.rows), "cut": more}
        data = b""
        async for frame in answer.frames:
            data += frame
            if len(data) > TEXT_BYTES:
                break
    text = data[:TEXT_BYTES].decode("utf-8", "ignore")
    return {"text": text, "cut": len(data) > TEXT_BYTES}


ROUTES = [Route("/sparql-editor", editor, methods=["GET", "HEAD", "POST"], name="sparql-editor")]
