"""A document is bounded by the work it makes, not by how busy the machine is (case 97)."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from typing import Any, cast

import pytest

from leitgraph.config import Settings
from leitgraph.errors import Busy, LeitgraphError, TooLarge
from leitgraph.model import Principal, Role
from leitgraph.store.answer import death_of_reader
from leitgraph.store.host import limits
from leitgraph.store.service import Graph
from leitgraph.vorlage.documents import read_documents


def worked() -> None:
    """Works for two seconds."""
    end = time.process_time() + 2
    while time.process_time() < end:
        pass


def waited() -> None:
    """Waits for a while, as for a processor that others have."""
    time.sleep(0.6)


@pytest.mark.parametrize(("does", "reason"), [(worked, "processor"), (waited, "exit")])
def test_a_reader_ends_by_its_own_work_and_not_by_waiting(
    does: Callable[[], None], reason: str
) -> None:
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        with limits.processor_time(0.2):
            does()
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert limits.reason_of(status) == reason


@pytest.mark.parametrize(
    ("reason", "error", "status", "sentence"),
    [
        ("deadline", Busy, 503, "„v.pdf“ konnte nicht gelesen werden, weil der Rechner gerade"),
        ("processor", TooLarge, 413, "„v.pdf“ lässt sich nicht mit vertretbarem Aufwand lesen."),
        ("memory", TooLarge, 413, "„v.pdf“ lässt sich nicht mit vertretbarem Aufwand lesen."),
    ],
)
def test_97_a_busy_machine_is_no_reason_to_refuse_a_document_for_good(
    reason: limits.Reason, error: type[LeitgraphError], status: int, sentence: str
) -> None:
    class Dying:
        async def run(self, *_: object, **__: object) -> Any:
            raise death_of_reader(reason, deadline=10, memory_mb=128, data=True)

    graph = cast("Graph", Dying())
    reading = read_documents(graph, Settings(), b"x", "", Principal(Role.PUBLIC, ""), "v.pdf")
    with pytest.raises(error) as caught:
        asyncio.run(reading)
    assert caught.value.status == status
    assert caught.value.detail.startswith(sentence)
    assert ("retry_after" in caught.value.facts) is (status == 503)
