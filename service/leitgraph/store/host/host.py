"""The graph host: one process, one thread, that holds the view and forks readers from it.

Started by ``Graph`` as ``python -m leitgraph.store.host.host CONTROL EVENTS`` with two inherited
sockets. ``CONTROL`` (stream) carries requests and their answers in order; ``EVENTS`` (packets)
carries news: a reader is born (with its socket and pidfd), a reader died (with the reason), the
view is saved. The host has no journal; patches are sent to it. It leaves the network before it
reads anything, and dies with the process that started it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError
from leitgraph.model import Patch
from leitgraph.store.host import limits, reader, wire
from leitgraph.store.views import open_view
from leitgraph.store.views.base import View


class Host:
    """State of the host process."""

    def __init__(self, control: socket.socket, events: socket.socket, isolated: bool) -> None:
        self.control = control
        self.events = events
        self.isolated = isolated
        self.readers: dict[int, int] = {}  # process id: its notebook
        self.savers: dict[int, int] = {}
        self.saved = 0
        self.baseline = 0
        self.running = True
        self.retired = False
        self.view: View
        self.seat: reader.Seat
        self.directory: Path

    # -- start -------------------------------------------------------------------------------

    def start(self) -> None:
        """Read the settings, warm up what all jobs share, load the saved view, say where we are."""
        order = wire.receive_json(self.control)
        settings = Settings(**order["settings"])
        self.directory = settings.data / "view" / settings.view
        module = importlib.import_module(order["jobs"])
        self.view = open_view(settings.view, settings.data)
        self.seat = reader.Seat(
            view=self.view,
            settings=settings,
            jobs={job.name: job for job in module.JOBS},
            write_jobs={job.name: job for job in module.WRITE_JOBS},
            warm=module.warm(settings),
        )
        started = time.monotonic()
        loaded = bool(order.get("load", True)) and self.view.load(self.directory)
        self._begin()
        self.saved = self.view.version if loaded else -1
        self._reply(
            loaded=loaded, hash=self.view.hash, load_seconds=round(time.monotonic() - started, 3)
        )

    def _begin(self) -> None:
        """What changed before is not known."""
        self.seat.changes.begin(self.view.version, self.view.hash)

    def settle(self) -> None:
        """After loading: what is here now is shared by all forks and never collected."""
        gc.collect()
        gc.freeze()
        self.baseline = limits.resident()

    # -- loop --------------------------------------------------------------------------------

    def run(self) -> None:
        """Serve requests and children until told to stop or the other side is gone."""
        wake, wake_writer = socket.socketpair()
        for end in (wake, wake_writer):
            end.setblocking(False)
        signal.set_wakeup_fd(wake_writer.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as selector:
            selector.register(self.control, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while self.running and not (self.retired and not self.readers):
                for key, _ in selector.select():
                    if key.fileobj is wake:
                        with contextlib.suppress(BlockingIOError):
                            wake.recv(4096)
                    else:
                        self._request()
                self._reap()
        signal.set_wakeup_fd(-1)

    def _request(self) -> None:
        try:
            order = wire.receive_json(self.control)
        except (wire.Broken, OSError):
            self.running = False
            return
        operation = getattr(self, "do_" + str(order["op"]))
        operation(order)

    def _reply(self, **facts: Any) -> None:
        data = {
            "version": self.view.version,
            "resident": limits.resident(),
            "isolated": self.isolated,
            "pid": os.getpid(),
            "renewable": self.view.renewable,
        }
        self.control.sendall(wire.pack_json(wire.END, {**data, **facts}))

    def _tell(self, files: list[int], **facts: Any) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionError):
            socket.send_fds(self.events, [json.dumps(facts).encode()], files)

    # -- requests ----------------------------------------------------------------------------

    def do_clear(self, order: dict[str, Any]) -> None:
        """Forget a saved view that does not fit the journal."""
        self.view.clear()
        self._begin()
        self.saved = -1
        self._reply(hash=self.view.hash)

    def do_replay(self, order: dict[str, Any]) -> None:
        """Catch up: many patches follow, what follows from them is derived once."""
        done = self.view.replay(self._patches(int(order["count"])))
        self._begin()
        self._reply(hash=self.view.hash, applied=done)

    def do_apply(self, order: dict[str, Any]) -> None:
        """The patches that follow, one by one, then the first reader of the new state."""
        started = time.perf_counter()
        for patch in self._patches(int(order["count"])):
            self.view.apply(patch)
            self.seat.changes.note(patch)
        seconds = time.perf_counter() - started
        self._reply(hash=self.view.hash, seconds=seconds, grown=self._grown())
        if order.get("fork", True):
            self._fork_reader()

    def do_ready(self, order: dict[str, Any]) -> None:
        """Loading is over; fork the first readers."""
        self.settle()
        self._reply(hash=self.view.hash)
        for _ in range(int(order["readers"])):
            self._fork_reader()

    def do_fork(self, order: dict[str, Any]) -> None:
        """One more reader; no answer but its birth."""
        self._fork_reader()

    def do_save(self, order: dict[str, Any]) -> None:
        """Save the view in a forked child; an event tells when it is done."""
        version = self.view.version
        if not self.view.renewable:
            # On disk there is little to do, and a fork has none of the threads that would do it.
            self.view.save(self.directory)
            self.saved = version
            self._reply()
            self._tell([], saved=version, ok=True)
            return
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                self._leave_host()
                limits.die_with_parent()
                self.view.save(self.directory)
                code = 0
            finally:
                os._exit(code)
        self.savers[pid] = version
        self._reply()

    def do_stats(self, order: dict[str, Any]) -> None:
        """Figures for the metrics."""
        self._reply(readers=len(self.readers), saved=self.saved, grown=self._grown())

    def do_retire(self, order: dict[str, Any]) -> None:
        """Another host has taken over: end when the last reader has."""
        self.retired = True

    def do_stop(self, order: dict[str, Any]) -> None:
        """End; save before if asked and if there is something new."""
        while order.get("save") and self.savers:
            time.sleep(0.02)
            self._reap()
        if order.get("save") and self.view.version != self.saved:
            with contextlib.suppress(OSError):
                self.view.save(self.directory)
                self.saved = self.view.version
        self.running = False
        self._reply(saved=self.saved)

    def _patches(self, count: int) -> Iterator[Patch]:
        for _ in range(count):
            header = wire.receive_json(self.control)
            added = wire.receive_exactly(self.control, int(header["added"]))
            removed = wire.receive_exactly(self.control, int(header["removed"]))
            yield wire.patch_from(header, added, removed)

    def _grown(self) -> int:
        return max(0, limits.resident() - self.baseline)

    # -- children ----------------------------------------------------------------------------

    def _fork_reader(self) -> None:
        ours, theirs = socket.socketpair()
        said = limits.notebook()
        try:
            pid = os.fork()
        except OSError as error:
            ours.close()
            theirs.close()
            os.close(said)
            self._tell([], unborn=str(error))
            return
        if pid == 0:
            ours.close()
            os.dup2(said, sys.stderr.fileno())
            self._leave_host()
            reader.main(self.seat, theirs)
        theirs.close()
        self.readers[pid] = said
        files = [ours.fileno()]
        handle = -1
        with contextlib.suppress(OSError, AttributeError):
            handle = os.pidfd_open(pid)
            files.append(handle)
        self._tell(files, born=pid, version=self.view.version)
        ours.close()
        if handle >= 0:
            os.close(handle)

    def _leave_host(self) -> None:
        """In a child: let go of the host's own sockets."""
        signal.set_wakeup_fd(-1)
        self.control.close()
        self.events.close()

    def _reap(self) -> None:
        while self.readers or self.savers:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if pid in self.savers:
                version = self.savers.pop(pid)
                if status == 0:
                    self.saved = version
                self._tell([], saved=version, ok=status == 0)
            elif pid in self.readers:
                said = limits.read_notebook(self.readers.pop(pid))
                if said:
                    sys.stderr.write(said.decode(errors="replace"))
                    sys.stderr.flush()
                self._tell([], died=pid, reason=limits.reason_of(status, said))


def main() -> int:
    """Entry point of the process."""
    limits.die_with_parent()
    limits.no_core_dumps()
    isolated = limits.isolate_network()
    control = socket.socket(fileno=int(sys.argv[1]))
    events = socket.socket(fileno=int(sys.argv[2]))
    host = Host(control, events, isolated)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        try:
            host.start()
        except LeitgraphError as error:
            # Content that is not sound (an ontology, a rule, a query) is told, then the host ends.
            control.sendall(wire.pack_json(wire.ERROR, error.as_dict()))
            return 1
        host.run()
    except (wire.Broken, BrokenPipeError, ConnectionError):
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
