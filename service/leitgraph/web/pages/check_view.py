"""What the check page shows: lists to choose from, findings with the field they are about."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from leitgraph.catalog.cities import kommune
from leitgraph.errors import LeitgraphError
from leitgraph.model import Finding, Principal, Report, Severity, Text, Verdict
from leitgraph.shacl.report import INPUT, english_value, german_value
from leitgraph.web.pages.check_form import ROWS, Form
from leitgraph.web.site import Site

LABELS = {
    "city": Text("Stadt", "City"),
    "date": Text("Prüfen zum Datum", "Check as of"),
    "datei": Text("Datei mit dem Entwurf", "File with the draft"),
    "kennung": Text("Kennung", "Reference number"),
    "art": Text("Art", "Kind"),
    "titel": Text("Titel", "Title"),
    "gegenstand": Text("Gegenstand", "Subject"),
    "datum": Text("Datum der Vorlage", "Date of the paper"),
    "federfuehrung": Text("Federführende Einheit", "Unit in charge"),
    "mitwirkung": Text("Mitwirkende Einheiten", "Participating units"),
    "raum": Text("Räumlicher Bezug", "Place"),
    "ohneRaumbezugWeil": Text("Kein Raumbezug, weil", "No place, because"),
    "zielbezuege": Text("Zielbezüge", "Goals"),
    "ziel": Text("Ziel", "Goal"),
    "richtung": Text("Wirkungsrichtung", "Direction"),
    "begruendung": Text("Begründung", "Reason"),
    "abwaegung": Text("Abwägung", "Weighing"),
    "nichtRelevantWeil": Text("Kein Ziel berührt, weil", "No goal touched, because"),
    "gesamtbetrag": Text("Gesamtbetrag in Euro", "Total in EUR"),
    "jahresscheiben": Text("Jahresscheiben", "Yearly slices"),
    "jahr": Text("Jahr", "Year"),
    "betrag": Text("Betrag in Euro", "Amount in EUR"),
    "haushaltsart": Text("Haushalt", "Budget"),
    "investitionskosten": Text("Investitionskosten in Euro", "Investment in EUR"),
    "folgekostenProJahr": Text("Folgekosten pro Jahr in Euro", "Follow-up cost per year in EUR"),
    "folgekostenBegruendung": Text("Zu den Folgekosten", "On the follow-up cost"),
    "verpflichtungsermaechtigung": Text(
        "Verpflichtungsermächtigung in Euro", "Commitment authorisation in EUR"
    ),
    "deckung": Text("Deckung", "Funding"),
    "produkt": Text("Produkt", "Product"),
    "pspElement": Text("PSP-Element", "WBS element"),
    "allokationen": Text("Anteile der Ziele", "Shares of the goals"),
    "anteil": Text("Anteil", "Share"),
    "klimawirkung": Text("Klimawirkung", "Effect on the climate"),
    "klimabegruendung": Text("Zur Klimawirkung", "On the effect on the climate"),
    "alternativen": Text("Alternativen", "Alternatives"),
    "nichtoeffentlich": Text("Behandlung", "Deliberation"),
    "nichtoeffentlichWeil": Text("Nichtöffentlich, weil", "Not public, because"),
    "zitiert": Text("Bezieht sich auf", "Refers to"),
    "quelle": Text("Woher die Angaben stammen", "Where the entries come from"),
}
VERDICTS = {
    Verdict.KONFORM: (
        "ok",
        Text("Konform", "Conforming"),
        Text(
            "Alle Regeln, die hier etwas zu beurteilen haben, sind erfüllt.",
            "All rules that have something to judge here are fulfilled.",
        ),
    ),
    Verdict.HINWEISE: (
        "warn",
        Text("Hinweise", "Hints"),
        Text(
            "Einige Angaben sollten vor der Beratung ergänzt werden.",
            "Some entries should be added before deliberation.",
        ),
    ),
    Verdict.KLAERUNGSBEDUERFTIG: (
        "bad",
        Text("Klärungsbedürftig", "Needs clarification"),
        Text(
            "Mindestens eine Angabe fehlt oder stimmt nicht; das ist vor der Beratung zu klären.",
            "At least one entry is missing or wrong; this is to be clarified before deliberation.",
        ),
    ),
    Verdict.NICHT_RELEVANT: (
        "ok",
        Text("Nicht relevant", "Not relevant"),
        Text(
            "Die Vorlage begründet, warum sie kein Ziel berührt.",
            "The paper says why it touches no goal.",
        ),
    ),
}
GROUPS = (
    (Severity.VIOLATION, "bad", Text("Zu klären (muss)", "To be clarified (must)")),
    (Severity.WARNING, "warn", Text("Zu ergänzen (sollte)", "To be added (should)")),
    (Severity.INFO, "info", Text("Zur Kenntnis (kann)", "For information (may)")),
    (None, "info", Text("Zur Eingabe selbst", "On the input itself")),
)
_FIELDS = {
    "hatZielbezug": "zielbezuege",
    "hatJahresscheibe": "jahresscheiben",
    "hatZielallokation": "allokationen",
    "liegtIn": "raum",
    "title": "titel",
    "description": "gegenstand",
}
Rows = Mapping[str, Sequence[Mapping[str, str]]]
_MONEY = {"gesamtbetrag", "investitionskosten", "folgekostenProJahr"}
_KINDS = ("Ziel", "Organisationseinheit", "Raum", "Produkt", "Fassung")
_LISTED = 400
_OPTIONS = """SELECT ?kind ?thing ?name ?number ?sign ?from ?to ?version {
  VALUES ?kind { %s }
  ?thing a ?kind . ?thing insek:kommune <%s> .
  OPTIONAL { ?thing skos:prefLabel ?name . FILTER (LANG(?name) = "de") }
  OPTIONAL { ?thing skos:notation ?number }
  OPTIONAL { ?thing insek:geschaeftszeichen ?sign }
  OPTIONAL { ?thing insek:gueltigAb ?from }
  OPTIONAL { ?thing insek:gueltigBis ?to }
  OPTIONAL { ?thing insek:inFassung ?version }
} LIMIT 5000"""


@dataclass(frozen=True)
class Option:
    """One entry of a list: what is written into the field, and what it means."""

    value: str
    text: str
    iri: str
    valid: bool = True


@dataclass
class Options:
    """What a city offers, by list: ziel, einheit, raum, produkt."""

    lists: dict[str, list[Option]] = field(default_factory=dict)
    failed: bool = False

    def meaning(self, kind: str, value: str) -> Option | None:
        """The entry that was chosen."""
        return next((o for o in self.lists.get(kind, []) if value and o.value == value), None)


async def options(here: Site, city: str, day: str) -> Options:
    """Goals, units, places and products of the city, those valid on the day first.

    Without them the form is still usable, so a graph that does not answer is no error here.
    """
    if city not in here.cities:
        return Options()
    kinds = " ".join(f"insek:{kind}" for kind in _KINDS)
    query = _OPTIONS % (kinds, kommune(city, here.settings.base))
    payload = {"query": query, "format": "json"}
    try:
        answer = await here.graph.run("query", payload, principal=Principal())
        bindings = json.loads(await answer.read())["results"]["bindings"]
    except LeitgraphError:
        return Options(failed=True)
    things: dict[str, dict[str, dict[str, str]]] = {kind: {} for kind in _KINDS}
    for row in bindings:
        plain = {name: term["value"] for name, term in row.items()}
        known = things[plain["kind"].rpartition("#")[2]].setdefault(plain["thing"], plain)
        # A goal may stand in several versions: one thing, as many rows.
        if known is not plain and "version" in plain:
            known["version"] = f"{known['version']} {plain['version']}"
    on = day or date.today().isoformat()
    versions = things["Fassung"]
    return Options(
        {
            "ziel": _listed(
                _option(_last(iri), _joined(row, "number", "name"), row, on, versions)
                for iri, row in things["Ziel"].items()
            ),
            "einheit": _listed(
                _option(row.get("sign") or _last(iri), row.get("name", ""), row, on, versions)
                for iri, row in things["Organisationseinheit"].items()
            ),
            "raum": _listed(
                _option(_last(iri), row.get("name", ""), row, on, versions)
                for iri, row in things["Raum"].items()
            ),
            "produkt": _listed(
                _option(row.get("number") or _last(iri), row.get("name", ""), row, on, versions)
                for iri, row in things["Produkt"].items()
            ),
        }
    )


def _option(
    value: str, text: str, row: dict[str, str], day: str, versions: dict[str, dict[str, str]]
) -> Option:
    own = "from" in row or "to" in row
    named = [versions[iri] for iri in row.get("version", "").split() if iri in versions]
    spans = [row] if own or not named else named
    valid = any(span.get("from", "") <= day <= span.get("to", "9999") for span in spans)
    return Option(value, text, row["thing"], valid)


def _listed(found: Any) -> list[Option]:
    """Valid ones first, then by number; each value once."""
    ordered = sorted(found, key=lambda o: (not o.valid, _natural(o.text), _natural(o.value)))
    once = {option.value: option for option in reversed(ordered)}
    return [option for option in ordered if once[option.value] is option][:_LISTED]


def _natural(text: str) -> list[tuple[int, str]]:
    """10 after 9."""
    parts = re.findall(r"\d{1,9}|\D+", text)
    return [(int(p), "") if p.isdecimal() else (10**9, p.lower()) for p in parts]


def _joined(row: dict[str, str], *names: str) -> str:
    return " ".join(filter(None, (row.get(name) for name in names)))


def _last(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def place(path: str | None, value: str | None, form: Form, lists: Options) -> str:
    """The name of the field that a finding is about, or an empty text."""
    local = (path or "").rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    name = _FIELDS.get(local, local)
    if name == "zielbezuege" and value:
        for number, row in enumerate(form.rows.get(name, [])):
            meant = lists.meaning("ziel", row.get("ziel", ""))
            if value in {row.get("ziel"), meant.iri if meant else None}:
                return f"{name}[{number}].ziel"
    return name if label(name) is not None else ""


def label(name: str) -> Text | None:
    """What the form calls a field; a row is counted from one."""
    row = re.fullmatch(r"(\w+)\[(\d+)\](?:\.(\w+))?", name)
    if row is None:
        return LABELS.get(name)
    group, number, own = LABELS.get(row[1]), int(row[2]) + 1, LABELS.get(row[3] or "")
    if group is None or (row[3] and own is None):
        return None
    de, en = (f", {own.de}", f", {own.en}") if own else ("", "")
    return Text(f"{group.de}, {number}. Zeile{de}", f"{group.en}, row {number}{en}")


def target(name: str, rows: Rows) -> str:
    """The field to link to: of a list its first row, of an entry the field it is in; "": none."""
    if label(name) is None:
        return ""
    parts = re.fullmatch(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?", name)
    assert parts is not None
    group, number, own = parts[1], int(parts[2] or 0), parts[3]
    if group not in ROWS:
        return group
    if number >= len(rows[group]):
        return f"{group}[0].{ROWS[group][0]}"
    return f"{group}[{number}].{own or ROWS[group][0]}"


def groups(report: Report, form: Form, lists: Options, rows: Rows) -> list[dict[str, Any]]:
    """Findings by weight, those on the input itself apart."""
    found = []
    for severity, css, heading in GROUPS:
        items = [
            _item(f, form, lists, rows)
            for f in report.findings
            if (f.rule == INPUT) == (severity is None) and severity in (None, f.severity)
        ]
        if items:
            found.append({"css": css, "heading": heading, "items": items})
    return found


def _item(finding: Finding, form: Form, lists: Options, rows: Rows) -> dict[str, Any]:
    name = place(finding.path, finding.value, form, lists)
    field_name = target(name, rows)
    return {
        "finding": finding,
        "label": label(name) if name else None,
        "target": field_name,
        "value": finding.value or "",
        "words": _words(finding.value or "", field_name, lists),
    }


def _words(value: str, name: str, lists: Options) -> Text | None:
    """A value as people read it: the name of a resource, an amount with its unit."""
    for entries in lists.lists.values():
        for entry in entries:
            if entry.iri == value:
                return Text(entry.text, entry.text)
    if name in _MONEY or name.endswith(".jahr"):
        return Text(german_value("Euro", value), english_value("Euro", value))
    return Text(german_value("", value), english_value("", value)) if value else None
