"""What comes back from a reader: an answer that streams, or the error that says why not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from leitgraph.errors import BadData, BadQuery, Busy, DeadlineExceeded, LeitgraphError, OutOfMemory
from leitgraph.store.host import limits, wire


@dataclass(frozen=True)
class WriteResult:
    """What a write did. ``version`` is the graph's afterwards; counts are of triples."""

    version: int
    added: int
    removed: int
    findings: list[dict[str, Any]] = field(default_factory=list)
    head: dict[str, Any] = field(default_factory=dict)


class Answer:
    """An answer under way: ``head`` is here, ``frames`` come (once), ``version`` is its graph's.

    Who does not read to the end calls ``close`` (or uses ``async with``): that ends the reader.
    """

    def __init__(
        self,
        head: dict[str, Any],
        version: int,
        source: AsyncIterator[bytes],
        abandon: Callable[[], None],
    ) -> None:
        self.head = head
        self.version = version
        self._source = source
        self._abandon = abandon
        self._done = False

    @property
    def frames(self) -> AsyncIterator[bytes]:
        """The bytes in large pieces; raises ``LeitgraphError`` if the answer breaks off."""
        return self._frames()

    async def _frames(self) -> AsyncIterator[bytes]:
        try:
            async for frame in self._source:
                yield frame
            self._done = True
        finally:
            if not self._done:
                self._drop()

    async def read(self) -> bytes:
        """All bytes at once."""
        return b"".join([frame async for frame in self.frames])

    async def close(self) -> None:
        """Give up what has not been read."""
        self._drop()

    async def __aenter__(self) -> Answer:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._drop()

    def __del__(self) -> None:
        self._drop()

    def _drop(self) -> None:
        if not self._done:
            self._done = True
            self._abandon()


def death_of_reader(
    reason: limits.Reason | None, *, deadline: float, memory_mb: int, data: bool
) -> LeitgraphError:
    """The error for a reader that ended in the middle of its answer."""
    if reason == "deadline":
        return DeadlineExceeded(
            f"Die Antwort brauchte länger als {deadline:g} Sekunden und wurde beendet. "
            "Schränken Sie die Frage ein, etwa mit LIMIT oder weiteren Bedingungen.",
            f"The answer took longer than {deadline:g} seconds and was ended. "
            "Narrow the question, for instance with LIMIT or further conditions.",
            deadline=deadline,
        )
    if reason == "processor":
        return DeadlineExceeded(
            "Die Antwort brauchte mehr Rechenzeit, als ihr zusteht, und wurde beendet.",
            "The answer needed more processor time than it may have and was ended.",
            processor=True,
        )
    if reason == "memory":
        return OutOfMemory(
            f"Die Antwort brauchte mehr als {memory_mb} MB Arbeitsspeicher und wurde beendet. "
            "Schränken Sie die Frage ein.",
            f"The answer needed more than {memory_mb} MB of memory and was ended. "
            "Narrow the question.",
            memory_mb=memory_mb,
        )
    if reason == "unordered":
        return BadQuery(
            "Die Engine kann diese Werte nicht ordnen, weil sie verschiedener Art sind (Zahlen, "
            "Texte, Daten). Ordnen Sie nach dem Text: ORDER BY STR(?x).",
            "The engine cannot order these values, as they are of different kinds (numbers, "
            "texts, dates). Order by their text: ORDER BY STR(?x).",
        )
    if reason == "panic":
        kind = BadData if data else BadQuery
        return kind(
            "Die Engine ist an dieser Eingabe gescheitert (ein Fehler in ihr, nicht in den Daten). "
            "Versuchen Sie es mit einer einfacheren Form.",
            "The engine failed on this input (a fault of its own, not of the data). "
            "Try a simpler form.",
        )
    if reason == "crash":
        kind = BadData if data else BadQuery
        return kind(
            "Die Eingabe ist zu tief verschachtelt, um sie zu lesen.",
            "The input is nested too deeply to be read.",
        )
    return Busy(
        "Der Leseprozess ist ausgefallen; bitte wiederholen.",
        "The reader failed; please repeat.",
        retry_after=1,
    )


def error_from(payload: bytes) -> LeitgraphError:
    """The error in an ``X`` frame."""
    return LeitgraphError.from_dict(wire.load(payload))
