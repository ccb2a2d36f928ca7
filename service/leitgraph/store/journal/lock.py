"""One instance per data directory: an exclusive lock on ``<data>/lock``.

The lock belongs to the process, not to the file's content: when the process ends, however it ends,
the system lets go of it. The pid in the file only serves the message.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path

from leitgraph.errors import InUse, LeitgraphError


class DirectoryLock:
    """Holds ``<directory>/lock`` until ``release``; ``InUse`` (with ``pid``) if another has it."""

    def __init__(self, directory: Path) -> None:
        try:
            directory.mkdir(parents=True, exist_ok=True)
            path = directory / "lock"
            self._fd: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise LeitgraphError(
                f"Das Datenverzeichnis {directory} ist nicht benutzbar: {error.strerror}.",
                f"The data directory {directory} cannot be used: {error.strerror}.",
                directory=str(directory),
            ) from error
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = os.pread(self._fd, 20, 0).decode("ascii", "replace").strip()
            self._close()
            raise InUse(
                f"Das Verzeichnis {directory} wird bereits von Prozess {pid or '?'} benutzt. "
                "Beenden Sie ihn, oder geben Sie mit LEITGRAPH_DATA ein anderes Verzeichnis an.",
                f"The directory {directory} is in use by process {pid or '?'}. "
                "Stop it, or name another directory with LEITGRAPH_DATA.",
                pid=int(pid) if pid.isdigit() else None,
                directory=str(directory),
            ) from error
        with contextlib.suppress(OSError):  # a full disk must not keep readers away
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, f"{os.getpid()}\n".encode(), 0)
        # A forked child shares the lock; it lets go at once, or it would outlive its parent's.
        os.register_at_fork(after_in_child=self._close)

    def release(self) -> None:
        """Let go; calling it again does nothing."""
        self._close()

    def _close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
