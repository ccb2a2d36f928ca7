"""A report is written in the format asked for; what is heavy is written in a reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from tests import content
from tests.exporters.reports import finding, mixed, nasty, report, written

from leitgraph.check import check
from leitgraph.check.examine import MOST_NOTES
from leitgraph.check.render_report import MANY, rendered
from leitgraph.errors import BadParameter
from leitgraph.exporters.registry import report_formats
from leitgraph.model import Principal, Report, Severity
from leitgraph.store.host.job import Order
from leitgraph.store.service import Graph
from leitgraph.writing import seed

if TYPE_CHECKING:
    from tests.conftest import Service


@pytest.fixture(scope="module")
def service(service_with: Callable[..., Service]) -> Any:
    started = service_with(seed_demo=True)
    started.run(seed.seed(started.graph, started.settings))
    return started


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The jobs that go to a reader."""
    seen: list[str] = []
    run = Graph.run

    async def watched(self: Graph, order: Order, *args: Any, **options: Any) -> Any:
        seen.append(order.job)
        return await run(self, order, *args, **options)

    monkeypatch.setattr(Graph, "run", watched)
    return seen


def render(service: Service, of: Report, name: str, language: str = "de") -> bytes:
    return service.run(rendered(service.graph, of, content.rules(), name, Principal(), language))


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", sorted(report_formats()))
def test_a_report_is_the_same_from_a_reader_and_written_here(
    service: Service, jobs: list[str], name: str, language: str
) -> None:
    assert render(service, mixed(), name, language) == written(name, mixed(), language)
    assert jobs == (["render-report"] if name in {"pdf", "docx"} else [])


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_hostile_texts_are_written_in_a_reader(service: Service, name: str) -> None:
    assert render(service, nasty(), name) == written(name, nasty())


def test_a_long_report_is_written_in_a_reader_whatever_its_format(
    service: Service, jobs: list[str]
) -> None:
    findings = tuple(finding("fi-001", Severity.VIOLATION, "x", "x") for _ in range(MANY + 1))
    assert len(json.loads(render(service, report(findings), "json"))["findings"]) == MANY + 1
    assert jobs == ["render-report"]


def test_a_format_that_is_not_there_is_refused_before_anything_is_done(
    service: Service, jobs: list[str]
) -> None:
    with pytest.raises(BadParameter, match="rtf"):
        render(service, mixed(), "rtf")
    assert jobs == []


def test_of_very_many_hints_on_the_input_the_beginning_is_told(service: Service) -> None:
    draft = {"titel": "T"} | {f"unbekannt{number}": 1 for number in range(MOST_NOTES + 50)}
    call = (service.graph, service.settings, json.dumps(draft).encode(), "application/json")
    found = service.run(check.check_report(*call, "musterstadt", None, Principal()))
    told = [f for f in found.findings if f.rule == "eingabe"]
    assert len(told) == MOST_NOTES + 1
    assert [f.message.de for f in told if f.path is None] == [
        "Zur Eingabe gäbe es 50 weitere Hinweise; sie sind nicht aufgeführt."
    ]
