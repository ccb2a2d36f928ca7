"""A Vorlage gets the verdict a reader of it would give, and exactly pySHACL's findings."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from tests import content
from tests.check.judging import CITY, DEMO, FINE, SETTINGS, SH, context, judge, vorlagen

from leitgraph.catalog.local.laender import under
from leitgraph.catalog.rules import BASE
from leitgraph.check.examine import examine
from leitgraph.check.report import decide, findings_of, in_order
from leitgraph.config import NS
from leitgraph.model import Finding, Report, Rule, Severity, Text, Verdict
from leitgraph.shacl.rules.neighbourhood import Layers, as_store, extract
from leitgraph.shacl.rules.validate import Result
from leitgraph.store.inference.fixpoint import PUBLIC, derive
from leitgraph.store.rdf.layers import PUBLIC_LAYER


def lawful() -> dict[str, Rule]:
    """The rules as they are in the demo city, with the law of its Land."""
    return under(content.book().rules, content.book().laws["musterstadt"])


def unplaced(report: Report) -> list[Finding]:
    """The findings as the rules gave them, without the form's field and the names of things."""
    return in_order(replace(f, field=None, evidence=()) for f in report.findings)


# ---- the real input: drafts as departments write them


@pytest.mark.parametrize("name", content.drafts())
def test_each_demo_draft_gets_the_verdict_its_author_intended(demo: ox.Store, name: str) -> None:
    draft = json.loads((DEMO / "vorlagen" / f"{name}.json").read_text("utf-8"))
    report = judge(demo, draft)
    assert report.verdict.value == content.expected()[name]["verdict"]
    assert [finding.rule for finding in report.findings] == content.expected()[name]["rules"]


def test_ten_demo_drafts_were_read() -> None:
    assert sorted(content.expected()) == content.drafts()
    assert len(content.expected()) == 10
    assert {entry["verdict"] for entry in content.expected().values()} == {
        # A draft leaves nothing unread.
        *(v.value for v in Verdict if v is not Verdict.NICHT_BEURTEILBAR),
    }


def test_the_findings_on_the_sample_are_the_faults_put_into_it(demo: ox.Store) -> None:
    planted: dict[str, set[str]] = defaultdict(set)
    for fault in content.planted().values():
        if re.fullmatch(r"(zb|fi|zu|ra)-\d{3}", fault.get("rule", "")):
            planted[fault["rule"]] |= {f"{SETTINGS.base}/{r}" for r in fault["resources"]}
    assert len(planted) >= 10
    assert set(planted) <= set(lawful())
    found: dict[str, set[str]] = defaultdict(set)
    for focus in vorlagen(demo):
        for finding in judge(demo, focus=focus).findings:
            # What a rule only remarks (kann) changes no verdict and is no fault.
            if finding.severity is not Severity.INFO:
                found[finding.rule].add(focus)
    assert found == planted


# ---- pySHACL decides


@pytest.mark.slow
def test_the_findings_are_exactly_those_of_pyshacl_over_the_whole_graph(demo: ox.Store) -> None:
    shapes = rdflib.Graph()
    for text in (
        content.book().ruleset.prefixes_turtle,
        *(rule.turtle for rule in content.book().rules.values()),
    ):
        shapes.parse(data=text, format="turtle", publicID=BASE)
    _, graph, _ = pyshacl.validate(demo, shacl_graph=shapes)  # type: ignore[arg-type]
    assert isinstance(graph, rdflib.Graph), graph
    whole = {_row(graph, node) for node in graph.subjects(SH.focusNode)}
    ids = tuple(lawful())
    cut: set[Any] = set()
    for focus in vorlagen(demo):
        triples = extract(Layers(demo), ox.NamedNode(focus), content.book().trie(ids))
        assert len(triples) < 500
        results = content.book().validate(as_store(triples), focus, ids)
        cut |= {(r.shape, r.focus, r.path, r.value, r.constraint, r.messages) for r in results}
        assert findings_of(results, lawful()) == unplaced(judge(demo, focus=focus))
    assert len(whole) >= 11
    assert cut == whole


def _row(graph: rdflib.Graph, node: Any) -> tuple[Any, ...]:
    def one(name: str) -> str:
        value = graph.value(node, SH[name])
        return "" if value is None else str(value)

    messages = tuple(sorted(str(m) for m in graph.objects(node, SH.resultMessage)))
    fields = ("sourceShape", "focusNode", "resultPath", "value", "sourceConstraint")
    return (*(one(name) for name in fields), messages)


@pytest.mark.parametrize("name", content.drafts())
def test_a_draft_is_judged_as_it_would_be_once_it_stood_in_the_graph(
    demo: ox.Store, name: str
) -> None:
    from leitgraph.vorlage.draft.draft import Reading, read_draft

    body = (DEMO / "vorlagen" / f"{name}.json").read_bytes()
    reading = Reading(Layers(demo), SETTINGS.base, CITY, None, content.book().inference, {})
    draft = read_draft(body, "application/json", reading)
    both = ox.Store()
    both.bulk_extend(demo)
    both.extend(draft.store)
    derive(both, content.book().inference, PUBLIC)
    plain = ox.Store()
    plain.bulk_extend(both.quads_for_pattern(None, None, None, PUBLIC_LAYER))
    ids = tuple(lawful())
    whole = content.book().shapes(ids).validate(plain, [draft.focus.value])
    report = examine(context(demo), {"city": "musterstadt"}, body)
    assert unplaced(report) == findings_of(whole, lawful())


# ---- what the messages say


def test_an_outdated_goal_is_named_with_its_end_and_its_successors(demo: ox.Store) -> None:
    draft = json.loads((DEMO / "vorlagen" / "07-veraltetes-ziel.json").read_text("utf-8"))
    (finding,) = judge(demo, draft).findings
    assert re.fullmatch(
        r"Das Ziel „[^“]+“ galt nur bis 15\.03\.2023, die Vorlage ist vom \d\d\.\d\d\.2025\. "
        r"An seine Stelle getreten: [^;]+; [^;]+\.",
        finding.message.de,
    )
    assert "was valid only until 15 March 2023" in finding.message.en
    assert finding.path == NS + "hatZielbezug"
    assert finding.value is not None
    assert finding.value.startswith(f"{CITY}/ziel/")


def test_amounts_are_written_as_a_clerk_writes_them(demo: ox.Store) -> None:
    draft = json.loads((DEMO / "vorlagen" / "08-summe-falsch.json").read_text("utf-8"))
    (finding,) = judge(demo, draft).findings
    assert finding.message == Text(
        "Die Jahresscheiben ergeben zusammen 1.650.000,00 €, der Gesamtbetrag lautet "
        "1.700.000,00 €; das sind 50.000,00 € Unterschied.",
        "The yearly slices sum to €1,650,000.00, the total reads €1,700,000.00; the difference "
        "is €50,000.00.",
    )


def test_a_dissolved_unit_is_named_with_its_successor(demo: ox.Store) -> None:
    draft = json.loads((DEMO / "vorlagen" / "09-amt-aufgeloest.json").read_text("utf-8"))
    (finding,) = judge(demo, draft).findings
    assert "bestand nur bis 31.12.2021" in finding.message.de
    assert "Übernommen hat: Amt für Stadtplanung und Mobilität (62)" in finding.message.de


def test_what_is_not_known_is_said_with_the_word_that_was_written(demo: ox.Store) -> None:
    draft = FINE | {
        "federfuehrung": "99.zz",
        "raum": ["Klein\\kleckersdorf"],
        "produkt": "99.9.9",
        "gesamtbetrag": "5.000 €",
        "deckung": "Haushalt 2025",
        "zielbezuege": [
            {"ziel": "Schönere Stadt", "richtung": "foerdert", "begruendung": "Dient."}
        ],
        "zitiert": ["V9999/99"],
        "farbe": "blau",
    }
    findings = judge(demo, draft).findings
    assert {f.rule: f.message.de for f in findings if f.rule != "eingabe"} == {
        "zu-001": "Eine Einheit „99.zz“ ist in der Verwaltung nicht bekannt.",
        "zb-002": "Das Ziel „Schönere Stadt“ ist in den Zielsystemen nicht zu finden.",
        "fi-003": "Das Produkt „99.9.9“ ist im Haushalt nicht zu finden.",
        "ra-001": "Der Ort „Klein\\kleckersdorf“ ist nicht bekannt.",
    }
    assert [
        (f.path, f.value, f.severity, f.message.de) for f in findings if f.rule == "eingabe"
    ] == [
        (
            "farbe",
            None,
            Severity.INFO,
            "Das Feld „farbe“ kennt die Prüfung nicht; es wurde nicht beachtet.",
        ),
        (
            "zitiert",
            "V9999/99",
            Severity.INFO,
            "Die zitierte Vorlage „V9999/99“ ist nicht bekannt.",
        ),
    ]


def test_a_label_with_signs_of_a_regular_expression_does_no_harm(demo: ox.Store) -> None:
    draft = FINE | {"federfuehrung": r"\1 (.*)+ {?value} $"}
    (finding,) = judge(demo, draft).findings
    assert finding.rule == "zu-001"
    assert finding.message.de.startswith(r"Eine Einheit „\1 (.*)+")
    (finding,) = judge(demo, NOT_RELEVANT | {"nichtRelevantWeil": r"\1"}).findings
    assert finding.rule == "zb-001"


# ---- the verdict


def test_a_paper_that_is_in_order_is_konform_and_says_what_is_right(demo: ox.Store) -> None:
    report = judge(demo, FINE)
    assert report.verdict is Verdict.KONFORM
    zielbezug = ("zb-001", "zb-002", "zb-003", "zb-006", "zb-007", "zb-008")
    assert report.passed == ("qu-001", "ra-001", "ve-001", *zielbezug, "zu-001", "zu-003")
    assert report.fassung == f"{CITY}/fassung/2023"
    assert report.graph_version == 7
    assert report.date == "2025-06-16"


NOT_RELEVANT = {
    "titel": "Benennung der Straße 4711",
    "datum": "2025-06-16",
    "nichtRelevantWeil": "Es wird nur eine Straße benannt.",
}


@pytest.mark.parametrize(
    ("extra", "verdict", "rules"),
    [
        ({}, "nicht-relevant", []),
        ({"federfuehrung": "68"}, "nicht-relevant", ["zu-001"]),
        ({"gesamtbetrag": "4.800 €"}, "nicht-relevant", ["fi-003", "fi-007"]),
        (
            {
                "gesamtbetrag": 4800,
                "pspElement": "7.1",
                "jahresscheiben": [{"jahr": 2025, "betrag": 1}],
            },
            "klaerungsbeduerftig",
            ["fi-001", "fi-007"],
        ),
        ({"nichtRelevantWeil": "nicht relevant"}, "klaerungsbeduerftig", ["zb-001"]),
        ({"nichtRelevantWeil": "entfällt"}, "klaerungsbeduerftig", ["zb-001"]),
        (
            {"zielbezuege": [{"ziel": "uz-2-8", "richtung": "foerdert", "begruendung": "Hilft."}]},
            "hinweise",
            ["ra-001", "qu-001", "zb-007", "zu-003"],
        ),
    ],
    ids=[
        "nur der Grund",
        "ein aufgelöstes Amt wird gesagt",
        "Geld ohne Produkt wird gesagt",
        "eine falsche Summe muss geklärt werden",
        "eine Floskel ist kein Grund",
        "entfällt ist kein Grund",
        "wer ein Ziel nennt, wird wie jede Vorlage geprüft",
    ],
)
def test_a_paper_that_touches_no_goal_is_measured_with_proportion(
    demo: ox.Store, extra: dict[str, Any], verdict: str, rules: list[str]
) -> None:
    report = judge(demo, NOT_RELEVANT | extra)
    assert (report.verdict.value, [f.rule for f in report.findings]) == (verdict, rules)


def finding(rule: str, severity: Severity) -> Finding:
    return Finding(rule, severity, Text("", ""), Text("", ""), "", "")


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ([], Verdict.KONFORM),
        ([Severity.INFO], Verdict.KONFORM),
        ([Severity.INFO, Severity.WARNING], Verdict.HINWEISE),
        ([Severity.WARNING, Severity.VIOLATION], Verdict.KLAERUNGSBEDUERFTIG),
    ],
)
def test_the_gravest_finding_makes_the_verdict(
    severities: list[Severity], verdict: Verdict
) -> None:
    assert decide([finding("x", s) for s in severities], {}, not_relevant=False) is verdict


def test_a_rule_that_could_not_be_checked_is_no_pass_and_no_accusation(
    demo: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    validate = content.book().validate

    def one_fails(data: ox.Store, focus: str, ids: Any) -> list[Result]:
        if "zb-002" in ids:
            raise RuntimeError("zb-002")
        return validate(data, focus, ids)

    monkeypatch.setattr(content.book(), "validate", one_fails)
    report = judge(demo, FINE)
    assert report.verdict is Verdict.HINWEISE
    assert "zb-002" not in report.passed
    (found,) = report.findings
    assert found.message.de == (
        "Die Regel „Ziel gilt am Datum der Vorlage“ konnte nicht geprüft werden."
    )
    assert report.facts["unchecked"] == ["zb-002"]


def test_the_rules_folder_and_the_sample_are_where_the_tests_look() -> None:
    assert Path(DEMO / "vorlagen.ttl").is_file()
    assert len(lawful()) >= 22
