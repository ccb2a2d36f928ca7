"""Work that may take too long, in a process that can be ended."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any


def within(seconds: float, work: Callable[..., Any], *arguments: Any) -> Any | None:
    """What ``work`` returns, or None if it took longer. An error in it is an error here."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=_child, args=(there, work, arguments), daemon=True
    )
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            return None
        done, result = here.recv()
    except EOFError:
        raise RuntimeError(f"{work.__name__} ended without a result") from None
    finally:
        process.kill()
        process.join()
    if not done:
        raise RuntimeError(result)
    return result


def _child(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        pipe.send((True, work(*arguments)))
    except BaseException as error:
        pipe.send((False, f"{type(error).__name__}: {error}"))
