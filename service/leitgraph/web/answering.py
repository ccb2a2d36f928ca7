"""From a question to a response: cache, 304, the first bytes before the headers, then the rest."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import nullcontext
from functools import partial
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError
from leitgraph.model import Principal, Role
from leitgraph.search.shelf import indexed
from leitgraph.store.answer import Answer
from leitgraph.store.host.job import Order
from leitgraph.web.site import site
from leitgraph.web.transport.cache import AnswerCache, Kept, digest_of, etag, matches
from leitgraph.web.transport.headers import GONE
from leitgraph.web.transport.spool import Spool

_LOG = logging.getLogger("leitgraph.web")
VARY = "Accept, Accept-Language, Authorization"
VERSION = "X-Graph-Version"
PATIENCE = 0.05
"""Seconds before anybody is expected to lose patience: to look for that costs a small question."""
T = TypeVar("T")


async def answered(
    request: Request,
    order: Order,
    principal: Principal,
    *,
    lasting: bool = True,
    headers: dict[str, str] | None = None,
    deadline: float | None = None,
    said: Callable[[Mapping[str, Any]], dict[str, str]] = lambda _: {},
) -> Response:
    """Run a job for a request. Most errors come before the first byte, with their own status.

    ``deadline``: seconds that the asker gives it, if those are fewer than its role has. ``said``:
    headers that follow from the head of the answer.
    """
    here = site(request)
    graph, cache = here.graph, here.cache
    digest = digest_of(order.job, order.payload, principal)
    limits = _limits(here.settings, principal, deadline)
    more = {"Vary": VARY, **limits, **(headers or {})}
    key = (graph.version, digest)
    shared = bool(cache.size) and deadline is None  # nobody else is to be cut off by it
    try:
        if lasting:
            tag = etag(*key)
            if matches(request.headers.get("if-none-match"), tag):
                return Response(status_code=304, headers={**more, "ETag": tag, **_fresh(principal)})
            kept = cache.get(*key) if cache.size else None
            if kept is None and shared and here.flights.under_way(key):
                kept = await while_there(request.receive, here.flights.joined(key))
            if kept is not None:
                more |= {"ETag": tag, **_fresh(principal), VERSION: str(key[0])}
                more |= said(kept.head)
                return Response(kept.body, headers=more, media_type=kept.content_type)
        with here.flights.led(key) if lasting and shared else nullcontext() as landed:
            run = partial(graph.run, order, principal=principal, deadline=deadline)
            # A query that searches texts may be the first that needs the index of this state.
            begun = indexed(graph, lambda: _begin(run()))
            answer, frames, first, second = await while_there(request.receive, begun)
            content_type = str(answer.head["content_type"])
            whole = Kept(content_type, first, answer.head) if second is None else None
            if landed and whole and answer.version == key[0]:
                landed(whole)
    except Left:
        return Response(status_code=GONE)
    keep = (digest, cache) if lasting and cache.size else None
    more |= {VERSION: str(answer.version), **said(answer.head)}
    if lasting:
        more |= {"ETag": etag(answer.version, digest), **_fresh(principal)}
    else:
        more["Cache-Control"] = "no-store"
    if second is not None:
        return Streamed(answer, [first, second], frames, more, content_type, keep)
    if keep and whole:
        cache.put(answer.version, digest, whole)
    return Response(first, headers=more, media_type=content_type)


async def _begin(
    asked: Coroutine[Any, Any, Answer],
) -> tuple[Answer, AsyncIterator[bytes], bytes, bytes | None]:
    """The answer, the frames still to come, and the first two; None if there is no second."""
    answer = await asked
    frames = answer.frames
    first = await anext(frames, b"")
    return answer, frames, first, await anext(frames, None) if first else None


class Left(Exception):
    """The asker went away."""


async def while_there(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """What the work gives. If the asker goes away first, it is cancelled, which ends its reader.

    The body of the request must have been read. Raises ``Left``, or what the work raises.
    """
    loop = asyncio.get_running_loop()
    here = asyncio.current_task()
    assert here is not None
    watching: list[asyncio.Task[None]] = []
    left = False

    async def watch() -> None:
        nonlocal left
        while (await receive())["type"] != "http.disconnect":
            pass
        left = True
        here.cancel()

    timer = loop.call_later(PATIENCE, lambda: watching.append(loop.create_task(watch())))
    try:
        return await work
    except asyncio.CancelledError:
        if left and here.uncancel() == 0:
            raise Left from None
        raise
    finally:
        timer.cancel()
        for task in watching:
            task.cancel()


def _fresh(principal: Principal) -> dict[str, str]:
    """Public answers may be held by anybody who asks whether they are still true; others not."""
    public = principal == Principal()
    return {"Cache-Control": "public, no-cache" if public else "private, no-store"}


def _limits(settings: Settings, principal: Principal, deadline: float | None) -> dict[str, str]:
    """What the answer may take, said before it is known whether it is cut."""
    admin = principal.role is Role.ADMIN
    most = settings.deadline_admin if admin else settings.deadline_public
    megabytes = settings.bytes_admin_mb if admin else settings.bytes_public_mb
    return {
        "X-Limit-Rows": str(settings.rows_admin if admin else settings.rows_public),
        "X-Limit-Bytes": str(megabytes << 20),
        "X-Limit-Seconds": f"{min(most, deadline or most):g}",
    }


def broken_off(media: str, error: LeitgraphError) -> bytes:
    """Why an answer ends here, as a comment where its format has some; it is not well formed then.

    JSON and tables have none: there it is a last line that no reader of the format takes for data
    of a whole answer, as the rest is missing as well.
    """
    said = f"ABGEBROCHEN: {error.detail} / BROKEN OFF: {error.detail_en}"
    said = " ".join(said.split()).replace("--", "- ")
    if "xml" in media:
        return f"\n<!-- {said} -->\n".encode()
    if "json" in media:
        return f"\n/* {said.replace('*/', '* /')} */\n".encode()
    return f"\n# {said}\n".encode()


class Streamed(Response):
    """An answer passed on as it comes.

    If it breaks off, the reason follows what was sent, and the connection is closed without the end
    of the body, so that nobody takes it for complete. If the asker goes away, the reader is ended.
    """

    def __init__(
        self,
        answer: Answer,
        begun: list[bytes],
        frames: AsyncIterator[bytes],
        headers: dict[str, str],
        media_type: str,
        keep: tuple[str, AnswerCache] | None,
    ) -> None:
        self.status_code = 200
        self.media_type = media_type
        self.background = None
        self.init_headers(headers)
        self._answer = answer
        self._begun = begun
        self._frames = frames
        self._keep = keep

    def init_headers(self, headers: Any = None) -> None:
        """As the base class, but without a length, which is not known."""
        self.body = b""
        super().init_headers(headers)
        self.raw_headers = [pair for pair in self.raw_headers if pair[0] != b"content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what is here, then what comes."""
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        if scope["method"] == "HEAD":
            await self._answer.close()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        try:
            parts = await while_there(receive, self._pass_on(send))
        except Left:
            return
        except LeitgraphError as error:
            _LOG.warning("answer broke off: %s", error.detail)
            last = broken_off(str(self.media_type), error)
            await send({"type": "http.response.body", "body": last, "more_body": True})
            return  # without the last message the server closes the connection
        finally:
            await self._answer.close()
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        if parts is not None and self._keep is not None:
            digest, cache = self._keep
            kept = Kept(str(self.media_type), b"".join(parts), self._answer.head)
            cache.put(self._answer.version, digest, kept)

    async def _pass_on(self, send: Send) -> list[bytes] | None:
        """Send all frames; they come back if they are to be kept."""
        parts: list[bytes] | None = [] if self._keep else None
        size = 0
        spool = Spool()
        filling = asyncio.create_task(spool.fill(self._all()))
        try:
            async for frame in spool.pieces():
                await send({"type": "http.response.body", "body": frame, "more_body": True})
                size += len(frame)
                if parts is not None and self._keep is not None:
                    parts.append(frame)
                    if size > self._keep[1].largest:
                        parts = None
        finally:
            filling.cancel()
            await asyncio.wait([filling])
            spool.close()
        return parts

    async def _all(self) -> AsyncIterator[bytes]:
        for frame in self._begun:
            yield frame
        self._begun = []
        async for frame in self._frames:
            yield frame
