"""What a job is: its name, what it is asked with, what it gets, and where it speaks.

A job is declared once beside its function: ``QUERY = Job("query", QueryPayload, query)``. Called
with a payload it is an ``Order`` for ``Graph.run`` or ``Graph.write``, so that a misspelt entry is
found before anything runs; what comes over a socket is looked at once, in ``run``.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypedDict, TypeVar, cast

import pyoxigraph as ox

from leitgraph.config import Settings
from leitgraph.errors import BadInput, LeitgraphError
from leitgraph.model import Role
from leitgraph.store.host import wire
from leitgraph.store.rdf.changes import Changes
from leitgraph.store.sparql.guard import PREFIXES
from leitgraph.store.views.base import PrivateView

# Held back before the head goes out, so that an answer over its cap can still become an error.
HOLD_BYTES = 1 << 20
HOLD_SECONDS = 0.2
FLUSH_BYTES = 256 << 10
# Wherever these letters stand: a query taken for one that names graphs is answered all the same.
_NAMES_GRAPHS = re.compile("graph|from|named", re.IGNORECASE)
GraphName: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
T = TypeVar("T")
P = TypeVar("P", bound=Mapping[str, Any])


@dataclass(frozen=True)
class Shared(Generic[T]):
    """Something that jobs share and none should build anew. ``load`` builds it."""

    name: str
    load: Callable[[Settings], T]


class Warm:
    """What is kept of all that is ``Shared``: built in the host, before readers are forked."""

    def __init__(self, settings: Settings, *shared: Shared[Any]) -> None:
        self._settings = settings
        self._kept: dict[str, Any] = {one.name: one.load(settings) for one in shared}

    def get(self, shared: Shared[T]) -> T:
        """The one that is kept; built now if none is."""
        if shared.name not in self._kept:
            self._kept[shared.name] = shared.load(self._settings)
        return cast("T", self._kept[shared.name])

    def find(self, shared: Shared[T]) -> T | None:
        """The one that is kept, or None."""
        return cast("T | None", self._kept.get(shared.name))

    def keep(self, shared: Shared[T], value: T) -> Warm:
        """Keep one that is there already."""
        self._kept[shared.name] = value
        return self


class Out:
    """Where a job puts its answer: ``head`` once, then ``write``. Sent in large frames."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._head: dict[str, Any] = {}
        self._parts: list[bytes] = []
        self._size = 0
        self._start = time.monotonic()
        self.started = False

    def head(self, data: dict[str, Any]) -> None:
        """Facts before the bytes: content type, counts. Later calls before the first frame add."""
        self._head.update(data)

    def write(self, data: bytes) -> int:
        """More bytes of the answer; their number comes back, as from a file."""
        self._parts.append(data)
        self._size += len(data)
        if self._size >= FLUSH_BYTES and (
            self.started
            or self._size >= HOLD_BYTES
            or time.monotonic() - self._start >= HOLD_SECONDS
        ):
            self._sock.sendall(self._take())
        return len(data)

    def flush(self) -> None:
        """Nothing: frames go out when they are large enough."""

    def finish(self, tail: dict[str, Any]) -> None:
        """The answer is complete."""
        self._sock.sendall(self._take() + wire.pack_json(wire.END, tail))

    def fail(self, error: LeitgraphError, tail: dict[str, Any]) -> None:
        """The answer is, or from here on becomes, an error."""
        self._sock.sendall(wire.pack_json(wire.ERROR, {**error.as_dict(), "tail": tail}))

    def _take(self) -> bytes:
        frames: list[bytes] = []
        if not self.started:
            self.started = True
            frames.append(wire.pack_json(wire.HEAD, self._head))
        if self._size:
            data = b"".join(self._parts)
            frames += [
                wire.pack(wire.DATA, data[start : start + wire.FRAME])
                for start in range(0, len(data), wire.FRAME)
            ]
            self._parts, self._size = [], 0
        return b"".join(frames)


@dataclass
class ReaderContext:
    """What a job may use. ``store`` is a private copy; ``default_graph`` and ``named_graphs``
    are what the principal sees, and every query must be given both (``query`` does). ``view``
    is there in write jobs: the view that a patch can be tried on. ``public`` is a store that holds
    nothing but the default graph, if that is all this role reads by default. ``changes`` knows what
    the last patches were about."""

    store: ox.Store
    settings: Settings
    warm: Warm
    version: int
    role: Role
    name: str
    default_graph: list[GraphName]
    named_graphs: list[ox.NamedNode]
    view: PrivateView | None = None
    public: ox.Store | None = None
    changes: Changes = field(default_factory=Changes)

    @property
    def base(self) -> str:
        """Base for relative IRIs, with its trailing slash."""
        return self.settings.base + "/"

    def query(
        self, sparql: str, **options: Any
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Ask the store, confined to what the principal sees."""
        store, default_graph, named_graphs = self.dataset(sparql)
        return store.query(
            sparql,
            base_iri=self.base,
            prefixes={**PREFIXES, **options.pop("prefixes", {})},
            default_graph=default_graph,
            named_graphs=named_graphs,
            **options,
        )

    def dataset(
        self, sparql: str
    ) -> tuple[ox.Store, list[GraphName], list[ox.NamedNode | ox.BlankNode]]:
        """Where to ask a query that names no dataset of its own, with the lists that confine it."""
        if self.public is not None and not _NAMES_GRAPHS.search(sparql):
            return self.public, [ox.DefaultGraph()], []
        return self.store, self.default_graph, list(self.named_graphs)


class NoPayload(TypedDict):
    """For a job that is asked with nothing but its body."""


@dataclass(frozen=True)
class Order:
    """A job with what it is asked with, ready to go to a reader."""

    job: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Job(Generic[P]):
    """What a reader can be asked to do. ``payload``: a TypedDict, which JSON can hold."""

    name: str
    payload: type[P]
    work: Callable[[ReaderContext, P, bytes, Out], None]

    def __call__(self, payload: P) -> Order:
        """The order for this payload."""
        return Order(self.name, payload)

    def run(
        self, context: ReaderContext, payload: Mapping[str, Any], body: bytes, out: Out
    ) -> None:
        """Do it, in a reader. ``BadInput`` for a payload with an entry that the job has not."""
        unknown = sorted(set(payload) - set(self.payload.__annotations__))
        if unknown:
            raise BadInput(
                f"Der Auftrag „{self.name}“ kennt die Angabe „{unknown[0]}“ nicht.",
                f"The job “{self.name}” does not know the entry “{unknown[0]}”.",
            )
        self.work(context, cast("P", payload), body, out)
