"""Jobs say what they are asked with; what they share is built once."""

from __future__ import annotations

from typing import Any

import pytest

from leitgraph import jobs
from leitgraph.config import Settings
from leitgraph.errors import BadInput
from leitgraph.queries.query import QUERY
from leitgraph.store.host.job import Order, Shared, Warm


def test_a_job_with_its_payload_is_an_order() -> None:
    order = QUERY({"query": "ASK {}", "format": "json"})
    assert order == Order("query", {"query": "ASK {}", "format": "json"})


def test_no_two_jobs_have_one_name() -> None:
    for found in (jobs.JOBS, jobs.WRITE_JOBS):
        names = [job.name for job in found]
        assert len(set(names)) == len(names) > 5


def test_an_entry_that_the_job_does_not_know_is_refused_before_anything_is_done() -> None:
    nothing: Any = None
    with pytest.raises(BadInput) as refused:
        QUERY.run(nothing, {"query": "ASK {}", "formt": "json"}, b"", nothing)
    assert refused.value.detail == "Der Auftrag „query“ kennt die Angabe „formt“ nicht."


def test_what_jobs_share_is_built_once_and_by_its_own_settings() -> None:
    built: list[Settings] = []

    def load(settings: Settings) -> str:
        built.append(settings)
        return "etwas"

    early, late = Shared("early", load), Shared("late", load)
    settings = Settings()
    warm = Warm(settings, early)
    assert built == [settings]
    assert (warm.get(early), warm.find(late), len(built)) == ("etwas", None, 1)
    assert (warm.get(late), warm.get(late), warm.find(late)) == ("etwas", "etwas", "etwas")
    assert built == [settings, settings]
    assert warm.keep(late, "anderes").get(late) == "anderes"
