"""A draft as a council paper in DOCX, which Leitgraph reads again to the same draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leitgraph.exporters.papers import paper
from leitgraph.exporters.papers.paper import Grid, Heading, Pair, Part
from leitgraph.exporters.reports.base import printable
from leitgraph.exporters.word import as_bytes

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST = 255
"""Characters that Word takes for a title."""


def write(draft: dict[str, Any]) -> bytes:
    """The document."""
    import docx

    document = docx.Document()
    _about(document, draft)
    document.add_heading(printable(paper.title(draft)), level=0)
    pending: list[Pair] = []
    for part in paper.parts(draft):
        if isinstance(part, Pair):
            pending.append(part)
            continue
        _pairs(document, pending)
        pending = []
        _part(document, part)
    _pairs(document, pending)
    return as_bytes(document)


def _about(document: Document, draft: dict[str, Any]) -> None:
    """Title and language, which screen readers and archives look for."""
    properties = document.core_properties
    properties.title = printable(paper.text(draft.get("titel")))[:_LONGEST]
    properties.author = "Leitgraph"
    properties.comments = ""
    properties.language = "de-DE"
    defaults: Any = document.styles.element
    for language in defaults.iter("{*}lang"):
        for name in list(language.attrib):
            language.set(name, properties.language)


def _pairs(document: Document, pairs: list[Pair]) -> None:
    if not pairs:
        return
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for pair in pairs:
        label, value = table.add_row().cells
        label.text = printable(pair.label)
        label.paragraphs[0].runs[0].bold = True
        _fill(value, pair)


def _fill(cell: _Cell, pair: Pair) -> None:
    """One value as it is; several, or one that could be taken for several, as a list."""
    if not pair.listed:
        cell.text = printable("\n".join(pair.values))
        return
    # An entry for each line; python-docx puts one empty paragraph into a new cell.
    first = cell.paragraphs[0]
    for number, value in enumerate(pair.values):
        paragraph = first if number == 0 else cell.add_paragraph()
        paragraph.text = printable(value)
        paragraph.style = "List Bullet"


def _part(document: Document, part: Part) -> None:
    if isinstance(part, Heading):
        document.add_heading(printable(part.text), level=1)
    elif isinstance(part, Grid):
        document.add_heading(printable(part.heading), level=2)
        table = document.add_table(rows=1, cols=len(part.head), style="Table Grid")
        for cell, label in zip(table.rows[0].cells, part.head, strict=True):
            cell.text = printable(label)
            cell.paragraphs[0].runs[0].bold = True
        for row in part.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = printable(text)
        document.add_paragraph()
    elif not isinstance(part, Pair):
        document.add_heading(printable(part.heading), level=2)
        for paragraph in part.paragraphs:
            document.add_paragraph(printable(paragraph))
