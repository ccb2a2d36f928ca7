"""Answers packed as the asker takes them (RFC 9110, 12.5.3): zstd (RFC 8878) before gzip.

Whole answers and those under way alike. One that breaks off stays without its end, packed as well.
"""

from __future__ import annotations

import asyncio
import zlib
from typing import Protocol

import zstandard
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST = 1000
"""Bytes; what is smaller would hardly become smaller still."""
_LARGE = 32 << 10
"""Bytes that are packed in a thread."""
_ZSTD_LEVEL, _GZIP_LEVEL, _GZIP_WINDOW = 3, 5, 31
_OFFERED = ("zstd", "gzip")
_TEXTUAL = ("json", "xml", "turtle", "triples", "quads", "trig", "javascript", "+csv", "sparql")


class _Packing(Protocol):
    def piece(self, data: bytes) -> bytes:
        """What can be sent once these bytes are packed: all of them."""

    def end(self) -> bytes:
        """The end of it."""


class _Zstd:
    def __init__(self) -> None:
        self._packing = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj()

    def piece(self, data: bytes) -> bytes:
        packed = self._packing.compress(data)
        return packed + self._packing.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def end(self) -> bytes:
        return self._packing.flush()


class _Gzip:
    def __init__(self) -> None:
        self._packing = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)

    def piece(self, data: bytes) -> bytes:
        return self._packing.compress(data) + self._packing.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._packing.flush()


def coding(accepted: str) -> str | None:
    """The coding of an ``Accept-Encoding`` to pack in; None to send as it is."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, quality = part.partition(";")
        try:
            weights[name.strip()] = float(quality.partition("=")[2] or 1)
        except ValueError:
            weights[name.strip()] = 0.0
    everything = weights.get("*", 0.0)
    found = {name: weights.get(name, everything) for name in _OFFERED}
    best = max(_OFFERED, key=lambda name: found[name])
    return best if found[best] > 0 else None


class Compression:
    """Packs what is text and large enough. Says for all that is text that it depends on that."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wanted = coding(Headers(scope=scope).get("accept-encoding", ""))
        await self.app(scope, receive, _Packed(send, wanted).send)


class _Packed:
    """One answer."""

    def __init__(self, send: Send, wanted: str | None) -> None:
        self._send = send
        self._wanted = wanted
        self._start: Message | None = None
        self._packing: _Packing | None = None

    async def send(self, message: Message) -> None:
        """Hold the start back until the first bytes tell whether to pack."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        start, self._start = self._start, None
        if start is not None:
            self._begin(start, body, more)
        if self._packing is not None:
            body = await self._pack(body, more)
            if start is not None and not more:
                MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
        if start is not None:
            await self._send(start)
        await self._send({**message, "body": body})

    def _begin(self, start: Message, body: bytes, more: bool) -> None:
        start["headers"] = list(start["headers"])
        headers = MutableHeaders(raw=start["headers"])
        if start["status"] != 304 and not _is_text(headers.get("content-type", "")):
            return
        headers.add_vary_header("Accept-Encoding")
        announced = headers.get("content-length", "")
        small = len(body) < LEAST and not more and not (not body and int(announced or 0) >= LEAST)
        if start["status"] != 200 or self._wanted is None or "content-encoding" in headers or small:
            return
        headers["content-encoding"] = self._wanted
        if "content-length" in headers:
            del headers["content-length"]
        tag = headers.get("etag", "")
        if tag.startswith('"'):
            headers["etag"] = f"W/{tag}"  # the same thing, in other bytes
        if body or more:
            self._packing = _Zstd() if self._wanted == "zstd" else _Gzip()

    async def _pack(self, body: bytes, more: bool) -> bytes:
        assert self._packing is not None
        packed = b""
        if len(body) >= _LARGE:
            packed = await asyncio.to_thread(self._packing.piece, body)
        elif body:
            packed = self._packing.piece(body)
        return packed if more else packed + self._packing.end()


def _is_text(media: str) -> bool:
    plain = media.partition(";")[0].strip().lower()
    if "openxmlformats" in plain or plain.endswith(("zip", "zstd")):
        return False
    return plain.startswith("text/") or any(word in plain for word in _TEXTUAL)
