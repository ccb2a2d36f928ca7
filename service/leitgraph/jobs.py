"""What readers can do, and what the host warms up for them before it forks."""

from __future__ import annotations

from typing import Any

from leitgraph.check import check, concept, listing, render_report
from leitgraph.check.rulebook import RULEBOOK
from leitgraph.check.verify import jobs as verify_jobs
from leitgraph.config import Settings
from leitgraph.publishing import facts as schema_facts
from leitgraph.queries import ask, export, query
from leitgraph.queries.text_index import TEXT_INDEX
from leitgraph.reports import facts, pdf
from leitgraph.search import lookup, shelf
from leitgraph.store.host.job import Job, Warm
from leitgraph.suggest import suggest
from leitgraph.vorlage import documents, paper
from leitgraph.vorlage.forms import known_forms
from leitgraph.vorlage.learning import learn
from leitgraph.writing import load, update
from leitgraph.writing.patching import GATE

JOBS: tuple[Job[Any], ...] = (
    query.QUERY,
    ask.ASK,
    check.CHECK,
    documents.READ_DOCUMENT,
    learn.READ_LINES,
    paper.WRITE_PAPER,
    render_report.RENDER_REPORT,
    verify_jobs.READ_REPORT,
    verify_jobs.REPEAT_CHECK,
    concept.PROFILE,
    listing.PAPERS,
    facts.YEAR_FACTS,
    pdf.RENDER_YEAR,
    schema_facts.SCHEMA_FACTS,
    export.EXPORT,
    export.GSP_GET,
    lookup.SUGGEST,
    suggest.SUGGEST_GOALS,
    shelf.SEARCH_INDEX,
)
WRITE_JOBS: tuple[Job[Any], ...] = (
    load.LOAD,
    load.GSP_PUT,
    load.GSP_POST,
    load.GSP_DELETE,
    load.DROP,
    update.UPDATE,
)


def warm(settings: Settings) -> Warm:
    """What every reader needs and no reader should build anew."""
    documents.warm()
    known_forms.warm(settings)
    found = Warm(settings, GATE, ask.NAMED_QUERIES, RULEBOOK, concept.PROFILES)
    return found.keep(TEXT_INDEX, lookup.matching)
