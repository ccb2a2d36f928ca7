"""rdflib-endpoint over one file, loaded once and forked for serving.

``python -m tests.benchmarks.rdflib_peer FILE PORT``. A query of rdflib cannot be stopped: whoever
gives one up sends SIGUSR1, and a fresh fork serves on without loading again.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from types import FrameType

import rdflib
import uvicorn
from rdflib_endpoint import SparqlEndpoint

SIGNALS = {signal.SIGUSR1, signal.SIGTERM}


def main(file: str, port: int) -> None:
    """Load, then keep one serving child alive until SIGTERM."""
    graph = rdflib.Graph()
    ended: list[bool] = []
    child = 0

    def renew(_signal: int, _frame: FrameType | None) -> None:
        os.kill(child, signal.SIGKILL)

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.append(True)
        os.kill(child, signal.SIGKILL)

    graph.parse(file)
    gc.collect()
    gc.freeze()
    listener = socket.create_server(("127.0.0.1", port), backlog=256)
    while not ended:
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        child = os.fork()
        if child == 0:
            for number in SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            serve(graph, listener)
        signal.signal(signal.SIGUSR1, renew)
        signal.signal(signal.SIGTERM, end)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        os.waitpid(child, 0)


def serve(graph: rdflib.Graph, listener: socket.socket) -> None:
    """Serve in this process until it ends."""
    config = uvicorn.Config(SparqlEndpoint(graph=graph), log_level="critical", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
