"""The registry of jobs that readers run, and what the host warms up for them before it forks."""

from __future__ import annotations

from typing import Any

from leitgraph.config import Settings
from leitgraph.graph.reader import Job
from leitgraph.shacl.gate import warm_shapes
from leitgraph.usecases import (
    answers,
    ask,
    check,
    documents,
    export,
    listing,
    papers,
    profile,
    query,
    suggest,
    update,
    verify_jobs,
    write,
    year_facts,
    year_file,
)
from leitgraph.usecases.search import lookup, shelf

JOBS: dict[str, Job] = {
    "query": query.query,
    "ask": ask.job,
    "check": check.job,
    "read-document": documents.job,
    "write-paper": papers.job,
    "render-report": answers.job,
    "read-report": verify_jobs.read_report,
    "repeat-check": verify_jobs.repeat,
    "profile": profile.job,
    "papers": listing.job,
    "year-facts": year_facts.job,
    "render-year": year_file.job,
    "export": export.export,
    "gsp-get": export.gsp_get,
    "suggest": lookup.job,
    "suggest-goals": suggest.job,
    "search-index": shelf.job,
}

WRITE_JOBS: dict[str, Job] = {
    "load": write.load,
    "gsp-put": write.gsp_put,
    "gsp-post": write.gsp_post,
    "gsp-delete": write.gsp_delete,
    "drop": write.gsp_delete,
    "update": update.update,
}


def warm(settings: Settings) -> dict[str, Any]:
    """What every reader needs and no reader should build anew."""
    documents.warm()
    return {
        "gate": warm_shapes(settings),
        **ask.warm(settings),
        **check.warm(settings),
        **profile.warm(settings),
    }
