"""A report as OParl 1.1 Paper, for a council information system to keep with its own.

OParl lets others add keys with a prefix of their own; ours is ``insek:``. Only what the check knows
stands here, so that writing it back takes nothing away.
"""

from __future__ import annotations

import json
from typing import Any

from leitgraph.exporters.reports import json as report_json
from leitgraph.exporters.reports.base import Answer, ReportFormat

PAPER = "https://schema.oparl.org/1.1/Paper"
PREFIX = "insek:"
_TAKEN = (
    *("verdict", "findings", "passed", "unchecked", "open", "maturity", "suggestions", "fassung"),
    "certificate",
)


def paper(answer: Answer) -> dict[str, Any]:
    """The Paper: id, type, reference, name, date of OParl, all else under ``insek:``."""
    report = answer.report
    own = {"id": report.focus, "type": PAPER, "reference": report.facts.get("kennung", "")}
    own |= {"name": report.facts.get("title", ""), "date": report.date}
    said = report_json.answer(report, answer.language, answer.rules)
    said["certificate"] = report.facts.get("certificate")
    return {
        **{name: value for name, value in own.items() if value},
        **{PREFIX + name: said[name] for name in _TAKEN if said.get(name) is not None},
        PREFIX + "graphVersion": report.graph_version,
        PREFIX + "language": said["language"],
    }


def write(answer: Answer) -> bytes:
    """The object as indented UTF-8."""
    return json.dumps(paper(answer), ensure_ascii=False, indent=2).encode() + b"\n"


REPORT = ReportFormat("oparl", "application/json", "json", write)
