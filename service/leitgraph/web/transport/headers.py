"""Around every request: headers that stand on every answer, its time, and what nobody expected."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
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
# Open data: every page of the web may read, without cookies (Fetch standard, section 3.3). A token
# is sent by the page that was given it, never by the browser of its own accord.
OPEN = [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", b"*")]
PREFLIGHT = [
    (b"access-control-allow-methods", b"GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
    (
        b"access-control-allow-headers",
        b"Accept, Accept-Language, Authorization, Content-Type, If-Match, If-None-Match, "
        b"X-Reason, X-Requested-With",
    ),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
]
OPEN_PATHS = (
    *("/sparql", "/graph-store", "/api", "/id", "/ns", "/vocab", "/openapi.json"),
    *(
        "/regel",
        "/shapes",
        "/abfrage",
        "/leit",
        "/dump",
        "/catalog",
        "/schema",
        "/.well-known/void",
    ),
)
PROBLEM = "application/problem+json"
GONE = 499  # what nginx notes for an asker who left before the answer
Watch = Callable[[Scope, int, float], None]
Failed = Callable[[Request, Exception], Awaitable[Response]]
_LOG = logging.getLogger("leitgraph.web")


class Headers:
    """Adds them, answers preflights, and tells ``watch`` scope, status and seconds.

    An error that is none of ours is logged and answered by ``failed``, so that this answer has the
    headers too; once an answer has begun, the connection is ended instead.
    """

    def __init__(self, app: ASGIApp, watch: Watch, failed: Failed) -> None:
        self.app = app
        self.watch = watch
        self.failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        open_path = under(scope["path"], OPEN_PATHS)
        more = ALWAYS + OPEN if open_path else ALWAYS
        started = time.perf_counter()
        status = GONE

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        try:
            if scope["method"] == "OPTIONS" and open_path:
                await sending({"type": "http.response.start", "status": 204, "headers": PREFLIGHT})
                await sending({"type": "http.response.body", "body": b""})
            else:
                await self.app(scope, receive, sending)
        except ClientDisconnect:
            pass
        except Exception as error:
            _LOG.exception("%s %s", scope["method"], scope["path"].encode("unicode_escape"))
            if status != GONE:
                raise
            response = await self.failed(Request(scope), error)
            await response(scope, receive, sending)
        finally:
            self.watch(scope, status, time.perf_counter() - started)


def under(path: str, roots: tuple[str, ...]) -> bool:
    """True if a path is one of the roots, lies below one, or is one as a file (``/dump.nq``)."""
    return path.startswith(roots) and any(
        path == root or path.startswith((root + "/", root + ".")) for root in roots
    )
