"""The view in memory: fastest to ask, saved from time to time so that a start need not derive.

A saved view is three files: ``view-<number>.nq.z`` (all quads, also layers and inferred ones, as
zlib-compressed N-Quads), ``public-<number>.nq.z`` (the public layer once more, so that the copy of
it is loaded beside the rest and not after it) and ``view.json``, which names them with number,
chain hash and SHA-256. ``view.json`` is replaced last, in one step, so there is always a whole
saved view or none.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from leitgraph.store.inference.layering import PublicCopy
from leitgraph.store.journal.file import sync_directory
from leitgraph.store.views.base import PrivateView
from leitgraph.store.views.following import FollowingView

FORMAT = 2
_BLOCK = 16 * 1024 * 1024
_FILES = ("view", "public")


class MemoryView(FollowingView):
    """The graph in the memory of this process; a fork sees it as it is."""

    name = "memory"
    # The memory store does not give back what was deleted, so its process is renewed at times.
    renewable = True

    def __init__(self, data_dir: Path) -> None:
        super().__init__(ox.Store(), PublicCopy())

    def clear(self) -> None:
        """Forget everything."""
        self._attach(ox.Store(), PublicCopy())

    def store_for_reader(self) -> ox.Store:
        """The store itself: the fork has its own copy of it."""
        return self._store

    def for_writer(self) -> PrivateView:
        """This view: nobody else sees what becomes of the fork's copy."""
        return self

    def save(self, directory: Path) -> None:
        """Keep the state in ``directory``; an older one stays until this one is whole."""
        directory.mkdir(parents=True, exist_ok=True)
        public = self.public_store()
        assert public is not None
        stores = dict(zip(_FILES, (self._store, public), strict=True))
        files = {
            kind: _dump(store, directory / f"{kind}-{self.version}.nq.z")
            for kind, store in stores.items()
        }
        about = {"format": FORMAT, "version": self.version, "hash": self.hash, "files": files}
        _replace(directory / "view.json", json.dumps(about, indent=1).encode())
        for kind in _FILES:
            # Also what a saver left that was killed.
            for old in directory.glob(f"{kind}-*.nq.z*"):
                if old.name != files[kind]["file"]:
                    old.unlink(missing_ok=True)

    def load(self, directory: Path) -> bool:
        """Take the state from ``directory``; False, and nothing changed, if it is not whole."""
        copy = PublicCopy()
        stores = dict(zip(_FILES, (ox.Store(), copy.store), strict=True))
        try:
            about: dict[str, Any] = json.loads((directory / "view.json").read_bytes())
            if about["format"] != FORMAT:
                return False
            with ThreadPoolExecutor(len(_FILES)) as pool:
                loading = [
                    pool.submit(_load, store, directory, about["files"][kind])
                    for kind, store in stores.items()
                ]
            for done in loading:
                done.result()
        except (OSError, ValueError, KeyError, TypeError, SyntaxError, zlib.error):
            return False
        before, old = self._store, self._layering.copy
        self._attach(stores["view"], copy)
        if (self.version, self.hash) != (about["version"], about["hash"]):
            self._attach(before, old)
            return False
        return True

    def close(self) -> None:
        """Let go of the memory."""
        self.clear()


def _dump(store: ox.Store, path: Path) -> dict[str, str]:
    """Write all quads to a file; its name and SHA-256."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            writer = _Writer(file)
            store.dump(io.BufferedWriter(writer, _BLOCK), format=ox.RdfFormat.N_QUADS)
            digest = writer.finish()
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return {"file": path.name, "sha256": digest}


def _load(store: ox.Store, directory: Path, about: dict[str, str]) -> None:
    """Read such a file; ``ValueError`` or ``zlib.error`` if it is another or damaged."""
    digest = hashlib.sha256()
    with (directory / about["file"]).open("rb") as file:
        for block in _blocks(file, digest):
            store.bulk_load(block, format=ox.RdfFormat.N_QUADS, lenient=True)
    if digest.hexdigest() != about["sha256"]:
        raise ValueError("the file is not the one that was saved")


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
