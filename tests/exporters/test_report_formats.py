"""Each format is what its readers expect, whatever stands in the texts of a report."""

from __future__ import annotations

import csv
import io
import json
import time
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
import rdflib
from tests import content
from tests.exporters.reports import (
    CERTIFICATE,
    FOCUS,
    HOSTILE,
    ID,
    clean,
    mixed,
    nasty,
    written,
)

from leitgraph.exporters.registry import report_formats
from leitgraph.exporters.reports.base import printable
from leitgraph.exporters.reports.fields import field_of_path, field_words


def test_nine_formats_have_a_name_a_media_type_and_an_extension() -> None:
    formats = report_formats()
    assert {name: (form.media, form.extension) for name, form in formats.items()} == {
        "csv": ("text/csv", "csv"),
        "docx": (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
        ),
        "json": ("application/json", "json"),
        "junit": ("application/xml", "xml"),
        "oparl": ("application/json", "json"),
        "pdf": ("application/pdf", "pdf"),
        "sarif": ("application/sarif+json", "sarif"),
        "text": ("text/plain", "txt"),
        "ttl": ("text/turtle", "ttl"),
    }
    assert {name for name, form in formats.items() if form.heavy} == {"pdf", "docx"}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", sorted(report_formats()))
def test_a_report_of_nothing_and_one_of_hostile_texts_are_written(name: str, language: str) -> None:
    assert written(name, clean(), language)
    assert len(written(name, nasty(), language)) > len(written(name, clean(), language))
    assert written(name, mixed(), language) == written(name, mixed(), language)


def test_a_word_document_is_the_same_whenever_it_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = written("docx")
    later = time.localtime(time.time() + 90)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    assert written("docx") == first


# ---- JSON and OParl


def test_json_names_field_place_evidence_maturity_and_praise() -> None:
    data = json.loads(written("json"))
    first = data["findings"][0]
    assert first["field"] == "zielbezuege[1].ziel"
    assert first["place"] == "Seite 2, Absatz 3"
    assert first["evidence"] == [{"text": "Klima", "iri": f"{ID}/ziel/uz-3-1"}]
    assert first["title"] == content.rules()["zb-002"].title.de
    assert first["why"] == content.rules()["zb-002"].why.de
    assert not {"field", "place", "evidence"} & set(data["findings"][3])
    assert data["praise"][0] == {"rule": "zb-001", "text": content.rules()["zb-001"].praise.de}
    assert data["maturity"]["level"] == 0
    assert data["maturity"]["next"] == {
        "level": 1,
        "rule": "fi-001",
        "open": 2,
        "text": content.rules()["fi-001"].hint.de,
    }
    assert data["unchecked"] == ["zu-001"]
    assert {**data["certificate"], "sha256": ""} == {**CERTIFICATE, "sha256": ""}


def test_oparl_keeps_to_its_paper_and_puts_all_else_under_the_prefix() -> None:
    data = json.loads(written("oparl"))
    assert {name: value for name, value in data.items() if not name.startswith("insek:")} == {
        "id": FOCUS,
        "type": "https://schema.oparl.org/1.1/Paper",
        "reference": "V0815/25",
        "name": "Radweg an der Hafenstraße",
        "date": "2025-06-16",
    }
    assert data["insek:verdict"] == "klaerungsbeduerftig"
    assert data["insek:certificate"] == CERTIFICATE
    assert data["insek:suggestions"][0]["id"] == "uz-3-2"
    assert {"insek:findings", "insek:passed", "insek:maturity", "insek:graphVersion"} <= set(data)


# ---- SARIF (OASIS 2.1.0; the keys that its schema requires or knows)


def test_sarif_has_what_the_standard_requires() -> None:
    log = json.loads(written("sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert set(run) <= {*("tool", "language", "columnKind", "results", "properties", "invocations")}
    driver = run["tool"]["driver"]
    assert driver["name"] == "Leitgraph"
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == sorted(set(ids))
    assert {"zb-001", "zb-002", "fi-001", "zu-001", "ra-001", "eingabe"} == set(ids)
    for rule in driver["rules"]:
        if rule["id"] != "eingabe":
            assert rule["shortDescription"]["text"]
            assert rule["help"]["text"]
            assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert location["logicalLocations"][0]["fullyQualifiedName"]
    kinds = [(result["kind"], result["level"]) for result in run["results"]]
    assert kinds == [("fail", "error")] * 3 + [("open", "none"), ("fail", "note")]
    (place,) = run["results"][0]["locations"][0]["logicalLocations"]
    assert place == {
        "name": "Ziele, 2. Zeile: Ziel",
        "fullyQualifiedName": "zielbezuege[1].ziel",
        "kind": "member",
    }


# ---- JUnit


def test_junit_counts_add_up_and_tell_failure_from_error_and_skipped() -> None:
    (suite,) = ElementTree.fromstring(written("junit"))
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "7",
        "failures": "3",
        "errors": "1",
        "skipped": "1",
    }
    cases = suite.findall("testcase")
    assert [[outcome.tag for outcome in case] for case in cases] == [
        *([["failure"]] * 3),
        *(["error"], ["skipped"], [], []),
    ]
    assert suite.get("timestamp") == "2025-06-16T09:30:00"
    assert cases[0].get("classname") == "leitgraph.zielbezug"


@pytest.mark.parametrize("text", HOSTILE)
def test_what_xml_does_not_allow_is_replaced_and_all_else_kept(text: str) -> None:
    shown = printable(text)
    assert ElementTree.fromstring(f"<a>{'x' * len(shown)}</a>") is not None
    element = ElementTree.Element("a", b=shown)
    ElementTree.fromstring(ElementTree.tostring(element, "utf-8"))
    assert len(shown) == len(text)
    assert all(a in (b, "\ufffd") for a, b in zip(shown, text, strict=True))


# ---- CSV


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_cell_of_the_csv_acts_as_a_formula(language: str) -> None:
    text = io.StringIO(written("csv", nasty(), language).decode("utf-8-sig"), newline="")
    rows = list(csv.reader(text, delimiter="," if language == "en" else ";"))
    assert len(rows) == 1 + len(nasty().findings)
    assert all(len(row) == len(rows[0]) for row in rows)
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    assert sum(cell.startswith("'=WENN") for cell in cells) >= 3


# ---- Turtle


def test_hostile_texts_stay_one_literal_each_in_turtle() -> None:
    graph = rdflib.Graph().parse(data=written("ttl", nasty()).decode(), format="turtle")
    message = rdflib.URIRef("http://www.w3.org/ns/shacl#resultMessage")
    texts = {str(text) for text in graph.objects(None, message)}
    assert {*HOSTILE, "e"} == texts


# ---- DOCX


def test_the_text_block_says_its_language_and_title_and_uses_common_styles() -> None:
    document = docx.Document(io.BytesIO(written("docx")))
    assert document.core_properties.language == "de-DE"
    assert document.core_properties.title == (
        "Prüfung der Vorlage: V0815/25 Radweg an der Hafenstraße"
    )
    paragraphs = document.paragraphs
    assert [p.text for p in paragraphs if p.style and p.style.name == "Heading 2"] == [
        "Zu klären (muss)",
        "Konnte nicht geprüft werden",
        "Zur Kenntnis (kann)",
        "Das ist in Ordnung",
        "Ziele, die die Vorlage vermutlich auch berührt",
        "Nachweis",
    ]
    text = "\n".join(p.text for p in paragraphs)
    assert "Zu tun: " + content.rules()["zb-002"].hint.de in text
    assert "Feld: Ziele, 2. Zeile: Ziel" in text
    assert "Fundstelle: Seite 2, Absatz 3" in text
    assert str(CERTIFICATE["rules"]) in text
    head = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert head["Datum"] == "16.06.2025"
    assert head["Reifegrad"] == "0 von 5 – begonnen"
    languages = {
        element.get(f"{{{element.nsmap['w']}}}val")
        for element in document.styles.element.iter("{*}lang")
    }
    assert languages == {"de-DE"}


# ---- text


def test_the_text_for_the_terminal_bears_maturity_next_step_and_certificate() -> None:
    text = written("text").decode()
    assert "Reifegrad: 0 von 5 – begonnen" in text
    assert "Nächster Schritt: " in text
    assert "Nachweis:" in text
    assert f"Regeln (SHA-256): {CERTIFICATE['rules']}" in text
    assert "Beleg: Klima" in text
    assert "  ? 3.2 Erneuerbare Wärme nutzen: Gleiche Worte: Wärme" in text


# ---- fields


@pytest.mark.parametrize(
    ("field", "german", "english"),
    [
        ("titel", "Titel", "Title"),
        ("zielbezuege[0].ziel", "Ziele, 1. Zeile: Ziel", "Goals, row 1: Goal"),
        ("jahresscheiben[2]", "Jahresscheiben, 3. Zeile", "Yearly slices, row 3"),
        ("ganz neu", "ganz neu", "ganz neu"),
    ],
)
def test_a_field_is_called_as_on_the_form(field: str, german: str, english: str) -> None:
    assert (field_words(field), field_words(field, "en")) == (german, english)


def test_every_field_of_a_draft_has_a_name() -> None:
    from leitgraph.exporters.reports.fields import NAMES
    from leitgraph.web.api.schemas import SCHEMAS

    def names(schema: dict[str, Any]) -> set[str]:
        found = set(schema.get("properties", ()))
        below = [*schema.get("properties", {}).values(), *schema.get("anyOf", ())]
        for value in (*below, *schema.get("oneOf", ()), *filter(None, [schema.get("items")])):
            found |= names(value)
        return found

    known = names(SCHEMAS["Vorlage"])
    assert len(known) >= 30
    assert known <= set(NAMES)


def test_a_property_of_the_paper_leads_to_the_field_that_fills_it() -> None:
    assert field_of_path("https://w3id.org/insek/ns#liegtIn") == "raum"
    assert field_of_path("https://w3id.org/insek/ns#folgekostenProJahr") == "folgekostenProJahr"
    assert field_of_path("zielbezuege[1].ziel") == "zielbezuege[1].ziel"
    assert field_of_path("https://example.org/x") is None
    assert field_of_path(None) is None
