"""Equal questions asked at the same time are asked once; the others wait for that answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from leitgraph.errors import LeitgraphError
from leitgraph.web.transport.cache import Kept

Key: TypeAlias = tuple[int, str]


class SingleFlight:
    """By graph version and digest of the question. Used in one loop."""

    def __init__(self) -> None:
        self.shared = 0
        self._under_way: dict[Key, asyncio.Future[Kept | None]] = {}

    def under_way(self, key: Key) -> bool:
        """True if somebody is asking this now."""
        return key in self._under_way

    async def joined(self, key: Key) -> Kept | None:
        """What the one who asks gets; None if that cannot be shared (too large, or they left).

        Raises the ``LeitgraphError`` that they get.
        """
        kept = await asyncio.shield(self._under_way[key])
        self.shared += kept is not None
        return kept

    @contextmanager
    def led(self, key: Key) -> Iterator[Callable[[Kept], None]]:
        """Ask for everybody who asks the same meanwhile; call what this gives with the answer."""
        if key in self._under_way:
            yield lambda _: None
            return
        landing: asyncio.Future[Kept | None] = asyncio.get_running_loop().create_future()
        self._under_way[key] = landing
        try:
            yield landing.set_result
        except LeitgraphError as error:
            landing.set_exception(error)
            landing.exception()  # not a fault if nobody was waiting
            raise
        finally:
            del self._under_way[key]
            if not landing.done():
                landing.set_result(None)
