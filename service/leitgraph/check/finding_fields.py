"""Where a finding belongs: the field of the form it is about, and what its value is called.

An entry of a list is found by its node: drafts from the form number their nodes from one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph as ox

from leitgraph.config import NS
from leitgraph.exporters.reports.fields import field_of_path
from leitgraph.fields.kinds import Weighing, Words
from leitgraph.fields.table import ROWS, columns
from leitgraph.model import Evidence, Finding
from leitgraph.shacl.rules.neighbourhood import Layers, Node, Term

_NUMBER = re.compile(r"-(\d{1,6})$")
_LISTS = {name for name, rows in ROWS.items() if rows.node}
"""Lists of the form whose entries are nodes of their own."""
_MEMBERS = {
    column.iri: column.name
    for list_, column in columns()
    if list_ in _LISTS and not isinstance(column.kind, Words | Weighing)
}
"""What the form calls a property of an entry, if its values can tell the entry."""
_NAMES = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/2000/01/rdf-schema#label",
)


def placed(
    findings: Iterable[Finding], data: ox.Store, focus: str, graph: Layers
) -> Iterator[Finding]:
    """The findings with their fields, and with the name of what they are about as evidence.

    ``data``: what was judged; ``graph``: where things have their names.
    """
    view = Layers(data)
    node = ox.NamedNode(focus)
    for finding in findings:
        field = finding.field or _field(finding, view, node)
        evidence = finding.evidence or tuple(_named(finding.value, graph))
        yield replace(finding, field=field, evidence=evidence)


def _field(finding: Finding, view: Layers, focus: ox.NamedNode) -> str | None:
    name = field_of_path(finding.path)
    if name not in _LISTS or not finding.path or not finding.path.startswith(NS):
        return name
    path = ox.NamedNode(finding.path)
    forwards = [n for n in view.objects(focus, path) if isinstance(n, ox.NamedNode | ox.BlankNode)]
    found = {
        (int(number[1]) - 1, member)
        for node in [*forwards, *view.subjects(path, focus)]
        if (number := _NUMBER.search(node.value)) and int(number[1]) > 0
        for member in _members(view, node, finding.value)
    }
    if len(found) != 1:
        return name
    index, member = found.pop()
    return f"{name}[{index}].{member}" if member else f"{name}[{index}]"


def _members(view: Layers, node: Node, value: str | None) -> Iterator[str]:
    """Which properties of an entry bear the value; "" if the entry itself is the value."""
    if value == node.value:
        yield ""
    for property_, member in _MEMBERS.items():
        if any(_text(term) == value for term in view.objects(node, ox.NamedNode(property_))):
            yield member


def _text(term: Term) -> str:
    return term.value if not isinstance(term, ox.Triple) else ""


def _named(value: str | None, graph: Layers) -> Iterator[Evidence]:
    if not value or not re.match(r"(https?|urn):[^\s<>\"{}|\\^`]+$", value):
        return
    for name in _NAMES:
        terms = graph.objects(ox.NamedNode(value), ox.NamedNode(name))
        labels = sorted((t.language != "de", t.value) for t in terms if isinstance(t, ox.Literal))
        if labels:
            yield Evidence(labels[0][1], value)
            return
