"""The table of fields: each name once, each alias for one field, codes as in the ontology."""

from __future__ import annotations

from collections import Counter

import pytest

from leitgraph.catalog.ontology import Ontology, load_ontology
from leitgraph.config import NS, VOCAB_BASE, Settings
from leitgraph.fields.codes import ART, CODE_LISTS
from leitgraph.fields.kinds import CodeList, Name
from leitgraph.fields.table import FIELDS, ROWS, SECTIONS, aliases, columns, entries
from leitgraph.vorlage.recognise.labels import columns_of, normal
from leitgraph.vorlage.resolve import KINDS


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The ontology as it ships."""
    return load_ontology(Settings().content_dir("ontology"))


def test_each_name_stands_once() -> None:
    assert len(FIELDS) == sum(len(section.fields) for section in SECTIONS) > 38
    assert all(len({c.name for c in rows.columns}) == len(rows.columns) for rows in ROWS.values())


def test_no_label_of_documents_stands_for_two_fields() -> None:
    labels = Counter(
        word for field in FIELDS.values() for word in {normal(alias) for alias in aliases(field)}
    )
    assert {word for word, count in labels.items() if count > 1} == set()
    assert "" not in labels


@pytest.mark.parametrize("name", ROWS)
def test_a_table_of_a_document_is_known_by_the_labels_of_its_columns(name: str) -> None:
    wanted = [column.name for column in ROWS[name].columns]
    assert columns_of([column.label.de for column in ROWS[name].columns]) == (name, wanted)


def test_every_property_is_a_term_of_the_ontology(ontology: Ontology) -> None:
    known = {NS + term.name for term in ontology.terms.values()}
    used = {entry.iri for entry in entries() if entry.iri.startswith(NS)}
    used |= {NS + rows.back for rows in ROWS.values() if rows.back}
    used |= {NS + rows.of_class for rows in ROWS.values() if rows.of_class}
    assert len(used) > 40
    assert used - known == set()


@pytest.mark.parametrize("of", [of for of in CODE_LISTS if of.scheme], ids=lambda of: of.name)
def test_codes_and_their_names_are_those_of_the_ontology(of: CodeList, ontology: Ontology) -> None:
    listed = ontology.codes_of(VOCAB_BASE + of.scheme)
    assert {code.notation: (code.label.de, code.label.en) for code in listed} == {
        one.code: (one.label.de, one.label.en) for one in of.codes
    }


def test_kinds_of_papers_are_classes_of_the_ontology(ontology: Ontology) -> None:
    classes = {term.name for term in ontology.terms.values()}
    assert {name.capitalize() for name in ART.names} <= classes


def test_names_are_looked_up_as_kinds_that_there_are() -> None:
    used = {
        kind for entry in entries() if isinstance(entry.kind, Name) for kind in entry.kind.kinds
    }
    assert used <= set(KINDS)
    assert all(name in ROWS for name, _ in columns())
