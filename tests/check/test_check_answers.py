"""A check as JSON, Turtle and text says the same."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib
from tests import content
from tests.check.judging import CITY, DEMO, FINE, SH, judge

from leitgraph.check.render_report import report_format
from leitgraph.config import NS
from leitgraph.errors import BadParameter
from leitgraph.exporters.registry import report_formats
from leitgraph.exporters.reports import json as report_json
from leitgraph.exporters.reports.base import Answer
from leitgraph.model import Report, Severity


def written(report: Report, form: str, language: str = "de") -> str:
    return report_formats()[form].write(Answer(report, content.book().rules, language)).decode()


# ---- forms of the answer


def test_the_json_answer_has_the_fields_of_the_interface_and_speaks_both_languages(
    demo: ox.Store,
) -> None:
    draft = json.loads((DEMO / "vorlagen" / "04-ohne-ort.json").read_text("utf-8"))
    report = judge(demo, draft)
    german = json.loads(written(report, "json"))
    english = json.loads(written(report, "json", "en"))
    assert set(german) == {
        *("verdict", "kennung", "title", "date", "focus", "findings", "passed", "praise"),
        *(
            "unchecked",
            "open",
            "asides",
            "unread",
            "maturity",
            "fassung",
            "graph_version",
            "language",
        ),
    }
    assert german["verdict"] == "hinweise"
    assert german["findings"] == [
        {
            "rule": "ra-001",
            "severity": "sollte",
            "message": "Die Vorlage nennt keinen Ort und sagt nicht, warum sie keinen hat.",
            "hint": content.book().rules["ra-001"].hint.de,
            "source": content.book().rules["ra-001"].source,
            "focus": report.focus,
            "path": NS + "liegtIn",
            "value": None,
            "title": content.book().rules["ra-001"].title.de,
            "why": content.book().rules["ra-001"].why.de,
            "field": "raum",
        }
    ]
    assert german["praise"][0] == {
        "rule": report.passed[0],
        "text": content.book().rules[report.passed[0]].praise.de,
    }
    assert english["findings"][0]["message"].startswith("The paper names no place")
    assert report_json.load(json.loads(json.dumps(report_json.dump(report)))) == report


def test_the_turtle_answer_is_a_shacl_report_with_the_same_findings(demo: ox.Store) -> None:
    draft = FINE | {"raum": [], "federfuehrung": "68", "extra": 1, "zielbezuege": []}
    report = judge(demo, draft)
    assert len(report.findings) == 4
    graph = rdflib.Graph().parse(data=written(report, "ttl"), format="turtle")
    rows = {
        (
            str(graph.value(n, SH.sourceShape)).rsplit("#", 1)[-1],
            str(m),
            getattr(m, "language", None),
        )
        for n in graph.objects(None, SH.result)
        for m in graph.objects(n, SH.resultMessage)
    }
    assert rows == {
        (f.rule, text, language)
        for f in report.findings
        for text, language in ((f.message.de, "de"), (f.message.en, "en"))
    }
    assert list(graph.objects(None, SH.conforms)) == [rdflib.Literal(False)]


def test_the_text_answer_names_the_gravest_first_and_says_what_is_right(demo: ox.Store) -> None:
    draft = FINE | {"raum": [], "federfuehrung": "68", "extra": 1}
    text = written(judge(demo, draft), "text")
    order = [
        "klärungsbedürftig",
        "Zu klären (muss)",
        "[zu-001]",
        "Zu ergänzen (sollte)",
        "[ra-001]",
    ]
    order += ["Zur Kenntnis (kann)", "extra", "Das ist in Ordnung", "[zb-001]"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert max(map(len, text.splitlines())) <= 96
    assert "{?" not in text
    assert "Datum: 16.06.2025   Fassung: INSEK Musterstadt 2035" in text
    assert "Feld: Federführende Einheit" in text
    assert "What is right" in written(judge(demo, draft), "text", "en")
    with pytest.raises(BadParameter, match="Format"):
        report_format("rtf")


def test_json_ld_with_the_shipped_context_is_judged_like_json(demo: ox.Store) -> None:
    draft = {
        "@context": "https://w3id.org/insek/context.jsonld",
        "@id": f"{CITY}/vorlage/v0815-25",
        "@type": "Beschlussvorlage",
        "title": {"de": "Radweg"},
        "kommune": f"{CITY}/kommune/stadt",
        "datum": "2025-06-16",
        "federfuehrung": f"{CITY}/einheit/68",
        "liegtIn": f"{CITY}/raum/sb-4",
        "gesamtbetrag": "150",
        "pspElement": "7.1",
        "hatJahresscheibe": [{"betrag": "100"}],
        "hatZielbezug": {
            "ziel": f"{CITY}/ziel/uz-2-8",
            "wirkungsrichtung": "vocab:wirkungsrichtung/foerdert",
            "begruendung": "Schließt eine Lücke.",
        },
    }
    report = judge(demo, draft, media_type="application/ld+json")
    graver = {f.rule for f in report.findings if f.severity is not Severity.INFO}
    assert graver == {"zu-001", "fi-001", "fi-007"}
    assert set(report.passed) >= {"zb-001", "zb-002", "zb-003", "ra-001", "fi-003"}
    assert report.facts["title"] == "Radweg"
