"""Every city folder is read whole, and one that is not sound is refused with its file."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests import content
from tests.queries.asking import asked, shown, with_ontology

from leitgraph.catalog.cities import graphs, kommune, load_cities, load_city
from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError
from leitgraph.model import Patch
from leitgraph.shacl.core.gate import gate, warm_shapes
from leitgraph.store.rdf.skolem import canonical

SETTINGS = Settings()
DATA = SETTINGS.content_dir("data")
REAL = {
    "auerbach": "Auerbach/Vogtl.",
    "dresden": "Dresden",
    "kaiserslautern": "Kaiserslautern",
    "leipzig": "Leipzig",
    "sachsen": "Freistaat Sachsen",
    "weisswasser": "Weißwasser/O.L.",
}
GOOD = """
name = "Probe"
slug = "probe"
state = "Sachsen"
ags = "14000000"
synthetic = true
visibility = "public"

[[sources]]
title = "Blatt 1"
location = "Archiv"
date = "2024-03"
licence-note = "Amtliches Werk"
"""


def test_all_folders_are_collected_and_the_demo_city_comes_last() -> None:
    folders = sorted(path.name for path in (DATA / "cities").iterdir() if path.is_dir())
    assert list(content.cities()) == [*folders, "musterstadt"]
    assert {slug: content.cities()[slug].name for slug in REAL} == REAL
    assert list(load_cities(DATA, demo=False)) == folders


def test_the_demo_city_is_synthetic_and_no_real_one_is() -> None:
    assert content.cities()["musterstadt"].synthetic
    assert [slug for slug in REAL if content.cities()[slug].synthetic] == []
    assert "synthetisch" in content.cities()["musterstadt"].name
    assert {content.cities()[slug].visibility for slug in (*REAL, "musterstadt")} == {"public"}


def test_a_land_has_no_key_and_each_municipality_lies_in_its_land() -> None:
    assert content.cities()["sachsen"].ags == ""
    assert content.cities()["kaiserslautern"].state == "Rheinland-Pfalz"
    for city in content.cities().values():
        if city.state == "Sachsen" and city.slug not in {"sachsen", "musterstadt"}:
            assert city.ags.startswith("14")


def test_every_turtle_file_goes_into_a_graph_of_its_own() -> None:
    everything = [
        pair for city in content.cities().values() for pair in graphs(city, SETTINGS.base)
    ]
    files = [*DATA.glob("cities/*/*.ttl"), *DATA.glob("demo/*.ttl")]
    assert sorted(path for path, _ in everything) == sorted(path.resolve() for path in files)
    assert len({graph for _, graph in everything}) == len(files) >= 70
    assert (DATA / "cities/auerbach/raum.ttl", f"{SETTINGS.base}/auerbach/graph/raum") in everything


def test_the_list_of_cities_is_the_choice_that_forms_offer() -> None:
    offered = {f"{SETTINGS.base}/{row['wert']}" for row in asked("options-cities")}
    assert offered == {kommune(slug, SETTINGS.base) for slug in content.cities()}


def test_the_city_of_the_howto_is_sound_passes_the_gate_and_answers(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "howto-city.md").read_text("utf-8")
    # The whole example stands first; what follows it are pieces.
    (toml, *_), (turtle, *_) = (
        re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("toml", "turtle")
    )
    path = folder(tmp_path, toml, name="beispielhausen", file="ziele.ttl")
    (path / "ziele.ttl").write_text(turtle, "utf-8")
    city = load_city(path)
    store = with_ontology(graphs(city, SETTINGS.base))
    rows = asked("goals-of-a-city", store, stadt="beispielhausen")
    assert shown(rows, ["nummer", "ziel_name", "ueber_name"]) == [
        {"nummer": "1", "ziel_name": "Kurze Wege im Ort", "ueber_name": ""},
        {"nummer": "1.1", "ziel_name": "Sichere Schulwege", "ueber_name": "Kurze Wege im Ort"},
    ]
    written = ox.Store()
    for file, graph in graphs(city, SETTINGS.base):
        written.load(
            path=str(file),
            format=ox.RdfFormat.TURTLE,
            base_iri=SETTINGS.base + "/",
            to_graph=ox.NamedNode(graph),
        )
    patch = Patch(canonical(written, SETTINGS.base), b"", "Prüfung", "Prüfung", number=1)
    assert len(patch.added.splitlines()) > 50
    assert gate(store, warm_shapes(SETTINGS), patch) == []


# ---------------------------------------------------------------- broken folders


def folder(tmp_path: Path, facts: str = GOOD, *, name: str = "probe", file: str = "a.ttl") -> Path:
    """A city folder with one Turtle file."""
    path = tmp_path / "cities" / name
    path.mkdir(parents=True)
    (path / "city.toml").write_text(facts, "utf-8")
    if file:
        (path / file).write_text("", "utf-8")
    return path


def test_the_good_folder_of_the_next_test_is_good(tmp_path: Path) -> None:
    city = load_city(folder(tmp_path))
    assert (city.slug, city.ags, len(city.files)) == ("probe", "14000000", 1)
    assert city.sources[0]["date"] == "2024-03"


def test_a_source_may_have_neither_date_nor_licence_note(tmp_path: Path) -> None:
    city = load_city(folder(tmp_path, GOOD[: GOOD.index("date =")]))
    assert city.sources == ({"title": "Blatt 1", "location": "Archiv"},)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Probe"\n', "", "name fehlt"),
        ('state = "Sachsen"\n', "", "state fehlt"),
        ('ags = "14000000"', "ags = 14000000", "ags fehlt oder passt nicht"),
        ('ags = "14000000"', 'ags = "140"', "acht Ziffern"),
        ("synthetic = true\n", "", "synthetic fehlt"),
        ("synthetic = true", 'synthetic = "nein"', "synthetic fehlt oder passt nicht"),
        ('"public"', '"geheim"', "public oder internal"),
        ('slug = "probe"', 'slug = "anders"', "Name des Ordners"),
        ('slug = "probe"', 'slug = "../probe"', "Name des Ordners"),
        ('name = "Probe"', 'name = "Probe"\nbürgermeister = "X"', "kein gültiges TOML"),
        ('name = "Probe"', 'name = "Probe"\nmayor = "X"', "unbekannt: mayor"),
        ('name = "Probe"', "name = Probe", "kein gültiges TOML"),
        (GOOD[GOOD.index("[[") :], "", "sources fehlt"),
        (GOOD[GOOD.index("[[") :], "sources = []", "es braucht eine Quelle"),
        (GOOD[GOOD.index("[[") :], 'sources = ["Blatt 1"]', "keine Tabelle"),
        ('title = "Blatt 1"\n', "", "title fehlt"),
        ('location = "Archiv"', 'location = " "', "location fehlt oder ist leer"),
        ('date = "2024-03"', 'date = ""', "date fehlt oder ist leer"),
        ('date = "2024-03"', "date = 2024-03-01", "date fehlt oder ist leer"),
        ('date = "2024-03"', 'date = "im März"', "'im März' ist kein Datum"),
        ("licence-note", "license-note", "unbekannt: license-note"),
    ],
)
def test_a_broken_city_toml_is_told_with_its_file(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    facts = GOOD.replace(old, new)
    assert facts != GOOD
    with pytest.raises(LeitgraphError, match=r"probe/city\.toml(:\d+)?: ") as refused:
        load_city(folder(tmp_path, facts))
    assert message in refused.value.detail


def test_a_folder_without_city_toml_is_not_skipped(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "cities" / "ohne").mkdir()
    with pytest.raises(LeitgraphError, match=r"ohne/city\.toml: die Datei fehlt"):
        load_cities(tmp_path)


def test_a_city_needs_a_turtle_file_whose_name_may_stand_in_an_iri(tmp_path: Path) -> None:
    with pytest.raises(LeitgraphError, match="keine Turtle-Datei"):
        load_city(folder(tmp_path, file=""))
    with pytest.raises(LeitgraphError, match="Zielé"):
        load_city(folder(tmp_path / "2", file="Zielé 1.ttl"))


def test_no_city_at_all_or_the_same_one_twice_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LeitgraphError, match="keine Kommune"):
        load_cities(tmp_path)
    folder(tmp_path)
    demo = tmp_path / "demo"
    demo.mkdir()
    (demo / "city.toml").write_text(GOOD, "utf-8")
    (demo / "a.ttl").write_text("", "utf-8")
    with pytest.raises(LeitgraphError, match="zweimal"):
        load_cities(tmp_path)
    assert list(load_cities(tmp_path, demo=False)) == ["probe"]
