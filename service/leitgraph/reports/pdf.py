"""The yearly report as a PDF, set in a reader: under its deadline, without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypedDict

from leitgraph.exporters.years import pdf as year_pdf
from leitgraph.model import Principal
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.service import Graph


class YearPdfPayload(TypedDict):
    """In which language."""

    language: str


def job(ctx: ReaderContext, payload: YearPdfPayload, body: bytes, out: Out) -> None:
    """Job "render-year": payload ``language``; body: a report as ``reports.year`` makes it."""
    content = year_pdf.write(json.loads(body), str(payload["language"]))
    out.head({"content_type": "application/pdf"})
    out.write(content)


RENDER_YEAR = Job("render-year", YearPdfPayload, job)


async def year_pdf_of(
    graph: Graph, report: Mapping[str, Any], language: str, principal: Principal
) -> bytes:
    """The PDF of a report."""
    body = json.dumps(report, ensure_ascii=False).encode()
    answer = await graph.run(RENDER_YEAR({"language": language}), principal=principal, body=body)
    return await answer.read()
