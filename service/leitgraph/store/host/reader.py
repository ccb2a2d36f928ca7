"""A reader: a fork of the host that answers one question at a time, and may be killed any time.

What it can do are the jobs of a jobs module (``JOBS``, ``WRITE_JOBS``). A job gets a context, the
payload and the body, and speaks through ``Out`` (``job``). It runs on a large stack, under a
deadline and a memory cap; what it does to its copy of the store ends with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox

from leitgraph.config import Settings
from leitgraph.errors import BadInput, LeitgraphError, NotFound
from leitgraph.model import Role
from leitgraph.store.host import limits, wire
from leitgraph.store.host.job import GraphName, Job, Out, ReaderContext, Warm
from leitgraph.store.rdf.changes import Changes
from leitgraph.store.rdf.layers import PUBLIC_LAYER
from leitgraph.store.views.base import PrivateView, View, dataset_for

# A reader whose address space has grown by more than this is not used again.
GROWTH_BYTES = 512 << 20
EXIT_BROKEN = 78
OPEN_SECONDS = 5.0


@dataclass
class Seat:
    """What a reader inherits from the host."""

    view: View
    settings: Settings
    jobs: Mapping[str, Job[Any]]
    write_jobs: Mapping[str, Job[Any]]
    warm: Warm
    changes: Changes = field(default_factory=Changes)


def main(seat: Seat, sock: socket.socket) -> NoReturn:
    """Life of a reader, right after the fork; never returns."""
    code = EXIT_BROKEN
    try:
        for number in (signal.SIGCHLD, signal.SIGALRM, signal.SIGPROF, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        limits.die_with_parent()
        limits.prefer_as_victim()
        reader = _Reader(seat, sock)
        # A fork may inherit a lock of the disk engine that nobody will release: then it is of no
        # use, and ends before it takes a question, which goes to another.
        limits.run_on_large_stack(reader.serve, begun=reader.opened, within=OPEN_SECONDS)
        code = reader.code
    finally:
        os._exit(code)


class _Reader:
    def __init__(self, seat: Seat, sock: socket.socket) -> None:
        self.seat = seat
        self.sock = sock
        self.version = seat.view.version
        self.opened = threading.Event()
        self.store: ox.Store
        self.datasets: dict[Role, tuple[list[GraphName], list[ox.NamedNode]]] = {}
        self.birth = 0
        self.code = EXIT_BROKEN

    def serve(self) -> None:
        """Answer until the other side hangs up or this process is worn out."""
        self.store = self.seat.view.store_for_reader()
        self.opened.set()
        self.birth = limits.address_space()
        with contextlib.suppress(wire.Broken, OSError):
            while self._answer():
                pass
            # The last answer is on its way; the other side hangs up when it has read it.
            self.sock.shutdown(socket.SHUT_WR)
        self.code = 0

    def _answer(self) -> bool:
        request = wire.receive_json(self.sock)
        limits.arm(float(request["deadline"]))
        started = time.perf_counter()
        out = Out(self.sock)
        once = bool(request.get("write"))
        try:
            limits.cap_memory(int(request["memory"]))
            body = self._body(request)
            jobs = self.seat.write_jobs if once else self.seat.jobs
            job = jobs.get(str(request["job"]))
            if job is None:
                raise NotFound(
                    f"Es gibt keinen Auftrag „{request['job']}“.",
                    f"There is no job “{request['job']}”.",
                )
            job.run(self._context(request), request["payload"], body, out)
            out.finish(self._tail(started, once))
        except LeitgraphError as error:
            out.fail(error, self._tail(started, once))
        except MemoryError:
            os._exit(limits.EXIT_MEMORY)
        except RecursionError:
            deep = BadInput("Die Eingabe ist zu tief verschachtelt.", "The input is too deep.")
            out.fail(deep, self._tail(started, once))
        except (wire.Broken, BrokenPipeError, ConnectionError):
            raise
        except BaseException as error:
            # Also what Rust throws when it panics. Which job and where goes to the log, not out.
            traceback.print_exc(file=sys.stderr)
            out.fail(
                LeitgraphError(
                    "Bei der Verarbeitung ist ein interner Fehler aufgetreten.",
                    "An internal error occurred while processing.",
                    kind=type(error).__name__,
                ),
                self._tail(started, True),
            )
            once = True
        limits.disarm()
        return not once and limits.address_space() - self.birth < GROWTH_BYTES

    def _body(self, request: dict[str, Any]) -> bytes:
        if request.get("path"):
            return Path(str(request["path"])).read_bytes()
        return wire.receive_exactly(self.sock, int(request.get("size", 0)))

    def _tail(self, started: float, once: bool) -> dict[str, Any]:
        worn = once or limits.address_space() - self.birth >= GROWTH_BYTES
        return {"ms": round((time.perf_counter() - started) * 1000, 3), "last": worn}

    def _context(self, request: dict[str, Any]) -> ReaderContext:
        role = Role(request["role"])
        view: PrivateView | None = None
        if request.get("write"):
            view = self.seat.view.for_writer()
            store = view.store_for_reader()
        else:
            store = self.store
        if role not in self.datasets:
            self.datasets[role] = dataset_for(store, role)
        default_graph, named_graphs = self.datasets[role]
        alone = view is None and default_graph == [PUBLIC_LAYER]
        return ReaderContext(
            store=store,
            view=view,
            settings=self.seat.settings,
            warm=self.seat.warm,
            version=self.version,
            role=role,
            name=str(request.get("name", "")),
            default_graph=default_graph,
            named_graphs=named_graphs,
            public=self.seat.view.public_store() if alone else None,
            changes=self.seat.changes,
        )


def load_json(body: bytes) -> Any:
    """JSON of a body; ``BadInput`` with line and column if it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise BadInput(
            f"Das ist kein gültiges JSON: {error}",
            f"This is no valid JSON: {error}",
            **({"line": line, "column": getattr(error, "colno", None)} if line else {}),
        ) from error
