"""A report as plain text for the terminal: the verdict, what to mend by weight, what is right."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from leitgraph.model import Finding, Report, Rule, Severity, Text, Verdict

_WIDTH = 96
_VERDICTS = {
    Verdict.KONFORM: Text(
        "konform – es ist nichts zu ergänzen", "conforming – nothing needs to be added"
    ),
    Verdict.HINWEISE: Text(
        "Hinweise – einige Angaben sollten ergänzt werden", "hints – some entries should be added"
    ),
    Verdict.KLAERUNGSBEDUERFTIG: Text(
        "klärungsbedürftig – vor der Beratung ist etwas zu klären",
        "needs clarification – something is to be clarified before deliberation",
    ),
    Verdict.NICHT_RELEVANT: Text(
        "nicht relevant – die Vorlage begründet, warum sie kein Ziel berührt",
        "not relevant – the paper says why it touches no goal",
    ),
}
_FIELDS = {
    "hatZielbezug": Text("Ziele", "goals"),
    "nichtRelevantWeil": Text("Ziele: warum nicht relevant", "goals: why not relevant"),
    "hatJahresscheibe": Text("Jahresscheiben", "yearly slices"),
    "folgekostenProJahr": Text("Folgekosten", "follow-up cost"),
    "produkt": Text("Produkt", "product"),
    "hatZielallokation": Text("Zielanteile", "shares for goals"),
    "federfuehrung": Text("Federführung", "lead"),
    "mitwirkung": Text("Mitwirkung", "participation"),
    "liegtIn": Text("Räumlicher Bezug", "place"),
}
_HEADINGS = {
    Severity.VIOLATION: Text("Zu klären (muss)", "To be clarified (must)"),
    Severity.WARNING: Text("Zu ergänzen (sollte)", "To be added (should)"),
    Severity.INFO: Text("Zur Kenntnis (kann)", "For information (may)"),
}


def render(report: Report, rules: Mapping[str, Rule], language: str = "de") -> str:
    """The report, lines of at most 96 characters, ending with a newline."""
    english = language == "en"
    title = " ".join(filter(None, (report.facts.get("kennung"), report.facts.get("title"))))
    lines = textwrap.wrap(title or report.focus, _WIDTH)
    lines += [
        f"{'Date' if english else 'Datum'}: {_day(report.date, english)}   "
        f"{'Version' if english else 'Fassung'}: {report.facts.get('fassung') or '–'}",
        f"{'Result' if english else 'Ergebnis'}: {_VERDICTS[report.verdict].get(language)}",
    ]
    for severity, heading in _HEADINGS.items():
        found = [f for f in report.findings if f.severity is severity]
        if found:
            lines += ["", f"{heading.get(language)}:"]
            for finding in found:
                lines += _finding(finding, language)
    if report.passed:
        lines += ["", "What is right:" if english else "Das ist in Ordnung:"]
        for id_ in report.passed:
            praise = rules[id_].praise.get(language) if id_ in rules else id_
            lines += _wrap(f"{praise} [{id_}]", "  + ", "    ")
    lines += [
        "",
        f"(graph version {report.graph_version}; hints, not a decision)"
        if english
        else f"(Graphstand {report.graph_version}; Hinweise, keine Entscheidung)",
    ]
    return "\n".join(lines) + "\n"


def _finding(finding: Finding, language: str) -> list[str]:
    english = language == "en"
    name = (finding.path or "").rsplit("#", 1)[-1]
    field = _FIELDS[name].get(language) if name in _FIELDS else name
    lines = _wrap(f"{finding.message.get(language)} [{finding.rule}]", "  - ", "    ")
    lines += _wrap(f"→ {finding.hint.get(language)}", "    ", "      ")
    if field:
        lines += _wrap(f"{'Field' if english else 'Feld'}: {field}", "    ", "      ")
    if finding.source:
        lines += _wrap(f"{'Source' if english else 'Quelle'}: {finding.source}", "    ", "      ")
    return lines


def _day(iso: str, english: bool) -> str:
    return iso if english else ".".join(reversed(iso.split("-")))


def _wrap(words: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        words, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False
    )
