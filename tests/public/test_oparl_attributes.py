"""What stands in a Paper of OParl: texts of files, wrong types, names, addresses.

A test is named after the case it stands for; the objects are made up.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.public.oparl_objects import (
    ATTRIBUTES,
    COUNCIL,
    HOST,
    SCHEMA,
    UNIT,
    asked,
    consultation,
    file,
    one,
    paper,
    read,
    unread,
)

from leitgraph.errors import BadData
from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.reading import State

# -- 47, 48: texts of files --------------------------------------------------------------------


def test_48_the_paper_is_the_further_file_that_is_called_so() -> None:
    files = [file("Anlage 1", "Gesamtkosten: 1 €"), file("Beschlussvorlage", "Kosten: 5.000 €")]
    files[1]["text"] = "Gesamtkosten: 320.000 €\nFederführendes Amt: Amt für Brücken\n"
    document = one(paper(mainFile=f"{HOST}/files/1", auxiliaryFile=files))
    assert document.draft["gesamtbetrag"] == "320000"
    assert document.draft["federfuehrung"] == "Amt für Brücken"
    assert unread(document)[:2] == ["Attribut mainFile", "Attribut auxiliaryFile.text"][1:]


def test_48_a_file_without_its_text_is_told_and_nothing_is_absent() -> None:
    files = [{"id": f"{HOST}/f/1", "type": SCHEMA + "File", "name": "Beschlussvorlage öffentlich"}]
    document = one(paper(auxiliaryFile=files))
    assert "„Beschlussvorlage öffentlich“" in document.remarks[0].de
    assert document.states["titel"] is State.STATED
    assert document.states["zielbezuege"] is document.states["gesamtbetrag"] is State.UNREAD
    assert State.ABSENT not in document.states.values()


def test_47_what_the_system_says_goes_before_the_text_of_the_file() -> None:
    text = "Vorlage Nr.: 2031/7777\nFederführendes Amt: Amt für Hafen\nGesamtkosten: 9.000 €\n"
    document = one(paper(mainFile=file("Vorlage", text), underDirectionOf=[UNIT]))
    assert document.draft["kennung"] == "2031/0007"
    assert document.draft["federfuehrung"] == "Amt für Brücken"
    assert document.draft["gesamtbetrag"] == "9000"


def test_47_the_text_answers_what_the_system_has_only_as_an_address() -> None:
    text = "Federführendes Amt: Amt für Brücken\n\nGremium | Sitzung\nBauausschuss | 20.05.2031\n"
    stations = [consultation(organization=[f"{HOST}/org/9"], role="Vorberatung")]
    given = paper(underDirectionOf=[UNIT["id"]], consultation=stations)
    document = one({**given, "mainFile": file("Vorlage", text)})
    assert document.draft["federfuehrung"] == "Amt für Brücken"
    assert document.draft["beratungsfolge"] == [{"gremium": "Bauausschuss", "datum": "2031-05-20"}]
    assert document.questions == ()


# -- 51: wrong types ---------------------------------------------------------------------------


def test_51_what_is_clear_is_used_and_what_is_wrong_is_named() -> None:
    document = one(
        paper(name=["Neue Brücke"], reference=20310007, date=None, consultation=None, location=None)
    )
    assert document.draft == {"titel": "Neue Brücke", "kennung": "20310007"}
    assert [said.de for said in document.remarks] == [
        "Das Attribut „reference“ ist eine Zahl und kein Text; gelesen wurde „20310007“.",
        "Das Attribut „name“ ist eine Liste und kein Text; gelesen wurde „Neue Brücke“.",
    ]


def test_51_what_is_not_clear_is_asked() -> None:
    document = one(paper(name=["Neue Brücke", "Altes Wehr"], reference={"nr": 7}))
    assert set(document.draft) == {"datum"}
    (question,) = document.questions
    assert (question.field, question.options) == ("titel", ("Neue Brücke", "Altes Wehr"))
    assert unread(document) == ["Attribut reference", "Attribut name"]


def test_51_json_ld_is_a_paper() -> None:
    given = {
        "@context": "https://schema.oparl.org/1.1/",
        "@type": "oparl:Paper",
        "@id": f"{HOST}/papers/7",
        "oparl:name": {"@value": "Neue Brücke", "@language": "de"},
        "https://schema.oparl.org/1.1/reference": "2031/0007",
        "underDirectionOf": {"@id": UNIT["id"]},
    }
    document = one({"@graph": [given, {**UNIT, "@id": UNIT["id"]}]})
    assert document.draft == {
        "kennung": "2031/0007",
        "titel": "Neue Brücke",
        "federfuehrung": "Amt für Brücken",
    }


@pytest.mark.parametrize(
    "value", [7, "x", [], {}, True, None, [[]], [None], {"id": 3}, [{"name": 4}]], ids=repr
)
def test_51_no_type_of_no_attribute_breaks_anything(value: Any) -> None:
    for name in ATTRIBUTES:
        document = one(paper(**{name: value}))
        told = {place.split()[1].split(".")[0] for place in (s.place for s in document.stretches)}
        assert name in told or value in (None, "", [], {}), (name, value)


# -- 95: real papers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Beschlussvorlage", "Beschlussvorlage"),
        ("Öffentliche Beschlussvorlage", "Beschlussvorlage"),
        ("Änderungs-/Ergänzungsantrag", "Antrag"),
        ("Große Anfrage", "Anfrage"),
        ("Mitteilungsvorlage", "Informationsvorlage"),
    ],
)
def test_95_the_kind_of_paper_is_known_by_its_words(written: str, kind: str) -> None:
    assert one(paper(paperType=written)).draft["art"] == kind


@pytest.mark.parametrize("written", ["Haushalt THH 9", "Antwort auf Anfrage", "Beschlussantrag"])
def test_95_a_kind_of_paper_that_is_none_or_two_is_asked(written: str) -> None:
    document = one(paper(paperType=written))
    assert "art" not in document.draft
    assert written in asked(document)["art"]


def test_95_names_are_cleaned_of_markup_and_signs_that_nobody_sees() -> None:
    name = "Neue <b>Brücke</b> am&nbsp;Wehr&#10;– 2.&amp;3. Bau\u00adabschnitt (< 5 t)"
    assert (
        one(paper(name=name)).draft["titel"] == "Neue Brücke am Wehr – 2.&3. Bauabschnitt (< 5 t)"
    )


def test_95_bodies_behind_addresses_are_asked_for_once() -> None:
    stations = [
        consultation(id=f"{HOST}/c/{n}", organization=[f"{HOST}/org/{n}"], role="Vorberatung")
        for n in (4, 5)
    ]
    document = one(paper(consultation=stations))
    assert asked(document) == {
        "beratungsfolge": f"Beratungsfolge: Welche Gremien sind {HOST}/org/4, {HOST}/org/5? "
        "Die Datei nennt nur die Adressen."
    }


def test_95_a_delivery_of_mixed_objects_resolves_its_addresses() -> None:
    """Meetings, bodies, consultations and papers on one page, all by address."""
    meeting = {
        "id": f"{HOST}/m/1",
        "type": SCHEMA + "Meeting",
        "start": "2031-06-03T17:00:00+02:00",
    }
    station = consultation(
        paper=f"{HOST}/papers/7",
        organization=[COUNCIL["id"]],
        meeting=meeting["id"],
        role="Entscheidung",
    )
    earlier = {"id": f"{HOST}/papers/2", "type": SCHEMA + "Paper", "reference": "2030/0911"}
    given = paper(relatedPaper=[f"{HOST}/papers/2"], superordinatedPaper=[f"{HOST}/papers/3"])
    first, second = read([meeting, COUNCIL, station, given, {**earlier, "name": "Alte Brücke"}])
    assert first.draft["beratungsfolge"] == [
        {"gremium": "Rat der Stadt", "datum": "2031-06-03", "art": "beschlussfassung"}
    ]
    assert first.draft["zitiert"] == ["2030/0911"]
    assert unread(first) == ["Attribut superordinatedPaper"]
    assert second.draft == {"kennung": "2030/0911", "titel": "Alte Brücke"}


def test_95_every_attribute_is_used_asked_or_named() -> None:
    given = paper(
        body=f"{HOST}/body",
        keyword=["Brücken"],
        originatorPerson=[f"{HOST}/p/1"],
        license="https://www.govdata.de/dl-de/zero-2-0",
        web=f"{HOST}/web",
        subordinatedPaper=[f"{HOST}/papers/9"],
        **{"anbieter:merkmal": "rot"},
    )
    document = one(given)
    assert {stretch.place.removeprefix("Attribut ") for stretch in document.stretches} == set(given)
    assert unread(document) == ["Attribut anbieter:merkmal"]


def test_surrogates_that_are_halves_are_refused_by_name() -> None:
    body = json.dumps(paper(name="\ud800 Brücke")).encode()
    with pytest.raises(BadData) as error:
        read_document(body, "application/json")
    assert "halbe Zeichen" in error.value.detail


def test_what_is_nested_too_deeply_is_refused() -> None:
    deep = "[" * 900 + "]" * 900
    body = f'{{"type": "{SCHEMA}Paper", "name": {deep}}}'.encode()
    with pytest.raises(BadData) as error:
        read_document(body, "application/json")
    assert "zu tief geschachtelt" in error.value.detail
