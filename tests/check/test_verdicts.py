"""Official checks in the graph: who may keep them, who sees them, what a question makes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from leitgraph.check.batch.verdicts import Judged, record
from leitgraph.errors import Forbidden
from leitgraph.model import Principal, Role
from leitgraph.store.answer import WriteResult

if TYPE_CHECKING:
    from tests.conftest import Service

ADMIN = Principal(Role.ADMIN, "Prüfung")
BASE = "https://w3id.org/insek/id"
OWN = f"{BASE}/probestadt"
PREFIXES = """
@base <https://w3id.org/insek/id/probestadt/> .
@prefix insek: <https://w3id.org/insek/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
CITY = '<kommune/stadt> a insek:Kommune ; skos:prefLabel "Probestadt"@de .'
CHECKS = """PREFIX insek: <https://w3id.org/insek/ns#>
SELECT ?paper ?verdict ?rule ?count {
  ?check insek:geprueft ?p ; insek:urteil ?u .
  OPTIONAL { ?check insek:hatRegelbefund [ insek:regel ?r ; insek:anzahl ?count ] }
  BIND (STRAFTER(STR(?p), "vorlage/") AS ?paper)
  BIND (STRAFTER(STR(?u), "urteil/") AS ?verdict)
  BIND (STRAFTER(STR(?r), "#") AS ?rule)
}"""


def paper(name: str) -> str:
    return (
        f'<vorlage/{name}> a insek:Vorlage ; skos:prefLabel "{name}"@de ; dcterms:title "T"@de ; '
        f'insek:kennung "{name}" ; insek:kommune <kommune/stadt> ; '
        f'insek:datum "2025-05-01"^^<http://www.w3.org/2001/XMLSchema#date> .'
    )


def judged(name: str, outcome: str, **findings: int) -> Judged:
    found = tuple((rule.replace("_", "-"), count) for rule, count in findings.items())
    return Judged(f"{OWN}/vorlage/{name}", name, "", outcome, found)


@pytest.fixture
def city(service_with: Callable[..., Service]) -> Service:
    """A city with a public and an internal paper."""
    service = service_with(gate="block")
    for graph, text, kind in (
        ("stadt", CITY + paper("offen"), "public"),
        ("intern", paper("intern"), "internal"),
    ):
        service.run(service.load(PREFIXES + text, f"{OWN}/graph/{graph}", visibility=kind))
    return service


def keep(service: Service, *found: Judged, who: Principal = ADMIN) -> WriteResult:
    return service.run(
        record(
            service.graph, service.settings, "probestadt", found,
            day="2025-06-30", rules="r" * 64, version=2, principal=who,
        )
    )  # fmt: skip


def test_a_check_is_as_public_as_its_paper(city: Service) -> None:
    keep(city, judged("offen", "hinweise", fi_001=1, zb_007=2), judged("intern", "konform"))
    public = ["offen,hinweise,fi-001,1", "offen,hinweise,zb-007,2"]
    assert city.rows(CHECKS) == public
    assert city.rows(CHECKS, role=Role.ADMIN) == ["intern,konform,,", *public]


def test_the_same_check_on_the_same_day_is_kept_once(city: Service) -> None:
    first = keep(city, judged("offen", "konform"))
    again = keep(city, judged("offen", "konform"))
    assert (again.version, again.added, again.removed) == (first.version, 0, 0)


def test_a_run_is_one_patch_that_the_gate_has_nothing_against(city: Service) -> None:
    before = city.graph.version
    kept = keep(city, judged("offen", "hinweise", fi_001=3), judged("intern", "nicht-pruefbar"))
    assert kept.version == before + 1
    assert [f for f in kept.findings if f["mode"] != "report"] == []


def test_checks_of_a_paper_that_is_no_longer_public_are_no_longer_either(city: Service) -> None:
    keep(city, judged("offen", "hinweise", fi_001=1))
    city.run(city.load(PREFIXES + CITY, f"{OWN}/graph/stadt"))
    city.run(city.load(PREFIXES + paper("offen"), f"{OWN}/graph/zurueck", visibility="internal"))
    keep(city)
    assert city.rows(CHECKS) == []
    assert city.rows(CHECKS, role=Role.ADMIN) == ["offen,hinweise,fi-001,1"]


def test_who_may_not_write_keeps_nothing(city: Service) -> None:
    with pytest.raises(Forbidden):
        keep(city, judged("offen", "konform"), who=Principal())
    assert city.rows(CHECKS, role=Role.ADMIN) == []
