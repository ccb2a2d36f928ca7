"""The findings of a report as CSV: a line for each, UTF-8 with a mark, semicolons in German.

Made to be opened with a double click, so no cell may act as a formula.
"""

from __future__ import annotations

import csv
import io

from leitgraph.exporters.reports.base import Answer, ReportFormat
from leitgraph.exporters.reports.fields import field_of, field_words
from leitgraph.exporters.tables.base import harmless

_HEADINGS = {
    "de": (
        *("Regel", "Schwere", "Meldung", "Was zu tun ist", "Feld", "Fundstelle", "Wert"),
        *("Beleg", "Quelle", "Vorlage"),
    ),
    "en": (
        *("rule", "severity", "message", "what to do", "field", "place", "value"),
        *("evidence", "source", "paper"),
    ),
}


def write(answer: Answer) -> bytes:
    """The table; only headings if nothing was found."""
    language = "en" if answer.english else "de"
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="," if answer.english else ";")
    writer.writerow(_HEADINGS[language])
    for finding in answer.report.findings:
        field = field_of(finding)
        evidence = "; ".join(
            f"{one.text} <{one.iri}>" if one.iri else one.text for one in finding.evidence
        )
        cells = (
            finding.rule,
            finding.severity.value,
            finding.message.get(language),
            finding.hint.get(language),
            field_words(field, language) if field else "",
            finding.place or "",
            finding.value or "",
            evidence,
            finding.source,
            finding.focus,
        )
        writer.writerow([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


REPORT = ReportFormat("csv", "text/csv; charset=utf-8", "csv", write)
