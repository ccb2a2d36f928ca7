"""A finding names the field of the form it is about, and its value by the name in the graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from leitgraph.check.finding_fields import placed
from leitgraph.config import NS, Settings
from leitgraph.model import Evidence, Finding, Severity, Text
from leitgraph.shacl.rules.neighbourhood import Layers

ID = f"{Settings().base}/musterstadt"
FOCUS = f"{ID}/vorlage/v1"
DRAFT = f"""
@prefix insek: <{NS}> .
@base <{ID}/> .
<vorlage/v1> insek:hatZielbezug <zielbezug/v1-1>, <zielbezug/v1-2>, <zielbezug/v1-3> ;
    insek:hatJahresscheibe <jahresscheibe/v1-1>, <jahresscheibe/v1-2> ;
    insek:hatAuftrag <auftrag/v1-1> ; insek:liegtIn <raum/sb-4> .
<zielbezug/v1-1> insek:ziel <ziel/a> . <zielbezug/v1-2> insek:ziel <ziel/b> .
<zielbezug/v1-3> insek:ziel "Schönere Stadt" .
<jahresscheibe/v1-1> insek:jahr 2025 ; insek:betrag 100 .
<jahresscheibe/v1-2> insek:jahr 2026 ; insek:betrag 100 .
<beratung/v1-2> insek:beratungVon <vorlage/v1> ; insek:gremium "Ausschuss für alles" .
"""
GRAPH = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <{ID}/> .
<ziel/a> skos:prefLabel "Clean air"@en , "Saubere Luft"@de .
<vorlage/alt> dcterms:title "Frühere Vorlage"@de .
"""


def store(turtle: str) -> ox.Store:
    made = ox.Store()
    made.load(turtle.encode(), ox.RdfFormat.TURTLE)
    return made


def place(path: str | None, value: str | None) -> Finding:
    said = Text("", "")
    finding = Finding("zb-001", Severity.INFO, said, said, "", FOCUS, path, value)
    (found,) = placed([finding], store(DRAFT), FOCUS, Layers(store(GRAPH)))
    return found


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (NS + "hatZielbezug", f"{ID}/ziel/a", "zielbezuege[0].ziel"),
        (NS + "hatZielbezug", f"{ID}/ziel/b", "zielbezuege[1].ziel"),
        (NS + "hatZielbezug", "Schönere Stadt", "zielbezuege[2].ziel"),
        (NS + "hatZielbezug", f"{ID}/zielbezug/v1-2", "zielbezuege[1]"),
        (NS + "hatZielbezug", None, "zielbezuege"),
        (NS + "hatJahresscheibe", "2026", "jahresscheiben[1].jahr"),
        (NS + "hatJahresscheibe", "100", "jahresscheiben"),
        (NS + "hatAuftrag", f"{ID}/auftrag/v1-1", "auftraege[0]"),
        (NS + "beratungVon", "Ausschuss für alles", "beratungsfolge[1].gremium"),
        (NS + "liegtIn", f"{ID}/raum/sb-4", "raum"),
        (NS + "gesamtbetrag", "200", "gesamtbetrag"),
        ("zielbezuege[1].ziel", "x", "zielbezuege[1].ziel"),
        ("farbe", None, None),
        (None, "x", None),
    ],
)
def test_a_finding_is_placed(path: str | None, value: str | None, field: str | None) -> None:
    assert place(path, value).field == field


def test_what_has_a_name_in_the_graph_is_called_by_it() -> None:
    goal, paper = f"{ID}/ziel/a", f"{ID}/vorlage/alt"
    assert place(NS + "hatZielbezug", goal).evidence == (Evidence("Saubere Luft", goal),)
    assert place(NS + "zitiert", paper).evidence == (Evidence("Frühere Vorlage", paper),)
    assert place(NS + "hatZielbezug", f"{ID}/ziel/b").evidence == ()
    for odd in ("Saubere Luft", "http://x y", "javascript:alert(1)", "_:b0"):
        assert place(NS + "hatZielbezug", odd).evidence == ()
