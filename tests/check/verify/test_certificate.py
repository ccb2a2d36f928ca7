"""A certificate lets a check be repeated on the graph as it stood, and a changed report be told."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.check.verify.certified import (
    CONTENT,
    DEMO,
    OUTDATED,
    answer,
    checked,
    resealed,
    verified,
)
from tests.vorlage.formats.documents import DOCX, PDF

from leitgraph import __version__
from leitgraph.check.verify.verify import (
    CHANGED,
    OTHER,
    SAME,
    _alone,
    verify,
)
from leitgraph.config import NS
from leitgraph.errors import Busy
from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.model import Principal

if TYPE_CHECKING:
    from tests.conftest import Service


WITHOUT_DATE = b'{"titel": "Ohne Datum", "federfuehrung": "66"}'
CITY = "https://w3id.org/insek/id/musterstadt"
GRAPH = "https://w3id.org/insek/graph/nachtrag"


# ---- what it says


def test_it_names_draft_rules_graph_programs_time_and_findings(service: Service) -> None:
    report = checked(service, OUTDATED)
    said = answer(report)["certificate"]
    assert said["draft"] == hashlib.sha256(OUTDATED).hexdigest()
    assert said["draft_bytes"] == len(OUTDATED)
    assert (said["city"], said["date"], said["view"]) == ("musterstadt", None, "public")
    assert said["graph_version"] == service.graph.version > 0
    assert said["journal"] == service.graph.journal.hash_at(service.graph.version)
    assert set(said["engines"]) == {"leitgraph", "pyoxigraph", "pyshacl", "rdflib"}
    assert said["engines"]["leitgraph"] == __version__
    assert said["time"].endswith("+00:00")
    assert said["verdict"] == report.verdict.value
    assert {len(said[name]) for name in ("rules", "ontology", "sha256")} == {64}
    assert set(said["findings"]) == {"de", "en"}


def test_the_hash_of_the_rules_is_that_of_all_rule_files_by_name_and_content(
    service: Service,
) -> None:
    folder = service.settings.content_dir("shapes") / "rules"
    digest = hashlib.sha256()
    files = sorted(folder.rglob("*.ttl"))
    assert len(files) > 10
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    assert answer(checked(service, OUTDATED))["certificate"]["rules"] == digest.hexdigest()


def test_the_profile_of_a_city_is_part_of_it_where_there_is_one(service: Service) -> None:
    profile = CONTENT / "data" / "demo" / "profil.toml"
    said = answer(checked(service, OUTDATED))["certificate"]
    digest = hashlib.sha256(f"profil.toml\0{profile.stat().st_size}\0".encode())
    digest.update(profile.read_bytes())
    assert (said["kommune"], said["profile"]) == ("musterstadt", digest.hexdigest())
    other = answer(checked(service, WITHOUT_DATE, city="dresden"))["certificate"]
    assert (other["kommune"], other["profile"]) == ("dresden", None)


# ---- the same again


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_check_repeated_at_once_gives_the_same(service: Service, language: str) -> None:
    report = checked(service, OUTDATED)
    assert report.findings
    found = verified(service, answer(report, language), OUTDATED)
    assert (found.outcome, found.gone, found.new) == (SAME, (), ())


def test_a_paper_of_the_graph_needs_no_draft(service: Service) -> None:
    manifest = json.loads((DEMO.parent / "manifest.json").read_text("utf-8"))
    (wrong,) = manifest["faults"]["vorlage-summe-falsch"]["resources"]
    report = checked(service, b"", focus=f"{service.settings.base}/{wrong}")
    assert "fi-001" in {finding.rule for finding in report.findings}
    assert answer(report)["certificate"]["draft"] is None
    assert verified(service, answer(report)).outcome == SAME


@pytest.mark.parametrize(("kind", "reader"), [("docx", "python-docx"), ("pdf", "pypdf")])
def test_a_check_of_a_document_is_repeated_from_the_document(
    service: Service, kind: str, reader: str
) -> None:
    media = {"docx": DOCX, "pdf": PDF}[kind]
    write = {"docx": paper_docx.write, "pdf": paper_pdf.write}[kind]
    document = write(json.loads(OUTDATED))
    report = answer(checked(service, document, media))
    assert reader in report["certificate"]["engines"]
    assert "zb-002" in {finding["rule"] for finding in report["findings"]}
    assert any("place" in finding for finding in report["findings"])
    assert verified(service, report, document).outcome == SAME
    assert verified(service, report, document + b"\n").outcome == CHANGED


def test_a_draft_without_a_date_is_repeated_as_of_the_day_it_was_checked(service: Service) -> None:
    report = answer(checked(service, WITHOUT_DATE))
    report["certificate"]["today"] = (
        "2020-01-01"  # as if checked then: another version was in force
    )
    found = verified(service, resealed(report), WITHOUT_DATE)
    assert found.outcome == OTHER
    assert verified(service, answer(checked(service, WITHOUT_DATE)), WITHOUT_DATE).outcome == SAME


def test_after_the_graph_has_changed_the_check_is_repeated_on_the_graph_as_it_stood(
    service: Service,
) -> None:
    before = checked(service, OUTDATED)
    end = f"<{CITY}/einheit/65> <{NS}gueltigBis> '2020-12-31'^^<http://www.w3.org/2001/XMLSchema#date>"
    service.run(service.load(f"{end} .", GRAPH))
    after = checked(service, OUTDATED)
    assert after.graph_version > before.graph_version
    assert "zu-001" in {finding.rule for finding in after.findings}
    assert "zu-001" not in {finding.rule for finding in before.findings}
    assert verified(service, answer(before), OUTDATED).outcome == SAME
    assert verified(service, answer(after), OUTDATED).outcome == SAME
    service.run(service.update(f"DROP GRAPH <{GRAPH}>"))
    assert verified(service, answer(after), OUTDATED).outcome == SAME


def test_only_one_earlier_state_is_rebuilt_at_a_time(service: Service) -> None:
    report = json.dumps(answer(checked(service, OUTDATED))).encode()
    service.run(service.load("<http://e.org/a> <http://e.org/b> 1 .", GRAPH))

    async def many() -> list[Any]:
        asked = (
            verify(service.graph, service.settings, report, OUTDATED, Principal()) for _ in range(3)
        )
        return await asyncio.gather(*asked)

    assert [found.outcome for found in service.run(many())] == [SAME] * 3

    async def waiting() -> None:
        async with _alone(service.graph):
            await verify(service.graph, service.settings, report, OUTDATED, Principal())

    with pytest.raises(Busy, match="früherer Stand"):
        service.run(waiting())
    assert verified(service, report, OUTDATED).outcome == SAME


def test_findings_forged_with_fitting_hashes_are_found_by_the_repetition(service: Service) -> None:
    report = answer(checked(service, OUTDATED))
    removed = report["findings"].pop(0)
    report["verdict"] = "konform"
    found = verified(service, resealed(report), OUTDATED)
    assert found.outcome == OTHER
    assert (removed["rule"], removed["message"]) in found.new
