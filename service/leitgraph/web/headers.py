"""Headers that stand on every answer: what a page may load, who may read, how long it took."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
ALWAYS = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
]
# Open data: every page of the web may read, without credentials (Fetch standard, section 3.3).
OPEN = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", b"*")]
PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type"),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
]
OPEN_PATHS = ("/sparql", "/graph-store", "/api/", "/id/", "/ns", "/vocab", "/openapi.json")
Watch = Callable[[Scope, int, float], None]


class Headers:
    """Adds them, answers preflights, and tells ``watch`` scope, status and seconds."""

    def __init__(self, app: ASGIApp, watch: Watch) -> None:
        self.app = app
        self.watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        open_path = scope["path"].startswith(OPEN_PATHS)
        more = ALWAYS + OPEN if open_path else ALWAYS
        if scope["method"] == "OPTIONS" and open_path:
            headers = more + PREFLIGHT
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        started = time.perf_counter()
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            self.watch(scope, status, time.perf_counter() - started)
