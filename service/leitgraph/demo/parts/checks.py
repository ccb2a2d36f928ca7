"""Official checks of the first Vorlagen: the verdict that each gets for what is planted in it."""

from __future__ import annotations

from collections.abc import Sequence

from leitgraph.demo.city import City
from leitgraph.demo.planted import RULES
from leitgraph.demo.terms import PRUEFUNGEN, STICHTAG, Node, Nodes, code, day, integer, text

MOST = 50
"""So many Vorlagen are checked: those of the sample, and no more of a large city."""
HINTS = {
    *("vorlage-ohne-raum", "vorlage-ohne-folgekosten", "vorlage-ohne-produkt"),
    "vorlage-ohne-begruendung",
}
"""What is planted against a rule that only advises."""
REGEL = "https://w3id.org/insek/regel#"


def checks(city: City, papers: Sequence[Node]) -> Nodes:
    """One check of each paper, made on the day the city stands on."""
    planted = {f"<{fault.iri}>": fault.kind for fault in city.faults}
    for _, iri, pairs in papers[:MOST]:
        kind = planted.get(iri, "")
        verdict = _verdict(kind)
        name = iri[1:-1].rpartition("/")[2]
        unit = next((value for key, value in pairs if key == "insek:federfuehrung"), None)
        kennung = next(value for key, value in pairs if key == "insek:kennung").split('"')[1]
        check = [
            *city.head("Pruefung", f"Prüfung von {kennung} am {STICHTAG}"),
            ("insek:geprueft", iri),
            ("insek:urteil", code(f"urteil/{verdict}")),
            ("insek:datum", day(STICHTAG)),
            ("insek:regelstand", text("musterstadt")),
            *([("insek:einheit", unit)] if unit else []),
        ]
        rule = RULES.get(kind)
        if rule:
            found = city.iri("pruefung", f"{name}-{rule}")
            check.append(("insek:hatRegelbefund", found))
        yield PRUEFUNGEN, city.iri("pruefung", name), check
        if rule:
            yield (
                PRUEFUNGEN,
                found,
                [
                    *city.head("Regelbefund", f"{kennung}: Befunde der Regel {rule}"),
                    ("insek:regel", f"<{REGEL}{rule}>"),
                    ("insek:anzahl", integer(1)),
                ],
            )


def _verdict(kind: str) -> str:
    if kind == "vorlage-nicht-relevant":
        return "nicht-relevant"
    if kind not in RULES:
        return "konform"
    return "hinweise" if kind in HINTS else "klaerungsbeduerftig"
