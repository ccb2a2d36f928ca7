"""Write to visible: one Vorlage through the graph store, until a question finds it."""

from __future__ import annotations

import statistics
import time
from typing import Any
from urllib.parse import quote

from tests.benchmarks.client import Client
from tests.benchmarks.data import CITY
from tests.benchmarks.servers import TOKEN, Server

GRAPH = f"{CITY}/graph/vorlagen"
_VORLAGE = """@prefix insek: <https://w3id.org/insek/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix v: <https://w3id.org/insek/vocab/> .
<{c}/vorlage/{i}> a insek:Beschlussvorlage ; insek:kommune <{c}/kommune/stadt> ;
  skos:prefLabel "{i}: Radweg an der Hafenstraße"@de ; insek:kennung "{i}" ;
  dcterms:title "Radweg an der Hafenstraße"@de ; dcterms:description "Der Radweg wird gebaut."@de ;
  insek:datum "2025-06-16"^^xsd:date ; insek:belegtDurch <{c}/fundstelle/generator> ;
  insek:vorlagenstatus <https://w3id.org/insek/vocab/vorlagenstatus/im-umlauf> ;
  insek:federfuehrung <{c}/einheit/66> ; insek:liegtIn <{c}/raum/sb-4> ;
  insek:gesamtbetrag 1650000.0 ; insek:produkt <{c}/produkt/54.1.0> ;
  insek:investitionskosten 1650000.0 ; insek:folgekostenProJahr 33000.0 ;
  insek:hatJahresscheibe <{c}/jahresscheibe/{i}-2025> ; insek:hatZielbezug <{c}/zielbezug/{i}-1> .
<{c}/jahresscheibe/{i}-2025> a insek:Jahresscheibe ; insek:kommune <{c}/kommune/stadt> ;
  skos:prefLabel "{i}: 2025"@de ; insek:jahr "2025"^^xsd:gYear ; insek:betrag 1650000.0 ;
  insek:belegtDurch <{c}/fundstelle/generator> ;
  insek:haushaltsart <https://w3id.org/insek/vocab/haushaltsart/finanzhaushalt> .
<{c}/zielbezug/{i}-1> a insek:Zielbezug ; insek:kommune <{c}/kommune/stadt> ;
  skos:prefLabel "{i}: Zielbezug"@de ; insek:ziel <{c}/ziel/uz-2-8> ;
  insek:belegtDurch <{c}/fundstelle/generator> ;
  insek:wirkungsrichtung <https://w3id.org/insek/vocab/wirkungsrichtung/foerdert> ;
  insek:begruendung "Schließt eine Lücke im Netz."@de .
"""
_ASK = "ASK {{ <{c}/vorlage/{i}> a <https://w3id.org/insek/ns#Vorlage> }} # {n}"


def measure(server: Server, times: int) -> dict[str, Any]:
    """Median seconds until acknowledged (on disk) and until visible, of ``times`` Vorlagen.

    Asked is for what follows from the Vorlage (that a Beschlussvorlage is a Vorlage), so visible
    means with its inferred triples.
    """
    writer, reader = Client(server), Client(server)
    acknowledged: list[float] = []
    visible: list[float] = []
    path = f"/graph-store?graph={quote(GRAPH, safe='')}"
    headers = {"Content-Type": "text/turtle", "Authorization": f"Bearer {TOKEN}"}
    try:
        for number in range(times + 1):
            name = f"messung-{number}"
            body = _VORLAGE.format(c=CITY, i=name).encode()
            started = time.perf_counter()
            seconds, _ = writer.send("POST", path, body, headers)
            tries = 0
            while b"true" not in reader.ask(_ASK.format(c=CITY, i=name, n=tries))[1]:
                tries += 1
                assert time.perf_counter() - started < 60, "never visible"
            if number:
                acknowledged.append(seconds)
                visible.append(time.perf_counter() - started)
    finally:
        writer.close()
        reader.close()
    return {
        "acknowledged": statistics.median(acknowledged),
        "visible": statistics.median(visible),
        "worst": max(visible),
        "times": times,
    }
