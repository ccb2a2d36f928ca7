"""Each city says how far its data reach, and what it says is true of its files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Store
from tests.data.reading import ask, load, ontology_files, slugs

KINDS = """SELECT ?kind ?feature ?degree ?version {
  ?a a insek:Abdeckung ; insek:abgedeckt ?class ; insek:abdeckungsgrad ?grad .
  OPTIONAL { ?a insek:abgedecktesMerkmal ?property } OPTIONAL { ?a insek:inFassung ?version }
  BIND (STRAFTER(STR(?class), "#") AS ?kind) BIND (STRAFTER(STR(?property), "#") AS ?feature)
  BIND (STRAFTER(STR(?grad), "abdeckungsgrad/") AS ?degree) }"""


@pytest.mark.parametrize("slug", slugs())
def test_a_city_says_of_its_data_how_far_they_reach_who_looked_and_when(
    bare: Callable[[str], Store], slug: str
) -> None:
    store = bare(slug)
    assert ask(store, KINDS)
    silent = """SELECT ?a { ?a a insek:Abdeckung
        FILTER NOT EXISTS { ?a insek:erfasstDurch ?who ; insek:belegtDurch/insek:quelle ?q .
                            ?q dcterms:issued ?day } }"""
    assert ask(store, silent) == []


@pytest.mark.parametrize("slug", slugs())
def test_what_is_said_not_to_be_recorded_is_not_there(
    bare: Callable[[str], Store], slug: str
) -> None:
    """Nothing recorded means no resource of that kind, or none that has that feature."""
    store, terms = bare(slug), load(ontology_files())
    for kind, feature, degree, version in ask(store, KINDS):
        if degree != "nichts":
            continue
        below = ask(terms, f"SELECT ?c {{ ?c rdfs:subClassOf* insek:{kind} }}")
        classes = " ".join(f"<{iri}>" for (iri,) in below)
        limit = f"?x insek:inFassung <{version}> ." if version else ""
        limit += f"?x insek:{feature} ?y ." if feature else ""
        found = ask(store, f"SELECT ?x {{ VALUES ?c {{ {classes} }} ?x a ?c . {limit} }}")
        assert found == [], (kind, feature, version)
