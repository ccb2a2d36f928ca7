"""The yearly report as PDF: tables for readers of every kind, charts beside them drawn by Typst.

A chart says nothing that its table does not say; it is marked as an artifact, so that a screen
reader reads the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from leitgraph.exporters.typeset import pdf
from leitgraph.exporters.years import words
from leitgraph.exporters.years.tables import tables

FREQUENT = 10
"""Rules that the chart of frequent findings shows."""


def write(data: Mapping[str, Any], language: str = "de") -> bytes:
    """The PDF of a report as ``reports.year`` makes it."""
    outcomes, frequent = words.OUTCOMES, data["rules"][:FREQUENT]
    shown = {
        "city": data["name"],
        "synthetic": words.SYNTHETIC.get(language) if data["synthetic"] else "",
        "summary": words.summary(data, language),
        "headings": {name: said.get(language) for name, said in words.HEADINGS.items()},
        "notes": {name: said.get(language) for name, said in words.NOTES.items()},
        "tables": {
            name: {"head": table.head, "rows": table.rows}
            for name, table in tables(data, language).items()
        },
        "charts": {
            "outcomes": {
                "labels": [said.get(language) for said in outcomes.values()],
                "values": [data["outcomes"][name] for name in outcomes],
            },
            "quarters": {
                "labels": [words.short(one["quarter"]) for one in data["quarters"]],
                "values": [[q["outcomes"][name] for name in outcomes] for q in data["quarters"]],
            },
            "rules": {
                "labels": [one["rule"] for one in frequent],
                "values": [one["papers"] for one in frequent],
            },
            "concepts": {
                "labels": [one["name"] for one in data["concepts"]],
                "values": [[one["goals_named"], one["goals"]] for one in data["concepts"]],
            },
        },
        "basis": [{"label": label, "text": text} for label, text in words.basis(data, language)],
        "footer": f"Leitgraph · {data['name']} · {data['year']}",
    }
    title = words.TITLE.get(language).format(year=data["year"])
    when = datetime.fromisoformat(data["basis"]["made"])
    return pdf("year", shown, title=title, language=language, when=when)
