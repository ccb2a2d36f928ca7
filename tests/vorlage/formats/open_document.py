"""OpenDocument texts made for tests: by hand, or a Word document said again in ODT."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph
from tests.vorlage.formats.packages import packed

MIME = "application/vnd.oasis.opendocument.text"
_SPACES = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in {
            **{"office": "office", "text": "text", "table": "table", "style": "style"},
            **{"fo": "xsl-fo-compatible", "draw": "drawing", "form": "form", "meta": "meta"},
        }.items()
    )
    + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
_BOLD = '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'


def odt(body: str, styles: str = "", master: str = "", pages: int = 1) -> bytes:
    """A file with this body; ``styles``: automatic ones; ``master``: what is on every page."""
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{_BOLD}{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    look = (
        f"<office:document-styles {_SPACES}><office:master-styles><style:master-page>{master}"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    meta = (
        f"<office:document-meta {_SPACES}><office:meta>"
        f'<meta:document-statistic meta:page-count="{pages}"/></office:meta>'
        "</office:document-meta>"
    )
    return packed({"mimetype": MIME, "content.xml": content, "styles.xml": look, "meta.xml": meta})


def p(text: str, style: str = "") -> str:
    """A paragraph of plain text, tabs and line ends as their elements."""
    words = escape(text).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
    words = words.replace("  ", ' <text:s text:c="1"/>')
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def h(text: str, level: int = 1) -> str:
    """A heading."""
    return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of these texts; cells are paragraphs or XML of their own."""
    said = ""
    for row in rows:
        cells = (
            cell
            if cell.startswith("<table:")
            else f"<table:table-cell>{_inside(cell)}</table:table-cell>"
            for cell in row
        )
        said += f"<table:table-row>{''.join(cells)}</table:table-row>"
    return f"<table:table>{said}</table:table>"


def _inside(cell: str) -> str:
    return cell if cell.startswith("<") else p(cell)


def of_word(document: bytes) -> bytes:
    """A Word document said again: paragraphs, headings, lists and plain tables."""
    return odt(_blocks(docx.Document(io.BytesIO(document))))


def _blocks(parent: Any) -> str:
    found = ""
    for block in parent.iter_inner_content():
        if isinstance(block, Table):
            rows = [tuple(_blocks(cell) for cell in row.cells) for row in block.rows]
            found += table(*rows)
        elif isinstance(block, Paragraph):
            found += _paragraph(block)
    return found


def _paragraph(block: Paragraph) -> str:
    name = (block.style.name if block.style is not None else None) or ""
    if name == "Title":
        return p(block.text, "Title")
    if name.startswith("Heading "):
        return h(block.text, int(name.split()[-1]))
    if name.startswith("List"):
        return f"<text:list><text:list-item>{p(block.text)}</text:list-item></text:list>"
    bold = bool(block.runs) and all(run.bold for run in block.runs)
    return p(block.text, "B" if bold else "")
