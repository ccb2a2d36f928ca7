"""The order of deliberation in all its layouts: tables, lines, columns one below the other."""

from __future__ import annotations

import pytest
from tests.vorlage.formats.documents import TEXT

from leitgraph.vorlage.formats.kinds import read_document

EXPECTED = [
    ("Ortschaftsrat Moosbach", "2026-03-05", "anhoerung"),
    ("Stadtrat", "2026-03-12", "beschlussfassung"),
]


@pytest.mark.parametrize(
    "text",
    [
        "Gremium | Sitzung am | Zuständigkeit | Status\n"
        "Ortschaftsrat Moosbach | 05.03.2026 | Anhörung | öffentlich\n"
        "Stadtrat | 12.03.2026 | Entscheidung | öffentlich",
        "Datum | Gremium | Beteiligung\n05.03.2026 | Ortschaftsrat Moosbach | Anhörung\n"
        "12.03.2026 | Stadtrat | Entscheidung, nicht öffentlich",
        "Gremium | Sitzung | Art | Behandlung\n"
        "Ortschaftsrat Moosbach | 05.03.2026 | öffentlich | anhörend\n"
        "Stadtrat | 12.03.2026 | nicht öffentlich | beschließend",
        "Beratungsfolge | Termin | Aufgabe\nOrtschaftsrat Moosbach | 05.03.2026 | Anhörung\n"
        "Stadtrat | 12.03.2026 | Beschluss",
        "Gremien Termin TOP Ö / N Zuständigkeit\nOrtschaftsrat Moosbach 05.03.2026 2 Ö Anhörung\n"
        "Stadtrat 12.03.2026 7 Ö Entscheidung",
        "Beratungsfolge\n\nOrtschaftsrat Moosbach Anhörung\n05.03.2026   Sitzung, ungeändert\n"
        "Stadtrat Entscheidung\n12.03.2026   Sitzung, beschlossen",
        "Beratungsfolge\n\nOrtschaftsrat Moosbach\nStadtrat\nAnhörung\nBeschlussfassung\n"
        "öffentlich\nöffentlich\n05.03.2026\n12.03.2026",
        "Beratungsfolge: Ortschaftsrat Moosbach, 05.03.2026, Anhörung; Stadtrat, 12.03.2026, "
        "Beschlussfassung",
    ],
    ids=[
        "table",
        "date first",
        "names that mislead",
        "its heading is its label",
        "one blank",
        "two lines each",
        "column by column",
        "one line",
    ],
)
def test_bodies_days_and_kinds_are_read(text: str) -> None:
    (document,) = read_document(f"Betreff: Steg\n\n{text}\n\nBegründung\n".encode(), TEXT)
    found = document.draft["beratungsfolge"]
    assert [(one["gremium"], one.get("datum"), one.get("art")) for one in found] == EXPECTED
