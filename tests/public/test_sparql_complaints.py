"""What is said of a query that is not valid: the thing, the line and the column (case 89)."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from leitgraph.errors import BadQuery
from leitgraph.store.sparql import guard
from leitgraph.store.sparql.complaint import complaint

FAULTS = {
    "variable not in GROUP BY": (
        "SELECT ?amt ?titel (COUNT(*) AS ?n)\nWHERE { ?amt ?p ?titel } GROUP BY ?amt",
        "Zeile 1, Spalte 13: ?titel steht in SELECT, aber nicht in GROUP BY (?amt); fassen Sie es "
        "zusammen, etwa (SAMPLE(?titel) AS …), oder gruppieren Sie danach.",
    ),
    "aggregate without GROUP BY": (
        "SELECT ?amt (SUM(?wert) AS ?summe) WHERE { ?amt ?p ?wert }",
        "Zeile 1, Spalte 8: ?amt steht in SELECT, aber nicht in GROUP BY (–); fassen Sie es "
        "zusammen, etwa (SAMPLE(?amt) AS …), oder gruppieren Sie danach.",
    ),
    "variable within a function": (
        "SELECT ?amt (STR(?titel) AS ?t) (COUNT(*) AS ?n) WHERE { ?amt ?p ?titel } GROUP BY ?amt",
        "Zeile 1, Spalte 18: ?titel steht in SELECT, aber nicht in GROUP BY (?amt); fassen Sie es "
        "zusammen, etwa (SAMPLE(?titel) AS …), oder gruppieren Sie danach.",
    ),
    "prefix not declared": (
        "SELECT *\nWHERE { ?ding bau:hoehe ?h }",
        "Zeile 2, Spalte 15: Das Präfix „bau:“ ist nicht vereinbart; es fehlt PREFIX bau: <…>.",
    ),
    "misspelt form": (
        "SELCT * WHERE { ?s ?p ?o }",
        "Zeile 1, Spalte 1: „SELCT“ ist kein Wort von SPARQL; gemeint ist wohl SELECT.",
    ),
    "misspelt form after a prefix": (
        "PREFIX x: <urn:x>\n SELEKT ?s { ?s ?p ?o }",
        "Zeile 2, Spalte 2: „SELEKT“ ist kein Wort von SPARQL; gemeint ist wohl SELECT.",
    ),
    "misspelt word": (
        "SELECT * WHERE { ?s ?p ?o OPTINAL { ?o ?q ?r } }",
        "Zeile 1, Spalte 27: „OPTINAL“ ist kein Wort von SPARQL; gemeint ist wohl OPTIONAL.",
    ),
    "name without prefix": (
        "SELECT * WHERE { ?s titel ?o }",
        "Zeile 1, Spalte 21: „titel“ ist kein Wort von SPARQL; ein Name braucht ein Präfix "
        "(insek:…).",
    ),
    "quotation marks of a word processor": (
        "SELECT * WHERE { ?s ?p „Amt“ }",
        "Zeile 1, Spalte 24: Das Anführungszeichen „ gilt in SPARQL nicht; Texte stehen in "
        "geraden Anführungszeichen (\" oder ').",
    ),
    "text that does not end": (
        'SELECT * WHERE { ?s ?p "Amt }',
        'Zeile 1, Spalte 24: Der Text, der hier mit " beginnt, endet nicht in seiner Zeile.',
    ),
    "bracket left open": (
        "SELECT * WHERE {\n  ?s ?p ?o FILTER(?o > 3 }",
        "Zeile 2, Spalte 26: Die Klammer „}“ schließt keine, die davor geöffnet wurde.",
    ),
    "brace left open": (
        "ASK { ?s ?p ?o",
        "Zeile 1, Spalte 5: Die Klammer „{“, die hier steht, wird nicht geschlossen; es fehlt „}“.",
    ),
    "variable twice": (
        "SELECT ?s ?s WHERE { ?s ?p ?o }",
        "Zeile 1, Spalte 11: ?s steht in SELECT zweimal.",
    ),
    "something else": (
        "SELECT * { ?s ?p ?o . FILTER(?o && ) }",
        "Zeile 1, Spalte 38: Die Abfrage ist nahe „}“ nicht gültig.",
    ),
    "triple of two parts": (
        "SELECT * WHERE { ?s ?p }",
        "Zeile 1, Spalte 24: Dem Tripel, das mit „?s“ beginnt, fehlt ein Teil: Es hat Subjekt, "
        "Prädikat und Objekt.",
    ),
    "dot missing": (
        "SELECT * WHERE { ?s a insek:Ziel ?s insek:titel ?o }",
        "Zeile 1, Spalte 34: Vor „?s“ fehlt ein Punkt: Ein Tripel hat drei Teile.",
    ),
    "filter without brackets": (
        "SELECT * { ?s ?p ?o FILTER ?o > 3 }",
        "Zeile 1, Spalte 21: Nach FILTER steht die Bedingung in Klammern: FILTER(…).",
    ),
    "limit without number": (
        "SELECT * { ?s ?p ?o } LIMIT",
        "Zeile 1, Spalte 23: Nach LIMIT fehlt eine ganze Zahl.",
    ),
    "group without by": (
        "SELECT ?o { ?s ?p ?o } GROUP ?o",
        "Zeile 1, Spalte 24: Nach GROUP fehlt BY.",
    ),
    "comma in SELECT": (
        "SELECT ?s, ?o { ?s ?p ?o }",
        "Zeile 1, Spalte 10: Variablen in SELECT stehen ohne Komma nebeneinander.",
    ),
    "aggregate without brackets": (
        "SELECT COUNT(?s) { ?s ?p ?o }",
        "Zeile 1, Spalte 8: Ein Ausdruck in SELECT steht in Klammern und hat einen Namen: "
        "(COUNT(…) AS ?name).",
    ),
    "aggregate without name": (
        "SELECT (COUNT(?s)) { ?s ?p ?o }",
        "Zeile 1, Spalte 18: Einem Ausdruck in SELECT fehlt der Name: (… AS ?name).",
    ),
    "equal of another language": (
        "SELECT * { ?s ?p ?o FILTER(?o == 3) }",
        "Zeile 1, Spalte 31: „==“ gibt es in SPARQL nicht; gleich heißt „=“.",
    ),
    "unequal of another language": (
        "SELECT * { ?s ?p ?o FILTER(?o <> 3) }",
        "Zeile 1, Spalte 31: „<>“ ist in SPARQL eine leere Adresse; ungleich heißt „!=“.",
    ),
    "and of another language": (
        "SELECT * { ?s ?p ?o FILTER(?o > 3 AND ?o < 5) }",
        "Zeile 1, Spalte 35: „AND“ ist kein Wort von SPARQL; gemeint ist wohl &&.",
    ),
    "empty": (
        "  ",
        "Zeile 1, Spalte 3: Hier fehlt SELECT, ASK, CONSTRUCT, DESCRIBE oder eine Änderung.",
    ),
}


def refused(query: str) -> BadQuery:
    """What is said of it, by the guard or by the engine."""
    try:
        guard.check_query(query)
        ox.Store().query(query, prefixes=dict(guard.PREFIXES))
    except BadQuery as error:
        return error
    except SyntaxError as error:
        return complaint(query, error, guard.PREFIXES)
    pytest.fail("the query is valid")


@pytest.mark.parametrize(("query", "said"), FAULTS.values(), ids=FAULTS)
def test_89_a_query_that_is_not_valid_says_what_and_where(query: str, said: str) -> None:
    assert refused(query).detail == said


@pytest.mark.parametrize(("query", "said"), FAULTS.values(), ids=FAULTS)
def test_89_and_in_english_without_the_grammar_of_the_engine(query: str, said: str) -> None:
    english = refused(query).detail_en
    assert english.partition(":")[0] == said.partition(":")[0].replace("Zeile", "Line").replace(
        "Spalte", "column"
    )
    assert "\\u{" not in english
    assert "expected one of" not in english


def test_89_a_long_query_is_complained_of_in_no_time() -> None:
    query = "SELECT ?a " + "(COUNT(?b) AS ?c) " * 900 + "WHERE { ?a ?p ?b } GROUP BY ?z"
    assert "steht in SELECT" in refused(query).detail
