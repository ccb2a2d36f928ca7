"""What ships is loaded once, followed when it changes, and exports load again as they were."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from leitgraph.model import Principal, Role
from leitgraph.store.host.job import Order
from leitgraph.writing.seed import seed, shipped

if TYPE_CHECKING:
    from tests.conftest import Service

ROOT = Path(__file__).parents[2]
ADMIN = Principal(Role.ADMIN, "Prüfung")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the ontology and shapes, with one small city of its own."""
    for kind in ("ontology", "shapes"):
        shutil.copytree(ROOT / kind, tmp_path / kind)
    (tmp_path / "queries").symlink_to(ROOT / "service" / "queries")
    city = tmp_path / "data" / "cities" / "probe"
    city.mkdir(parents=True)
    (city / "city.toml").write_text(
        'name = "Probe"\nslug = "probe"\nstate = "Sachsen"\nags = "14000000"\n'
        'synthetic = true\nvisibility = "public"\n'
        '[[sources]]\ntitle = "Blatt 1"\nlocation = "Archiv"\n',
        "utf-8",
    )
    (city / "ziele.ttl").write_text("<probe/ziel/1> <http://test/p> 1, 2 .\n", "utf-8")
    (city / "rat.ttl").write_text("<probe/rat/1> <http://test/p> 3 .\n", "utf-8")
    return tmp_path


def test_each_city_is_one_patch_with_its_source(
    service_with: Callable[..., Service], content: Path
) -> None:
    service = service_with(content=content)
    assert service.run(seed(service.graph, service.settings)) == [1, 2]
    entry = service.run(service.graph.log())[0]
    assert (entry.reason, entry.source, entry.actor) == ("Probe geladen", "Blatt 1", "leitgraph")
    rows = service.rows("SELECT ?g ?o { GRAPH ?g { ?s <http://test/p> ?o } }")
    graph = "https://w3id.org/insek/id/probe/graph/"
    assert rows == [f"{graph}rat,3", f"{graph}ziele,1", f"{graph}ziele,2"]
    assert service.rows(f"SELECT ?x {{ <{graph}rat> insek:synthetisch ?x }}") == ["true"]


def test_a_second_start_changes_nothing_and_a_changed_file_is_a_difference(
    service_with: Callable[..., Service], content: Path
) -> None:
    service = service_with(content=content)
    service.run(seed(service.graph, service.settings))
    assert service.run(seed(service.graph, service.settings)) == []
    city = content / "data" / "cities" / "probe"
    (city / "ziele.ttl").write_text("<probe/ziel/1> <http://test/p> 2, 4 .\n", "utf-8")
    (city / "rat.ttl").unlink()
    assert len(service.run(seed(service.graph, service.settings))) == 2
    newest = service.run(service.graph.log(2))
    assert (newest[1].added, newest[1].removed) == (1, 1)
    assert service.rows("SELECT ?o { ?s <http://test/p> ?o }") == ["2", "4"]


def test_the_shipped_content_has_the_ontology_and_the_demo(
    service_with: Callable[..., Service],
) -> None:
    service = service_with(gate="block", seed_demo=True)
    parcels = shipped(service.settings)
    assert len(parcels) >= 2
    assert service.run(seed(service.graph, service.settings)) == list(range(1, len(parcels) + 1))
    rows = service.rows("SELECT (COUNT(*) AS ?n) { ?s a insek:Leitziel }")
    assert int(rows[0]) >= 11


def test_an_export_loads_again_as_it_was(service_with: Callable[..., Service]) -> None:
    first, second = service_with(seed_demo=True), service_with()
    first.run(seed(first.graph, first.settings))

    async def export(service: Service) -> bytes:
        answer = await service.graph.run(Order("export", {"format": "nquads"}), principal=ADMIN)
        return await answer.read()

    everything = first.run(export(first))
    assert everything.count(b"\n") > 10_000
    second.run(
        second.graph.write(
            Order("load", {"documents": [{"format": "nquads"}]}),
            principal=ADMIN,
            body=everything,
            reason="Übernahme",
        )
    )
    assert sorted(second.run(export(second)).splitlines()) == sorted(everything.splitlines())
