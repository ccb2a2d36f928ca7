"""A report in the format somebody asks for; what takes typesetting is made in a reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypedDict

from leitgraph.check.rulebook import RULEBOOK
from leitgraph.errors import BadParameter
from leitgraph.exporters.registry import report_formats
from leitgraph.exporters.reports import json as report_json
from leitgraph.exporters.reports.base import Answer, ReportFormat
from leitgraph.model import Principal, Report, Rule
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.service import Graph

MANY = 500
"""A report of more findings is written in a reader, whatever its format."""


def report_format(name: str) -> ReportFormat:
    """The format of this short name; ``BadParameter`` if there is none."""
    known = report_formats()
    if name not in known:
        raise BadParameter(
            f"Das Format „{name}“ gibt es nicht; möglich sind {', '.join(known)}.",
            f"There is no format “{name}”; possible are {', '.join(known)}.",
            parameter="format",
        )
    return known[name]


class RenderPayload(TypedDict):
    """In which format and language."""

    format: str
    language: str


def job(ctx: ReaderContext, payload: RenderPayload, body: bytes, out: Out) -> None:
    """Job "render-report": payload ``format``, ``language``; body: a report by ``dump``."""
    book = ctx.warm.get(RULEBOOK)
    form = report_format(str(payload["format"]))
    report = report_json.load(json.loads(body))
    out.head({"content_type": form.media_type})
    out.write(form.write(Answer(report, book.rules, str(payload["language"]))))


RENDER_REPORT = Job("render-report", RenderPayload, job)


async def rendered(
    graph: Graph,
    report: Report,
    rules: Mapping[str, Rule],
    name: str,
    principal: Principal,
    language: str = "de",
) -> bytes:
    """The report as a file of that format. ``BadParameter`` if there is no such format."""
    form = report_format(name)
    if not form.heavy and len(report.findings) <= MANY:
        return form.write(Answer(report, rules, language))
    answer = await graph.run(
        RENDER_REPORT({"format": name, "language": language}),
        principal=principal,
        body=json.dumps(report_json.dump(report), ensure_ascii=False).encode(),
    )
    return await answer.read()
