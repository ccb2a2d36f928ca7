"""A report as DOCX: a block to paste into the Vorlage, in styles that every template has."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from leitgraph.exporters.reports import words
from leitgraph.exporters.reports.base import NO_DAY, Answer, ReportFormat, printable
from leitgraph.exporters.reports.words import Line
from leitgraph.exporters.word import as_bytes
from leitgraph.model import Finding

if TYPE_CHECKING:
    from docx.document import Document

BULLET, CONTINUE = "ListBullet", "ListContinue"
"""Ids of styles in the template of python-docx, and in Word's own."""
_LONGEST = 255
"""Characters that Word takes for a title."""


def write(answer: Answer) -> bytes:
    """The document."""
    import docx

    document = docx.Document()
    _about(document, answer)
    document.add_heading(printable(words.TITLE.get(answer.language)), level=1)
    _paragraph(document, words.name_of(answer))
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for line in words.head(answer):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = printable(line.label), printable(line.text)
    if words.faultless(answer):
        _praise(document, answer)
    for heading, found in words.groups(answer):
        document.add_heading(heading, level=2)
        for finding in found:
            _finding(document, finding, answer)
    if not words.faultless(answer):
        _praise(document, answer)
    lost = words.not_understood(answer)
    if lost:
        document.add_heading(words.NOT_UNDERSTOOD.get(answer.language), level=2)
        for line in lost:
            _labelled(document, line, BULLET)
    suggestions = words.suggestions(answer)
    if suggestions:
        document.add_heading(words.SUGGESTIONS.get(answer.language), level=2)
        for line in suggestions:
            _labelled(document, line, BULLET)
    certificate = words.certificate(answer)
    if certificate:
        document.add_heading(words.CERTIFICATE.get(answer.language), level=2)
        for line in certificate:
            _labelled(document, line)
    _paragraph(document, words.DISCLAIMER.get(answer.language))
    return as_bytes(document)


def _praise(document: Document, answer: Answer) -> None:
    praise = words.praise(answer)
    if praise:
        document.add_heading(words.PRAISE.get(answer.language), level=2)
        for line in praise:
            _paragraph(document, f"{line.text} [{line.label}]", BULLET)


def _about(document: Document, answer: Answer) -> None:
    """Title, language and time of making, which screen readers and archives look for."""
    properties = document.core_properties
    properties.title = printable(f"{words.TITLE.get(answer.language)}: {words.name_of(answer)}")[
        :_LONGEST
    ]
    properties.author = "Leitgraph"
    properties.comments = ""
    properties.language = "en-GB" if answer.english else "de-DE"
    certificate = answer.report.facts.get("certificate")
    moment = datetime.fromisoformat(
        certificate["time"] if certificate else answer.report.date or NO_DAY
    )
    properties.created = properties.modified = moment.replace(tzinfo=None)
    defaults: Any = document.styles.element
    for language in defaults.iter("{*}lang"):
        for name in list(language.attrib):
            language.set(name, properties.language)


def _finding(document: Document, finding: Finding, answer: Answer) -> None:
    message = finding.message.get(answer.language)
    paragraph = _paragraph(document, "", BULLET)
    paragraph.add_run(printable(message)).bold = True
    paragraph.add_run(printable(f" [{finding.rule}, {finding.severity.value}]"))
    for line in words.particulars(finding, answer):
        _labelled(document, line, CONTINUE)


def _labelled(document: Document, line: Line, style: str | None = None) -> None:
    _paragraph(document, f"{line.label}: {line.text}", style)


def _paragraph(document: Document, text: str, style: str | None = None) -> Any:
    paragraph = document.add_paragraph(printable(text))
    if style is not None:
        # By its id: python-docx looks through all styles whenever one is set by name.
        paragraph._p.style = style
    return paragraph


REPORT = ReportFormat(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docx",
    write,
    heavy=True,
)
