"""Files of forms: those delivered are sound, broken ones are refused with line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.content import DATA

from leitgraph.catalog.forms.form_file import form_paths, forms_of, load_forms
from leitgraph.config import Settings
from leitgraph.errors import BadContent

SOUND = """name = "musterstadt"
titel = "Musterstadt, Deckblatt"
stadt = "musterstadt"
sprache = "de"
ab = 2024-01-01
quelle = "erfunden"
mindestens = 2
kennung = 'V\\d{4}'
beiwerk = ['Seite \\d+']

[[angabe]]
beschriftung = ["Nummer:"]
feld = "kennung"
kennzeichen = true

[[angabe]]
beschriftung = ["Amt:"]
feld = "federfuehrung"
kennzeichen = true

[[angabe]]
beschriftung = ["Klima"]

[[angabe.gruppe]]
feld = "klimarelevant"
kaestchen = "nach"
wahl = { "Ja" = true, "Nein" = false }

[[angabe.gruppe]]
name = "richtung"
kaestchen = "vor"
wahl = { "gut" = "positiv", "schlecht" = "negativ" }

[[verbindung]]
feld = "klimawirkung"
aus = ["richtung"]
muster = "{richtung}"
wenn = "klimarelevant"
"""


def written(folder: Path, text: str, name: str = "musterstadt") -> Path:
    """A form's file."""
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def test_all_forms_delivered_load_and_are_named_as_their_files() -> None:
    paths = form_paths(DATA)
    assert list(load_forms(paths)) == [path.stem for path in paths]
    assert {"karlsruhe-2020", "karlsruhe-2022"} <= {path.stem for path in paths}


@pytest.mark.parametrize("path", form_paths(DATA), ids=lambda path: str(path.stem))
def test_a_form_says_its_source_and_has_marks_enough(path: Path) -> None:
    form = load_forms([path])[path.stem]
    assert len(form.source) > 20
    assert 2 <= form.least <= sum(1 for entry in form.entries if entry.mark)
    assert form.fields


def test_a_sound_form_says_which_fields_it_has_a_place_for(tmp_path: Path) -> None:
    form = load_forms([written(tmp_path, SOUND)])["musterstadt"]
    assert form.fields == {"kennung", "federfuehrung", "klimarelevant", "klimawirkung"}
    assert form.least == 2


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("sprache", "spreche", "musterstadt.toml:4: unbekannt: spreche"),
        ('feld = "kennung"', 'feld = "nummer"', "kein Feld nummer"),
        ('feld = "kennung"', 'field = "kennung"', "musterstadt.toml:13: [[angabe]] 1: unbekannt"),
        ('name = "musterstadt"', 'name = "anders"', "name ist wie die Datei musterstadt"),
        ("mindestens = 2", "mindestens = 3", "mindestens ist eine Zahl von 2 bis 2"),
        ("'V\\d{4}'", "'V(\\d{4}'", "musterstadt.toml:8: kein Muster"),
        ("'V\\d{4}'", "'(V+)+'", "wiederholt eine Wiederholung"),
        ("'V\\d{4}'", "'(V)\\1'", "wiederholt eine Wiederholung"),
        ("2024-01-01", '"2024"', "ab ist ein Tag"),
        ('kaestchen = "vor"', 'kaestchen = "oben"', "kaestchen ist vor oder nach"),
        ('"Ja" = true', '"Ja" = "ja"', "klimarelevant kennt „ja“ nicht"),
        ('"gut" = "positiv"', '"gut" = "grün"', "klimawirkung kennt „grün“ nicht"),
        ('"gut" = "positiv"', '"gut" = 3', "„gut“ hat keinen Wert"),
        ('aus = ["richtung"]', 'aus = ["grad"]', "muster und aus passen nicht"),
        ('wenn = "klimarelevant"', 'wenn = "wetter"', "keine Gruppe wetter"),
        ('beschriftung = ["Amt:"]', "beschriftung = []", "beschriftung fehlt"),
        ('beschriftung = ["Amt:"]', 'beschriftung = "Amt:"', "eine Liste von Texten"),
        ("kennzeichen = true", 'kennzeichen = "ja"', "kennzeichen ist true oder false"),
        ('["Amt:"]', '["Amt:"]\nspalten = ["farbe"]', "keine Spalte farbe"),
        ('["Amt:"]', '["Amt:"]\nspalten = ["datum"]', "spalten nennt kein gremium"),
        ('["Amt:"]', '["Amt:"]\nbetraege = ["titel"]', "titel ist kein Betrag"),
        ('feld = "federfuehrung"', 'feld = "beratungsfolge"', "steht in einer Tabelle"),
        ("[[verbindung]]", "[verbindung]", "[[verbindung]] ist keine Tabelle"),
        ("mindestens = 2", 'mindestens = 2\narten = { "Rat" = "x" }', "arten führt Wörter auf"),
        ("[[verbindung]]", "[[verbindung", "kein gültiges TOML"),
    ],
)
def test_a_broken_form_is_refused_with_what_is_wrong(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in SOUND
    path = written(tmp_path, SOUND.replace(before, after, 1))
    with pytest.raises(BadContent) as caught:
        load_forms([path])
    assert said in caught.value.detail
    assert str(path) in caught.value.detail


def test_a_name_is_used_once(tmp_path: Path) -> None:
    (tmp_path / "zwei").mkdir()
    with pytest.raises(BadContent, match="gibt es schon"):
        load_forms([written(tmp_path, SOUND), written(tmp_path / "zwei", SOUND)])


def test_the_setting_names_one_file_a_folder_or_none(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND)
    assert list(forms_of(Settings(forms=str(path)))) == ["musterstadt"]
    assert list(forms_of(Settings(forms=str(tmp_path)))) == ["musterstadt"]
    assert forms_of(Settings(forms="keine")) == {}


def test_the_folder_of_a_city_may_hold_forms_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "cities" / "musterstadt" / "forms"
    folder.mkdir(parents=True)
    path = written(folder, SOUND)
    assert form_paths(tmp_path) == [path]


def test_a_file_that_the_setting_names_and_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadContent, match="fehlt"):
        forms_of(Settings(forms=str(tmp_path / "weg.toml")))
