"""A running graph for tests: real journal, real host, real readers, on a directory of its own."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
from collections.abc import Callable, Coroutine, Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.shell import Shell, copy_of, filled, undisturbed
from tests.shell import service as running_service

from leitgraph.config import Settings
from leitgraph.model import Principal, Role
from leitgraph.store.answer import WriteResult
from leitgraph.store.host.job import Order
from leitgraph.store.service import Graph

# Before any other module of the tests builds settings.
_KEPT = undisturbed(dict(os.environ))
os.environ.clear()
os.environ.update(_KEPT)

T = TypeVar("T")
PUBLIC = Principal()
ADMIN = Principal(Role.ADMIN, "Prüfung")
STARTING = {"all_cities", "alone", "kept", "service_with"}
"""Fixtures behind which there are processes: a service, or commands."""


def shared_folder(config: pytest.Config) -> Path:
    """The folder of this run that all of its processes share."""
    folder: Path = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what has processes of its own by what it asks for; modules with slow tests come first,
    so that no worker is left alone with one at the end."""
    for item in items:
        if STARTING & set(getattr(item, "fixturenames", ())):
            item.add_marker("started")
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test marked ``alone`` waits for those that run in other processes, and they for it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    folder = shared_folder(item.config)
    with (folder / "turn.lock").open("w") as turn, (folder / "alone.lock").open("w") as lock:
        # Whoever waits for others holds the turn meanwhile: nobody overtakes.
        fcntl.flock(turn, fcntl.LOCK_EX)
        fcntl.flock(lock, fcntl.LOCK_EX if item.get_closest_marker("alone") else fcntl.LOCK_SH)
        fcntl.flock(turn, fcntl.LOCK_UN)
        return (yield)


class Service:
    """A ``Graph`` with a loop to run it in, and short ways to ask and to write."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.runner = asyncio.Runner()
        self.graph = self.run(Graph.open(settings))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the service's loop."""
        return self.runner.run(work)

    async def ask(
        self, query: str, *, role: Role = Role.PUBLIC, form: str = "csv", **options: Any
    ) -> str:
        """The answer of a query as text."""
        principal = ADMIN if role is Role.ADMIN else PUBLIC
        deadline = options.pop("deadline", None)
        payload = {"query": query, "format": form, **options}
        answer = await self.graph.run(
            Order("query", payload), principal=principal, deadline=deadline
        )
        return (await answer.read()).decode()

    def rows(self, query: str, **options: Any) -> list[str]:
        """The lines of a CSV answer without the heading, sorted."""
        return sorted(self.run(self.ask(query, **options)).split("\r\n")[1:-1])

    async def update(self, text: str) -> WriteResult:
        """SPARQL Update as admin."""
        return await self.graph.write(
            Order("update", {"update": text}), principal=ADMIN, reason="Prüfung"
        )

    async def load(
        self,
        data: bytes | str,
        graph: str,
        form: str = "turtle",
        *,
        deadline: float | None = None,
        **facts: Any,
    ) -> WriteResult:
        """Load a document into a graph as admin."""
        return await self.graph.write(
            Order("load", {"documents": [{"graph": graph, "format": form, **facts}]}),
            principal=ADMIN,
            body=data.encode() if isinstance(data, str) else data,
            reason="Prüfung",
            deadline=deadline,
        )

    def close(self) -> None:
        """End it all."""
        self.run(self.graph.close())
        self.runner.close()


@pytest.fixture(scope="session")
def bare_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ontology and all structure shapes, but one rule, one question and one city only.

    A graph over it starts in half the time.
    """
    content, whole = tmp_path_factory.mktemp("bare"), Settings()
    shutil.copytree(whole.content_dir("ontology"), content / "ontology")
    for kind, picked in (
        ("shapes", ["structure/*.ttl", "profiles/*.ttl", "rules/*.ttl", "rules/*/zb-001.ttl"]),
        ("queries", ["goals-of-a-city.rq", "options-cities.rq"]),
        ("data", ["cities/auerbach/*"]),
    ):
        folder = whole.content_dir(kind)
        for path in (path for pattern in picked for path in folder.glob(pattern)):
            place = content / kind / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    return content


@pytest.fixture(scope="module")
def service_with(
    tmp_path_factory: pytest.TempPathFactory, bare_content: Path
) -> Iterator[Callable[..., Service]]:
    """Starts services with settings of the test's choice; the structure gate only reports.

    Without the demo city the content is the bare one, unless the test names another.
    """
    started: list[Service] = []

    def start(data: Path | None = None, **settings: Any) -> Service:
        directory = data or tmp_path_factory.mktemp("data")
        chosen = {"gate": "report", "seed_demo": False, **settings}
        if not chosen["seed_demo"]:
            chosen.setdefault("content", bare_content)
        service = Service(Settings(data=directory, **chosen))
        started.append(service)
        return service

    yield start
    for service in started:
        if service.graph.ready:
            service.close()


@pytest.fixture(scope="session")
def all_cities(request: pytest.FixtureRequest) -> Callable[[Path], Path]:
    """Fills a directory with all that ships; it is read once in a run, however many tests ask."""
    folder = shared_folder(request.config)
    return lambda place: copy_of(filled(folder), place)


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory, all_cities: Callable[[Path], Path]
) -> Iterator[Shell]:
    """A real service that holds all cities, and commands beside it."""
    with running_service(all_cities(tmp_path_factory.mktemp("served"))) as shell:
        yield shell
