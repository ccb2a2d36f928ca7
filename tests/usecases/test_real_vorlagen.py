"""Papers that exist, written down from what is published of them, and what a reader would say.

None of the four names a goal in the passages that are public, so each has that to clarify; the
table says what else, and why. Their cities stand here only with what the papers refer to.
"""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest

from leitgraph.config import NS, Settings
from leitgraph.graph.layers import PUBLIC_LAYER
from leitgraph.graph.reader import ReaderContext
from leitgraph.model import Report, Role
from leitgraph.usecases.examine import examine
from leitgraph.usecases.rulebook import Rulebook

SETTINGS = Settings()
BOOK = Rulebook.load(SETTINGS)
CITIES = f"""
@prefix insek: <{NS}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<leipzig/kommune/stadt> a insek:Kommune .
<leipzig/ziel/nachhaltige-mobilitaet> a insek:Ziel ; skos:prefLabel "Nachhaltige Mobilität"@de .
<dresden/kommune/stadt> a insek:Kommune .
<dresden/einheit/15.1> a insek:Organisationseinheit ; insek:geschaeftszeichen "15.1" .
<dresden/raum/region> a insek:Raum ; skos:prefLabel "Region Dresden"@de .
<dresden/vorlage/a0293-21> a insek:Vorlage , insek:Antrag ; insek:kennung "A0293/21" .
"""

VI_DS_08190 = {
    "kennung": "VI-DS-08190",
    "titel": "Planungskosten",
    "gesamtbetrag": "1.650.000 €",
    "jahresscheiben": [
        {"jahr": 2019, "betrag": "50.000 €"},
        {"jahr": 2020, "betrag": "750.000 €"},
        {"jahr": 2021, "betrag": "850.000 €"},
    ],
    "verpflichtungsermaechtigung": "535.000 €",
    "pspElement": "7.0001784.700",
}
BILANZPHASE = {
    "art": "Informationsvorlage",
    "titel": "Fortschreibung des INSEK „Leipzig 2030“: Ergebnisse der Bilanzphase",
    "gegenstand": "Überblick über die Ergebnisse der Bilanzphase und die Schlussfolgerungen "
    "für die Kernarbeitsphase.",
}
V1796_22 = {
    "kennung": "V1796/22",
    "art": "Beschlussvorlage",
    "titel": "2. Fortschreibung des INSEK „Zukunft Dresden 2025+“",
    "datum": "02.03.2023",
}
A0293_21 = {
    "art": "Informationsvorlage",
    "titel": "Beschlusskontrolle zu A0293/21: Starke Region im Herzen Europas",
    "datum": "25.04.2024",
    "federfuehrung": "15.1",
    "raum": ["Region Dresden"],
    "zitiert": ["A0293/21"],
}

GOAL = {"ziel": "Nachhaltige Mobilität", "richtung": "fördert", "begruendung": "Weniger Stau."}
TABLE = [
    pytest.param(
        "leipzig",
        VI_DS_08190,
        "klaerungsbeduerftig",
        {"zb-001", "ra-001"},
        {"fi-001", "fi-003"},
        id="VI-DS-08190: Summe und PSP stimmen; Ziel und Ort sind nicht veröffentlicht",
    ),
    pytest.param(
        "leipzig",
        VI_DS_08190 | {"jahresscheiben": VI_DS_08190["jahresscheiben"][:2]},
        "klaerungsbeduerftig",
        {"zb-001", "ra-001", "fi-001"},
        {"fi-003"},
        id="VI-DS-08190 ohne das letzte Jahr: die Summe stimmt nicht",
    ),
    pytest.param(
        "leipzig",
        VI_DS_08190 | {"investitionskosten": "1,65 Mio. €", "zielbezuege": [GOAL]},
        "hinweise",
        {"ra-001", "fi-002"},
        {"fi-001", "fi-003", "zb-001", "zb-002", "zb-003"},
        id="VI-DS-08190 mit Ziel, als Investition: Folgekosten und Ort fehlen noch",
    ),
    pytest.param(
        "leipzig",
        BILANZPHASE,
        "klaerungsbeduerftig",
        {"zb-001", "ra-001"},
        set(),
        id="Bilanzphase: ein Sachstand zum Konzept selbst, ohne Zielbezug und Ort",
    ),
    pytest.param(
        "leipzig",
        BILANZPHASE
        | {"nichtRelevantWeil": "Sachstand zum Konzept selbst; es wird nichts beschlossen."},
        "nicht-relevant",
        set(),
        {"zb-001"},
        id="Bilanzphase mit Grund: ein Satz genügt",
    ),
    pytest.param(
        "dresden",
        V1796_22,
        "klaerungsbeduerftig",
        {"zb-001", "ra-001"},
        set(),
        id="V1796/22: überliefert sind Gegenstand und Beschlusspunkt 3, kein Zielbezug",
    ),
    pytest.param(
        "dresden",
        A0293_21,
        "klaerungsbeduerftig",
        {"zb-001"},
        {"ra-001", "zu-001"},
        id="Beschlusskontrolle A0293/21: Amt und Raum stehen da, ein Ziel nennt sie nicht",
    ),
]


@pytest.fixture(scope="module")
def cities() -> ox.Store:
    store = ox.Store()
    store.load(CITIES.encode(), ox.RdfFormat.TURTLE, base_iri=SETTINGS.base + "/")
    return store


def judge(store: ox.Store, city: str, draft: dict[str, Any]) -> Report:
    context = ReaderContext(
        store=store,
        view=None,  # type: ignore[arg-type]
        settings=SETTINGS,
        warm={"check": BOOK},
        version=1,
        role=Role.PUBLIC,
        name="",
        default_graph=[PUBLIC_LAYER],
        named_graphs=[],
    )
    return examine(context, {"city": city}, json.dumps(draft).encode())


@pytest.mark.parametrize(("city", "draft", "verdict", "broken", "passed"), TABLE)
def test_a_real_paper_gets_the_verdict_a_reader_would_give(
    cities: ox.Store,
    city: str,
    draft: dict[str, Any],
    verdict: str,
    broken: set[str],
    passed: set[str],
) -> None:
    report = judge(cities, city, draft)
    assert report.verdict.value == verdict
    assert {finding.rule for finding in report.findings} == broken
    assert set(report.passed) == passed
