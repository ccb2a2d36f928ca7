"""What every route needs: settings, graph, catalogue; who asks, and in which language."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from starlette.requests import HTTPConnection

from leitgraph.catalog.concept_profiles import ConceptProfile
from leitgraph.catalog.content import load_content
from leitgraph.catalog.ontology import OntologyFiles
from leitgraph.catalog.text.shape_library import ShapeLibrary
from leitgraph.check.history.history import History
from leitgraph.config import Settings
from leitgraph.errors import Busy, LeitgraphError, StorageFull, Unauthorised
from leitgraph.model import City, Principal, Role, Rule
from leitgraph.queries.ask import NamedQueries
from leitgraph.store.local_socket import LocalSocket
from leitgraph.store.local_socket import serve as open_local_socket
from leitgraph.store.service import Graph
from leitgraph.vorlage.draft.kept_drafts import Drafts
from leitgraph.web.transport.cache import AnswerCache
from leitgraph.web.transport.single_flight import SingleFlight
from leitgraph.web.transport.year_reports import YearReports
from leitgraph.writing.seed import seed

LANGUAGES = ("de", "en")
LANGUAGE_COOKIE = "leitgraph-sprache"
_LOG = logging.getLogger("leitgraph.web")
_PUBLIC = Principal()


@dataclass
class Site:
    """The running service. ``graph`` raises ``Busy`` until the graph is loaded and seeded."""

    settings: Settings
    asking: NamedQueries
    rules: Mapping[str, Rule]
    cities: dict[str, City]
    concept_profiles: Mapping[str, ConceptProfile]
    cache: AnswerCache
    flights: SingleFlight
    drafts: Drafts
    history: History
    reports: YearReports
    shapes: ShapeLibrary
    modules: frozenset[str]
    failure: LeitgraphError | None = None
    _graph: Graph | None = None
    _local_socket: LocalSocket | None = None

    @classmethod
    def load(cls, settings: Settings) -> Site:
        """Read the folders. Raises ``LeitgraphError`` that tells all that is not sound."""
        content = load_content(settings)
        rules = content.rules.rules
        return cls(
            settings,
            NamedQueries.load(settings, content.queries),
            rules,
            content.cities,
            content.concept_profiles,
            AnswerCache(settings.cache_mb << 20),
            SingleFlight(),
            Drafts(settings.data, settings.drafts_days, settings.drafts_max),
            History.of(settings),
            YearReports(settings, rules),
            ShapeLibrary.of(settings),
            frozenset(p.stem for p in OntologyFiles.of(settings.content_dir("ontology")).modules),
        )

    @property
    def graph(self) -> Graph:
        """The graph."""
        if self._graph is None:
            raise Busy(
                "Der Graph wird noch geladen. Bitte in einigen Sekunden wiederholen.",
                "The graph is still being loaded. Please repeat in a few seconds.",
                retry_after=5,
            )
        return self._graph

    @property
    def ready(self) -> bool:
        """True once the graph is loaded, caught up and holds what ships with Leitgraph."""
        return self._graph is not None and self._graph.ready

    async def open(self) -> None:
        """Open the graph and bring the shipped content in; a failure is kept in ``failure``."""
        graph = None
        try:
            graph = await Graph.open(self.settings)
            self._local_socket = await open_local_socket(graph, self.settings.data)
            await seed(graph, self.settings)
        except LeitgraphError as error:
            self.failure = error
            _LOG.error("%s", error.detail)
            await self._let_go(graph)
            return
        self._graph = graph
        with contextlib.suppress(StorageFull):
            await asyncio.to_thread(self.drafts.tidy)
            await asyncio.to_thread(self.history.tidy)

    async def close(self) -> None:
        """Save and close the graph."""
        await self.reports.close()
        graph, self._graph = self._graph, None
        await self._let_go(graph)

    async def _let_go(self, graph: Graph | None) -> None:
        if self._local_socket is not None:
            await self._local_socket.close()
            self._local_socket = None
        if graph is not None:
            await graph.close()


def site(request: HTTPConnection) -> Site:
    """The service that a request came to."""
    return cast(Site, request.app.state.site)


def principal(request: HTTPConnection) -> Principal:
    """Who asks, by ``Authorization: Bearer``. ``Unauthorised`` for an unknown token.

    Clients that know nothing but name and password send the token as the password (``Basic``).
    Nobody is asked for that (``WWW-Authenticate`` says Bearer): a browser would remember it, and
    send it along with forms of other sites.
    """
    given = request.headers.get("authorization")
    if given is None:
        return _PUBLIC
    scheme, _, token = given.partition(" ")
    if scheme.lower() == "basic":
        token = _password(token)
    expected = site(request).settings.admin_token.get_secret_value()
    known = bool(expected) and hmac.compare_digest(token.strip().encode(), expected.encode())
    if scheme.lower() not in {"bearer", "basic"} or not known:
        raise Unauthorised("Dieses Token ist nicht bekannt.", "This token is not known.")
    return Principal(Role.ADMIN, "admin")


def _password(credentials: str) -> str:
    """The password of RFC 7617 credentials; empty if they cannot be read."""
    try:
        return base64.b64decode(credentials.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def language(request: HTTPConnection) -> str:
    """``de`` or ``en``: by ``?lang=``, else by cookie, else by ``Accept-Language``, else German."""
    for given in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if given in LANGUAGES:
            return given
    best, best_quality = "de", 0.0
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if tag.partition("-")[0] in LANGUAGES and weight > best_quality:
            best, best_quality = tag.partition("-")[0], weight
    return best
