"""A certificate lets a check be repeated on the graph as it stood, and a changed report be told."""

from __future__ import annotations

import asyncio
import copy
import hashlib
import json
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from leitgraph import __version__
from leitgraph.check import check
from leitgraph.check.verify.verify import (
    CHANGED,
    OTHER,
    SAME,
    UNREPEATABLE,
    Verification,
    _alone,
    verify,
)
from leitgraph.config import NS, Settings
from leitgraph.errors import BadData, BadInput, Busy, TooLarge
from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.exporters.reports import json as report_json
from leitgraph.model import Principal, Report, Role
from leitgraph.vorlage.reading import DOCX, PDF
from leitgraph.writing import seed

if TYPE_CHECKING:
    from tests.conftest import Service

CONTENT = Settings().content_dir("data").parent
DEMO = CONTENT / "data" / "demo" / "vorlagen"
OUTDATED = (DEMO / "07-veraltetes-ziel.json").read_bytes()
WITHOUT_DATE = b'{"titel": "Ohne Datum", "federfuehrung": "66"}'
ADMIN = Principal(Role.ADMIN, "leitung")
JSON = "application/json"
CITY = "https://w3id.org/insek/id/musterstadt"
GRAPH = "https://w3id.org/insek/graph/nachtrag"


@pytest.fixture(scope="module")
def service(service_with: Callable[..., Service], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The shipped content, with rules that a test may change."""
    content = tmp_path_factory.mktemp("content")
    for kind in ("ontology", "data"):
        (content / kind).symlink_to(CONTENT / kind)
    (content / "queries").symlink_to(Settings().content_dir("queries"))
    shutil.copytree(CONTENT / "shapes", content / "shapes")
    started = service_with(content=content, seed_demo=True, draft_mb=1)
    started.run(seed.seed(started.graph, started.settings))
    return started


def checked(
    service: Service, body: bytes, media: str = JSON, who: Principal | None = None, **more: Any
) -> Report:
    city, day = more.get("city", "musterstadt"), more.get("date")
    call = (service.graph, service.settings, body, media, city, day, who or Principal())
    return service.run(check.check_report(*call, more.get("focus")))


def answer(report: Report, language: str = "de") -> dict[str, Any]:
    """The report as a program gets it, read back from its text."""
    text = json.dumps(report_json.answer(report, language), ensure_ascii=False, indent=2)
    read: dict[str, Any] = json.loads(text)
    return read


def verified(
    service: Service, report: Any, draft: bytes = b"", who: Principal | None = None
) -> Verification:
    body = report if isinstance(report, bytes) else json.dumps(report).encode()
    return service.run(verify(service.graph, service.settings, body, draft, who or Principal()))


def reasons(found: Verification) -> str:
    return " ".join(reason.de for reason in found.reasons)


def resealed(report: dict[str, Any]) -> dict[str, Any]:
    """As somebody would who knows how hashes are made."""
    report["certificate"]["findings"][report["language"]] = report_json.judgement_hash(report)
    report["certificate"]["sha256"] = report_json.seal(report)
    return report


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


# ---- changed reports


def _message(report: dict[str, Any]) -> None:
    report["findings"][0]["message"] += " Das ist nicht schlimm."


def _fewer(report: dict[str, Any]) -> None:
    report["findings"].pop()


def _verdict(report: dict[str, Any]) -> None:
    report["verdict"] = "konform"


def _title(report: dict[str, Any]) -> None:
    report["title"] = "Eine andere Vorlage"


def _time(report: dict[str, Any]) -> None:
    report["certificate"]["time"] = "2020-01-01T00:00:00+00:00"


def _version(report: dict[str, Any]) -> None:
    report["certificate"]["graph_version"] -= 1


@pytest.mark.parametrize("edit", [_message, _fewer, _verdict, _title, _time, _version])
def test_a_report_that_was_edited_is_refused(
    service: Service, edit: Callable[[dict[str, Any]], None]
) -> None:
    report = answer(checked(service, OUTDATED))
    edit(report)
    found = verified(service, report, OUTDATED)
    assert found.outcome == CHANGED
    assert len(found.reasons) == 1


def test_another_draft_is_refused(service: Service) -> None:
    report = answer(checked(service, OUTDATED))
    found = verified(service, report, OUTDATED + b" ")
    assert found.outcome == CHANGED
    assert reasons(found) == "Der Entwurf ist nicht der, der geprüft wurde."


def test_findings_forged_with_fitting_hashes_are_found_by_the_repetition(service: Service) -> None:
    report = answer(checked(service, OUTDATED))
    removed = report["findings"].pop(0)
    report["verdict"] = "konform"
    found = verified(service, resealed(report), OUTDATED)
    assert found.outcome == OTHER
    assert (removed["rule"], removed["message"]) in found.new


# ---- what cannot be repeated


def test_without_the_draft_the_check_cannot_be_repeated(service: Service) -> None:
    found = verified(service, answer(checked(service, OUTDATED)))
    assert found.outcome == UNREPEATABLE
    assert "Der Bericht selbst ist unverändert" in reasons(found)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("rules", "0" * 64, "Das Regelwerk ist nicht mehr so"),
        ("ontology", "0" * 64, "Die Ontologie ist nicht mehr so"),
        ("profile", "0" * 64, "Das Profil der Stadt ist nicht mehr so"),
        ("journal", "0" * 64, "ist ein anderer als der, auf dem geprüft wurde"),
        ("graph_version", 99_999, "gibt es in diesem Graphen nicht"),
    ],
)
def test_where_rules_or_graph_are_others_nothing_is_claimed(
    service: Service, name: str, value: Any, said: str
) -> None:
    report = answer(checked(service, OUTDATED))
    report["certificate"][name] = value
    found = verified(service, resealed(report), OUTDATED)
    assert found.outcome == UNREPEATABLE
    assert said in reasons(found)


def test_changed_rule_files_are_told_by_a_service_that_has_read_them(
    service: Service, service_with: Callable[..., Service]
) -> None:
    report = answer(checked(service, OUTDATED))
    rule = service.settings.content_dir("shapes") / "rules" / "zielbezug" / "zb-001.ttl"
    text = rule.read_text("utf-8")
    rule.write_text(text + "# geändert\n", "utf-8")
    try:
        other = service_with(content=service.settings.content)
        found = verified(other, report, OUTDATED)
    finally:
        rule.write_text(text, "utf-8")
    assert found.outcome == UNREPEATABLE
    assert "Das Regelwerk ist nicht mehr so" in reasons(found)


def test_other_programs_are_told_beside_the_result(service: Service) -> None:
    report = answer(checked(service, OUTDATED))
    report["certificate"]["engines"]["pyshacl"] = "0.1"
    found = verified(service, resealed(report), OUTDATED)
    assert found.outcome == SAME
    assert "pyshacl: damals 0.1, jetzt " in reasons(found)


def test_what_an_admin_saw_the_public_cannot_repeat(service: Service) -> None:
    report = answer(checked(service, OUTDATED, who=ADMIN))
    assert report["certificate"]["view"] == "admin"
    assert verified(service, report, OUTDATED, ADMIN).outcome == SAME
    found = verified(service, report, OUTDATED)
    assert found.outcome == UNREPEATABLE
    assert "nur Berechtigte" in reasons(found)


# ---- what is no report


@pytest.mark.parametrize("name", ["city", "media_type", "focus", "date"])
def test_what_a_reader_refuses_cannot_be_repeated(service: Service, name: str) -> None:
    report = answer(checked(service, OUTDATED))
    report["certificate"][name] = "ganz/anders"
    found = verified(service, resealed(report), OUTDATED)
    assert found.outcome == (SAME if name == "focus" else UNREPEATABLE)


@pytest.mark.parametrize(
    "body",
    [b"[]", b"{}", b'"x"', b'{"certificate": {}}', b'{"certificate": 1, "findings": []}'],
)
def test_what_is_no_report_with_a_certificate_is_said_to_be_none(
    service: Service, body: bytes
) -> None:
    with pytest.raises(BadData, match="kein Bericht mit Nachweis"):
        verified(service, body, OUTDATED)


def test_every_field_of_a_certificate_may_be_missing_or_wrong(service: Service) -> None:
    report = answer(checked(service, OUTDATED))
    names = sorted(set(report["certificate"]) - {"draft_bytes", "verdict"})
    assert len(names) > 10
    for name in names:
        wrongs: tuple[object, ...] = (None, [], {"a": 1}, -1)
        for wrong in wrongs:
            if report["certificate"][name] == wrong:
                continue
            spoiled = copy.deepcopy(report)
            spoiled["certificate"][name] = wrong
            try:
                found = verified(service, spoiled, OUTDATED)
            except BadData:
                continue
            assert found.outcome == CHANGED, (name, wrong)


def test_broken_json_deep_json_and_too_much_are_told(service: Service) -> None:
    with pytest.raises(BadInput, match="JSON"):
        verified(service, b"{")
    with pytest.raises(BadInput, match=r"verschachtelt|JSON"):
        verified(service, b"[" * 100_000)
    with pytest.raises(TooLarge, match="1 MB"):
        verified(service, b" " * (2 << 20))
