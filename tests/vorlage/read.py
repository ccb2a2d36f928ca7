"""A draft read beside a small graph of a city."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pyoxigraph as ox
from tests import content

from leitgraph.config import NS
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.store.rdf.layers import PUBLIC_LAYER
from leitgraph.vorlage.draft.draft import Draft, Reading, read_draft

BASE = "https://w3id.org/insek/id"
CITY = f"{BASE}/stadt"
GRAPH = f"""
@prefix insek: <{NS}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<stadt/kommune/stadt> a insek:Kommune .
<stadt/abdeckung/alles> insek:abdeckungIn <stadt/kommune/stadt> ;
    insek:abgedeckt insek:Ziel, insek:Organisationseinheit, insek:Gremium, insek:Raum,
        insek:Produkt, insek:Vorlage, insek:Thema, insek:Konzept, insek:Foerderprogramm ;
    insek:abdeckungsgrad <https://w3id.org/insek/vocab/abdeckungsgrad/vollstaendig> .
<stadt/einheit/61-alt> a insek:Amt ; insek:geschaeftszeichen "61" ;
    skos:prefLabel "Planungsamt"@de ; insek:gueltigBis "2021-12-31"^^xsd:date .
<stadt/einheit/61-neu> a insek:Amt ; insek:geschaeftszeichen "61" ;
    skos:prefLabel "Amt für Stadtplanung"@de ; insek:gueltigAb "2022-01-01"^^xsd:date .
<stadt/einheit/68> a insek:Amt ; insek:geschaeftszeichen "68" ;
    insek:gueltigBis "2021-12-31"^^xsd:date .
<stadt/ziel/z-1> a insek:Ziel ; skos:prefLabel "Klima schützen"@de ;
    skos:notation "1.1" ; insek:inFassung <stadt/fassung/alt> .
<stadt/ziel/z-2> a insek:Ziel ; skos:prefLabel "Klima schützen"@de ;
    skos:notation "1.1" ; insek:inFassung <stadt/fassung/neu> .
<stadt/ziel/z-3> a insek:Ziel ; skos:prefLabel "Wohnen"@de .
<stadt/ziel/z-4> a insek:Ziel ; skos:prefLabel "Wohnen"@de .
<stadt/fassung/alt> insek:gueltigAb "2016-01-01"^^xsd:date ;
    insek:gueltigBis "2022-12-31"^^xsd:date .
<stadt/fassung/neu> insek:gueltigAb "2023-01-01"^^xsd:date .
<stadt/raum/nord> a insek:Raum ; skos:prefLabel "Stadtbezirk Nord"@de .
<stadt/produkt/54.1.0> a insek:Produkt ; skos:notation "54.1.0" .
<stadt/vorlage/v1-24> a insek:Vorlage ; insek:kennung "V1/24" .
<andere/ziel/z-9> a insek:Ziel ; skos:prefLabel "Fremdes Ziel"@de .
"""


def read(
    graph: Layers,
    draft: Any,
    media_type: str = "application/json",
    day: date | None = None,
    focus: str = "",
    context: dict[str, Any] | None = None,
) -> Draft:
    body = draft if isinstance(draft, bytes) else json.dumps(draft).encode()
    return read_draft(
        body, media_type, Reading(graph, BASE, CITY, day, content.inference(), context or {}), focus
    )


def objects(draft: Draft, predicate: str, subject: str | None = None) -> list[str]:
    node = ox.NamedNode(subject) if subject else draft.focus
    iri = ox.NamedNode(predicate if ":" in predicate else NS + predicate)
    quads = draft.store.quads_for_pattern(node, iri, None, PUBLIC_LAYER)
    return sorted(quad.object.value for quad in quads)
