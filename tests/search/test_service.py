"""Search through a running graph: what was just written is found, what is internal stays so."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import ADMIN, PUBLIC

from leitgraph.config import NS, Settings
from leitgraph.errors import LeitgraphError, StorageFull
from leitgraph.model import Principal
from leitgraph.search import shelf
from leitgraph.store.host.job import Order
from leitgraph.suggest.suggest import suggest_goals

if TYPE_CHECKING:
    from tests.conftest import Service

BASE = Settings().base
HEAD = f"""@base <{BASE}/> . @prefix insek: <{NS}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
CITY = f"""{HEAD}<x/kommune/stadt> a insek:Kommune ; skos:prefLabel "X"@de .
<x/ziel/rad> a insek:Ziel ; skos:prefLabel "Radverkehr fördern"@de ; skos:notation "1" ;
    insek:kommune <x/kommune/stadt> .
<x/ziel/kometen> a insek:Ziel ; skos:prefLabel "Kometen beobachten"@de ; skos:notation "2" ;
    insek:kommune <x/kommune/stadt> .
"""


def goal(id_: str, label: str) -> str:
    """Turtle of one more goal."""
    return f"""{HEAD}<x/ziel/{id_}> a insek:Ziel ; skos:prefLabel "{label}"@de ;
    insek:kommune <x/kommune/stadt> ."""


@pytest.fixture(scope="module")
def service(service_with: Callable[..., Service]) -> Service:
    """A small city, without the shipped ones. The tests write to it one after the other."""
    service = service_with()
    ontology = (Settings().content_dir("ontology") / "ziele.ttl").read_bytes()
    service.run(service.load(ontology, "https://w3id.org/insek/ns"))
    service.run(service.load(CITY, "urn:stadt"))
    return service


async def find(service: Service, text: str, who: Principal = PUBLIC) -> list[str]:
    """Ids of what is found."""
    payload = {"q": text, "city": "x", "date": "2025-01-01", "limit": 10, "language": "de"}

    async def ask() -> Any:
        answer = await service.graph.run(Order("suggest", payload), principal=who)
        return json.loads(await answer.read())

    found = await shelf.indexed(service.graph, ask)
    return [one["id"] for one in found["suggestions"]]


def folders(service: Service) -> list[str]:
    """The indexes that there are."""
    return sorted(p.name for p in (service.settings.data / "search").glob("*-*-*"))


def test_many_who_ask_at_first_wait_for_one_index(service: Service) -> None:
    async def crowd() -> list[list[str]]:
        return await asyncio.gather(*(find(service, "radverkehr") for _ in range(30)))

    assert service.run(crowd()) == [["rad"]] * 30
    assert len(folders(service)) == 1


def test_a_hundred_readers_open_the_index_one_after_the_other(service: Service) -> None:
    """Each is a new fork; none may hang on a thread that did not come along."""
    made = folders(service)
    for number in range(100):
        service.run(service.load(goal("neu", f"Brunnen Nummer {number}"), "urn:neu"))
        assert service.run(find(service, f"nummer {number}")) == ["neu"]
    assert folders(service) == made


def test_what_is_written_is_found_at_once_without_a_new_index(service: Service) -> None:
    assert service.run(find(service, "radverkehr")) == ["rad"]
    made = folders(service)
    service.run(service.load(goal("neu", "Radwege bauen"), "urn:neu"))
    assert service.run(find(service, "radweg")) == ["neu"]
    service.run(service.load(goal("neu", "Brunnen bauen"), "urn:neu"))
    assert service.run(find(service, "radweg")) == []
    assert service.run(find(service, "brunnen")) == ["neu"]
    service.run(service.update("DROP GRAPH <urn:neu>"))
    assert service.run(find(service, "brunnen")) == []
    assert service.run(find(service, "radverkehr")) == ["rad"]
    assert folders(service) == made


def test_what_is_internal_is_found_by_those_who_may_see_it_only(service: Service) -> None:
    secret = goal("geheim", "Geheimgang graben")
    service.run(service.load(secret, "urn:geheim", visibility="internal"))
    assert service.run(find(service, "geheimgang")) == []
    assert service.run(find(service, "geheimgang", ADMIN)) == ["geheim"]
    assert sorted(name.partition(".")[0] for name in folders(service)) == ["internal", "public"]
    for path in (service.settings.data / "search").glob("public*/**/*"):
        assert b"geheimgang" not in path.read_bytes()
    drafted = json.dumps({"titel": "Geheimgang"}).encode()
    suggested = suggest_goals(
        service.graph, service.settings, drafted, "application/json", "x", None, PUBLIC
    )
    assert service.run(suggested)["suggestions"] == []


def test_a_graph_that_becomes_internal_or_public_is_hidden_or_shown(service: Service) -> None:
    service.run(service.load(goal("neu", "Brunnen bauen"), "urn:neu"))
    assert service.run(find(service, "brunnen")) == ["neu"]
    for visibility, expected in (("internal", []), ("public", ["neu"])):
        load = service.load(goal("neu", "Brunnen bauen"), "urn:neu", visibility=visibility)
        service.run(load)
        assert service.run(find(service, "brunnen")) == expected
        assert service.run(find(service, "brunnen", ADMIN)) == ["neu"]


def test_after_many_changes_another_index_is_made_and_old_ones_go(service: Service) -> None:
    for number in range(3):
        some = "".join(
            goal(f"g{number}-{n}", f"Brunnen {number}{n}").replace(HEAD, "")
            for n in range(shelf.FRESH + 1)
        )
        service.run(service.load(HEAD + some, f"urn:viele{number}"))
        assert f"g{number}-7" in service.run(find(service, f"brunnen {number}7"))
        assert service.run(find(service, "radverkehr")) == ["rad"]
        public = [name for name in folders(service) if name.startswith("public.")]
        assert len(public) == 1 + shelf._KEPT


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "one file less"])
def test_an_index_that_is_damaged_or_gone_is_made_again(service: Service, damage: str) -> None:
    assert service.run(find(service, "radverkehr")) == ["rad"]
    for folder in (service.settings.data / "search").glob("*-*-*"):
        _harm(folder, damage)
    # Readers that hold it open go on; new ones do not find it.
    service.run(service.load(goal("neu", f"Zisterne {damage}"), "urn:neu"))
    assert service.run(find(service, "radverkehr")) == ["rad"]
    assert service.run(find(service, "zisterne")) == ["neu"]


def _harm(folder: Path, damage: str) -> None:
    files = sorted(folder.iterdir())
    if damage == "gone":
        shutil.rmtree(folder)
    elif damage == "empty":
        for path in files:
            path.write_bytes(b"")
    elif damage == "cut":
        (folder / "words.json").write_text("{", "utf-8")
    else:
        for path in files:
            if path.suffix == ".term":
                path.unlink()


def test_indexes_of_another_history_are_not_used(service: Service) -> None:
    """As after a restored backup: there are indexes of later states that never were."""
    home = service.settings.data / "search"
    # The newest, as beside it lie a lock and older ones that a reader may just be removing.
    mine = max(home.glob(f"public.{shelf.FORMAT}-*-*"), key=lambda path: path.stat().st_mtime)
    for number in (99_990, 99_991, 99_992):
        shutil.copytree(mine, home / f"public.{shelf.FORMAT}-{number}-0123456789abcdef")
    shutil.rmtree(mine)
    service.run(service.load(goal("neu", "Andere Geschichte"), "urn:neu"))
    assert service.run(find(service, "andere geschichte")) == ["neu"]
    service.run(service.load(goal("neu", "Weitere Geschichte"), "urn:neu"))
    assert service.run(find(service, "weitere geschichte")) == ["neu"]
    assert len(folders(service)) <= 4


def test_where_no_index_can_be_written_that_is_said(service: Service) -> None:
    home = service.settings.data / "search"
    shutil.rmtree(home)
    home.write_text("im Weg", "utf-8")
    service.run(service.load(goal("neu", "Neuer Stand"), "urn:neu"))
    with pytest.raises(LeitgraphError) as error:
        service.run(find(service, "radverkehr"))
    assert not isinstance(error.value, StorageFull)
    assert "Verzeichnis der Suche" in error.value.detail
    assert service.rows("SELECT ?x { ?x a insek:Kommune }") == [f"{BASE}/x/kommune/stadt"]
    home.unlink()
    assert service.run(find(service, "radverkehr")) == ["rad"]


def test_the_index_is_used_again_after_a_restart(
    service: Service, service_with: Callable[..., Service]
) -> None:
    assert service.run(find(service, "radverkehr")) == ["rad"]
    made = folders(service)
    service.close()
    again = service_with(service.settings.data)
    assert again.run(find(again, "radverkehr")) == ["rad"]
    assert folders(again) == made


def test_the_view_on_disk_is_searched_the_same_way(service_with: Callable[..., Service]) -> None:
    service = service_with(view="disk")
    ontology = (Settings().content_dir("ontology") / "ziele.ttl").read_bytes()
    service.run(service.load(ontology, "https://w3id.org/insek/ns"))
    service.run(service.load(CITY, "urn:stadt"))
    assert service.run(find(service, "radverkehr")) == ["rad"]
    made = folders(service)
    service.run(service.load(goal("neu", "Geheimgang"), "urn:neu", visibility="internal"))
    assert service.run(find(service, "geheimgang")) == []
    assert service.run(find(service, "geheimgang", ADMIN)) == ["neu"]
    assert set(made) < set(folders(service))
