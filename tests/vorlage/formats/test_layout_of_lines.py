"""What stands where in PDF and text: columns, justified lines, labels apart from their values."""

from __future__ import annotations

import typst

from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.formats.text import numbered
from leitgraph.vorlage.reading import DocumentDraft
from leitgraph.vorlage.recognise.lines import blocks


def read(text: str) -> DocumentDraft:
    """The one Vorlage in a text."""
    (found,) = read_document(text.encode(), "text/plain", "v.txt")
    return found


def printed(source: str) -> DocumentDraft:
    """The one Vorlage in a PDF of some Typst."""
    (found,) = read_document(bytes(typst.compile(source.encode())), "", "v.pdf")
    return found


LEFT = """Vorlage Nr.: V0721/26
Betreff: Erneuerung der Brücke
am Mühlwehr, erster Teil
Datum: 09.02.2026
Federführendes Amt: Tiefbauamt

Sachverhalt
Die Brücke trägt nur noch
Fahrzeuge bis drei Tonnen. Sie
wird neu gegründet."""
RIGHT = """Beratungsfolge
Bauausschuss 17.02.2026
Stadtrat 18.03.2026

Finanzielle Auswirkungen
Gesamtkosten: 510.000 €
Deckung: Haushaltsplan 2026

Klimarelevanz: nein"""
TWO_COLUMNS = {
    "kennung": "V0721/26",
    "titel": "Erneuerung der Brücke am Mühlwehr, erster Teil",
    "datum": "2026-02-09",
    "federfuehrung": "Tiefbauamt",
    "gegenstand": "Die Brücke trägt nur noch Fahrzeuge bis drei Tonnen. Sie wird neu gegründet.",
    "gesamtbetrag": "510000",
    "deckung": "Haushaltsplan 2026",
    "klimarelevant": False,
    "beratungsfolge": [
        {"gremium": "Bauausschuss", "datum": "2026-02-17"},
        {"gremium": "Stadtrat", "datum": "2026-03-18"},
    ],
}


def side_by_side(left: str, right: str, gutter: int) -> str:
    """Two columns on a page, as an extractor that keeps the layout writes them."""
    rows = max(left.count("\n"), right.count("\n")) + 1
    pairs = zip(
        [*left.split("\n"), *[""] * rows][:rows],
        [*right.split("\n"), *[""] * rows][:rows],
        strict=True,
    )
    return "\n".join(f"{one:<{gutter}}{other}".rstrip() for one, other in pairs)


def test_26_two_columns_are_read_one_after_the_other() -> None:
    found = read(side_by_side(LEFT, RIGHT, 40))
    assert found.draft == TWO_COLUMNS
    assert found.questions == ()


def test_26_two_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    left, right = (
        part.replace("\n\n", "#v(8pt)").replace("\n", r" \ ").replace("#v(8pt)", "\n\n")
        for part in (LEFT, RIGHT)
    )
    found = printed(f"#grid(columns: (7cm, 7cm), gutter: 1cm, [{left}], [{right}])")
    assert found.draft == TWO_COLUMNS


def test_labels_beside_their_values_are_no_two_columns() -> None:
    left = "Vorlage Nr.\nBetreff\nFederführendes Amt\nGesamtkosten\nDatum"
    right = "V0722/26\nNeuer Steg\nTiefbauamt\n12.000 €\n09.02.2026"
    assert read(side_by_side(left, right, 30)).draft == {
        "kennung": "V0722/26",
        "titel": "Neuer Steg",
        "federfuehrung": "Tiefbauamt",
        "gesamtbetrag": "12000",
        "datum": "2026-02-09",
    }


def test_31_blanks_that_justify_a_line_part_no_cells() -> None:
    prose = """Die  Werkstatt  steht  seit  zwei  Jahren  leer.  Der  Verein  hat  sich  beworben
Ziel  der  Förderung  ist  ein  offenes  Haus  für  das  Quartier  und  für  die  Schulen
Ort  und  Tag  der  Treffen  legt  der  Verein  fest,  ebenso  die  Höhe  der  Beiträge,  die
Mitwirkung der  Jugend bleibt dabei  gesichert, und die  Deckung der  Miete wird  erst im
Gesamt  betrachtet  reicht  der  Raum  dafür  aus,  wenn  der  Keller  trocken  bleibt.  Die
Kosten  trägt  der  Verein."""
    found = read(f"Betreff: Werkstatt am Markt\n\nBegründung\n\n{prose}\n")
    assert set(found.draft) == {"titel", "gegenstand"}
    assert found.draft["gegenstand"] == " ".join(prose.split())
    assert found.questions == ()


def test_cells_that_stand_apart_stay_cells() -> None:
    found = read(
        "Betreff: Werkstatt am Markt\n\nJahr   Betrag in €   Haushaltsart\n"
        "2026   12.000        Finanzhaushalt\n2027   13.000        Ergebnishaushalt\n"
    )
    assert len(found.draft["jahresscheiben"]) == 2


def test_32_labels_first_and_then_values_pair_by_their_kind() -> None:
    found = read(
        "Beschlussvorlage\n\nGremium:\nTermin:\nVorlage Nr.:\nTOP:\nVerantwortlich:\n\n"
        "Gemeinderat\n24.02.2026\n2026/0815\n7\nAmt 65 Hochbauamt\n\n"
        "Betreff: Neues Dach für die Mensa\n"
    )
    assert found.draft == {
        "art": "Beschlussvorlage",
        "kennung": "2026/0815",
        "federfuehrung": "65",
        "titel": "Neues Dach für die Mensa",
    }
    assert found.questions == ()


def test_32_what_could_be_the_value_of_two_labels_is_that_of_none() -> None:
    found = read(
        "Betreff: Neues Dach\n\nFederführendes Amt:\nDienststelle:\nDatum:\n\n"
        "Hochbauamt\nSchulamt\n24.02.2026\n"
    )
    assert "federfuehrung" not in found.draft
    assert found.draft["datum"] == "2026-02-24"


def test_47_a_line_among_the_labels_is_no_value_of_the_next() -> None:
    found = read(
        "Gremium:\n14. Sitzung Gemeinderat\nTermin:\nVorlage Nr.:\nTOP:\n\nVerantwortlich:\n"
        "24.02.2026\n2026/0816\n9\nöffentlich\nAmt 65\nNeues Dach für die Mensa\n"
    )
    assert found.draft["kennung"] == "2026/0816"
    assert found.draft["federfuehrung"] == "Amt 65"


def test_a_sentence_goes_on_over_the_number_of_a_page() -> None:
    first = "Die Halle steht seit dem Brand leer und wird von dem Verein, der sie gepachtet hat,"
    lines = numbered(f"{first}\n \n– 2 – \n\nnicht mehr genutzt.\n\n– 3 –\n\nEin neuer Absatz.\n")
    found = blocks(lines)
    assert [line.text for line in lines if line.furniture] == ["– 2 –", "– 3 –"]
    assert [(one.kind, one.text) for one in found if one.kind == "furniture"] == [
        ("furniture", "– 2 –"),
        ("furniture", "– 3 –"),
    ]
    texts = [line for one in found if one.kind == "text" for line in one.lines]
    assert [(line.text.split()[0], line.opens) for line in texts] == [
        ("Die", True),
        ("nicht", False),
        ("Ein", True),
    ]


def test_small_digits_stand_on_the_line_they_belong_to() -> None:
    lines = numbered("CO\n2\n-Relevanz: nein\nauf 40 m\n2\n Fläche\nPunkt\n2\nZiel")
    assert [line.text for line in lines] == [
        "CO2-Relevanz: nein",
        "auf 40 m² Fläche",
        "Punkt",
        "2",
        "Ziel",
    ]
    assert lines[1].place == "Zeile 4"
