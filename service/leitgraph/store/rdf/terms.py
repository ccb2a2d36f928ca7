"""Names for the kinds of RDF terms, as pyoxigraph types them."""

from __future__ import annotations

from typing import TypeAlias

import pyoxigraph as ox

Subject: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Triple
Term: TypeAlias = Subject | ox.Literal
Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

# A triple that can be looked up and put into a set: subject, predicate, object.
Fact: TypeAlias = tuple[Subject, ox.NamedNode, Term]


def fact_of(quad: ox.Quad) -> Fact:
    """The triple of a quad."""
    return quad.subject, quad.predicate, quad.object
