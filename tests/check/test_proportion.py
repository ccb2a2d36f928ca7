"""What is on a city's exemption list is not relevant in one step; its profile weighs the rest."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest
from tests import content

from leitgraph.catalog.profiles import CityProfile
from leitgraph.check.examine import examine
from leitgraph.check.report import EXEMPT
from leitgraph.check.rulebook import RULEBOOK, Rulebook
from leitgraph.config import Settings
from leitgraph.model import Report, Role, Severity
from leitgraph.store.host.job import ReaderContext, Warm
from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.rdf.layers import PUBLIC_LAYER

SETTINGS = Settings()
STREET = {
    "titel": "Benennung einer Straße im Stadtbezirk Bergheim",
    "art": "Beschlussvorlage",
    "datum": "2025-06-16",
    "federfuehrung": "62",
}
MANDATE = {
    "titel": "Programm zur Zusammenarbeit mit dem Umland",
    "datum": "2025-06-16",
    "federfuehrung": "15",
    "auftraege": ["Ein Programm entwickeln"],
    "ohneRaumbezugWeil": "Betrifft die ganze Region.",
    "klimawirkung": "keine",
}


@pytest.fixture(scope="module")
def demo() -> ox.Store:
    """The demo sample as the public layer, with what follows from it."""
    store = ox.Store()
    for path in sorted((SETTINGS.content_dir("data") / "demo").glob("*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=SETTINGS.base + "/")
    derive(store, content.book().inference, PUBLIC)
    whole = ox.Store()
    whole.bulk_extend(store.quads_for_pattern(None, None, None, PUBLIC_LAYER))
    assert len(whole) > 5000
    return whole


def judge(
    store: ox.Store, draft: dict[str, Any], book: Rulebook | None = None, **more: Any
) -> Report:
    book = book or content.book()
    context = ReaderContext(
        store=store,
        view=None,
        settings=SETTINGS,
        warm=Warm(SETTINGS).keep(RULEBOOK, book),
        version=1,
        role=Role.PUBLIC,
        name="",
        default_graph=[PUBLIC_LAYER],
        named_graphs=[],
    )
    payload: Any = {"city": "musterstadt", "media_type": "application/json", **more}
    return examine(context, payload, json.dumps(draft).encode())


def test_a_street_name_is_not_relevant_in_one_step_with_one_finding(demo: ox.Store) -> None:
    report = judge(demo, STREET)
    assert report.verdict.value == "nicht-relevant"
    (finding,) = report.findings
    assert (finding.rule, finding.severity) == (EXEMPT, Severity.INFO)
    assert finding.message.de == (
        "Nicht zu prüfen: „Straßenbenennungen“ steht auf der Ausnahmeliste der Stadt (Beschluss "
        "V0301/24 des Stadtrats vom 14.03.2024, Anlage 1 (synthetisch))."
    )
    assert finding.message.en.startswith("Not to be checked: “Street names” is on the city’s")
    assert "Erfunden für die Demo-Stadt" in finding.source
    assert report.facts["not_relevant"] is True
    assert report.facts["profile"]["exemption"] == "Straßenbenennungen"
    assert report.passed == ()


@pytest.mark.parametrize(
    ("extra", "verdict", "rules"),
    [
        ({"federfuehrung": "Amt 62"}, "nicht-relevant", ["ausnahme"]),
        ({"gesamtbetrag": "4.800 €"}, "nicht-relevant", ["ausnahme"]),
        (
            {"gesamtbetrag": 4800, "jahresscheiben": [{"jahr": 2025, "betrag": 1}]},
            "klaerungsbeduerftig",
            ["fi-001", "ausnahme"],
        ),
        ({"farbe": "blau"}, "nicht-relevant", ["ausnahme", "eingabe"]),
    ],
    ids=[
        "das Amt beim Namen genannt",
        "Geld ohne Produkt wird nicht mehr gesagt",
        "eine falsche Summe muss geklärt werden",
        "was nicht gelesen wurde, wird gesagt",
    ],
)
def test_an_exempt_paper_is_measured_by_its_arithmetic_alone(
    demo: ox.Store, extra: dict[str, Any], verdict: str, rules: list[str]
) -> None:
    report = judge(demo, STREET | extra)
    assert (report.verdict.value, [f.rule for f in report.findings]) == (verdict, rules)


@pytest.mark.parametrize(
    "extra",
    [
        {"federfuehrung": "66"},
        {"titel": "Neubau einer Straße"},
        {"zielbezuege": [{"ziel": "uz-2-8"}]},
        {"zielbezuege": [{"ziel": "Schönere Stadt"}]},
    ],
    ids=["anderes Amt", "anderer Titel", "nennt ein Ziel", "nennt ein unbekanntes Ziel"],
)
def test_what_the_list_does_not_cover_is_checked_like_any_other(
    demo: ox.Store, extra: dict[str, Any]
) -> None:
    report = judge(demo, STREET | extra)
    assert report.verdict.value != "nicht-relevant"
    assert EXEMPT not in {finding.rule for finding in report.findings}
    assert report.facts["profile"]["exemption"] is None


@pytest.mark.parametrize(
    ("stage", "verdict", "rules"),
    [
        (0, "nicht-relevant", ["ausnahme"]),
        (1, "klaerungsbeduerftig", ["fi-001", "ausnahme"]),
        (2, "klaerungsbeduerftig", ["fi-001", "ve-002", "fi-003", "ausnahme", "qu-001"]),
    ],
)
def test_a_city_says_up_to_which_stage_rules_count_for_exempt_papers(
    demo: ox.Store, stage: int, verdict: str, rules: list[str]
) -> None:
    book = Rulebook(content.book().ruleset, content.book().inference, content.book().context)
    book.profiles = {"musterstadt": replace(content.book().profile("musterstadt"), stage=stage)}
    faults = {
        "gesamtbetrag": 4800,
        "jahresscheiben": [{"jahr": 2025, "betrag": 1}],
        "deckung": "Die Mittel sind veranschlagt.",
        "nichtoeffentlich": True,
    }
    report = judge(demo, STREET | faults, book)
    assert (report.verdict.value, [f.rule for f in report.findings]) == (verdict, rules)


def test_a_paper_that_gives_its_own_reason_needs_no_list(demo: ox.Store) -> None:
    reason = {"nichtRelevantWeil": "Straßenbenennungen berühren kein Ziel."}
    report = judge(demo, STREET | reason)
    assert report.verdict.value == "nicht-relevant"
    assert EXEMPT not in {finding.rule for finding in report.findings}
    assert "zb-001" in report.passed
    hollow = judge(demo, STREET | {"nichtRelevantWeil": "entfällt"})
    assert hollow.verdict.value == "nicht-relevant"
    assert "zb-001" not in {finding.rule for finding in hollow.findings}


def test_the_city_makes_a_should_a_must_and_says_by_which_resolution(demo: ox.Store) -> None:
    (finding,) = [f for f in judge(demo, MANDATE).findings if f.rule == "ze-002"]
    assert finding.severity is Severity.VIOLATION
    assert "Hier „muss“ nach Beschluss V0301/24" in finding.source
    with_date = {"auftraege": [{"auftrag": "Ein Programm entwickeln", "frist": "2026-03-31"}]}
    assert "ze-002" in judge(demo, MANDATE | with_date).passed


def test_a_rule_switched_off_neither_finds_nor_praises(demo: ox.Store) -> None:
    draft = MANDATE | {"querschnittsthemen": ["Raumfahrt"]}
    report = judge(demo, draft)
    assert "qu-004" not in {finding.rule for finding in report.findings} | set(report.passed)
    assert {
        change["rule"]: change["severity"] for change in report.facts["profile"]["changes"]
    } == {
        "qu-004": None,
        "ze-002": "muss",
    }


def test_without_the_profile_the_same_papers_are_judged_by_the_rules_as_they_stand(
    demo: ox.Store,
) -> None:
    plain = Rulebook(content.book().ruleset, content.book().inference, content.book().context)
    assert plain.profile("musterstadt") == CityProfile()
    assert judge(demo, STREET, plain).verdict.value == "klaerungsbeduerftig"
    report = judge(demo, MANDATE | {"querschnittsthemen": ["Raumfahrt"]}, plain)
    found = {finding.rule: finding.severity for finding in report.findings}
    assert found["ze-002"] is Severity.WARNING
    assert found["qu-004"] is Severity.INFO


def test_the_profile_is_that_of_the_citys_own_paper_also_without_a_city_asked_for(
    demo: ox.Store,
) -> None:
    city = f"{SETTINGS.base}/musterstadt"
    draft = {
        "@context": "https://w3id.org/insek/context.jsonld",
        "@id": f"{city}/vorlage/v0815-25",
        "@type": ["Vorlage", "Anfrage"],
        "title": {"de": "Was kostet das Rathaus?"},
        "kommune": f"{city}/kommune/stadt",
        "datum": "2025-06-16",
    }
    report = judge(demo, draft, city="", media_type="application/ld+json")
    assert [finding.rule for finding in report.findings] == [EXEMPT]


def test_all_rule_sets_of_profiles_are_warm_before_the_first_check() -> None:
    profile = content.book().profile("musterstadt")
    rules = profile.applied_to(content.book().rules)
    first = tuple(id_ for id_, rule in rules.items() if rule.stage == 1)
    assert {tuple(content.book().rules), tuple(rules), first} <= set(content.book()._shapes)
