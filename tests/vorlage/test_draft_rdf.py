"""Drafts in Turtle and JSON-LD are read with what follows from them; what is none is told."""

from __future__ import annotations

from datetime import date

import pytest
from tests.vorlage.read import BASE, CITY, objects, read

from leitgraph.config import NS
from leitgraph.errors import BadData, BadInput, BadParameter, TooLarge, UnsupportedMediaType
from leitgraph.shacl.rules.neighbourhood import Layers

# ---- RDF

TURTLE = b"""
@prefix insek: <https://w3id.org/insek/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<stadt/vorlage/neu> a insek:Beschlussvorlage ; dcterms:title "Radweg"@de ; insek:kennung "V3/25" ;
    insek:hatJahresscheibe [ a insek:Jahresscheibe ; insek:betrag 5.0 ] .
<stadt/zielbezug/neu-1> a insek:Zielbezug ; insek:bezugVon <stadt/vorlage/neu> ;
    insek:ziel <stadt/ziel/z-2> .
"""


def test_a_turtle_draft_is_read_with_what_follows_from_it(graph: Layers) -> None:
    draft = read(graph, TURTLE, "text/turtle; charset=utf-8")
    assert draft.focus.value == f"{CITY}/vorlage/neu"
    assert (draft.title, draft.kennung) == ("Radweg", "V3/25")
    assert objects(draft, "hatZielbezug") == [f"{CITY}/zielbezug/neu-1"]
    assert objects(draft, "datum") == [date.today().isoformat()]
    assert objects(draft, "betrag", objects(draft, "hatJahresscheibe")[0]) == ["5"]


@pytest.mark.parametrize("media_type", ["application/ld+json", "application/json"])
def test_a_json_ld_draft_is_read_with_its_own_or_our_context(
    graph: Layers, media_type: str
) -> None:
    inline = {"@context": {"@vocab": NS}, "@type": "Antrag", "@id": f"{CITY}/vorlage/a"}
    ours = inline | {"@context": "https://w3id.org/insek/context.jsonld"}
    for data in (inline, ours):
        draft = read(graph, data | {"gesamtbetrag": 5.5}, media_type, context={"@vocab": NS})
        assert objects(draft, "gesamtbetrag") == ["5.5"]
        assert draft.focus.value == f"{CITY}/vorlage/a"


def test_a_context_from_the_net_is_refused_not_fetched(graph: Layers) -> None:
    draft = {"@context": "https://example.org/c", "@type": "x"}
    with pytest.raises(BadData, match="nicht aus dem Netz geholt"):
        read(graph, draft, "application/ld+json")
    nested = {
        "@context": [{"x": {"@context": "https://example.org/c", "@id": NS + "x"}}],
        "x": {"y": 1},
    }
    with pytest.raises(BadData, match="wird nicht geholt"):
        read(graph, nested, "application/ld+json")


def test_a_draft_without_its_name_is_still_one_vorlage(graph: Layers) -> None:
    text = b"[] a <https://w3id.org/insek/ns#Anfrage> ."
    assert read(graph, text, "text/turtle").focus.value.startswith(BASE + "/.well-known/genid/")


def test_none_or_two_vorlagen_in_a_draft_are_an_error_that_says_so(graph: Layers) -> None:
    with pytest.raises(BadData, match="keine Vorlage"):
        read(graph, b"<a> a <b> .", "text/turtle")
    two = f"<a> a <{NS}Vorlage> . <b> a <{NS}Antrag> .".encode()
    with pytest.raises(BadParameter, match="2 Vorlagen") as caught:
        read(graph, two, "text/turtle")
    assert caught.value.facts["choices"] == [f"{BASE}/a", f"{BASE}/b"]
    assert read(graph, two, "text/turtle", focus=f"{BASE}/b").focus.value == f"{BASE}/b"


# ---- what bad input gets


@pytest.mark.parametrize(
    ("body", "media_type", "error", "says"),
    [
        (b"", "application/json", BadData, "leer"),
        (b" \n", "text/turtle", BadData, "leer"),
        (b"{", "application/json", BadData, "Zeile 1"),
        (b"[1]", "application/json", BadData, "JSON-Objekt"),
        (b'{"titel": NaN}', "application/json", BadData, "Zahlen"),
        (b"[" * 100_000, "application/json", BadData, "tief"),
        ('{"titel": "Straße"}'.encode("latin-1"), "application/json", BadData, "UTF-8"),
        (b"<a> <b", "text/turtle", BadData, "Zeile 1"),
        (b"%PDF-1.7", "application/pdf", UnsupportedMediaType, "JSON, JSON-LD und Turtle"),
        (
            b"<a> <b> " + b" , ".join(b"%d" % n for n in range(20_001)) + b" .",
            "text/turtle",
            TooLarge,
            "20000 Aussagen",
        ),
    ],
    ids=["leer", "blank", "offen", "liste", "nan", "tief", "latin-1", "turtle", "pdf", "viel"],
)
def test_what_cannot_be_read_gets_a_clear_sentence(
    graph: Layers, body: bytes, media_type: str, error: type[BadInput], says: str
) -> None:
    with pytest.raises(error, match=says):
        read(graph, body, media_type)
