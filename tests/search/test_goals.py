"""Goals that a draft touches are suggested for reasons that can be looked up."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.search.rating import Case, hit_rate

from leitgraph.config import NS, Settings
from leitgraph.errors import BadData, BadParameter, NotFound, UnsupportedMediaType
from leitgraph.search.entries import Entries
from leitgraph.search.shelf import layers
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.store.host.job import ReaderContext
from leitgraph.suggest.hints import WEIGHTS, Hint, score
from leitgraph.suggest.suggest import LEAST, MOST
from leitgraph.suggest.suggest import goals as suggest_goals
from leitgraph.vorlage.draft.writer import DCTERMS, RDF_TYPE

Goals = Callable[..., list[dict[str, Any]]]
DRAFTS = Settings().content_dir("data") / "demo" / "vorlagen"


def ids(found: list[dict[str, Any]]) -> list[str]:
    """Which goals, best first."""
    return [one["id"] for one in found]


def kinds(goal: dict[str, Any]) -> list[str]:
    """The kinds of evidence of a goal."""
    return [hint["kind"] for hint in goal["evidence"]]


def test_a_compound_in_the_title_is_taken_apart(goals: Goals) -> None:
    found = goals({"titel": "Radverkehrskonzept"})
    assert ids(found) == ["uz-2-8", "wz-2-2-1"]
    assert found[0]["evidence"] == [
        {
            "kind": "text",
            "words": ["Radverkehrskonzept"],
            "passage": "Radverkehrskonzept",
            "text": {
                "de": "Der Entwurf spricht von „Radverkehrskonzept“, das Ziel von „Radverkehr“.",
                "en": "The draft speaks of “Radverkehrskonzept”, the goal of “Radverkehr”.",
            },
        }
    ]
    assert ids(goals({"titel": "Klimaschutzkonzept"}, "auerbach")) == ["l14-2"]
    assert ids(goals({"titel": "Wanderwegekonzept"}, "auerbach")) == ["l03-1"]


@pytest.mark.parametrize("title", ["Ansiedlung von Ärzten", "ANSIEDLUNG VON AERZTEN"])
def test_umlauts_may_be_written_in_any_way(goals: Goals, title: str) -> None:
    assert ids(goals({"titel": title}, "auerbach")) == ["l04-1"]


def test_the_sentence_that_says_so_is_shown_as_it_is_written(goals: Goals) -> None:
    subject = "Die Verwaltung berichtet. Der Radverkehr nimmt zu! Weiteres folgt."
    evidence = goals({"titel": "Bericht", "gegenstand": subject})[0]["evidence"][0]
    assert evidence["passage"] == "Der Radverkehr nimmt zu!"
    assert evidence["words"] == ["Radverkehr"]
    long = f"{'x ' * 400}Radverkehr {'y ' * 400}"
    passage = goals({"titel": "Bericht", "gegenstand": long})[0]["evidence"][0]["passage"]
    assert len(passage) <= 200
    assert "Radverkehr" in passage
    assert passage in long


def test_the_place_alone_suggests_what_names_it(goals: Goals, shipped: ReaderContext) -> None:
    found = goals({"titel": "Vermerk", "raum": ["sb-4"]})
    assert ids(found) == ["uz-4-3", "uz-1-8"]
    assert [kinds(goal) for goal in found] == [["raum"], ["raum"]]
    assert found[0]["evidence"][0]["iri"] == f"{shipped.settings.base}/musterstadt/raum/sb-4"
    assert found[0]["evidence"][0]["text"]["de"] == (
        "Das Ziel nennt „Stadtbezirk Neuhafen“; dort liegt das Vorhaben."
    )
    assert ids(goals({"titel": "Vermerk", "raum": ["ot-4n"]})) == ["uz-4-3"]
    assert ids(goals({"titel": "Vermerk", "raum": ["innenstadt"]}, "auerbach")) == ["l01-3"]
    assert goals({"titel": "Vermerk", "raum": ["stadtgebiet"]}) == []


def test_the_product_alone_suggests_what_others_named(goals: Goals) -> None:
    found = goals({"titel": "Vermerk", "produkt": "54.1.0"})
    assert ids(found) == ["uz-2-8"]
    assert found[0]["evidence"][0]["text"]["de"] == (
        "3 von 4 Vorlagen und Projekten zum Produkt „54.1.0 Gemeindestraßen“ nennen dieses Ziel."
    )


def test_the_unit_in_charge_alone_suggests_its_goals(goals: Goals) -> None:
    found = goals({"titel": "Vermerk", "federfuehrung": "66"})
    assert ids(found) == ["uz-1-3", "wz-1-3-1", "wz-2-2-1", "wz-2-3-1"]
    assert {tuple(kinds(goal)) for goal in found} == {("einheit",)}
    assert found[0]["evidence"][0]["text"]["en"] == (
        "“66 Straßen- und Tiefbauamt” is in charge of this goal."
    )
    assert goals({"titel": "Vermerk", "mitwirkung": ["66"]}) == []


@pytest.mark.parametrize(
    ("title", "city"),
    [
        ("Vermerk", "musterstadt"),
        ("Neubau und Erweiterung", "musterstadt"),
        ("Beschaffung einer Drehleiter", "auerbach"),
        ("Ausbau des Breitbandnetzes", "auerbach"),
        ("2030", "leipzig"),
    ],
)
def test_nothing_is_suggested_without_a_reason(goals: Goals, title: str, city: str) -> None:
    assert goals({"titel": title}, city) == []


def test_reasons_add_up(goals: Goals) -> None:
    title = {"titel": "Aufwertung des Gründerzeitviertels"}
    both = goals({**title, "raum": ["gruenderzeitviertel"]}, "auerbach")[0]
    assert both["id"] == "l02-2"
    assert kinds(both) == ["text", "raum"]
    assert both["score"] > goals(title, "auerbach")[0]["score"]


def test_a_goal_that_is_named_and_what_it_serves_are_left_out(goals: Goals) -> None:
    draft = {"titel": "Radverkehrskonzept", "zielbezuege": [{"ziel": "uz-2-8"}]}
    assert ids(goals(draft)) == ["wz-2-2-1"]
    draft["zielbezuege"] = [{"ziel": "wz-2-2-1"}]  # serves uz-2-8
    assert goals(draft) == []


def test_what_replaced_a_goal_that_is_named_comes_first(goals: Goals) -> None:
    draft = json.loads((DRAFTS / "07-veraltetes-ziel.json").read_text("utf-8"))
    found = goals(draft, date="")
    assert ids(found)[:3] == ["uz-3-8", "uz-3-9", "uz-3-2"]
    assert kinds(found[0])[0] == "ziel"
    assert found[0]["evidence"][0]["text"]["de"] == (
        "Das im Entwurf genannte Ziel „3.1 Klimaschutz und Klimaanpassung voranbringen“ "
        "gilt nicht mehr; dieses trat an seine Stelle."
    )


def test_only_goals_in_force_on_the_date_are_suggested(goals: Goals) -> None:
    draft = {"titel": "Den Radverkehr fördern"}
    assert ids(goals(draft, date="2020-01-01"))[0] == "uz-2-2"
    assert ids(goals(draft))[0] == "uz-2-8"
    assert goals(draft, date="2010-01-01") == []
    assert ids(goals({**draft, "datum": "2020-01-01"}, date=""))[0] == "uz-2-2"


def test_like_papers_say_what_words_alone_do_not(goals: Goals) -> None:
    found = goals({"titel": "Verlängerung der Straßenbahn"})
    assert ids(found) == ["uz-2-1", "wz-2-1-1"]
    assert found[0]["label"] == "Den öffentlichen Nahverkehr ausbauen"
    assert found[0]["evidence"][0]["text"]["de"].startswith(
        "Ein ähnliches Vorhaben nennt dieses Ziel, nämlich „Verlängerung der Straßenbahn von der "
    )
    assert found[0]["evidence"][0]["iri"].endswith("/musterstadt/projekt/p-00011")


def test_every_demo_draft_gets_at_most_eight_goals_each_with_its_evidence(goals: Goals) -> None:
    files = sorted(DRAFTS.glob("[01]*.json"))
    assert len(files) >= 10
    for file in files:
        draft = json.loads(file.read_text("utf-8"))
        named = {one["ziel"] for one in draft.get("zielbezuege", [])}
        found = goals(draft, date="")
        assert len(found) <= MOST
        assert [goal["score"] for goal in found] == sorted(
            (goal["score"] for goal in found), reverse=True
        )
        for goal in found:
            assert goal["id"] not in named
            assert LEAST <= goal["score"] <= 1
            assert goal["evidence"]
            assert set(kinds(goal)) <= set(WEIGHTS)
            for hint in goal["evidence"]:
                assert hint["text"]["de"] != hint["text"]["en"]
                assert hint.get("iri") or hint["words"]


def test_a_vorlage_of_the_graph_and_a_draft_in_turtle_are_answered_alike(
    shipped: ReaderContext,
) -> None:
    payload = {"city": "musterstadt", "focus": "V0001/19", "media_type": ""}
    stored = goals_of(shipped, payload, b"")
    assert stored["date"] == "2019-11-06"
    assert "uz-2-3" not in ids(stored["suggestions"])  # it is named
    turtle = f"""@prefix insek: <{NS}> . @prefix dcterms: <{DCTERMS}> .
        <musterstadt/vorlage/neu> a insek:Vorlage ; dcterms:title "Radverkehrskonzept"@de ;
            insek:kommune <musterstadt/kommune/stadt> ."""
    payload = {"city": "musterstadt", "date": "2025-06-16", "media_type": "text/turtle"}
    found = goals_of(shipped, payload, turtle.encode())["suggestions"]
    assert ids(found) == ["uz-2-8", "wz-2-2-1"]


def goals_of(context: ReaderContext, payload: Any, body: bytes) -> dict[str, Any]:
    """The whole answer."""
    return suggest_goals(context, payload, body)


@pytest.mark.parametrize(
    "text",
    [
        "Radverkehr " * 15_000,
        "Rad\x01verkehr\x07 \u202e Radverkehr",
        '+Radverkehr -Rad:* ~2 ^9 [a TO z] {Radverkehr} \\ " AND NOT (Radverkehr)',
        "🚲" * 1000 + " Radverkehr",
        "Radverkehr" + "\u0301" * 1000 + " Radverkehr",
        "> <http://x> } DELETE WHERE { ?s ?p ?o } # Radverkehr",
    ],
)
def test_hostile_texts_are_words_like_others(goals: Goals, text: str) -> None:
    found = goals({"titel": "Bericht", "gegenstand": text[:190_000]})
    assert "uz-2-8" in ids(found)


def test_what_cannot_be_read_is_said(shipped: ReaderContext, goals: Goals) -> None:
    with pytest.raises(NotFound):
        goals({"titel": "x"}, "marsstadt")
    with pytest.raises(BadParameter):
        goals({"gegenstand": "ohne Titel"})
    with pytest.raises(BadParameter):
        goals({"titel": "x"}, date="31.02.2025")
    for body, media, error in (
        (b"{", "application/json", BadData),
        (b"\xff\xfe", "application/json", BadData),
        (b"x", "image/png", UnsupportedMediaType),
    ):
        with pytest.raises(error):
            goals_of(shipped, {"city": "musterstadt", "media_type": media}, body)
    with pytest.raises(NotFound):
        goals_of(shipped, {"city": "musterstadt", "focus": "V9999/99", "media_type": ""}, b"")


def hint(kind: str, strength: float) -> Hint:
    """A hint that says nothing else."""
    return replace(BARE, kind=kind, strength=strength)


BARE = Hint("text", 0.0, None)  # type: ignore[arg-type]


def test_the_score_is_between_none_and_all_and_grows_with_every_kind() -> None:
    assert score([]) == 0
    assert score([hint("text", 1.0)]) == pytest.approx(0.8)
    assert score([hint("text", 1.0), hint("text", 0.5)]) == pytest.approx(0.8)
    assert score([hint("text", 0.5), hint("raum", 0.5)]) == pytest.approx(1 - 0.6 * 0.8)
    assert score([hint(kind, 1.0) for kind in WEIGHTS]) < 1


def test_the_guide_tells_the_weights_as_they_are() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "howto-check.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| .* \| (0,\d+) \|$", guide, re.MULTILINE)
    assert {kind: float(weight.replace(",", ".")) for kind, weight in rows} == WEIGHTS
    assert f"Unter {LEAST:g}".replace(".", ",") in guide


def cases(context: ReaderContext) -> list[Case]:
    """The papers of the demo city as drafts, with the goals that they name in truth."""
    below = layers(context)
    entries = Entries(below, context.settings.base)
    found = []
    for node in sorted(below.subjects(RDF_TYPE, ox.NamedNode(NS + "Vorlage")), key=str):
        if not isinstance(node, ox.NamedNode) or "/musterstadt/" not in node.value:
            continue
        day = first(below, node, NS + "datum")
        named = [g for g in below.objects(node, ox.NamedNode(NS + "betrifftZiel"))]
        valid = [g for g in named if isinstance(g, ox.NamedNode) and entries.valid(g, day)]
        if not valid:
            continue
        draft = {
            "kennung": first(below, node, NS + "kennung"),
            "titel": first(below, node, DCTERMS + "title"),
            "gegenstand": first(below, node, DCTERMS + "description"),
            "datum": day,
            "raum": first(below, node, NS + "liegtIn"),
            "produkt": first(below, node, NS + "produkt"),
            "federfuehrung": first(below, node, NS + "federfuehrung"),
        }
        known = frozenset(Path(goal.value).name for goal in valid)
        found.append(Case(node.value, "musterstadt", draft, known))
    return found


def first(below: Layers, node: ox.NamedNode, predicate: str) -> str:
    """A value as text, or an empty text."""
    terms = below.objects(node, ox.NamedNode(predicate))
    return next((str(t.value) for t in terms if not isinstance(t, ox.BlankNode | ox.Triple)), "")


def test_most_papers_of_the_demo_city_get_a_goal_they_named_among_the_first_three(
    shipped: ReaderContext, goals: Goals
) -> None:
    papers = cases(shipped)
    assert len(papers) == 20
    rate = hit_rate(papers, lambda draft, city: ids(goals(draft, city, date="")))
    assert (rate.cases, rate.wanted) == (20, 36)
    assert rate.hits >= 18, rate.missed
    assert rate.found >= 27
    assert len(rate.missed) == rate.cases - rate.hits
    assert rate.share == rate.hits / 20


def test_the_rate_counts_what_it_says() -> None:
    case = Case("a", "x", {"titel": "t", "zielbezuege": ["g1"]}, frozenset({"g1", "g4"}))
    asked: list[dict[str, Any]] = []

    def ask(draft: dict[str, Any], city: str) -> list[str]:
        asked.append(draft)
        return ["g2", "g3", "g5", "g4"]

    rate = hit_rate([case], ask)
    assert (rate.hits, rate.cases, rate.found, rate.wanted) == (0, 1, 1, 2)
    assert rate.missed == ["a"]
    assert asked == [{"titel": "t"}]
    assert hit_rate([], ask).share == 0
