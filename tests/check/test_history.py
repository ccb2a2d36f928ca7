"""The checks of a Vorlage, kept: what changed from one to the next, for whom, and for how long."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from leitgraph.check import check
from leitgraph.check.history.entry import Check, in_turn
from leitgraph.check.history.history import PER_PAPER, History
from leitgraph.check.history.progress import Last, since
from leitgraph.check.listing import paper
from leitgraph.model import Finding, Principal, Report, Role, Severity, Text, Verdict
from leitgraph.writing import seed

if TYPE_CHECKING:
    from tests.conftest import Service

PUBLIC, ADMIN = Principal(), Principal(Role.ADMIN, "Prüfung")
BASE = "https://w3id.org/insek/id"
PAPER = f"{BASE}/musterstadt/vorlage/v0001-19"
ENDED = f"""PREFIX insek: <https://w3id.org/insek/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA {{ GRAPH <{BASE}/musterstadt/graph/ziele> {{
  <{BASE}/musterstadt/ziel/uz-2-3> insek:gueltigAb "2010-01-01"^^xsd:date ;
    insek:gueltigBis "2018-12-31"^^xsd:date }} }}"""


def finding(rule: str, value: str = "", path: str = "p") -> Finding:
    """A finding with a message of its own."""
    said = Text(f"{rule} {value}", f"{rule} {value} (en)")
    return Finding(rule, Severity.WARNING, said, said, "", "f", path, value or None)


def report(*findings: Finding, **facts: Any) -> Report:
    """A report with a certificate, of the Vorlage V1 in the graph unless told otherwise."""
    certificate = {
        "draft": None,
        "date": None,
        "kommune": "musterstadt",
        "time": facts.pop("time", datetime.now(UTC).isoformat()),
        "rules": facts.pop("rules", "r" * 64),
        "profile": None,
        **facts.pop("certificate", {}),
    }
    version = facts.pop("version", 1)
    facts = {"kennung": "V1", "title": "Titel", "certificate": certificate, **facts}
    verdict = Verdict.HINWEISE if findings else Verdict.KONFORM
    return Report(verdict, findings, (), None, version, "urn:v1", "2025-06-30", facts)


@pytest.fixture
def history(tmp_path: Path) -> History:
    """An empty history."""
    return History(tmp_path, days=30, most=1000, draft_days=10)


def keep(history: History, *reports: Report, who: Principal = PUBLIC, draft: str = "") -> None:
    """Remember some checks."""
    import asyncio

    asyncio.run(history.remember(reports, who, draft))


def of_v1(history: History, who: Principal = PUBLIC) -> list[Check]:
    """The checks of V1."""
    return history.of_paper("musterstadt", "urn:v1", "V1", who)


def test_a_check_says_what_is_mended_new_and_still_open(history: History) -> None:
    keep(history, report(finding("a", "1"), finding("b"), finding("c", "1"), finding("c", "2")))
    keep(history, report(finding("a", "2"), finding("c", "2"), finding("d")))
    new, old = in_turn(of_v1(history))
    assert old["since"] is None
    assert [f["rule"] for f in old["findings"]] == ["a", "b", "c", "c"]
    found = new["since"]
    assert [(f["rule"], f["value"]) for f in found["mended"]] == [("b", None), ("c", "1")]
    assert [f["rule"] for f in found["new"]] == ["d"]
    assert [(f["rule"], f["value"]) for f in found["open"]] == [("a", "2"), ("c", "2")]
    assert found["changes"] == []
    english = in_turn(of_v1(history), "en")[0]["since"]["new"][0]["message"]
    assert english == "d  (en)"


def test_a_rule_that_could_not_be_checked_mends_nothing(history: History) -> None:
    keep(history, report(finding("a")))
    keep(history, report(finding("a", path="other"), unchecked=["a"]))
    found = in_turn(of_v1(history))[0]["since"]
    assert (found["mended"], found["new"], len(found["open"])) == ([], [], 1)


def test_it_says_that_graph_and_rules_changed_in_between(history: History) -> None:
    keep(history, report(finding("a"), version=7))
    keep(history, report(finding("b"), version=9, rules="s" * 64))
    found = in_turn(of_v1(history))[0]["since"]
    assert found["changes"] == ["graph", "rules"]
    assert "Stand 7, jetzt 9" in found["told"][0]


def test_the_check_page_and_the_history_compare_alike(history: History) -> None:
    first, second = report(finding("a"), version=7), report(finding("b"), version=9)
    progress = since(Last.read(Last.of(first).dump()), second)
    keep(history, first)
    keep(history, second)
    kept = in_turn(of_v1(history))[0]["since"]
    assert [seen.rule for seen in progress.mended] == [f["rule"] for f in kept["mended"]] == ["a"]
    assert [f.rule for f in progress.new] == [f["rule"] for f in kept["new"]] == ["b"]
    assert progress.changes("de") == kept["told"]
    assert len(kept["told"]) == 1


def test_the_same_answer_again_is_counted(history: History) -> None:
    keep(history, report(finding("a"), time="2099-01-01T10:00:00+00:00"))
    keep(history, report(finding("a"), time="2099-01-01T12:00:00+01:00"))
    keep(history, report(finding("a"), time="2099-01-01T12:00:00+00:00", version=2))
    new, old = of_v1(history)
    assert (old.times, old.first.hour, old.last.hour) == (2, 10, 11)
    assert (new.times, new.basis.graph) == (1, "2")


def test_what_an_admin_checks_is_for_admins(history: History) -> None:
    keep(history, report(finding("a")), who=PUBLIC)
    keep(history, report(finding("b")), who=ADMIN)
    keep(history, report(finding("c"), certificate={"draft": "d" * 64}), who=ADMIN)
    assert [c.findings[0].rule for c in of_v1(history)] == ["a"]
    assert [c.findings[0].rule for c in of_v1(history, ADMIN)] == ["c", "b", "a"]


def test_a_draft_that_is_only_shown_is_not_kept(history: History) -> None:
    keep(history, report(finding("a"), certificate={"draft": "d" * 64}))
    keep(history, report(finding("a"), certificate={"date": "2020-01-01"}))
    assert of_v1(history, ADMIN) == []


def test_a_kept_draft_is_found_by_its_id_alone(history: History, tmp_path: Path) -> None:
    one = report(finding("a"), certificate={"draft": "d" * 64})
    keep(history, one, draft="geheim-geheim-geheim-abc")
    (found,) = history.of_draft("geheim-geheim-geheim-abc")
    assert found.basis.draft == "d" * 64
    assert history.of_draft("geheim-geheim-geheim-abd") == []
    assert of_v1(history) == []
    assert len(of_v1(history, ADMIN)) == 1
    assert b"geheim" not in (tmp_path / "history.sqlite").read_bytes()
    history.forget("geheim-geheim-geheim-abc")
    assert of_v1(history, ADMIN) == []


def test_it_stays_within_its_bounds(tmp_path: Path) -> None:
    history = History(tmp_path, days=30, most=150, draft_days=10)
    keep(history, *(report(finding("a", str(n))) for n in range(PER_PAPER + 5)))
    checks = of_v1(history)
    assert len(checks) == PER_PAPER
    assert checks[0].findings[0].value == str(PER_PAPER + 4)
    for name in range(60):
        keep(history, report(certificate={"draft": "d"}, kennung=f"X{name}"), who=ADMIN)
    with sa.create_engine(f"sqlite:///{tmp_path}/history.sqlite").connect() as connection:
        assert connection.scalar(sa.text("SELECT COUNT(*) FROM check_made")) == 150


def test_old_checks_are_forgotten_those_of_drafts_first(history: History) -> None:
    def ago(days: int) -> str:
        return (datetime.now(UTC) - timedelta(days=days)).isoformat()

    keep(history, report(finding("a"), time=ago(29)))
    keep(history, report(finding("a"), certificate={"draft": "d", "time": ago(11)}), who=ADMIN)
    assert [c.origin for c in of_v1(history, ADMIN)] == ["graph"]
    keep(history, report(finding("b"), time=ago(31)))
    assert [c.findings[0].rule for c in of_v1(history)] == ["a"]


def test_nothing_is_kept_where_nothing_is_to_be_kept(tmp_path: Path) -> None:
    keep(History(tmp_path, days=0, most=10, draft_days=10), report(finding("a")))
    keep(History(tmp_path, days=10, most=0, draft_days=10), report(finding("a")))
    assert list(tmp_path.iterdir()) == []


def test_a_history_that_cannot_be_written_is_no_fault_of_the_check(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "history.sqlite").mkdir()
    keep(History(tmp_path, days=30, most=10, draft_days=10), report(finding("a")))
    assert "Verlauf" in caplog.text


def test_a_goal_that_ended_since_is_a_new_finding_on_a_new_graph(
    service_with: Callable[..., Service], tmp_path: Path
) -> None:
    service = service_with(seed_demo=True)
    service.run(seed.seed(service.graph, service.settings))
    history = History.of(service.settings)

    def checked() -> Report:
        return service.run(
            check.check_report(
                service.graph, service.settings, b"", "", "musterstadt", None, PUBLIC, focus=PAPER
            )
        )

    before = checked()
    assert "zb-002" in before.passed
    service.run(history.remember([before], PUBLIC))
    service.run(service.update(ENDED))
    service.run(history.remember([checked()], PUBLIC))
    found = service.run(paper(service.graph, "musterstadt", "V0001/19", PUBLIC))
    assert (found.iri, found.kennung, found.day) == (PAPER, "V0001/19", "2019-11-06")
    new, _ = in_turn(history.of_paper("musterstadt", found.iri, found.kennung, PUBLIC))
    assert [f["rule"] for f in new["since"]["new"]] == ["zb-002"]
    assert new["since"]["changes"] == ["graph"]
    assert new["since"]["mended"] == []
    assert json.dumps(new)
