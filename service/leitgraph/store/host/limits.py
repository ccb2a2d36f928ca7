"""What holds a reader in bounds: deadline, memory, stack, no network, death with its parent.

Linux does the work; where a call is missing the function says so by returning False.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

Reason = Literal["deadline", "processor", "memory", "panic", "unordered", "crash", "killed", "exit"]

# A query of 64 KiB, nested as deep as it can be, overflows 8 MB but not this (measured).
STACK_BYTES = 512 << 20
EXIT_MEMORY = 77
# The allocator reserves address space in large steps, and threads bring arenas of 64 MB each.
SLACK_BYTES = 192 << 20
NOTEBOOK_BYTES = 64 << 10

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> bool:
    """Ask the kernel to kill this process when the thread that started it ends."""
    if not sys.platform.startswith("linux"):
        return False
    return bool(_libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)


def isolate_network() -> bool:
    """Leave the network for an empty one of our own; False where the kernel does not allow it.

    Needs a process with one thread. First without a user namespace (as root), which keeps file
    rights as they are, then with one in which this user is mapped to itself.
    """
    if not sys.platform.startswith("linux"):
        return False
    libc = _libc()
    if libc.unshare(_CLONE_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    with contextlib.suppress(OSError):
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1\n")
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1\n")
    return True


def prefer_as_victim() -> None:
    """When the machine runs out of memory, end readers before anything else."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("700")


def no_core_dumps() -> None:
    """A reader that is ended may hold gigabytes; writing them to disk helps nobody."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def address_space() -> int:
    """Bytes of address space this process uses; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def resident(pid: int | None = None) -> int:
    """Bytes of memory a process holds; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid or 'self'}/statm", "rb") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def cap_memory(cap: int) -> None:
    """Let this process take ``cap`` more bytes than it uses now; beyond, allocations fail."""
    used = address_space()
    if used:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = used + cap + SLACK_BYTES
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def arm(seconds: float) -> None:
    """After ``seconds`` the kernel ends this process, whatever code it is in (SIGALRM)."""
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))


def disarm() -> None:
    """Take back the deadline."""
    signal.setitimer(signal.ITIMER_REAL, 0)


@contextlib.contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Within this the kernel ends the process after so many seconds of its own work (SIGPROF).

    Waiting for a processor on a busy machine does not count, as it does for ``arm``.
    """
    signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.01))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def run_on_large_stack(
    target: Callable[[], None], *, begun: threading.Event, within: float
) -> None:
    """Run ``target`` in a thread with a stack of ``STACK_BYTES`` and wait for it.

    Given up if it has not set ``begun`` within so many seconds.
    """
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=target, daemon=True)
    thread.start()
    while not begun.wait(0.05) and thread.is_alive():
        within -= 0.05
        if within < 0:
            return
    thread.join()


def notebook() -> int:
    """A file without a name for what a child says on stderr, as a descriptor."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("stderr")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def read_notebook(said: int) -> bytes:
    """The last 64 KiB of a notebook, which is closed."""
    try:
        return os.pread(said, NOTEBOOK_BYTES, max(0, os.fstat(said).st_size - NOTEBOOK_BYTES))
    finally:
        os.close(said)


def reason_of(status: int, said: bytes = b"") -> Reason:
    """Why a child ended, from the status that ``waitpid`` gave and what it said on stderr."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGALRM:
            return "deadline"
        if number == signal.SIGPROF:
            return "processor"
        if number == signal.SIGABRT and b"panicked at" in said:
            return "unordered" if b"total order" in said else "panic"
        if number in (signal.SIGABRT, signal.SIGKILL):
            # Rust aborts when an allocation fails; the kernel's own memory killer sends SIGKILL.
            return "memory"
        return "crash"
    code = os.waitstatus_to_exitcode(status)
    return "memory" if code == EXIT_MEMORY else "exit"
