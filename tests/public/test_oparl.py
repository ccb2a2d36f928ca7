"""Papers of OParl as council systems deliver them, each after a public report or file.

A test is named after the case it stands for; the objects are made up.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.public.oparl_objects import (
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
    refused,
    unread,
)

from leitgraph.vorlage.formats.kinds import is_document, read_document

# -- 40: who is in charge ----------------------------------------------------------------------


def test_40_the_unit_that_directs_is_in_charge() -> None:
    document = one(paper(underDirectionOf=[UNIT]))
    assert document.draft["federfuehrung"] == "Amt für Brücken"
    assert document.questions == ()


def test_40_an_office_that_brings_in_the_paper_is_in_charge() -> None:
    given = paper(paperType="Beschlussvorlage", originatorOrganization=[UNIT])
    assert one(given).draft["federfuehrung"] == "Amt für Brücken"


@pytest.mark.parametrize(
    ("name", "kind"), [("Fraktion Grüne Mitte", "Antrag"), ("Oberbürgermeisterin", "Vorlage")]
)
def test_40_who_brings_in_a_paper_without_being_an_office_is_not_in_charge(
    name: str, kind: str
) -> None:
    document = one(paper(paperType=kind, originatorOrganization=[{**UNIT, "name": name}]))
    assert "federfuehrung" not in document.draft
    assert ("federfuehrung" in asked(document)) is (kind == "Vorlage")


def test_40_an_address_is_asked_and_named_as_unread() -> None:
    document = one(paper(underDirectionOf=[UNIT["id"]]))
    assert "federfuehrung" not in document.draft
    assert asked(document)["federfuehrung"] == (
        f"Federführung: Welche Einheit ist {UNIT['id']}? Die Datei nennt nur die Adresse."
    )
    assert unread(document) == ["Attribut underDirectionOf"]


def test_40_an_address_of_the_same_delivery_or_of_the_graph_is_no_question() -> None:
    given = paper(underDirectionOf=[UNIT["id"]])
    assert one([given, UNIT]).draft["federfuehrung"] == "Amt für Brücken"
    assert one({"data": [UNIT, given], "links": {}}).draft["federfuehrung"] == "Amt für Brücken"
    assert one(given, {UNIT["id"]: "66"}).draft["federfuehrung"] == "66"


# -- 41, 49, 53, 56: what a file is ------------------------------------------------------------


def test_41_what_was_deleted_says_so_and_is_not_checked() -> None:
    gone = {"id": f"{HOST}/papers/8", "type": SCHEMA + "Paper", "deleted": True}
    assert refused({**gone, "name": "", "modified": "2031-06-01T09:00:00+02:00"}) == (
        "Diese Vorlage ist im Ratsinformationssystem gelöscht (deleted) (Stand 2031-06-01); "
        "geprüft wird nichts."
    )
    assert [said.de for said in one([paper(), gone]).remarks] == [
        "1 weitere in dieser Lieferung sind gelöscht (deleted)."
    ]
    assert one(paper(deleted=False)).draft["kennung"] == "2031/0007"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("Meeting", "eine Sitzung (Meeting)"),
        ("Body", "eine Körperschaft (Body)"),
        ("System", "das Ratsinformationssystem selbst (System)"),
        ("Organization", "eine Gruppierung (Organization)"),
    ],
)
def test_49_another_object_is_named_and_a_paper_asked_for(kind: str, said: str) -> None:
    data = {"id": f"{HOST}/x", "type": SCHEMA + kind, "name": "Ein Name"}
    assert is_document(json.dumps(data).encode(), "application/json")
    assert refused(data) == (
        f"„lieferung.json“ ist {said} von OParl; gebraucht wird eine Vorlage (Paper)."
    )


def test_49_the_text_of_a_file_is_read() -> None:
    document = one(file("Vorlage", "Betreff: Neues Dach der Aula\nGesamtkosten: 70.000 €"))
    assert document.draft == {"titel": "Neues Dach der Aula", "gesamtbetrag": "70000"}
    assert document.form == "oparl"
    assert "ohne ihren Text" in refused({"id": f"{HOST}/f", "type": SCHEMA + "File"})


def test_53_a_page_says_that_more_papers_are_on_further_pages() -> None:
    page = {
        "data": [paper(), paper(id=f"{HOST}/papers/8", reference="2031/0008")],
        "pagination": {"totalElements": 11, "currentPage": 1, "totalPages": 6},
        "links": {"next": f"{HOST}/papers?page=2"},
    }
    first, second = read(page)
    said = (
        f"Das ist eine Seite einer Liste: 9 weitere Vorlagen stehen auf anderen Seiten "
        f"(links.next: {HOST}/papers?page=2) und wurden nicht gelesen."
    )
    assert [one.de for one in first.remarks] == [one.de for one in second.remarks] == [said]


def test_53_a_page_without_pagination_is_a_page() -> None:
    document = one({"data": [paper()], "links": {"next": f"{HOST}/papers?page=2"}})
    assert document.form == "oparl"
    assert "weitere Vorlagen stehen auf anderen Seiten" in document.remarks[0].de


def test_53_the_only_page_has_nothing_to_tell() -> None:
    page = {"data": [paper()], "pagination": {"totalElements": 1, "totalPages": 1}, "links": {}}
    assert one(page).remarks == ()


@pytest.mark.parametrize(
    "kind",
    [
        "https://schema.oparl.org/1.1/Paper/",
        "https://oparl.org/schema/1.0/Paper",
        "http://spec.oparl.example/1.0/Paper",
        [SCHEMA + "Paper"],
        "oparl:Paper",
    ],
    ids=["slash", "old host", "other host", "list", "prefix"],
)
def test_56_a_paper_is_known_however_its_type_is_written(kind: Any) -> None:
    body = json.dumps(paper(type=kind)).replace("/", "\\/").encode()
    assert is_document(body, "application/json")
    (document,) = read_document(body, "application/json")
    assert (document.form, document.draft["kennung"]) == ("oparl", "2031/0007")


# -- 42, 54, 55: days --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2031-05-11T22:00:00Z", "2031-05-12"),
        ("2031-12-31T23:30:00+00:00", "2032-01-01"),
        ("2031-05-12T00:00:00+02:00", "2031-05-12"),
        ("2031-05-12T23:59:59", "2031-05-12"),
        ("12.05.2031", "2031-05-12"),
    ],
)
def test_42_an_instant_is_the_day_in_germany(written: str, day: str) -> None:
    assert one(paper(date=written)).draft["datum"] == day


def test_42_a_meeting_near_midnight_is_on_the_day_in_germany() -> None:
    meeting = {"id": f"{HOST}/m/1", "type": SCHEMA + "Meeting", "start": "2031-07-01T22:15:00Z"}
    document = one(paper(consultation=[consultation(organization=[COUNCIL], meeting=meeting)]))
    assert document.draft["beratungsfolge"] == [{"gremium": "Rat der Stadt", "datum": "2031-07-02"}]


@pytest.mark.parametrize(
    "written",
    ["0001-01-01", "1970-01-01", "1969-12-31T23:00:00Z", "2000-01-01T00:00:00+01:00", "unbekannt"],
)
def test_54_a_day_that_stands_for_none_is_asked(written: str) -> None:
    document = one(paper(date=written, created="2031-05-13T08:00:00+02:00"))
    assert "datum" not in document.draft
    (question,) = document.questions
    assert (question.field, question.options) == ("datum", ("2031-05-13",))
    assert written in question.text.de


def test_55_stations_out_of_order_stay_as_they_are_given() -> None:
    stations = [("Rat der Stadt", "Entscheidung", "04-20"), ("Bauausschuss", "Empfehlung", "03-30")]
    given = [
        consultation(
            id=f"{HOST}/c/{name}",
            organization=[{"name": name}],
            role=role,
            meeting={"start": f"2031-{day}T17:00:00+02:00"},
        )
        for name, role, day in stations
    ]
    assert one(paper(consultation=given)).draft["beratungsfolge"] == [
        {"gremium": "Rat der Stadt", "datum": "2031-04-20", "art": "beschlussfassung"},
        {"gremium": "Bauausschuss", "datum": "2031-03-30", "art": "vorberatung"},
    ]
