"""The certificate of a check: with which draft, rules, graph and programs it came to its findings.

It lets anybody repeat the check (``verify``). It is no signature: who changes a report and computes
its hashes anew is found by the repetition, not by the hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from leitgraph import __version__
from leitgraph.exporters.reports import json as report_json
from leitgraph.model import Report
from leitgraph.store.host.job import ReaderContext
from leitgraph.store.rdf.layers import STATE
from leitgraph.store.views.following import HASH, VIEW
from leitgraph.vorlage.formats.kinds import libraries

ENGINES = ("pyoxigraph", "pyshacl", "rdflib")
LANGUAGES = ("de", "en")


def engines(media_type: str | None) -> dict[str, str]:
    """The programs that findings on a draft of that kind depend on, with their versions."""
    names = (*ENGINES, *libraries(media_type or ""))
    return {"leitgraph": __version__, **{name: _version(name) for name in names}}


@cache
def _version(name: str) -> str:
    return version(name)


def hash_of_files(folder: Path, patterns: Iterable[str]) -> str:
    """SHA-256 over the names and contents of files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def stand(ctx: ReaderContext, digests: Mapping[str, str], city: str) -> dict[str, Any]:
    """What a reader checks with: rules, ontology, the city's profile, the state of the graph."""
    return {
        "rules": digests["rules"],
        "ontology": digests["ontology"],
        "kommune": city,
        "profile": digests.get(f"profile {city}"),
        "journal": journal_hash(ctx.store),
    }


def journal_hash(store: ox.Store) -> str:
    """Chain hash of the last patch that a store of the view has seen; empty if it tells none."""
    for quad in store.quads_for_pattern(VIEW, HASH, None, STATE):
        if isinstance(quad.object, ox.Literal):
            return quad.object.value
    return ""


def certified(report: Report, asked: Mapping[str, Any], body: bytes) -> Report:
    """The report with its certificate.

    ``asked``: what the check was asked with (``city``, ``date``, ``today``, ``media_type``,
    ``focus``, ``view``); ``body``: the draft as it was given, empty for a Vorlage of the graph.
    What the reader checked with is in ``facts["stand"]``.
    """
    facts = {name: value for name, value in report.facts.items() if name != "stand"}
    said: dict[str, Any] = {
        "draft": hashlib.sha256(body).hexdigest() if body else None,
        "draft_bytes": len(body),
        **asked,
        **report.facts.get("stand", {}),
        "graph_version": report.graph_version,
        "engines": engines(asked.get("media_type")),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "verdict": report.verdict.value,
        "findings": judgements(report),
    }
    return replace(report, facts={**facts, "certificate": said})


def judgements(report: Report) -> dict[str, str]:
    """The hash of what a report judges, in each language."""
    answers = {language: report_json.answer(report, language) for language in LANGUAGES}
    return {language: report_json.judgement_hash(said) for language, said in answers.items()}
