"""Answers that were given already: by graph version, role, job and payload, within a size.

An ``ETag`` is the journal's number and a digest of the question; the same question of the same
graph needs no reader. What depends on the moment (``NOW``, ``RAND``, ``UUID``) is never kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leitgraph.model import Principal

# One answer may take this part of the whole.
LARGEST = 16
_MOMENTARY = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID)\s*\(", re.IGNORECASE)


@dataclass(frozen=True)
class Kept:
    """A whole answer."""

    content_type: str
    body: bytes
    head: dict[str, Any]


class AnswerCache:
    """The least recently used answers go first. Used from one thread."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.largest = size // LARGEST
        self.held = 0
        self.hits = 0
        self.misses = 0
        self._kept: OrderedDict[tuple[int, str], Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, version: int, digest: str) -> Kept | None:
        """The answer for this version of the graph, if it is kept."""
        found = self._kept.get((version, digest))
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end((version, digest))
        return found

    def put(self, version: int, digest: str, kept: Kept) -> None:
        """Keep an answer; older ones make room."""
        if len(kept.body) > self.largest:
            return
        self._drop((version, digest))
        self._kept[(version, digest)] = kept
        self.held += _weight(kept)
        while self.held > self.size and self._kept:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: tuple[int, str]) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self.held -= _weight(gone)


def _weight(kept: Kept) -> int:
    return len(kept.body) + 500


def digest_of(job: str, payload: Mapping[str, Any], principal: Principal) -> str:
    """What makes a question the same one: role, job and payload."""
    text = json.dumps([principal.role.value, job, payload], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def lasting(query: str) -> bool:
    """False if the answer depends on the moment; a mention in a text or comment counts too."""
    return _MOMENTARY.search(query) is None


def etag(version: int, digest: str) -> str:
    """A weak validator: the order of rows is not promised."""
    return f'W/"{version}-{digest}"'


def matches(header: str | None, tag: str) -> bool:
    """``If-None-Match`` names the tag (RFC 9110, section 13.1.2: weak comparison).

    ``*`` does not: before a question was asked, nobody knows whether it has an answer.
    """
    if not header:
        return False
    plain = tag.removeprefix("W/")
    return plain in [part.strip().removeprefix("W/") for part in header.split(",")]
