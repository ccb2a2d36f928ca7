"""Conformity rules: the files ``shapes/rules/<area>/<id>.ttl`` turned into ``Rule``.

Every file is one rule with its explanation, source and examples; ``docs/howto-rule.md`` describes
the form. What a file lacks is an error at start, never a rule that silently judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from leitgraph.errors import LeitgraphError
from leitgraph.model import Rule, RuleExample, Severity, Text

REGEL = "https://w3id.org/insek/regel#"
SH = "http://www.w3.org/ns/shacl#"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DCTERMS = "http://purl.org/dc/terms/"
BASE = "https://w3id.org/insek/id/"
"""Base of relative IRIs in rule files and in their examples."""

_SEVERITIES = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}
_STAGES = {1, 2, 3}


@dataclass(frozen=True)
class RuleSet:
    """All rules of a folder, by id, and the prefixes their SPARQL and examples are written with."""

    rules: Mapping[str, Rule]
    prefixes: Mapping[str, str]
    prefixes_turtle: str

    def of_shape(self, shape: str) -> Rule | None:
        """The rule to which a shape belongs."""
        return next((rule for rule in self.rules.values() if shape in rule.shapes), None)

    def turtle_header(self) -> str:
        """``@prefix`` lines before the data of an example."""
        return "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in self.prefixes.items())

    def sparql_header(self) -> str:
        """``PREFIX`` lines before a query."""
        return "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in self.prefixes.items())


def load_rules(folder: Path) -> RuleSet:
    """All rules below ``folder``. Raises ``LeitgraphError`` for a file that is not complete."""
    header = folder / "prefixes.ttl"
    if not header.is_file():
        raise LeitgraphError(f"Es fehlt die Datei {header}", f"The file {header} is missing")
    prefixes_turtle = header.read_text("utf-8")
    prefixes = _prefixes(_Graph(header, prefixes_turtle))
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("*/*.ttl")):
        rule = _Graph(path, path.read_text("utf-8")).rule()
        if rule.id in rules:
            raise LeitgraphError(f"Die Regel {rule.id} gibt es zweimal", f"Rule {rule.id} twice")
        rules[rule.id] = rule
    if not rules:
        raise LeitgraphError(f"In {folder} steht keine Regel", f"There is no rule in {folder}")
    return RuleSet(dict(sorted(rules.items())), prefixes, prefixes_turtle)


def _prefixes(graph: _Graph) -> dict[str, str]:
    found: dict[str, str] = {}
    for declared in graph.objects(None, SH + "declare"):
        found[graph.one(declared, SH + "prefix")] = graph.one(declared, SH + "namespace")
    return dict(sorted(found.items()))


class _Graph:
    """One rule file, parsed; every miss names the file."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.store = ox.Store()
        try:
            self.store.load(text.encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
        except SyntaxError as error:
            raise LeitgraphError(f"{path}: {error}") from error

    def objects(self, subject: str | None, predicate: str) -> list[str]:
        """Values as strings, sorted; blank nodes as ``_:id``."""
        node = self._node(subject)
        quads = self.store.quads_for_pattern(node, ox.NamedNode(predicate), None, None)
        return sorted(_string(quad.object) for quad in quads)

    def one(self, subject: str, predicate: str) -> str:
        """The one value, or an error."""
        values = self.objects(subject, predicate)
        if len(values) != 1:
            raise self.fault(f"{subject} braucht genau ein {predicate}, hat {len(values)}")
        return values[0]

    def text_of(self, subject: str, predicate: str) -> Text:
        """The German and the English text, both needed."""
        found: dict[str, str] = {}
        for quad in self.store.quads_for_pattern(
            self._node(subject), ox.NamedNode(predicate), None, None
        ):
            if isinstance(quad.object, ox.Literal) and quad.object.language:
                found[quad.object.language] = quad.object.value
        if set(found) != {"de", "en"}:
            raise self.fault(f"{subject} braucht {predicate} auf Deutsch und Englisch")
        return Text(found["de"], found["en"])

    def fault(self, what: str) -> LeitgraphError:
        """An error that names the file."""
        return LeitgraphError(f"{self.path}: {what}")

    def rule(self) -> Rule:
        """The one rule of this file."""
        name = self.path.stem
        iri = REGEL + name
        if not re.fullmatch(r"[a-z]{2}-\d{3}", name):
            raise self.fault("Eine Regeldatei heißt wie ihre Regel, etwa zb-001.ttl")
        shapes = {
            shape: self.one(shape, SH + "path") for shape in self.objects(iri, SH + "property")
        }
        constraints = {c for shape in shapes for c in self.objects(shape, SH + "sparql")}
        severities = {self.one(shape, SH + "severity") for shape in (iri, *shapes)}
        if not shapes or len(severities) != 1 or not severities <= set(_SEVERITIES):
            raise self.fault("Die Regel braucht Formen (sh:property) mit einer sh:severity")
        stage = int(self.one(iri, REGEL + "stufe"))
        if stage not in _STAGES:
            raise self.fault("regel:stufe ist 1 (Rechnung), 2 (Form) oder 3 (Inhalt)")
        good = self._examples(iri, "besteht")
        bad = self._examples(iri, "verletzt")
        if not good or len(bad) < 2 or {s for e in bad for s in e.breaks} != set(shapes):
            raise self.fault("Ein gutes, zwei schlechte Beispiele, und jede Form in einem davon")
        applies = self.objects(iri, REGEL + "gilt")
        return Rule(
            id=name,
            area=self.path.parent.name,
            title=self.text_of(iri, RDFS_LABEL),
            why=self.text_of(iri, DCTERMS + "description"),
            severity=_SEVERITIES[severities.pop()],
            stage=stage,
            hint=self.text_of(iri, REGEL + "hinweis"),
            praise=self.text_of(iri, REGEL + "lob"),
            source=self.one(iri, DCTERMS + "source"),
            shapes={iri: "", **shapes},
            reach=tuple(
                self.objects(iri, REGEL + "nachbarschaft")
                + [f"<{path}>" for path in sorted(set(shapes.values()))]
            ),
            applies=applies[0] if applies else "",
            messages={c: self.text_of(c, SH + "message") for c in sorted(constraints)},
            good=good,
            bad=bad,
            turtle=self.text,
        )

    def _examples(self, iri: str, kind: str) -> tuple[RuleExample, ...]:
        found = [
            RuleExample(
                label=self.one(node, RDFS_LABEL),
                data=self.one(node, REGEL + "daten"),
                focus=self.one(node, REGEL + "fokus"),
                breaks=tuple(self.objects(node, REGEL + "erwartet")),
            )
            for node in self.objects(iri, REGEL + kind)
        ]
        return tuple(sorted(found, key=lambda example: example.label))

    def _node(self, subject: str | None) -> ox.NamedNode | ox.BlankNode | None:
        if subject is None:
            return None
        return ox.BlankNode(subject[2:]) if subject.startswith("_:") else ox.NamedNode(subject)


def _string(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value
