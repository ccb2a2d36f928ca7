"""The yearly report as a PDF, set in a reader: under its deadline, without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from leitgraph.exporters.years import pdf as year_pdf
from leitgraph.model import Principal
from leitgraph.store.host.reader import Out, ReaderContext
from leitgraph.store.service import Graph


def job(ctx: ReaderContext, payload: dict[str, Any], body: bytes, out: Out) -> None:
    """Job "render-year": payload ``language``; body: a report as ``usecases.year`` makes it."""
    content = year_pdf.write(json.loads(body), str(payload["language"]))
    out.head({"content_type": "application/pdf"})
    out.write(content)


async def year_pdf_of(
    graph: Graph, report: Mapping[str, Any], language: str, principal: Principal
) -> bytes:
    """The PDF of a report."""
    body = json.dumps(report, ensure_ascii=False).encode()
    payload = {"language": language}
    answer = await graph.run("render-year", payload, principal=principal, body=body)
    return await answer.read()
