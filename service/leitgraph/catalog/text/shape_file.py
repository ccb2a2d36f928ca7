"""A file of SHACL shapes: severities, queries, messages and paths, checked alike in every kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from leitgraph.catalog.text.sparql_text import PLACEHOLDER, SparqlText, read_sparql
from leitgraph.catalog.text.turtle_file import RDF_TYPE, SH, TurtleFile
from leitgraph.catalog.text.vocabulary import short
from leitgraph.errors import LeitgraphError
from leitgraph.model import Severity, Text
from leitgraph.shacl.rules.neighbourhood import parse_path

SEVERITIES = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}


class ShapeFile(TurtleFile):
    """A Turtle file with shapes in it."""

    def severity(self, subject: str) -> Severity | None:
        """Its ``sh:severity``; None, and noted, if it has none of the three."""
        value = self.one(subject, SH + "severity", iri=True)
        if value and value not in SEVERITIES:
            self.refuse(
                "schwere", f"{self.name(subject)}: {short(value)} ist keine Schwere",
                f"{self.name(subject)}: {short(value)} is no severity",
                subject=subject, predicate=SH + "severity",
            )  # fmt: skip
        return SEVERITIES.get(value)

    def check_named(self) -> None:
        """Shapes and constraints have IRIs, or a finding could not be traced to them."""
        for kind in ("NodeShape", "PropertyShape", "SPARQLConstraint"):
            node = ox.NamedNode(SH + kind)
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), node, None):
                if not isinstance(quad.subject, ox.NamedNode):
                    self.refuse("form", f"eine sh:{kind} hat keine IRI", f"a sh:{kind} has no IRI")

    def sparql(
        self, subject: str, predicate: str, text: str, prefixes: Mapping[str, str],
        *, constraint: bool = False,
    ) -> SparqlText:  # fmt: skip
        """A SPARQL text that stands here, read; its faults noted with their lines in the file."""
        read = read_sparql(text, prefixes, self.vocabulary, constraint=constraint)
        what = f"{self.name(subject)}: {short(predicate)}"
        for fault in read.faults:
            line = self.places.line_within(text, fault.position, subject, predicate)
            self.refuse_at(
                line, fault.condition, f"{what}: {fault.german}", f"{what}: {fault.english}"
            )
        return read

    def constraint(self, iri: str, prefixes: Mapping[str, str]) -> Text:
        """The messages of a SPARQL constraint, whose query and messages are checked."""
        messages = self.both(iri, SH + "message")
        if not self.terms(iri, SH + "prefixes"):
            self.one(iri, SH + "prefixes", iri=True)
        text = self.one(iri, SH + "select")
        if not text:
            return messages
        read = self.sparql(iri, SH + "select", text, prefixes, constraint=True)
        if read.faults and read.variables is None:
            return messages
        self.check_selects(iri, SH + "select", text, read, "this")
        self.check_placeholders(iri, messages, read.variables or [])
        return messages

    def check_selects(
        self, subject: str, predicate: str, text: str, read: SparqlText, name: str
    ) -> None:
        """The text is a SELECT of a variable."""
        if not read.form or name in (read.variables or []):
            return
        what = f"{self.name(subject)}: {short(predicate)}"
        start = len(text) - len(text.lstrip())
        self.refuse_at(
            self.places.line_within(text, start, subject, predicate),
            "auswahl",
            f"{what} muss ein SELECT sein, das ${name} auswählt",
            f"{what} has to be a SELECT of ${name}",
        )

    def check_placeholders(self, subject: str, messages: Text, selected: Iterable[str]) -> None:
        """What a message puts in is selected, and both languages put in the same."""
        german, english = (set(PLACEHOLDER.findall(text)) for text in (messages.de, messages.en))
        for name in sorted((german | english) - set(selected)):
            value = messages.de if name in german else messages.en
            self.refuse(
                "auswahl", f"{self.name(subject)}: die Meldung nennt {{?{name}}}, "
                "was die Abfrage nicht auswählt",
                f"{self.name(subject)}: the message names {{?{name}}}, "
                "which the query does not select",
                subject=subject, predicate=SH + "message", value=value,
            )  # fmt: skip
        if german != english and messages.de and messages.en:
            self.refuse(
                "sprachen",
                f"{self.name(subject)}: die Meldungen setzen nicht dasselbe ein",
                f"{self.name(subject)}: the messages do not put in the same",
                subject=subject, predicate=SH + "message",
            )  # fmt: skip

    def check_paths(self, subject: str, predicate: str, prefixes: Mapping[str, str]) -> list[str]:
        """The paths of a statement, each read; what cannot be read is noted."""
        found = self.texts(subject, predicate)
        for text in found:
            try:
                steps = {step for path in parse_path(text, prefixes) for step in path}
            except LeitgraphError as error:
                self.refuse(
                    "pfad", error.detail, error.detail_en,
                    subject=subject, predicate=predicate, value=text,
                )  # fmt: skip
                continue
            for iri in sorted({n.value for s in steps for n in (s.predicate, s.shared) if n}):
                fault = self.vocabulary.fault(iri)
                if fault is not None:
                    self.refuse("begriff", *fault, subject=subject, predicate=predicate, value=text)
        return found
