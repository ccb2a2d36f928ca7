"""ask, sparql and export, beside a running service and alone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from tests.shell import Shell

COUNT = "SELECT (COUNT(*) AS ?n) { ?z a insek:Leitziel ; insek:kommune ?k }"


def test_auerbach_has_16_leitziele_and_53_entries_of_which_52_differ(served: Shell) -> None:
    done = served("ask", "goals-of-a-city", "stadt=auerbach", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    top = [row for row in rows if not row["ueber"]]
    below = [row for row in rows if row["ueber"]]
    assert (done.code, len(top), len(below)) == (0, 16, 53)
    assert len({row["ziel"] for row in below}) == 52
    assert all(row["fundstelle"] and row["beleg"] for row in rows)


def test_without_a_name_all_queries_are_told(served: Shell) -> None:
    done = served("ask")
    assert done.code == 0
    assert "consultation-participation" in done.out
    assert "Wer an der Konsultation teilnahm" in done.out


def test_the_table_speaks_the_language_that_was_asked_for(served: Shell) -> None:
    german = served("ask", "goals-of-a-city", "stadt=leipzig")
    english = served("--language", "en", "ask", "goals-of-a-city", "stadt=leipzig")
    assert "Rang  Ebene" in german.out
    assert "Rank  Level" in english.out
    assert german.out.rstrip().endswith("Zeilen")
    assert english.out.rstrip().endswith("rows")


def test_a_spreadsheet_goes_into_a_file(served: Shell, tmp_path: Path) -> None:
    file = tmp_path / "ziele.xlsx"
    done = served("ask", "goals-of-a-city", "stadt=auerbach", "--format", "xlsx", "--out", file)
    assert (done.code, done.out) == (0, "")
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert sheet.max_row >= 70


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "nichts"), "Die Abfrage „nichts“ gibt es nicht."),
        (("ask", "goals-of-a-city", "stadt"), "„stadt“ ist keine Angabe der Form name=wert."),
        (("ask", "goals-of-a-city", "ort=x"), "„ort“ gibt es hier nicht. Möglich: stadt"),
        (("ask", "goals-of-a-city", "stadt=atlantis"), "Von „atlantis“ (Kommune) steht nichts"),
        (("sparql", "fehlt.rq"), "Es gibt keine Datei fehlt.rq."),
        (("sparql", "tests"), "tests ist ein Ordner."),
    ],
)
def test_what_cannot_be_asked_is_said_and_ends_with_2(
    served: Shell, arguments: tuple[str, ...], said: str
) -> None:
    done = served(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_wrong_query_is_said_with_line_and_column(served: Shell) -> None:
    done = served("sparql", "-", text="SELECT *\nWHERE { ?s ?p }")
    assert done.code == 2
    assert done.err.startswith("Zeile 2, Spalte 15")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", "n\r\n"),
        ("json", '{"head":{"vars":["n"]}'),
        ("table", "n\n"),
    ],
)
def test_a_select_comes_in_the_formats_of_tables(served: Shell, form: str, expected: str) -> None:
    done = served("sparql", "-", "--format", form, text=COUNT)
    assert done.code == 0
    assert "".join(line.strip(" ") for line in done.out).startswith(expected)


def test_an_ask_is_answered_with_a_word(served: Shell) -> None:
    assert "ja" in served("sparql", "-", text="ASK { ?s a insek:Leitziel }").out.split()


def test_a_construct_comes_as_turtle(served: Shell) -> None:
    text = "CONSTRUCT { ?k a insek:Kommune } WHERE { ?k a insek:Kommune ; insek:ags '14612000' }"
    done = served("sparql", "-", "--format", "ttl", text=text)
    triples = list(ox.parse(done.raw, format=ox.RdfFormat.TURTLE))
    assert [quad.subject.value for quad in triples] == [
        "https://w3id.org/insek/id/dresden/kommune/stadt"
    ]
    refused = served("sparql", "-", "--format", "ttl", text=COUNT)
    assert (refused.code, "Turtle gibt es für CONSTRUCT" in refused.err) == (2, True)


def test_an_update_goes_into_the_journal_of_the_running_service(served: Shell) -> None:
    text = "INSERT DATA { GRAPH <urn:cli:g> { <urn:cli:a> rdfs:comment 'x' } }"
    before = json.loads(served("log", "--limit", "1", "--format", "json").out)[0]["number"]
    done = served("sparql", "-", "--update", text=text)
    entry = json.loads(served("log", "--limit", "1", "--format", "json").out)[0]
    assert (done.code, entry["number"], entry["reason"]) == (0, before + 1, "SPARQL Update")
    assert served("sparql", "-", "--format", "csv", text="SELECT ?o {<urn:cli:a> ?p ?o}").out == (
        "o\r\nx\r\n"
    )
    gone = served("sparql", "-", "--update", text="DROP GRAPH <urn:cli:g>")
    assert gone.code == 0


def test_an_export_loads_into_an_empty_directory(
    served: Shell, alone: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "alles.nq"
    assert served("export", "--out", file).code == 0
    lines = len(file.read_bytes().splitlines())
    done = alone("load", file, LEITGRAPH_SEED_DEMO="false")
    assert (done.code, lines > 20_000) == (0, True)
    assert alone("sparql", "-", "--format", "csv", text=COUNT).out == (
        served("sparql", "-", "--format", "csv", text=COUNT).out
    )
