"""An answer waits for its asker: in order, in memory first, then in a file, and then gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

import pytest

from leitgraph.errors import DeadlineExceeded
from leitgraph.web.transport import spool
from leitgraph.web.transport.spool import Spool

FRAMES = [bytes([65 + n % 26]) * (1000 + n) for n in range(300)]


async def come(frames: Iterable[bytes], *, fail: bool = False) -> AsyncIterator[bytes]:
    """Frames, and then perhaps an error."""
    for frame in frames:
        await asyncio.sleep(0)
        yield frame
    if fail:
        raise DeadlineExceeded("zu lang")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MEMORY", 10_000)
    monkeypatch.setattr(spool, "PIECE", 4096)
    assert Spool.files == 0


def test_a_slow_asker_gets_everything_in_order() -> None:
    async def run() -> bytes:
        waiting = Spool()
        await waiting.fill(come(FRAMES))
        assert Spool.files > 300_000
        got = b"".join([piece async for piece in waiting.pieces()])
        assert Spool.files == 0
        waiting.close()
        return got

    assert asyncio.run(run()) == b"".join(FRAMES)


@pytest.mark.parametrize("every", [1, 7, 50])
def test_fast_and_slow_by_turns_stays_in_order(every: int) -> None:
    async def run() -> bytes:
        waiting = Spool()
        filling = asyncio.create_task(waiting.fill(come(FRAMES)))
        got = b""
        number = 0
        async for piece in waiting.pieces():
            got += piece
            number += 1
            if number % every == 0:
                await asyncio.sleep(0.002)
        await filling
        waiting.close()
        return got

    assert asyncio.run(run()) == b"".join(FRAMES)
    assert Spool.files == 0


def test_an_error_comes_after_what_came_before_it() -> None:
    async def run() -> bytes:
        waiting = Spool()
        await waiting.fill(come(FRAMES, fail=True))
        got = b""
        with pytest.raises(DeadlineExceeded):  # noqa: PT012
            async for piece in waiting.pieces():
                got += piece
        waiting.close()
        return got

    assert asyncio.run(run()) == b"".join(FRAMES)


def test_an_asker_who_leaves_takes_the_file_along() -> None:
    async def run() -> None:
        waiting = Spool()
        await waiting.fill(come(FRAMES))
        async for _ in waiting.pieces():
            break
        assert Spool.files > 0
        waiting.close()
        assert Spool.files == 0

    asyncio.run(run())


def test_too_much_for_all_together_lets_readers_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MOST", 50_000)

    async def run() -> bytes:
        waiting = Spool()
        filling = asyncio.create_task(waiting.fill(come(FRAMES)))
        await asyncio.sleep(0.1)
        assert not filling.done()
        assert Spool.files < 55_000
        got = b"".join([piece async for piece in waiting.pieces()])
        await filling
        waiting.close()
        return got

    assert asyncio.run(run()) == b"".join(FRAMES)
