"""The view in memory: fastest to ask, saved from time to time so that a start need not derive.

A saved view is two files: ``view-<number>.nq.z`` (all quads, also layers and inferred ones, as
zlib-compressed N-Quads) and ``view.json``, which names it with number, chain hash and SHA-256.
``view.json`` is replaced last, in one step, so there is always a whole saved view or none.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from leitgraph.graph.journal_file import sync_directory
from leitgraph.graph.views.base import PrivateView
from leitgraph.graph.views.following import FollowingView

FORMAT = 1
_BLOCK = 16 * 1024 * 1024


class MemoryView(FollowingView):
    """The graph in the memory of this process; a fork sees it as it is."""

    name = "memory"
    # The memory store does not give back what was deleted, so its process is renewed at times.
    renewable = True

    def __init__(self, data_dir: Path) -> None:
        super().__init__(ox.Store())

    def clear(self) -> None:
        """Forget everything."""
        self._attach(ox.Store())

    def store_for_reader(self) -> ox.Store:
        """The store itself: the fork has its own copy of it."""
        return self._store

    def for_writer(self) -> PrivateView:
        """This view: nobody else sees what becomes of the fork's copy."""
        return self

    def save(self, directory: Path) -> None:
        """Keep the state in ``directory``; an older one stays until this one is whole."""
        directory.mkdir(parents=True, exist_ok=True)
        name = f"view-{self.version}.nq.z"
        partial = directory / f"{name}.partial"
        try:
            with partial.open("wb") as file:
                writer = _Writer(file)
                self._store.dump(io.BufferedWriter(writer, _BLOCK), format=ox.RdfFormat.N_QUADS)
                digest = writer.finish()
                file.flush()
                os.fsync(file.fileno())
            partial.replace(directory / name)
            about = {
                "format": FORMAT,
                "file": name,
                "version": self.version,
                "hash": self.hash,
                "sha256": digest,
            }
            _replace(directory / "view.json", json.dumps(about, indent=1).encode())
        finally:
            partial.unlink(missing_ok=True)
        for old in directory.glob("view-*.nq.z"):
            if old.name != name:
                old.unlink(missing_ok=True)

    def load(self, directory: Path) -> bool:
        """Take the state from ``directory``; False, and nothing changed, if it is not whole."""
        try:
            about: dict[str, Any] = json.loads((directory / "view.json").read_bytes())
            if about["format"] != FORMAT:
                return False
            store = ox.Store()
            digest = hashlib.sha256()
            with (directory / str(about["file"])).open("rb") as file:
                for block in _blocks(file, digest):
                    store.bulk_load(block, format=ox.RdfFormat.N_QUADS, lenient=True)
        except (OSError, ValueError, KeyError, TypeError, SyntaxError, zlib.error):
            return False
        if digest.hexdigest() != about["sha256"]:
            return False
        before = self._store
        self._attach(store)
        if (self.version, self.hash) != (about["version"], about["hash"]):
            self._attach(before)
            return False
        return True

    def close(self) -> None:
        """Let go of the memory."""
        self.clear()


class _Writer(io.RawIOBase):
    """Compresses what is written to it and hashes what comes out."""

    def __init__(self, file: io.BufferedWriter) -> None:
        self._file = file
        self._compress = zlib.compressobj(1)
        self._digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._put(self._compress.compress(data))
        return len(data)

    def finish(self) -> str:
        self._put(self._compress.flush())
        return self._digest.hexdigest()

    def _put(self, data: bytes) -> None:
        self._digest.update(data)
        self._file.write(data)


def _blocks(file: io.BufferedReader, digest: Any) -> Iterator[bytes]:
    """Uncompressed blocks of whole lines; one large one is parsed faster than many reads."""
    decompress = zlib.decompressobj()
    rest = b""
    while data := file.read(1024 * 1024):
        digest.update(data)
        rest += decompress.decompress(data)
        if len(rest) >= _BLOCK:
            end = rest.rfind(b"\n") + 1
            yield rest[:end]
            rest = rest[end:]
    yield rest + decompress.flush()
    if not decompress.eof:
        raise ValueError("the file ends too early")


def _replace(path: Path, content: bytes) -> None:
    partial = path.with_suffix(".partial")
    with contextlib.suppress(FileNotFoundError):
        partial.unlink()
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync_directory(path.parent)
