"""Papers on the cover sheets of Karlsruhe, with contents made up."""

from __future__ import annotations

from typing import Any

import pytest
from tests.vorlage.forms.sheets import EARLIER, TIGHT, loose, read


def test_a_sheet_whose_columns_fell_apart_is_read_by_its_form() -> None:
    paper = read(loose())
    assert paper.layout == "karlsruhe-2022"
    wanted = {
        "art": "Beschlussvorlage",
        "kennung": "2031/0815",
        "federfuehrung": "Amt für Hochbau und Gebäudewirtschaft",
        "titel": "Sternwarte Nordhügel: Erneuerung der Kuppel Vergabe der Blecharbeiten",
        "beratungsfolge": [
            {"gremium": "Bauausschuss", "datum": "2031-06-06", "art": "vorberatung"},
            {"gremium": "Gemeinderat", "datum": "2031-06-17", "art": "beschlussfassung"},
        ],
        "finanzielleAuswirkungen": True,
        "gesamtbetrag": "1250000",
        "deckung": "bereits vollständig budgetiert",
        "klimarelevant": True,
        "klimawirkung": "gering-positiv",
        "zielbezuege": [{"ziel": "Grüne Stadt"}],
    }
    assert {name: paper.draft.get(name) for name in wanted} == wanted
    assert paper.questions == ()


def test_a_sheet_on_which_labels_share_their_lines_is_read_alike() -> None:
    paper = read(TIGHT)
    assert paper.layout == "karlsruhe-2022"
    assert paper.draft["kennung"] == "2032/0042"
    assert paper.draft["art"] == "Informationsvorlage"
    assert paper.draft["federfuehrung"] == "Ortsverwaltung Wettersbach"
    assert paper.draft["titel"] == "Bericht über den Betrieb der Leihstation für Lastenräder"
    assert paper.draft["beratungsfolge"] == [
        {"gremium": "Ortschaftsrat Wettersbach", "datum": "2032-03-12", "art": "information"}
    ]
    assert paper.draft["finanzielleAuswirkungen"] is False
    assert paper.draft["klimawirkung"] == "erheblich-negativ"
    assert paper.draft["nichtRelevantWeil"] == "IQ-relevant: Nein"
    assert "deckung" not in paper.draft
    assert "zielbezuege" not in paper.draft


def test_the_earlier_sheet_has_its_amounts_side_by_side() -> None:
    paper = read(EARLIER)
    assert paper.layout == "karlsruhe-2020"
    assert paper.draft["gesamtbetrag"] == "400000"
    assert paper.draft["folgekostenProJahr"] == "12500"
    assert paper.draft["deckung"] == "Haushaltsmittel sind dauerhaft im Budget vorhanden"
    assert paper.draft["federfuehrung"] == "HGW"
    assert paper.draft["titel"] == "Turnhalle Westend, neuer Hallenboden"
    assert [row["gremium"] for row in paper.draft["beratungsfolge"]] == [
        "Ausschuss für öffentliche Einrichtungen",
        "Gemeinderat",
    ]


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"money": "nein", "ticked": ()}, "finanzielleAuswirkungen", False),
        ({"ticked": ("teilweise budgetiert",)}, "deckung", "teilweise budgetiert"),
        ({"ticked": ("nicht budgetiert",)}, "deckung", "nicht budgetiert"),
        ({"climate": ("Nein",)}, "klimarelevant", False),
        ({"climate": ("Ja", "negativ", "erheblich")}, "klimawirkung", "erheblich-negativ"),
        ({"climate": ("Ja", "negativ", "geringfügig")}, "klimawirkung", "gering-negativ"),
        ({"climate": ("Ja", "positiv", "erheblich")}, "klimawirkung", "erheblich-positiv"),
        ({"iq": "Nein", "theme": ""}, "nichtRelevantWeil", "IQ-relevant: Nein"),
        (
            {"theme": "Soziale Stadt, Grüne Stadt"},
            "zielbezuege",
            [{"ziel": "Soziale Stadt"}, {"ziel": "Grüne Stadt"}],
        ),
        (
            {"theme": "Wirtschafts- und \nWissenschaftsstadt"},
            "zielbezuege",
            [{"ziel": "Wirtschafts- und Wissenschaftsstadt"}],
        ),
        ({"unit": "StPlA", "title": "Wegenetz am Kanal"}, "federfuehrung", "StPlA"),
        ({"kennung": "2031/0815/1"}, "kennung", "2031/0815/1"),
    ],
)
def test_what_is_ticked_or_written_is_what_is_read(
    changes: dict[str, Any], field: str, value: Any
) -> None:
    assert read(loose(**changes)).draft[field] == value


@pytest.mark.parametrize(
    ("changes", "field", "options"),
    [
        ({"money": ""}, "finanzielleAuswirkungen", ("Ja", "Nein")),
        ({"climate": ()}, "klimarelevant", ("Nein", "Ja")),
        ({"climate": ("Ja", "Nein")}, "klimarelevant", ("Nein", "Ja")),
        ({"climate": ("Ja", "positiv")}, "klimawirkung", ("gering-positiv", "erheblich-positiv")),
        (
            {"climate": ("Ja", "positiv", "negativ", "erheblich")},
            "klimawirkung",
            ("erheblich-positiv", "erheblich-negativ"),
        ),
        (
            {"ticked": ()},
            "deckung",
            ("bereits vollständig budgetiert", "teilweise budgetiert", "nicht budgetiert"),
        ),
        ({"theme": ""}, "zielbezuege", ()),
        ({"kennung": "folgt"}, "kennung", ("folgt",)),
    ],
)
def test_boxes_that_do_not_agree_are_one_question_and_no_value(
    changes: dict[str, Any], field: str, options: tuple[str, ...]
) -> None:
    paper = read(loose(**changes))
    assert [(q.field, q.options) for q in paper.questions] == [(field, options)]
    assert field not in paper.draft


def test_nothing_is_asked_about_money_that_the_form_says_there_is_not() -> None:
    paper = read(loose(money="nein", ticked=(), total=""))
    assert paper.questions == ()
    assert "deckung" not in paper.draft


def test_a_text_about_the_form_is_no_paper_on_it() -> None:
    paper = read("Betreff: Neues Deckblatt\n\nKünftig stehen Dienststelle und IQ-relevant vorn.\n")
    assert paper.layout == ""
    assert paper.draft["titel"] == "Neues Deckblatt"


def test_each_line_of_the_sheet_is_accounted_for_once() -> None:
    paper = read(TIGHT)
    uses = {one.text: (one.use, one.field) for one in paper.stretches}
    assert uses["Gedruckt auf 100 Prozent Recyclingpapier"] == ("furniture", "")
    assert uses["– 2 –"] == ("furniture", "")
    assert uses["Gesamtkosten:"] == ("furniture", "gesamtbetrag")
    assert uses["Dienststelle: Ortsverwaltung"] == ("field", "federfuehrung")
    assert uses["IQ-relevant Nein ☒ Ja ☐ Korridorthema:"][0] == "field"
    places = [one.place for one in paper.stretches]
    assert len(places) == len(set(places))


def test_two_papers_in_one_document_are_parted_by_their_sheets() -> None:
    from leitgraph.vorlage.formats.kinds import read_document

    found = read_document((loose() + TIGHT).encode(), "text/plain", "zwei.txt")
    assert [one.draft["kennung"] for one in found] == ["2031/0815", "2032/0042"]


def test_a_kennung_that_shares_its_line_with_the_next_label_ends_where_it_ends() -> None:
    assert read(TIGHT).draft["kennung"] == "2032/0042"


def test_a_receipt_in_the_place_of_yearly_cost_is_asked() -> None:
    text = loose().replace("Folgekosten:", "Folgekosten: Gesamteinzahlung: 25.000 Euro\n", 1)
    paper = read(text)
    assert "folgekostenProJahr" not in paper.draft
    assert "folgekostenProJahr" in {one.field for one in paper.questions}
