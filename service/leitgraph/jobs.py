"""The registry of jobs that readers run, and what the host warms up for them before it forks."""

from __future__ import annotations

from typing import Any

from leitgraph.catalog.structure import structure_of
from leitgraph.check import check, concept, listing, render_report
from leitgraph.check.verify import jobs as verify_jobs
from leitgraph.config import Settings
from leitgraph.queries import ask, export, query
from leitgraph.reports import facts, pdf
from leitgraph.search import lookup, shelf
from leitgraph.store.host.reader import Job
from leitgraph.suggest import suggest
from leitgraph.vorlage import documents, paper
from leitgraph.writing import load, update

JOBS: dict[str, Job] = {
    "query": query.query,
    "ask": ask.job,
    "check": check.job,
    "read-document": documents.job,
    "write-paper": paper.job,
    "render-report": render_report.job,
    "read-report": verify_jobs.read_report,
    "repeat-check": verify_jobs.repeat,
    "profile": concept.job,
    "papers": listing.job,
    "year-facts": facts.job,
    "render-year": pdf.job,
    "export": export.export,
    "gsp-get": export.gsp_get,
    "suggest": lookup.job,
    "suggest-goals": suggest.job,
    "search-index": shelf.job,
}

WRITE_JOBS: dict[str, Job] = {
    "load": load.load,
    "gsp-put": load.gsp_put,
    "gsp-post": load.gsp_post,
    "gsp-delete": load.gsp_delete,
    "drop": load.gsp_delete,
    "update": update.update,
}


def warm(settings: Settings) -> dict[str, Any]:
    """What every reader needs and no reader should build anew."""
    documents.warm()
    return {
        "gate": structure_of(settings),
        **ask.warm(settings),
        **check.warm(settings),
        **concept.warm(settings),
    }
