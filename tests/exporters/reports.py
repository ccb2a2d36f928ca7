"""Reports to write: of a draft with findings of every weight, and one with hostile texts."""

from __future__ import annotations

from functools import cache

from tests import content

from leitgraph.check.maturity import maturity
from leitgraph.config import NS
from leitgraph.exporters.registry import report_formats
from leitgraph.exporters.reports.base import Answer
from leitgraph.model import Evidence, Finding, Report, Severity, Text, Verdict

ID = "https://w3id.org/insek/id/musterstadt"
FOCUS = f"{ID}/vorlage/v0815-25"
CERTIFICATE = {
    "draft": "a" * 64,
    "draft_bytes": 12,
    "city": "musterstadt",
    "date": None,
    "today": "2025-06-16",
    "media_type": "application/json",
    "focus": None,
    "view": "public",
    "rules": "b" * 64,
    "ontology": "c" * 64,
    "profile": None,
    "journal": "d" * 64,
    "graph_version": 7,
    "engines": {"leitgraph": "0.1.0", "pyshacl": "0.40.1"},
    "time": "2025-06-16T09:30:00+00:00",
    "verdict": "klaerungsbeduerftig",
    "findings": {"de": "e" * 64, "en": "f" * 64},
}
HOSTILE = (
    '#panic() #read("/etc/passwd") *fett* _kursiv_ $x^2$ `code` @quelle <marke> \\ // c /* ] } {',
    "=WENN(1;2;3) +1 -1 @SUMME(A1)",
    "\x00\x01\x07\x0b\x1b[31m\ufffe und \u202everkehrt\u202c und \u200bunsichtbar\u00ad",
    "日本語 😀 ܠܐ ࢠ ᚠ مرحبا שלום",
    "]]></failure><script>alert(1)</script>&amp;&lt;\"'",
    "{?value} {{ x }} ${jndi:ldap://x} %s %d <w:p/>",
    "a" * 3000,
    "Zeile eins\r\nZeile zwei\n\n\nZeile\tdrei",
    "",
)


NASTY_TITLE = " ".join(HOSTILE)


def finding(
    rule: str, severity: Severity, german: str, english: str, path: str = "", **more: object
) -> Finding:
    """A finding of a rule with that message."""
    known = content.rules().get(rule)
    return Finding(
        rule=rule,
        severity=severity,
        message=Text(german, english),
        hint=known.hint if known else Text("Prüfen Sie das.", "Check this."),
        source=known.source if known else "",
        focus=FOCUS,
        path=NS + path if path else None,
        **more,  # type: ignore[arg-type]
    )


def report(findings: tuple[Finding, ...], title: str = "Radweg an der Hafenstraße") -> Report:
    """A report on the Vorlage V0815/25 with these findings."""
    return Report(
        verdict=Verdict.KLAERUNGSBEDUERFTIG,
        findings=findings,
        passed=("zb-001", "ra-001"),
        fassung=f"{ID}/fassung/2023",
        graph_version=7,
        focus=FOCUS,
        date="2025-06-16",
        facts={
            "kennung": "V0815/25",
            "title": title,
            "fassung": "INSEK Musterstadt 2035",
            "unchecked": ["zu-001"],
            "maturity": maturity(findings, content.rules(), ["zu-001"], False),
            "suggestions": [
                {
                    "id": "uz-3-2",
                    "iri": f"{ID}/ziel/uz-3-2",
                    "label": "Erneuerbare Wärme nutzen" if title != NASTY_TITLE else NASTY_TITLE,
                    "number": "3.2",
                    "score": 0.61,
                    "evidence": [
                        {
                            "kind": "words",
                            "text": {"de": "Gleiche Worte: Wärme", "en": "Same words: Wärme"},
                        }
                    ],
                }
            ],
            "certificate": CERTIFICATE,
        },
    )


@cache
def mixed() -> Report:
    """With findings of every weight."""
    return report(
        (
            finding(
                "zb-002",
                Severity.VIOLATION,
                "Das Ziel „Klima“ galt nur bis 15.03.2023, die Vorlage ist vom 16.06.2025; es ist "
                "durch „Klimaschutz im Gebäudebestand“ und „Klimaanpassung in der Stadt“ abgelöst.",
                "The goal “Klima” was valid only until 15 March 2023, the paper is dated 16 June "
                "2025.",
                "hatZielbezug",
                value=f"{ID}/ziel/uz-3-1",
                field="zielbezuege[1].ziel",
                place="Seite 2, Absatz 3",
                evidence=(Evidence("Klima", f"{ID}/ziel/uz-3-1"),),
            ),
            finding(
                "fi-001",
                Severity.VIOLATION,
                "Die Jahresscheiben ergeben zusammen 1.650.000,00 €, der Gesamtbetrag "
                "1.700.000,00 €.",
                "The yearly slices sum to €1,650,000.00, the total reads €1,700,000.00.",
                "hatJahresscheibe",
            ),
            finding(
                "fi-001",
                Severity.VIOLATION,
                "Noch eine Summe.",
                "One more sum.",
                "hatJahresscheibe",
            ),
            finding(
                "zu-001",
                Severity.WARNING,
                "Die Regel „Einheit besteht“ konnte nicht geprüft werden.",
                "The rule “unit exists” could not be checked.",
            ),
            finding(
                "eingabe", Severity.INFO, "Das Feld „x“ ist unbekannt.", "Field “x” is unknown."
            ),
        )
    )


@cache
def nasty() -> Report:
    """With hostile texts wherever a text may stand."""
    return report(
        tuple(
            finding("zb-001", Severity.WARNING, text, text, place=text, value=text, field=text)
            for text in HOSTILE
        )
        + tuple(
            finding("zb-001", Severity.INFO, "e", "e", evidence=(Evidence(t, t),)) for t in HOSTILE
        ),
        title=NASTY_TITLE,
    )


def clean() -> Report:
    """Without a finding."""
    return report(())


def written(name: str, of: Report | None = None, language: str = "de") -> bytes:
    """The report in a format.; of ``mixed``, if of no other."""
    return report_formats()[name].write(Answer(of or mixed(), content.rules(), language))
