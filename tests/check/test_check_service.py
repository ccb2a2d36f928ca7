"""The check through a running graph: real journal, host and readers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from leitgraph.check import check
from leitgraph.config import NS, Settings
from leitgraph.errors import BadData, BadParameter, NotFound, TooLarge
from leitgraph.exporters.reports import json as report_json
from leitgraph.model import Principal, Report, Severity, Verdict
from leitgraph.writing import seed

if TYPE_CHECKING:
    from tests.conftest import Service

CONTENT = Settings().content_dir("data").parent
DEMO = CONTENT / "data" / "demo" / "vorlagen"

ENDLESS = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix insek: <https://w3id.org/insek/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix regel: <https://w3id.org/insek/regel#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
regel:xx-001 a sh:NodeShape ;
    rdfs:label "Endlos"@de , "Endless"@en ;
    dcterms:description "Rechnet, bis jemand sie beendet."@de , "Computes until ended."@en ;
    dcterms:source "Test" ; regel:stufe 3 ; sh:severity sh:Violation ;
    regel:hinweis "–"@de , "–"@en ; regel:lob "–"@de , "–"@en ;
    regel:nachbarschaft "insek:hatJahresscheibe/insek:betrag" ;
    sh:targetClass insek:Vorlage ; sh:property regel:xx-001-a .
regel:xx-001-a a sh:PropertyShape ;
    sh:path insek:kennung ; sh:severity sh:Violation ; sh:sparql regel:xx-001-b .
regel:xx-001-b a sh:SPARQLConstraint ; sh:prefixes regel: ;
    sh:message "Zu viel."@de , "Too much."@en ;
    sh:select \"\"\"SELECT $this WHERE {
        { SELECT $this (COUNT(*) AS ?n) WHERE {
            $this insek:kennung "ENDLOS/1" .
            ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p
          } GROUP BY $this }
        FILTER (?n > 0) }\"\"\" .
regel:xx-001 regel:besteht [
        rdfs:label "gut"@de ; regel:daten "<v> a insek:Vorlage ." ; regel:fokus <v> ] ;
    regel:verletzt [
        rdfs:label "eins"@de ; regel:daten "<v> a insek:Vorlage ; insek:kennung 'ENDLOS/1' ." ;
        regel:fokus <v> ; regel:erwartet regel:xx-001-a ] , [
        rdfs:label "zwei"@de ; regel:daten "<w> a insek:Vorlage ; insek:kennung 'ENDLOS/1' ." ;
        regel:fokus <w> ; regel:erwartet regel:xx-001-a ] .
"""


@pytest.fixture(scope="module")
def service(service_with: Callable[..., Service], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The shipped content with one more rule, which never ends for one Kennung."""
    content = tmp_path_factory.mktemp("content")
    for kind in ("ontology", "data"):
        (content / kind).symlink_to(CONTENT / kind)
    shutil.copytree(CONTENT / "shapes", content / "shapes")
    (content / "queries").symlink_to(Settings().content_dir("queries"))
    (content / "shapes" / "rules" / "test").mkdir()
    (content / "shapes" / "rules" / "test" / "xx-001.ttl").write_text(ENDLESS, "utf-8")
    started = service_with(content=content, seed_demo=True, deadline_public=1.0, draft_mb=1)
    started.run(seed.seed(started.graph, started.settings))
    return started


def ask(service: Service, body: bytes, media_type: str = "application/json", **more: Any) -> Report:
    return service.run(
        check.check_report(
            service.graph,
            service.settings,
            body,
            media_type,
            more.get("city", "musterstadt"),
            more.get("date"),
            Principal(),
            more.get("focus"),
        )
    )


def test_the_answer_comes_with_fassung_and_graph_version(service: Service) -> None:
    body = (DEMO / "07-veraltetes-ziel.json").read_bytes()
    principal = Principal()
    call = (service.graph, service.settings, body, "application/json", "musterstadt", None)
    report = service.run(check.check_report(*call, principal))
    answer = report_json.answer(report, "en")
    assert answer["verdict"] == "klaerungsbeduerftig"
    assert [finding["rule"] for finding in answer["findings"]] == ["zb-002"]
    assert "was valid only until 15 March 2023" in answer["findings"][0]["message"]
    assert answer["graph_version"] == service.graph.version > 0
    assert answer["fassung"].endswith("/musterstadt/fassung/2023")


def test_the_same_paper_as_turtle_and_from_the_graph_gets_the_same_findings(
    service: Service,
) -> None:
    faulty = json.loads((DEMO.parent / "manifest.json").read_text("utf-8"))["faults"]
    (wrong,) = faulty["vorlage-summe-falsch"]["resources"]
    iri = f"{service.settings.base}/{wrong}"
    stored = ask(service, b"", focus=iri)
    graver = {f.rule for f in stored.findings if f.severity is not Severity.INFO}
    assert graver == {"fi-001"}
    turtle = service.run(
        service.ask(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ <{iri}> <{NS}hatJahresscheibe>? ?s . ?s ?p ?o }}",
            form="turtle",
        )
    )
    drafted = ask(service, turtle.encode(), "text/turtle")
    assert (drafted.focus, drafted.verdict) == (stored.focus, stored.verdict)
    wrong_sum = [f for f in stored.findings if f.rule == "fi-001"]
    assert [f for f in drafted.findings if f.rule == "fi-001"] == wrong_sum


def test_what_cannot_be_read_is_an_error_of_its_own(service: Service) -> None:
    with pytest.raises(BadData, match="Zeile 1"):
        ask(service, b"{")
    with pytest.raises(BadParameter, match="gesamtbetrag"):
        ask(service, b'{"titel": "T", "gesamtbetrag": "viel"}')
    with pytest.raises(NotFound, match="Stadt „atlantis“"):
        ask(service, b'{"titel": "T"}', city="atlantis")
    with pytest.raises(TooLarge, match="1 MB"):
        ask(service, b" " * (2 << 20))
    assert ask(service, b'{"titel": "T"}').verdict is Verdict.KLAERUNGSBEDUERFTIG


def test_a_rule_that_never_ends_could_not_be_checked_and_the_others_still_judge(
    service: Service,
) -> None:
    draft = json.loads((DEMO / "01-strasse-in-ordnung.json").read_text("utf-8"))
    assert ask(service, json.dumps(draft).encode()).verdict is Verdict.KONFORM
    draft["kennung"] = "ENDLOS/1"
    draft["jahresscheiben"] = [{"jahr": 2025, "betrag": 8250}] * 200
    del draft["verpflichtungsermaechtigung"]  # there is no later year for it now
    report = ask(service, json.dumps(draft).encode())
    assert report.verdict is Verdict.HINWEISE
    assert [(f.rule, f.message.de) for f in report.findings] == [
        ("xx-001", "Die Regel „Endlos“ konnte nicht geprüft werden.")
    ]
    assert report.facts["unchecked"] == ["xx-001"]
    assert {"fi-001", "zb-001", "zb-002", "zu-001", "ra-001"} <= set(report.passed)
    assert "xx-001" not in report.passed
