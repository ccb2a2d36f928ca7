"""What profiles say of two concepts: the 68 goals on Auerbach's slides, and the demo city's."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from tests import content

from leitgraph.catalog.rules import BASE
from leitgraph.check.concept import PROFILES, Profiles, measure
from leitgraph.check.rulebook import read_inference
from leitgraph.config import Settings
from leitgraph.errors import BadParameter, NotFound
from leitgraph.model import Role
from leitgraph.store.host.job import ReaderContext, Warm
from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.rdf.layers import PUBLIC_LAYER

SETTINGS = Settings()
DATA = SETTINGS.content_dir("data")


@cache
def profiles() -> Profiles:
    """The profiles of concepts, ready to be asked."""
    return Profiles.load(SETTINGS)


DAY = "2025-06-16"


@cache
def everything() -> ox.Store:
    """All cities as the public layer, with what follows from them."""
    store = ox.Store()
    for path in sorted([*DATA.glob("cities/*/*.ttl"), *DATA.glob("demo/*.ttl")]):
        store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=SETTINGS.base + "/")
    derive(store, read_inference(SETTINGS.content_dir("ontology")), PUBLIC)
    whole = ox.Store()
    whole.bulk_extend(store.quads_for_pattern(None, None, None, PUBLIC_LAYER))
    assert len(whole) > 30_000
    return whole


def ask(name: str, city: str, **more: Any) -> dict[str, Any]:
    context = ReaderContext(
        store=everything(),
        view=None,
        settings=SETTINGS,
        warm=Warm(SETTINGS).keep(PROFILES, profiles()),
        version=7,
        role=Role.PUBLIC,
        name="",
        default_graph=[PUBLIC_LAYER],
        named_graphs=[],
    )
    payload: Any = {"name": name, "city": city, "date": DAY, **more}
    return measure(context, payload)


def met(answer: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Criterion to how many meet it, of how many."""
    return {one["id"]: (one["met"], one["checked"]) for one in answer["criteria"]}


def lacking(answer: dict[str, Any], criterion: str) -> set[str]:
    """Local names of what does not meet a criterion."""
    return {
        finding["focus"].rsplit("/", 1)[-1]
        for finding in answer["findings"]
        if finding["criterion"] == criterion
    }


def planted(fault: str) -> set[str]:
    return {resource.rsplit("/", 1)[-1] for resource in content.planted()[fault]["resources"]}


# ---- Auerbach: the whole goal tree as the slides give it


def test_no_goal_of_auerbach_names_an_end_state_an_indicator_or_a_unit_all_name_2035() -> None:
    answer = ask("zielqualitaet", "auerbach")
    assert answer["fassung_title"] == "INSEK 2030+ Auerbach/Vogtl., Fassung vom 21.02.2022"
    assert (answer["checked"], answer["fulfilled"]) == (16 + 52, 0)
    assert met(answer) == {
        "endzustand": (0, 68),
        "indikator": (0, 68),
        "zielwert": (0, 68),
        "horizont": (68, 68),
        "einheit": (0, 68),
    }
    assert len(answer["findings"]) == 4 * 68
    assert {one["findings"] for one in answer["subjects"]} == {4}
    assert [one["notation"] for one in answer["subjects"]][:5] == ["1", "1.1", "1.2", "1.3", "2"]
    assert [one["notation"] for one in answer["subjects"]][-1] == "16.3"


def test_of_the_minimum_standard_auerbach_lacks_nature_and_biodiversity() -> None:
    answer = ask("baukasten", "auerbach")
    assert met(answer) == {"standard": (1, 1), "mindeststandard": (5, 6)}
    (finding,) = answer["findings"]
    assert finding["label"] == "Naturräume und Biodiversität"
    assert finding["message"] == "Kein Ziel bearbeitet diesen Baustein des Mindeststandards."


def test_the_levels_of_auerbach_are_complete_and_its_localities_are_named() -> None:
    levels = ask("ebenen", "auerbach")
    assert (levels["checked"], levels["fulfilled"]) == (68 + 2 + 1, 71)
    assert levels["findings"] == []
    parts = ask("stadtteile", "auerbach")
    assert (met(parts), parts["findings"]) == ({"genannt": (1, 1)}, [])


# ---- the demo city: exactly the faults put into it


def test_the_goals_of_the_demo_city_lack_what_was_left_out_of_them() -> None:
    answer = ask("zielqualitaet", "musterstadt")
    assert answer["fassung"].endswith("/musterstadt/fassung/2023")
    assert met(answer) == {
        "endzustand": (52, 55),
        "indikator": (48, 55),
        "zielwert": (45, 55),
        "horizont": (55, 55),
        "einheit": (53, 55),
    }
    assert lacking(answer, "endzustand") == planted("unterziel-ohne-wirkungsziel")
    assert lacking(answer, "einheit") == planted("ziel-ohne-zustaendigkeit")
    without = planted("wirkungsziel-ohne-indikator") | planted("unterziel-ohne-wirkungsziel")
    above = {"uz-3-2", "uz-6-2"}  # their only outcome goal is one of those without indicator
    assert lacking(answer, "indikator") == without | above
    targets = {f"wz-{name}" for name in planted("indikator-ohne-zielwert")}
    assert targets <= lacking(answer, "zielwert") - lacking(answer, "indikator")
    assert answer["fulfilled"] == 43


def test_the_demo_city_lacks_one_block_of_its_own_standard_and_not_of_the_saxon_one() -> None:
    answer = ask("baukasten", "musterstadt")
    assert met(answer) == {"standard": (1, 1), "mindeststandard": (5, 6)}
    assert lacking(answer, "mindeststandard") == planted("mindeststandard-nicht-gedeckt")
    assert all("/musterstadt/" in one["iri"] for one in answer["subjects"])


def test_two_districts_of_the_demo_city_are_in_no_goal() -> None:
    answer = ask("stadtteile", "musterstadt")
    assert met(answer) == {"genannt": (8, 10)}
    assert planted("stadtbezirk-vergessen") < lacking(answer, "genannt")


def test_the_levels_of_the_demo_city_are_complete() -> None:
    answer = ask("ebenen", "musterstadt")
    assert (answer["checked"], answer["findings"]) == (55 + 3 + 1, [])


# ---- an older version, another day, other cities


def test_an_older_version_is_judged_with_its_own_goals_on_its_own_day() -> None:
    answer = ask("zielqualitaet", "musterstadt", fassung="2016", date="2020-01-01")
    assert answer["fassung"].endswith("/fassung/2016")
    goals = {one["iri"].rsplit("/", 1)[-1] for one in answer["subjects"]}
    assert "uz-1-1" in goals  # replaced in 2023
    assert "uz-1-1" not in lacking(answer, "einheit")
    later = ask("zielqualitaet", "musterstadt", fassung="2016")
    assert "uz-1-1" in lacking(later, "einheit")  # the responsibility ended with the version


def test_the_version_in_force_on_the_day_is_taken() -> None:
    assert ask("ebenen", "musterstadt", date="2020-01-01")["fassung"].endswith("/fassung/2016")


def test_goals_that_serve_no_higher_one_and_empty_levels_are_told() -> None:
    # Four priorities are known of the draft of 2017 only; the version in force has its four
    # top goals, and a level counts as filled by the goals of the version that is asked for.
    draft = ask("ebenen", "leipzig", fassung="entwurf-2017")
    assert met(draft)["oberziel"] == (0, 4)
    assert met(draft)["besetzt"] == (2, 4)
    leipzig = ask("ebenen", "leipzig")
    assert met(leipzig)["oberziel"] == (4, 4)
    assert met(leipzig)["besetzt"] == (2, 4)
    # The entries of a map's legend are no goals, so nobody asks for their levels.
    weisswasser = ask("ebenen", "weisswasser")
    assert met(weisswasser).get("zielebene", (0, 0)) == (0, 0)


def test_a_concept_without_standard_is_not_accused_of_lacking_blocks() -> None:
    answer = ask("baukasten", "dresden")
    assert met(answer) == {"standard": (0, 1), "mindeststandard": (0, 0)}
    assert [finding["severity"] for finding in answer["findings"]] == ["kann"]


def test_where_no_district_is_recorded_nothing_is_checked_and_nothing_claimed() -> None:
    answer = ask("stadtteile", "dresden")
    assert (answer["checked"], answer["fulfilled"], answer["findings"]) == (0, 0, [])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"city": "kaiserslautern"}, "gilt keine Fassung; mit fassung= prüfbar: leitbild-2010."),
        ({"fassung": "1999"}, "Eine Fassung „1999“ gibt es nicht; mit fassung= prüfbar: 2016"),
        ({"fassung": "2016> <x"}, "gibt es nicht"),
        ({"city": "atlantis"}, "Die Stadt „atlantis“ ist nicht im Graphen."),
        ({"city": "../musterstadt"}, "ist nicht im Graphen."),
        (
            {"name": "schoenheit"},
            "Ein Profil „schoenheit“ gibt es nicht; möglich: baukasten, ebenen, ",
        ),
    ],
)
def test_what_cannot_be_checked_is_said(asked: dict[str, str], said: str) -> None:
    with pytest.raises(NotFound) as refused:
        ask(**{"name": "ebenen", "city": "musterstadt", **asked})
    assert said in refused.value.detail


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(BadParameter):
        ask("ebenen", "musterstadt", date="gestern")


def test_the_answer_speaks_english_too() -> None:
    answer = ask("baukasten", "auerbach", language="en")
    assert answer["title"] == "Minimum standard of building blocks"
    assert (
        answer["findings"][0]["message"] == "No goal works on this block of the minimum standard."
    )


# ---- pySHACL decides


@pytest.mark.slow
@pytest.mark.parametrize("name", ["zielqualitaet", "ebenen"])
def test_over_one_concept_alone_plain_pyshacl_finds_the_same(name: str) -> None:
    """Auerbach has one version, so nothing is left out of the view of it."""
    store = ox.Store()
    for path in sorted((DATA / "cities" / "auerbach").glob("*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=SETTINGS.base + "/")
    derive(store, read_inference(SETTINGS.content_dir("ontology")), PUBLIC)
    whole = ox.Store()
    whole.bulk_extend(store.quads_for_pattern(None, None, None, PUBLIC_LAYER))
    shapes = rdflib.Graph()
    rules = SETTINGS.content_dir("shapes") / "rules" / "prefixes.ttl"
    for text in (rules.read_text("utf-8"), profiles().get(name).turtle):
        shapes.parse(data=text, format="turtle", publicID=BASE)
    answer = ask(name, "auerbach")
    focus = [one["iri"] for one in answer["subjects"]]
    _, report, _ = pyshacl.validate(whole, shacl_graph=shapes, focus_nodes=focus)  # type: ignore[arg-type]
    assert isinstance(report, rdflib.Graph), report
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    plain = {
        (str(report.value(node, shacl.focusNode)), str(report.value(node, shacl.sourceShape)))
        for node in report.subjects(shacl.focusNode)
    }
    by_id = {criterion.id: criterion.shape for criterion in profiles().get(name).criteria}
    assert {(f["focus"], by_id[f["criterion"]]) for f in answer["findings"]} == plain
