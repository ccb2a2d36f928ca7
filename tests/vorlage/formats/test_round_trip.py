"""What Leitgraph writes as a council paper, it reads again to the same draft."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.fields.samples import sample
from tests.vorlage.formats.drafts import canonical

from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.fields.table import FIELDS
from leitgraph.vorlage.draft.fields import parse
from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.recognise.names import NAMES

ROOT = Path(__file__).parents[3]
DEMO = sorted((ROOT / "data" / "demo" / "vorlagen").glob("[0-9]*.json"))
REAL = sorted((ROOT / "data" / "vorlagen").glob("*.json"))
WRITERS = {"docx": paper_docx.write, "pdf": paper_pdf.write}
WRITTEN: dict[str, Any] = {
    "kennung": "V0815/26",
    "art": "Beschlussvorlage",
    "titel": "Umbau der Schule „Am Anger“: Bau- und Finanzierungsbeschluss; 2. Abschnitt",
    "gegenstand": "Die Schule ist zu klein.\nSie wird um acht Räume erweitert, davon zwei im Hof.",
    "datum": "2026-03-02",
    "federfuehrung": "40",
    "mitwirkung": ["20", "Amt für Schule, Jugend und Sport", "99.CB"],
    "raum": ["sb-4", "Ortsteil Wiesengrund-Nord"],
    "ohneRaumbezugWeil": "Ein Teil wirkt in der ganzen Stadt.",
    "nutzung": ["gemeinbedarf", "gruen"],
    "beginn": "2026-07-01",
    "ende": "2028-08-31",
    "gesamtbetrag": "18400000.5",
    "investitionskosten": "18000000",
    "folgekostenProJahr": "0",
    "folgekostenBegruendung": "Sie fallen im Bestand schon an.",
    "lebenszykluskosten": "33500000",
    "verpflichtungsermaechtigung": "15000000",
    "deckung": "Haushaltsplan 2025/2026, Finanzplanung bis 2028",
    "foerderprogramm": ["Städtebauförderung", "Klima, Energie und Schule"],
    "produkt": "21.1.0",
    "pspElement": "7.4000123.700",
    "jahresscheiben": [
        {"jahr": 2026, "betrag": "3400000.5", "haushaltsart": "finanzhaushalt"},
        {"jahr": 2027, "betrag": "14600000", "haushaltsart": "finanzhaushalt"},
        {"jahr": 2028, "betrag": "400000", "haushaltsart": "ergebnishaushalt"},
    ],
    "zielbezuege": [
        {"ziel": "4.1", "richtung": "foerdert", "begruendung": "Acht Räume mehr."},
        {
            "ziel": "3.6",
            "richtung": "hemmt",
            "begruendung": "900 Quadratmeter werden versiegelt.",
            "abwaegung": "Der Nutzen überwiegt; es werden 24 Bäume gepflanzt.",
        },
        {"ziel": "uz-1-2", "richtung": "neutral", "begruendung": "Kaum Wirkung."},
        {"ziel": "Kulturstadt in Europa", "richtung": "nicht-relevant"},
    ],
    "nichtRelevantWeil": "Andere Ziele sind nicht berührt.",
    "fachkonzepte": ["Bildungsnetzplan"],
    "querschnittsthemen": ["Demografischer Wandel", "Inklusion und Chancengerechtigkeit"],
    "konflikte": [{"mit": "Innenentwicklung und Klima", "abwaegung": "Der Hof wird begrünt."}],
    "allokationen": [{"ziel": "4.1", "anteil": "0.6"}, {"ziel": "3.6", "anteil": "0.125"}],
    "klimarelevant": True,
    "klimawirkung": "gering-negativ",
    "klimabegruendung": "Der Anbau verursacht Emissionen.",
    "alternativen": "Keine.",
    "nichtoeffentlich": True,
    "nichtoeffentlichWeil": "Grundstückspreise werden genannt.",
    "beratungsfolge": [
        {"gremium": "Stadtbezirksbeirat Nord", "datum": "2026-03-12", "art": "anhoerung"},
        {"gremium": "20", "art": "umlauf"},
        {"gremium": "Ausschuss für Bildung, Jugend und Sport", "art": "vorberatung"},
        {"gremium": "Verwaltungsspitze", "datum": "2026-03-20", "art": "information"},
        {"gremium": "Stadtrat", "datum": "2026-04-16", "art": "beschlussfassung"},
    ],
    "auftraege": [
        {
            "auftrag": "Über die Abrechnung ist zu berichten.",
            "frist": "2028-12-31",
            "einheit": "40",
        }
    ],
    "zitiert": ["V1796/22", "A0293/21"],
    "quelle": "Für die Prüfung erfunden.",
}


def read(draft: dict[str, Any], form: str) -> DocumentDraft:
    """The one Vorlage that is read from what was written."""
    (document,) = read_document(WRITERS[form](draft), "")
    return document


EVERYTHING = {name: WRITTEN.get(name, sample(field)) for name, field in FIELDS.items()}


def test_the_full_draft_has_every_field() -> None:
    assert len(WRITTEN) >= 39
    assert set(WRITTEN) <= set(NAMES) == set(EVERYTHING)


@pytest.mark.parametrize("form", WRITERS)
def test_a_draft_with_every_field_comes_back_whole(form: str) -> None:
    document = read(EVERYTHING, form)
    expected = EVERYTHING
    if form == "pdf":  # a page does not tell a line end in a paragraph from a paragraph
        expected = EVERYTHING | {"gegenstand": document.draft["gegenstand"]}
        assert document.draft["gegenstand"].split() == EVERYTHING["gegenstand"].split()
    assert document.draft == expected
    assert document.questions == ()
    assert document.form == form
    assert {r.field.split("[")[0] for r in document.recognised} == set(EVERYTHING)
    assert all(r.place and r.passage and 0.8 <= r.confidence <= 1 for r in document.recognised)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("path", [*DEMO, *REAL], ids=lambda path: path.stem)
def test_a_draft_that_ships_with_leitgraph_comes_back_the_same(path: Path, form: str) -> None:
    draft = parse(path.read_text("utf-8"))
    document = read(draft, form)
    assert canonical(document.draft) == canonical(draft)
    assert [q for q in document.questions if q.field != "zitiert"] == []


def test_fourteen_drafts_ship() -> None:
    assert (len(DEMO), len(REAL)) == (10, 4)


def test_what_is_no_field_is_not_lost_in_the_paper() -> None:
    draft = {"titel": "Ein Versuch", "eigenes": {"a": 1}}
    written = paper_docx.write(draft)
    (document,) = read_document(written, "")
    assert document.draft == {"titel": "Ein Versuch"}
    row = docx.Document(io.BytesIO(written)).tables[-1].rows[-1]
    assert [cell.text for cell in row.cells] == ["Weiteres Feld eigenes", '{"a": 1}']


@pytest.mark.parametrize("form", WRITERS)
def test_odd_texts_do_no_harm(form: str) -> None:
    odd = 'a\u0000b \u202e#import "x" $y$ \\ <b> ${c} 漢字 \u2612 🙂'
    document = read({"titel": odd, "gegenstand": odd * 50, "raum": [odd, odd]}, form)
    assert document.draft["titel"].startswith("a")
