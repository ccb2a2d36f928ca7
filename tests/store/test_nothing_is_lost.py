"""A document is read whole or refused with place and reason, in every format."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from leitgraph.errors import BadData
from leitgraph.store.rdf.rdf_input import read_into

BASE = "https://w3id.org/insek/id/"
GRAPH = ox.NamedNode(f"{BASE}test/graph/a")
XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    "{}</rdf:RDF>"
)


def read(text: str, form: str) -> tuple[int, int]:
    """How many statements the document is said to make, and how many there are."""
    store = ox.Store()
    said = read_into(store, text.encode(), format_=form, base=BASE, graph=GRAPH)
    return said, len(store)


LOST = [
    # format, document, a word of the reason
    ("jsonld", '{"@id": "http://a b", "http://p": "x"}', "http://a b"),
    ("jsonld", '{"@id": "x", "http://p": {"@id": "c d"}}', "c d"),
    ("jsonld", '{"@id": "x", "@type": "http://a b"}', "http://a b"),
    ("jsonld", '{"@id": "x", "http://p q": "1"}', "http://p q"),
    ("jsonld", '{"@id": "x", "name": "1"}', "name"),
    ("jsonld", '{"@id": "x", "http://p": {"@id": "y", "name": "1"}}', "name"),
    ("jsonld", '{"@id": "x", "http://p": {"@value": "1", "@language": "de de"}}', "de de"),
    ("jsonld", '{"@id": "x", "http://p": {"@value": "1", "@direction": "rtl"}}', "@direction"),
    ("jsonld", '{"@id": "x", "@typ": "http://t"}', "@typ"),
    ("jsonld", '{"@id": "x", "_:p": 1}', "_:p"),
    ("jsonld", '{"@id": "x", "http://p": 1, "http://p": 2}', "http://p"),
    ("jsonld", '["x", {"@id": "x", "http://p": 1}]', "ohne Subjekt"),
    ("jsonld", '{"@id": "a b", "@graph": [{"@id": "x", "http://p": 1}]}', "a b"),
    ("jsonld", '{"@id": "x", "http://p": {"@list": [[1, 2], [3]]}}', "11 Aussagen"),
    ("jsonld", '{"@id": "x", "@reverse": {"http://p": [{"@id": "a b"}]}}', "a b"),
    ("jsonld", '{"@context": "http://example.org/c", "@id": "x"}', "@context"),
    ("turtle", "<a> <p> <c d> .", "Zeile 1"),
    ("turtle", "<a> e:p 1 .", "Zeile 1"),
    ("turtle", '<a> <p> "x"@de-de-12345678901 .', "Zeile 1"),
    ("turtle", "<a> <p> 1 .\n<a> <q>", "Zeile 2"),
    ("trig", "<g> { <a> <p> <c d> }", "Zeile 1"),
    ("ntriples", "<http://a b> <http://p> 1 .", "Zeile 1"),
    ("ntriples", "<a> <http://p> <http://c> .", "Zeile 1"),
    ("nquads", "<http://a> <http://p> <http://c> <g> .", "Zeile 1"),
    ("nquads", "<http://a> <http://p> <http://c> .\n<http://a> <http://p> .", "Zeile 2"),
    ("rdfxml", XML.format('<rdf:Description rdf:about="a b" e:p="x"/>'), "IRI"),
    ("rdfxml", XML.format('<rdf:Description rdf:about="a"><p/></rdf:Description>'), "namespace"),
    ("rdfxml", XML.format('<rdf:Description rdf:about="a" b="c"/>'), "namespace"),
    ("rdfxml", XML.format("Text <rdf:Description rdf:about='a'/>"), "Text"),
    ("rdfxml", XML.format('<rdf:Description rdf:about="a"><e:p>x</e:p>'), ""),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "word"), LOST)
def test_what_would_be_dropped_is_refused(form: str, text: str, word: str) -> None:
    with pytest.raises(BadData) as refused:
        read(text, form)
    assert word in refused.value.detail
    assert refused.value.detail_en


WHOLE = [
    ("jsonld", "{}", 0),
    ("jsonld", '{"@id": "x"}', 0),
    ("jsonld", '{"@id": "x", "http://p": null}', 0),
    ("jsonld", '{"@id": "x", "http://p": ["a", "a", {"@value": "a", "@language": "de"}]}', 2),
    ("jsonld", '{"@id": "x", "http://p": [1, 1.0, 2.5, true, 1e30]}', 4),
    ("jsonld", '{"@id": "x", "http://p": {"@list": [1, {"@id": "y", "http://q": 2}]}}', 6),
    ("jsonld", '{"@id": "x", "http://p": {"@list": []}}', 1),
    ("jsonld", '{"@graph": [{"@id": "x", "http://p": 1}, {"http://p": {"http://q": 2}}]}', 3),
    ("jsonld", '{"@id": "g", "@graph": [{"@id": "x", "http://p": 1}]}', 1),
    ("jsonld", '{"@id": "x", "@reverse": {"http://p": [{"@id": "y"}, {"@id": "z"}]}}', 2),
    ("jsonld", '{"@context": {"p": "http://p", "note": null}, "@id": "x", "p": 1, "note": 2}', 1),
    ("jsonld", '{"@context": {"@vocab": "http://v/"}, "@id": "x", "@type": "T", "p": {"q": 1}}', 3),
    (
        "jsonld",
        '{"@context": {"p": {"@id": "http://p", "@container": "@language"}}, "p": '
        '{"de": "A", "en": ["B", "C"]}}',
        3,
    ),
    ("jsonld", '{"@context": {"p": {"@id": "http://p", "@type": "@json"}}, "p": {"a": [1]}}', 1),
    ("turtle", "<a> <p> 1 , 1 , 2 ; <q> ( 1 2 ) .", 7),
    ("turtle", "", 0),
    ("trig", "<g> { <a> <p> 1 } <a> <p> 1 .", 2),
    ("nquads", "<http://a> <http://p> <http://c> <http://g> .\n" * 2, 1),
    ("rdfxml", XML.format('<rdf:Description rdf:about="a"><e:p>x</e:p></rdf:Description>'), 1),
]


@pytest.mark.parametrize(("form", "text", "statements"), WHOLE)
def test_what_is_read_is_what_was_said(form: str, text: str, statements: int) -> None:
    assert read(text, form) == (statements, statements)


def test_a_fault_in_json_ld_is_told_with_line_and_column() -> None:
    text = '{\n  "@id": "x",\n  "http://p": {"@id": "c d"}\n}'
    with pytest.raises(BadData) as refused:
        read(text, "jsonld")
    assert (refused.value.facts["line"], refused.value.facts["column"]) == (3, 24)
