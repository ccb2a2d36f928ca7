"""HTTP/1.1 for clients that offer HTTP/2 in passing, as the HTTP client of Java does by default.

``Upgrade: h2c`` may be ignored (RFC 9110, section 7.8). The parser of httptools takes it for the
end of HTTP instead, and refuses what then comes as body: every write of Jena. So the offer is taken
out of the head before it is parsed.
"""

from __future__ import annotations

import re

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_OFFER = re.compile(
    rb"\r\n(?:upgrade:[ \t]*h2c[ \t]*|http2-settings:[^\r\n]*)(?=\r\n|$)", re.IGNORECASE
)
_REQUEST = re.compile(rb"[A-Z]{1,20} [^\r\n ]+ HTTP/1\.1\r\n")
_END = b"\r\n\r\n"


def without_offer(data: bytes) -> bytes:
    """Bytes that begin with the head of a request, without an offer of HTTP/2."""
    head, end, body = data.partition(_END)
    if not end or b"h2c" not in head or not _REQUEST.match(head):
        return data
    return _OFFER.sub(b"", head) + end + body


class Protocol(HttpToolsProtocol):
    """As Uvicorn has it, but that no offer of HTTP/2 ends a request."""

    def data_received(self, data: bytes) -> None:
        """Bytes of the client; between two requests they begin with a head."""
        between = self.cycle is None or self.cycle.response_complete
        super().data_received(without_offer(data) if between else data)
