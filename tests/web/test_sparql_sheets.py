"""Answers of SPARQL for spreadsheet programs: a workbook, and CSV as a German Excel opens it."""

from __future__ import annotations

import io
from datetime import datetime

import httpx2
import openpyxl
import pyoxigraph as ox
import pytest
from tests.web.test_sparql import ask, refused

from leitgraph.errors import BadInput
from leitgraph.queries.sheets import write_sheet

QUERY = """SELECT ?nummer ?preis ?betrag ?tag ?ja ?formel ?iri ?lang ?nichts {
  BIND("007" AS ?nummer) BIND("1.50" AS ?preis) BIND(1234567.5 AS ?betrag)
  BIND("2026-11-30"^^xsd:date AS ?tag) BIND(true AS ?ja) BIND("=1+1" AS ?formel)
  BIND(<https://example.org/a> AS ?iri) BIND(12345678901234567890 AS ?lang) }"""


@pytest.mark.parametrize("name", ["sheet", "csv-excel", "csv-de"])
def test_a_german_excel_opens_the_csv(client: httpx2.Client, name: str) -> None:
    answer = ask(client, QUERY, format=name, lang="de")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="sparql.csv"'
    assert answer.content.decode().removeprefix("\ufeff").splitlines() == [
        "nummer;preis;betrag;tag;ja;formel;iri;lang;nichts",
        "007;1.50;1234567,5;2026-11-30;ja;'=1+1;https://example.org/a;12345678901234567890;",
    ]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    english = ask(client, "SELECT (1.5 AS ?a) (2 AS ?b) {}", format=name, lang="en")
    assert english.content.decode().removeprefix("\ufeff").splitlines() == ["a,b", "1.5,2"]


def test_a_workbook_has_numbers_and_dates_and_keeps_texts(client: httpx2.Client) -> None:
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    named = ask(client, QUERY, format="xlsx")
    accepted = client.get("/sparql", params={"query": QUERY}, headers={"Accept": media})
    for answer in (named, accepted):
        assert answer.headers["content-type"] == media
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
            [
                "007",
                "1.50",
                1234567.5,
                datetime(2026, 11, 30),
                True,
                "'=1+1",
                "https://example.org/a",
                "12345678901234567890",
                None,
            ]
        ]


def test_yes_and_no_are_a_cell(client: httpx2.Client) -> None:
    answer = ask(client, "ASK { ?z a insek:Leitziel }", format="sheet")
    assert answer.content.decode().removeprefix("\ufeff").splitlines() == ["Antwort", "ja"]


def test_triples_are_no_sheet(client: httpx2.Client) -> None:
    query = "CONSTRUCT WHERE { ?z a insek:Leitziel }"
    refused(ask(client, query, format="xlsx"), 406, "not-acceptable")


def test_a_sheet_over_the_rows_of_an_answer_is_refused() -> None:
    results = ox.Store().query("SELECT * { VALUES ?n { 1 2 3 } }")
    assert isinstance(results, ox.QuerySolutions)
    with pytest.raises(BadInput, match="mehr als 2 Zeilen"):
        write_sheet(results, "sheet", "de", io.BytesIO(), most=2, version=1)
