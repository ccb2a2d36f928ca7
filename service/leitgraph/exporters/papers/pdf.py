"""A draft as a council paper in PDF, tagged, by Typst. Only for use in a reader."""

from __future__ import annotations

from typing import Any

from leitgraph.exporters import typeset
from leitgraph.exporters.papers import paper
from leitgraph.exporters.papers.paper import Grid, Heading, Pair

MEDIA = "application/pdf"


def write(draft: dict[str, Any]) -> bytes:
    """The document."""
    parts: list[dict[str, Any]] = []
    for part in paper.parts(draft):
        if isinstance(part, Pair):
            if not parts or parts[-1]["kind"] != "pairs":
                parts.append({"kind": "pairs", "rows": []})
            values = [("• " if part.listed else "") + value for value in part.values]
            parts[-1]["rows"].append({"label": part.label, "values": values})
        elif isinstance(part, Heading):
            parts.append({"kind": "heading", "text": part.text})
        elif isinstance(part, Grid):
            parts.append(
                {
                    "kind": "grid",
                    "heading": part.heading,
                    "head": part.head,
                    "rows": part.rows,
                    "widths": part.widths,
                    "amounts": part.amounts,
                }
            )
        else:
            parts.append({"kind": "words", "heading": part.heading, "paragraphs": part.paragraphs})
    title = paper.text(draft.get("titel")) or paper.title(draft)
    return typeset.pdf("paper", {"kind": paper.title(draft), "parts": parts}, title=title)
