"""Between a fast reader and a slow asker: the answer waits here, and the reader is free.

Without it, the deadline of a question would also be the deadline of its transfer, and whoever
reads slowly would hold a reader for as long.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import deque
from collections.abc import AsyncIterator
from typing import BinaryIO, ClassVar, cast

from leitgraph.errors import LeitgraphError, StorageFull

MEMORY = 2 << 20
"""Bytes of one answer that wait in memory; what is more waits in a temporary file."""
MOST = 1 << 30
"""Bytes in temporary files of all answers together; beyond, readers wait for their askers."""
PIECE = 1 << 18
_SECONDS = 0.05


class Spool:
    """The frames of one answer, in order. Used in one loop; ``close`` it."""

    files: ClassVar[int] = 0

    def __init__(self) -> None:
        self._held: deque[bytes] = deque()
        self._size = 0
        self._file: BinaryIO | None = None
        self._written = self._read = 0
        self._moved = asyncio.Event()
        self._ended = False
        self._error: Exception | None = None

    async def fill(self, frames: AsyncIterator[bytes]) -> None:
        """Take all frames as fast as they come. What goes wrong is told by ``pieces``."""
        try:
            async for frame in frames:
                self._put(frame)
                self._moved.set()
                while Spool.files > MOST:
                    await asyncio.sleep(_SECONDS)
        except LeitgraphError as error:
            self._error = error
        except OSError as error:
            self._error = StorageFull(
                f"Die Antwort ließ sich nicht zwischenlagern: {error.strerror}.",
                f"The answer could not be kept for a while: {error.strerror}.",
            )
        finally:
            self._ended = True
            self._moved.set()

    async def pieces(self) -> AsyncIterator[bytes]:
        """What has come, in order; raises what ended the answer too early, after the rest."""
        while True:
            while piece := self._take():
                yield piece
            if self._ended:
                break
            self._moved.clear()
            await self._moved.wait()
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Give back memory and file."""
        self._held.clear()
        if self._file is not None:
            self._file.close()
            Spool.files -= self._written
            self._file, self._written = None, 0

    def _put(self, frame: bytes) -> None:
        if not frame:
            return
        if self._read == self._written and self._size + len(frame) <= MEMORY:
            self._held.append(frame)
            self._size += len(frame)
            return
        if self._file is None:
            file = tempfile.TemporaryFile(prefix="leitgraph-")  # noqa: SIM115
            self._file = cast(BinaryIO, file)
        self._file.seek(self._written)
        self._file.write(frame)
        self._written += len(frame)
        Spool.files += len(frame)

    def _take(self) -> bytes:
        if self._held:
            frame = self._held.popleft()
            self._size -= len(frame)
            return frame
        if self._file is None or self._read == self._written:
            return b""
        self._file.seek(self._read)
        piece = self._file.read(min(PIECE, self._written - self._read))
        self._read += len(piece)
        if self._read == self._written:
            self._file.seek(0)
            self._file.truncate()
            Spool.files -= self._written
            self._read = self._written = 0
        return piece
