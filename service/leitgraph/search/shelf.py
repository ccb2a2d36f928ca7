"""Where the indexes stand, which one fits a reader's state of the graph, and how one is made.

An index is a folder ``<data>/search/<scope>.<format>-<number>-<hash>``, made of one state of the
graph; the scope says which layers it is made of, so what is internal never stands in what the
public asks. A reader takes one of a state since which the host knows the changes, and reads those
few entries from the graph itself (``Shelf.fresh``); so no write waits for an index, and none is out
of date. If there is none, the reader says ``NoIndex``, and who asked has one made, in a reader as
well (docs/adr/0010-search.md).
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import os
import shutil
import weakref
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypedDict, TypeVar

from leitgraph.config import Settings
from leitgraph.errors import Busy, LeitgraphError, StorageFull
from leitgraph.model import Principal, Role
from leitgraph.search.entries import Entries, Entry
from leitgraph.search.index import Index, build
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.rdf.layers import PUBLIC_LAYER
from leitgraph.store.service import Graph

FORMAT = 1
"""Counts up when indexes are made differently, so that older ones are left alone."""
FRESH = 500
"""So many changed subjects are read from the graph in each question; with more, a new index."""
_KEPT = 1
"""Other folders are removed but for so many: readers of an older state may still open theirs."""
T = TypeVar("T")
_making: weakref.WeakKeyDictionary[Graph, dict[str, asyncio.Task[None]]] = (
    weakref.WeakKeyDictionary()
)
_shelves: dict[tuple[Path, str, tuple[int, str]], Shelf] = {}


class NoIndex(Busy):
    """There is no index for this state of the graph yet; ``facts`` holds its ``scope``."""

    slug = "no-index"

    def __init__(self, detail: str = "", detail_en: str | None = None, **facts: Any) -> None:
        super().__init__(
            detail or "Das Verzeichnis der Suche wird gerade angelegt; bitte gleich noch einmal.",
            detail_en or "The search index is being made; please try again shortly.",
            **{"retry_after": 2, **facts},
        )


class Shelf:
    """An open index, and the entries that have changed since it was made."""

    def __init__(self, index: Index, entries: Entries, changed: frozenset[str]) -> None:
        self.index = index
        self.entries = entries
        self.changed = changed
        self.fresh: tuple[Entry, ...] = tuple(entries.of(sorted(changed)))


def scope(ctx: ReaderContext) -> str:
    """``public``, or ``internal`` where the asker sees more than the public does."""
    return "public" if ctx.default_graph == [PUBLIC_LAYER] else "internal"


def layers(ctx: ReaderContext, which: str = "") -> Layers:
    """What is read in a scope (by default the asker's own)."""
    if (which or scope(ctx)) == "public":
        return Layers(ctx.public or ctx.store)
    return Layers(ctx.store, ctx.default_graph)


def opened(ctx: ReaderContext) -> Shelf:
    """The index for this reader's state; kept open as long as the reader lives."""
    mine = (ctx.settings.data, scope(ctx), ctx.changes.state)
    if mine not in _shelves:
        _shelves[mine] = _open(ctx, mine[1])
    return _shelves[mine]


def _open(ctx: ReaderContext, which: str) -> Shelf:
    entries = Entries(layers(ctx), ctx.settings.base)
    for number, chain, folder in _folders(ctx.settings, which):
        changed = ctx.changes.since(number, chain)
        if changed is None or len(changed) > FRESH:
            continue
        index = _read(folder)
        if index is not None:
            return Shelf(index, entries, changed)
    raise NoIndex(scope=which)


def _read(folder: Path) -> Index | None:
    """The index in a folder; None if it is not whole, or has just been removed."""
    try:
        return Index(folder)
    except (OSError, ValueError):
        return None


class IndexPayload(TypedDict):
    """Whose index."""

    scope: str


def job(ctx: ReaderContext, payload: IndexPayload, body: bytes, out: Out) -> None:
    """Job "search-index": payload ``scope``. Makes the index of this state, if it is not there."""
    which = str(payload["scope"])
    number, chain = ctx.changes.state
    home = ctx.settings.data / "search"
    out.head({"content_type": "application/json"})
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _alone(home / f"{which}.lock"):
            folder = home / f"{which}.{FORMAT}-{number}-{chain[:16] or 'none'}"
            if _read(folder) is None:
                shutil.rmtree(folder, ignore_errors=True)
                partial = home / f"{which}.partial"
                shutil.rmtree(partial, ignore_errors=True)
                partial.mkdir()
                build(partial, Entries(layers(ctx, which), ctx.settings.base).all())
                partial.rename(folder)
            others = [own for _, _, own in _folders(ctx.settings, which) if own != folder]
            others.sort(key=lambda own: own.stat().st_mtime, reverse=True)
            for old in others[_KEPT:]:
                shutil.rmtree(old, ignore_errors=True)
    except (OSError, ValueError) as error:
        raise _failed(error, home) from error
    out.write(b"{}")


SEARCH_INDEX = Job("search-index", IndexPayload, job)


def _failed(error: Exception, home: Path) -> LeitgraphError:
    kind = StorageFull if getattr(error, "errno", None) == errno.ENOSPC else LeitgraphError
    return kind(
        f"Das Verzeichnis der Suche in {home} lässt sich nicht schreiben: {error}.",
        f"The search index in {home} cannot be written: {error}.",
    )


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _folders(settings: Settings, which: str) -> list[tuple[int, str, Path]]:
    """Number and beginning of the chain hash of each whole index, newest first."""
    found = []
    for folder in (settings.data / "search").glob(f"{which}.{FORMAT}-*-*"):
        _, number, chain = folder.name.rsplit("-", 2)
        found.append((int(number), "" if chain == "none" else chain, folder))
    return sorted(found, reverse=True)


async def indexed(graph: Graph, ask: Callable[[], Awaitable[T]]) -> T:
    """What ``ask`` gives; where it finds no index, one is made first. ``ask`` may run twice."""
    try:
        return await ask()
    except NoIndex as missing:
        await _made(graph, str(missing.facts["scope"]))
    return await ask()


async def _made(graph: Graph, which: str) -> None:
    """Have the index made; whoever asks meanwhile waits for the same one."""
    tasks = _making.setdefault(graph, {})
    if which not in tasks or tasks[which].done():
        tasks[which] = asyncio.get_running_loop().create_task(_make(graph, which))
    await asyncio.shield(tasks[which])


async def _make(graph: Graph, which: str) -> None:
    # Time and memory are ours, not the asker's; the scope says what may be read.
    maker = Principal(Role.ADMIN, "suche")
    async with await graph.run(SEARCH_INDEX({"scope": which}), principal=maker) as answer:
        await answer.read()
