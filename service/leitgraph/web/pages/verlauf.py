"""``/verlauf``: the earlier checks of a Vorlage of the graph."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leitgraph.check.history.entry import in_turn
from leitgraph.check.history.lookup import checks_of_paper
from leitgraph.check.listing import paper
from leitgraph.errors import BadParameter
from leitgraph.model import Principal
from leitgraph.web.pages.check.view import VERDICTS
from leitgraph.web.pages.render import page
from leitgraph.web.site import language, site


async def endpoint(request: Request) -> Response:
    """Query parameters ``city`` and ``vorlage`` (Kennung or IRI)."""
    given = {name: request.query_params.get(name, "") for name in ("city", "vorlage")}
    for name, value in given.items():
        if not value:
            raise BadParameter(
                "Es fehlt, um welche Vorlage es geht (?city= und ?vorlage=).",
                "It is missing which paper is meant (?city= and ?vorlage=).",
                parameter=name,
            )
    here, anybody = site(request), Principal()
    found = await paper(here.graph, given["city"], given["vorlage"], anybody)
    checks = await checks_of_paper(here.graph, here.history, given["city"], found.iri, anybody)
    return page(
        request,
        "history.html",
        headers={"Cache-Control": "no-store"},
        paper=found,
        checks=in_turn(checks, language(request)),
        verdicts={verdict.value: said for verdict, said in VERDICTS.items()},
        rules=here.rules,
    )


ROUTES = [Route("/verlauf", endpoint, methods=["GET", "HEAD"], name="verlauf")]
