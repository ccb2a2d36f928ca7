"""Beratungsfolge, Aufträge, Konflikte and the other later fields of a draft reach the graph."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
from tests import content

from leitgraph.catalog.ontology import load_ontology
from leitgraph.config import NS, VOCAB_BASE, Settings
from leitgraph.errors import BadParameter
from leitgraph.model import Patch
from leitgraph.shacl.core.gate import gate, warm_shapes
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.store.rdf.layers import PUBLIC_LAYER
from leitgraph.vorlage.draft.draft import Draft, Reading, read_draft
from leitgraph.vorlage.resolve import SKOS

BASE = "https://w3id.org/insek/id"
CITY = f"{BASE}/stadt"
DESCRIPTION = "http://purl.org/dc/terms/description"
ONTOLOGY = Settings().content_dir("ontology")
GRAPH = f"""
@prefix insek: <{NS}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<stadt/abdeckung/alles> insek:abdeckungIn <stadt/kommune/stadt> ;
    insek:abgedeckt insek:Ziel, insek:Organisationseinheit, insek:Gremium, insek:Raum,
        insek:Produkt, insek:Vorlage, insek:Thema, insek:Konzept, insek:Foerderprogramm ;
    insek:abdeckungsgrad <https://w3id.org/insek/vocab/abdeckungsgrad/vollstaendig> .
<stadt/kommune/stadt> a insek:Kommune .
<stadt/einheit/61> a insek:Amt ; insek:geschaeftszeichen "61" ; skos:prefLabel "Planungsamt"@de .
<stadt/einheit/20> a insek:Amt ; insek:geschaeftszeichen "20" ; skos:prefLabel "Stadtkämmerei"@de .
<stadt/einheit/40> a insek:Amt ; skos:prefLabel "Schule, Jugend und Sport"@de .
<stadt/raum/stadt> a insek:Raum ; skos:prefLabel "Stadt Stadt"@de ;
    insek:raumtyp <https://w3id.org/insek/vocab/raumtyp/stadtgebiet> .
<stadt/gremium/bau> a insek:Gremium ; skos:prefLabel "Ausschuss für Bau"@de .
<stadt/gremium/sbr-1> a insek:Gremium ; skos:prefLabel "Stadtbezirksbeirat Nord"@de .
<stadt/foerderprogramm/klima> a insek:Foerderprogramm ; skos:prefLabel "Klimaprogramm"@de .
<stadt/konzept/wohnen> a insek:Fachkonzept ; skos:prefLabel "Fachkonzept Wohnen"@de .
<stadt/thema/wohnen> a insek:Querschnittsthema ; skos:prefLabel "Wohnen"@de .
<stadt/thema/digital> a insek:Querschnittsthema ; skos:prefLabel "Digitalisierung"@de .
<stadt/ziel/z-1> a insek:Ziel ; skos:prefLabel "Wohnen"@de ; skos:notation "1.1" .
<stadt/ziel/z-2> a insek:Ziel ; skos:prefLabel "Bäume erhalten"@de ; skos:notation "3.3" .
<stadt/konflikt/k-1> a insek:Zielkonflikt ; skos:prefLabel "Bauen und Bäume"@de .
"""


@pytest.fixture(scope="module")
def graph() -> Layers:
    store = ox.Store()
    store.load(GRAPH.encode(), ox.RdfFormat.TURTLE, base_iri=BASE + "/")
    return Layers(store)


def read(graph: Layers, **fields: Any) -> Draft:
    body = json.dumps({"titel": "T", "kennung": "V1/25", "datum": "2025-06-16", **fields}).encode()
    return read_draft(
        body, "application/json", Reading(graph, BASE, CITY, None, content.inference(), {})
    )


def pairs(draft: Draft, node: str) -> dict[str, str]:
    """Properties of a node by local name, without its class."""
    quads = draft.store.quads_for_pattern(ox.NamedNode(node), None, None, PUBLIC_LAYER)
    found = {q.predicate.value.removeprefix(NS): q.object.value for q in quads}
    return {name: value for name, value in found.items() if not name.endswith("#type")}


def values(draft: Draft, name: str) -> list[str]:
    quads = draft.store.quads_for_pattern(draft.focus, ox.NamedNode(NS + name), None, PUBLIC_LAYER)
    return sorted(quad.object.value for quad in quads)


def nodes(draft: Draft, name: str, focus_is_object: bool = False) -> list[str]:
    predicate = ox.NamedNode(NS + name)
    if focus_is_object:
        quads = draft.store.quads_for_pattern(None, predicate, draft.focus, PUBLIC_LAYER)
        return sorted(quad.subject.value for quad in quads)
    return values(draft, name)


def test_a_beratungsfolge_names_bodies_units_days_and_kinds(graph: Layers) -> None:
    draft = read(
        graph,
        beratungsfolge=[
            {"gremium": "Stadtbezirksbeirat Nord", "datum": "20.06.2025", "art": "Anhörung"},
            {"gremium": "61", "art": "umlauf"},
            "Ausschuss für Bau",
        ],
    )
    assert draft.notes == ()
    stations = nodes(draft, "beratungVon", focus_is_object=True)
    assert stations == [f"{CITY}/beratung/v1-25-{n}" for n in (1, 2, 3)]
    assert pairs(draft, stations[0]) == {
        "beratungVon": f"{CITY}/vorlage/v1-25",
        "gremium": f"{CITY}/gremium/sbr-1",
        "datum": "2025-06-20",
        "beratungsart": f"{VOCAB_BASE}beratungsart/anhoerung",
    }
    assert pairs(draft, stations[1])["gremium"] == f"{CITY}/einheit/61"
    assert pairs(draft, stations[2])["gremium"] == f"{CITY}/gremium/bau"


def test_auftraege_say_what_is_to_be_done_by_whom_and_by_when(graph: Layers) -> None:
    draft = read(
        graph,
        auftraege=[
            {"auftrag": "Dem Rat ist zu berichten.", "frist": "2026-03-31", "einheit": "Amt 61"},
            "Die Planung ist fortzusetzen.",
        ],
    )
    assert draft.notes == ()
    first, second = nodes(draft, "hatAuftrag")
    assert pairs(draft, first) == {
        DESCRIPTION: "Dem Rat ist zu berichten.",
        "frist": "2026-03-31",
        "beauftragt": f"{CITY}/einheit/61",
    }
    assert pairs(draft, second) == {DESCRIPTION: "Die Planung ist fortzusetzen."}


def test_konflikte_name_goals_themes_or_words_and_carry_their_weighing(graph: Layers) -> None:
    draft = read(
        graph,
        zielbezuege=[{"ziel": "1.1", "richtung": "foerdert", "abwaegung": "Am Bezug."}],
        konflikte=[
            {"mit": "3.3", "abwaegung": "Es werden 24 Bäume gepflanzt."},
            "Digitalisierung",
            "Bauen und Bäume",
            "Die Nachbarn fürchten Lärm.",
        ],
    )
    assert draft.notes == ()
    assert values(draft, "nenntKonflikt") == [
        "Die Nachbarn fürchten Lärm.",
        f"{CITY}/konflikt/k-1",
        f"{CITY}/thema/digital",
        f"{CITY}/ziel/z-2",
    ]
    (weighing,) = nodes(draft, "abwaegung")
    assert weighing == f"{CITY}/abwaegung/v1-25-k1"
    assert pairs(draft, weighing) == {
        "begruendung": "Es werden 24 Bäume gepflanzt.",
        "wiegtAb": f"{CITY}/ziel/z-2",
    }
    assert pairs(draft, f"{CITY}/abwaegung/v1-25-1") == {"begruendung": "Am Bezug."}


@pytest.mark.parametrize(
    ("field", "given", "name", "expected"),
    [
        ("lebenszykluskosten", "2,5 Mio. €", "lebenszykluskosten", ["2500000"]),
        ("beginn", "01.03.2026", "beginn", ["2026-03-01"]),
        ("ende", "2027-12-31", "ende", ["2027-12-31"]),
        ("klimarelevant", False, "klimarelevant", ["false"]),
        (
            "foerderprogramm",
            ["Klimaprogramm", "Zauberfonds"],
            "ausProgramm",
            ["Zauberfonds", f"{CITY}/foerderprogramm/klima"],
        ),
        ("querschnittsthemen", "Wohnen", "hatThema", [f"{CITY}/thema/wohnen"]),
        ("fachkonzepte", ["Fachkonzept Wohnen"], "stuetztSichAuf", [f"{CITY}/konzept/wohnen"]),
        (
            "nutzung",
            ["Grün", "wohnen"],
            "nutzung",
            [f"{VOCAB_BASE}nutzung/gruen", f"{VOCAB_BASE}nutzung/wohnen"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_single_field_becomes_its_property(
    graph: Layers, field: str, given: Any, name: str, expected: list[str]
) -> None:
    draft = read(graph, **{field: given})
    assert values(draft, name) == expected
    assert draft.notes == ()


def test_a_goal_a_theme_and_a_concept_of_one_name_are_told_apart(graph: Layers) -> None:
    draft = read(graph, zielbezuege=["Wohnen"], querschnittsthemen=["Wohnen"], konflikte=["1.1"])
    (bezug,) = nodes(draft, "hatZielbezug")
    assert pairs(draft, bezug)["ziel"] == f"{CITY}/ziel/z-1"
    assert values(draft, "hatThema") == [f"{CITY}/thema/wohnen"]
    assert values(draft, "nenntKonflikt") == [f"{CITY}/ziel/z-1"]
    # A number of a goal is no body, concept or theme.
    other = read(graph, beratungsfolge=["1.1"], fachkonzepte=["1.1"], querschnittsthemen=["1.1"])
    assert values(other, "stuetztSichAuf") == values(other, "hatThema") == ["1.1"]
    assert [note.field for note in other.notes] == [
        "fachkonzepte",
        "querschnittsthemen",
        "beratungsfolge[0].gremium",
    ]


@pytest.mark.parametrize(
    ("fields", "name", "found"),
    [
        ({"mitwirkung": "61, 20"}, "mitwirkung", ["einheit/20", "einheit/61"]),
        ({"mitwirkung": ["61; Stadtkämmerei"]}, "mitwirkung", ["einheit/20", "einheit/61"]),
        ({"mitwirkung": "61, 99"}, "mitwirkung", ["61, 99"]),
        ({"mitwirkung": "Schule, Jugend und Sport"}, "mitwirkung", ["einheit/40"]),
        ({"raum": "ganzes Stadtgebiet"}, "liegtIn", ["raum/stadt"]),
        ({"raum": "die gesamte Stadt"}, "liegtIn", ["raum/stadt"]),
        ({"raum": "Stadt der Zukunft"}, "liegtIn", ["Stadt der Zukunft"]),
        ({"federfuehrung": "61 Planungsamt"}, "federfuehrung", ["einheit/61"]),
        ({"federfuehrung": "61 – Planungsamt"}, "federfuehrung", ["einheit/61"]),
        ({"federfuehrung": "61 Gartenamt"}, "federfuehrung", ["61 Gartenamt"]),
        ({"konflikte": ["3.3 bäume erhalten"]}, "nenntKonflikt", ["ziel/z-2"]),
        ({"konflikte": ["3.3 Bäume fällen"]}, "nenntKonflikt", ["3.3 Bäume fällen"]),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_names_are_understood_as_a_person_would(
    graph: Layers, fields: dict[str, Any], name: str, found: list[str]
) -> None:
    assert [
        value.removeprefix(CITY + "/") for value in values(read(graph, **fields), name)
    ] == found


def test_a_name_that_is_not_known_is_said_without_weight(graph: Layers) -> None:
    draft = read(
        graph,
        beratungsfolge=[{"gremium": "Rat der Weisen"}],
        auftraege=[{"auftrag": "Berichten", "einheit": "99.zz"}],
        fachkonzepte=["Fachkonzept Zauberei"],
        querschnittsthemen=["Magie"],
        konflikte=[{"mit": "Ruhe", "abwaegung": "Der Lärm endet um 20 Uhr."}],
    )
    assert [(note.field, note.message.de, note.value) for note in draft.notes] == [
        ("fachkonzepte", "Das Konzept „Fachkonzept Zauberei“ ist nicht bekannt.", ""),
        ("querschnittsthemen", "Das Querschnittsthema „Magie“ ist nicht bekannt.", ""),
        ("konflikte[0].mit", "Das Ziel oder Thema „Ruhe“ ist nicht bekannt.", ""),
        ("auftraege[0].einheit", "Die beauftragte Einheit „99.zz“ ist nicht bekannt.", ""),
        ("beratungsfolge[0].gremium", "Das Gremium „Rat der Weisen“ ist nicht bekannt.", ""),
    ]
    (station,) = nodes(draft, "beratungVon", focus_is_object=True)
    assert pairs(draft, station)["gremium"] == "Rat der Weisen"


def test_names_that_no_complete_register_lacks_are_told_in_one_note() -> None:
    draft = read(
        Layers(ox.Store()),
        beratungsfolge=[{"gremium": "Rat der Weisen"}],
        fachkonzepte=["Fachkonzept Zauberei"],
        raum=["Ortschaft Wiesengrund"],
        konflikte=[{"mit": "Ruhe", "abwaegung": "Der Lärm endet um 20 Uhr."}],
    )
    (note,) = draft.notes
    assert (note.field, note.value) == ("", "")
    for name in ("Rat der Weisen", "Fachkonzept Zauberei", "Ortschaft Wiesengrund"):
        assert f"„{name}“" in note.message.de
    assert "Ruhe" not in note.message.de


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"beratungsfolge": [{"datum": "2025-06-16"}]}, "beratungsfolge[0].gremium"),
        ({"beratungsfolge": [{"gremium": "61", "art": "Kaffee"}]}, "beratungsfolge[0].art"),
        ({"beratungsfolge": [{"gremium": "61", "datum": "bald"}]}, "beratungsfolge[0].datum"),
        ({"beratungsfolge": "Rat"}, "beratungsfolge"),
        ({"auftraege": [{"frist": "2026-03-31"}]}, "auftraege[0].auftrag"),
        ({"auftraege": [{"auftrag": "x", "frist": "31.02.2026"}]}, "auftraege[0].frist"),
        ({"konflikte": [{"abwaegung": "x"}]}, "konflikte[0].mit"),
        ({"lebenszykluskosten": "-1"}, "lebenszykluskosten"),
        ({"beginn": "Frühjahr"}, "beginn"),
        ({"ende": 2027}, "ende"),
        ({"klimarelevant": "ja"}, "klimarelevant"),
        ({"nutzung": ["Ruhe"]}, "nutzung[0]"),
        ({"nutzung": [1.5]}, "nutzung[0]"),
        ({"fachkonzepte": [{"name": "x"}]}, "fachkonzepte[0]"),
        ({"foerderprogramm": ["x"] * 501}, "foerderprogramm"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(
    graph: Layers, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadParameter) as caught:
        read(graph, **fields)
    assert caught.value.facts["parameter"] == field


def test_what_an_entry_has_beside_its_fields_is_named(graph: Layers) -> None:
    draft = read(
        graph,
        beratungsfolge=[{"gremium": "61", "raum": "2"}],
        auftraege=[{"auftrag": "x", "eile": True}],
        konflikte=[{"mit": "3.3", "grad": "hoch"}],
    )
    assert [note.field for note in draft.notes] == [
        "konflikte[0].grad",
        "auftraege[0].eile",
        "beratungsfolge[0].raum",
    ]


LATER = {
    "lebenszykluskosten": 5,
    "beginn": "2026-01-01",
    "ende": "2026-12-31",
    "klimarelevant": True,
    "nutzung": ["verkehr"],
    "beratungsfolge": [{"gremium": "61", "art": "Umlauf"}],
    "auftraege": [{"auftrag": "Berichten", "frist": "2027-01-31", "einheit": "61"}],
    "konflikte": [{"mit": "3.3", "abwaegung": "Ausgleich."}],
    "fachkonzepte": ["Fachkonzept Wohnen"],
    "foerderprogramm": ["Klimaprogramm"],
    "querschnittsthemen": ["Digitalisierung"],
}


def gated(draft: Draft) -> set[tuple[str, str]]:
    """Mode and shape of what the structure gate says of the draft in its city."""
    store = ox.Store()
    store.load(GRAPH.encode(), ox.RdfFormat.TURTLE, base_iri=BASE + "/")
    store.bulk_extend(draft.store)
    store.add(
        ox.Quad(draft.focus, ox.NamedNode(SKOS + "prefLabel"), ox.Literal("V1", language="de"))
    )
    lines = sorted(f"{q.subject} {q.predicate} {q.object} <urn:g> .\n" for q in draft.store)
    patch = Patch("".join(lines).encode(), b"", actor="test", reason="test")
    found = gate(store, warm_shapes(Settings()), patch)
    return {(f["mode"], f["rule"].partition("#")[2]) for f in found}


def test_a_draft_of_later_fields_passes_the_structure_gate_once_written(graph: Layers) -> None:
    draft = read(graph, **LATER)
    known = {term.name for term in load_ontology(ONTOLOGY).terms.values()}
    used = {q.predicate.value.removeprefix(NS) for q in draft.store if NS in q.predicate.value}
    assert len(used) >= 20
    assert used <= known
    assert gated(draft) == set()


def test_the_structure_gate_sees_the_later_fields(graph: Layers) -> None:
    wrong = LATER | {"beginn": "2027-01-01", "fachkonzepte": ["Unbekannt"]}
    assert gated(read(graph, **wrong)) == {
        ("block", "zeitraum-beginn"),
        ("warn", "verweis-stuetztSichAuf"),
    }
