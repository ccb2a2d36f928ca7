"""The file of one rule, read and checked; ``catalog.rules`` reads the folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from leitgraph.catalog.refusal import Refused, turtle_fault
from leitgraph.catalog.text.shape_file import ShapeFile
from leitgraph.catalog.text.turtle_file import (
    BASE,
    DCTERMS,
    RDF_TYPE,
    RDFS_LABEL,
    SH,
    Node,
)
from leitgraph.catalog.text.vocabulary import REGEL, Vocabulary, short
from leitgraph.fields.table import entry
from leitgraph.model import Rule, RuleExample, Severity, Text

_STAGES = {"1", "2", "3"}
_GOOD, _BAD = 1, 2
"""So many examples that pass, and that fail, a rule has at least."""
_SHORTEST = 20
"""Signs of an explanation: less than this explains nothing."""


def turtle_header(prefixes: Mapping[str, str]) -> str:
    """``@prefix`` lines, one for each prefix."""
    return "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes.items())


class RuleFile(ShapeFile):
    """The file of one rule."""

    def __init__(
        self, path: Path, vocabulary: Vocabulary, refused: Refused, prefixes: Mapping[str, str]
    ) -> None:
        about = Text(f"Regel {path.stem}", f"rule {path.stem}")
        super().__init__(path, about, vocabulary, refused)
        self.prefixes = prefixes
        self.rule_iri = REGEL + path.stem

    def rule(self) -> Rule | None:
        """The one rule of this file; None, and noted, if it is not sound."""
        if not self.readable or not self._is_there():
            return None
        iri = self.rule_iri
        self.check_terms()
        self.check_named()
        title, why = self.both(iri, RDFS_LABEL), self.both(iri, DCTERMS + "description")
        if min(len(why.de), len(why.en)) < _SHORTEST and why.de and why.en:
            self.refuse(
                "angabe", f"dcterms:description erklärt auf weniger als {_SHORTEST} Zeichen nichts",
                f"dcterms:description explains nothing on less than {_SHORTEST} signs",
                subject=iri, predicate=DCTERMS + "description",
            )  # fmt: skip
        hint, praise = self.both(iri, REGEL + "hinweis"), self.both(iri, REGEL + "lob")
        source = self.one(iri, DCTERMS + "source")
        stage = self._stage()
        severity = self.severity(iri)
        shapes, messages = self._shapes(severity)
        good, bad = self._examples(shapes)
        applies = self._applies()
        reach = self.check_paths(iri, REGEL + "nachbarschaft", self.prefixes)
        if not self.sound or severity is None:
            return None
        return Rule(
            id=self.path.stem,
            area=self.path.parent.name,
            title=title,
            why=why,
            severity=severity,
            stage=stage,
            hint=hint,
            praise=praise,
            source=source,
            shapes={iri: "", **shapes},
            reach=tuple(reach + [f"<{path}>" for path in sorted(set(shapes.values()))]),
            applies=applies,
            messages=messages,
            good=good,
            bad=bad,
            turtle=self.text,
            misses={one: fields for one in messages if (fields := self._misses(one))},
        )

    def _is_there(self) -> bool:
        """The file is named like its rule, and the rule is in it."""
        name, iri = self.path.stem, self.rule_iri
        kinds = self.terms(iri, RDF_TYPE)
        if re.fullmatch(r"[a-z]{2}-\d{3}", name) and ox.NamedNode(SH + "NodeShape") in kinds:
            targets = (self.terms(iri, SH + target) for target in ("targetClass", "targetNode"))
            if not any(targets):
                self.one(iri, SH + "targetClass", iri=True)
            return True
        self.refuse(
            "name", "eine Regeldatei heißt wie ihre Regel, etwa zb-001.ttl; "
            f"{short(iri)} ist hier keine sh:NodeShape",
            "a rule file is named like its rule, such as zb-001.ttl; "
            f"{short(iri)} is no sh:NodeShape here",
            value=SH + "NodeShape",
        )  # fmt: skip
        return False

    def _stage(self) -> int:
        value = self.one(self.rule_iri, REGEL + "stufe")
        if value in _STAGES:
            return int(value)
        if value:
            self.refuse(
                "stufe", f"regel:stufe „{value}“ ist weder 1 (Rechnung), 2 (Form) noch 3 (Inhalt)",
                f"regel:stufe “{value}” is neither 1 (arithmetic), 2 (form) nor 3 (content)",
                subject=self.rule_iri, predicate=REGEL + "stufe",
            )  # fmt: skip
        return 0

    def _shapes(self, severity: Severity | None) -> tuple[dict[str, str], dict[str, Text]]:
        """Path of each shape, messages of each constraint."""
        iri = self.rule_iri
        shapes: dict[str, str] = {}
        constraints = set(self.iris(iri, SH + "sparql"))
        for shape in self.iris(iri, SH + "property"):
            shapes[shape] = self.one(shape, SH + "path", iri=True)
            own = self.severity(shape)
            if own is not None and severity is not None and own is not severity:
                said = f"{self.name(shape)} hat die Schwere {own.value}, die Regel {severity.value}"
                self.refuse(
                    "schwere", said,
                    f"{self.name(shape)} has the severity {own.value}, the rule {severity.value}",
                    subject=shape, predicate=SH + "severity",
                )  # fmt: skip
            asked = self.iris(shape, SH + "sparql")
            if not asked:
                self.one(shape, SH + "sparql", iri=True)
            constraints.update(asked)
        if not shapes:
            self.one(iri, SH + "property", iri=True)
        found = {one: self.constraint(one, self.prefixes) for one in sorted(constraints)}
        return dict(sorted(shapes.items())), found

    def _misses(self, constraint: str) -> tuple[str, ...]:
        """The fields of a Vorlage that the messages of a constraint say are missing."""
        found = tuple(sorted(self.texts(constraint, REGEL + "vermisst")))
        for name in found:
            if entry(*name.split(".", 1)) is None:
                self.refuse(
                    "feld", f"regel:vermisst „{name}“ ist kein Feld einer Vorlage",
                    f"regel:vermisst “{name}” is no field of a Vorlage",
                    subject=constraint, predicate=REGEL + "vermisst", value=name,
                )  # fmt: skip
        return found

    def _applies(self) -> str:
        iri, predicate = self.rule_iri, REGEL + "gilt"
        if not self.terms(iri, predicate):
            return ""
        text = self.one(iri, predicate)
        if text:
            read = self.sparql(iri, predicate, text, self.prefixes)
            self.check_selects(iri, predicate, text, read, "this")
        return text

    # -- examples ------------------------------------------------------------------------------

    def _examples(
        self, shapes: Mapping[str, str]
    ) -> tuple[tuple[RuleExample, ...], tuple[RuleExample, ...]]:
        iri = self.rule_iri
        good = self._of(self.nodes(iri, REGEL + "besteht"))
        bad = self._of(self.nodes(iri, REGEL + "verletzt"))
        if len(good) < _GOOD or len(bad) < _BAD:
            self.refuse(
                "beispiele", f"{len(good)} gute und {len(bad)} schlechte Beispiele; "
                f"es braucht {_GOOD} und {_BAD}",
                f"{len(good)} good and {len(bad)} bad examples; {_GOOD} and {_BAD} are needed",
                subject=iri, predicate=REGEL + ("besteht" if len(good) < _GOOD else "verletzt"),
            )  # fmt: skip
        expected = {shape for example in bad for shape in example.breaks}
        for shape in sorted(set(shapes) - expected if bad else ()):
            self.refuse(
                "beispiele", "jede Form braucht ein Beispiel, das sie verletzt; "
                f"{self.name(shape)} hat keines",
                f"each shape needs an example that breaks it; {self.name(shape)} has none",
                subject=shape,
            )  # fmt: skip
        for shape in sorted(expected - set(shapes)):
            self.refuse(
                "beispiele",
                f"ein Beispiel erwartet {self.name(shape)}, was keine Form der Regel ist",
                f"an example expects {self.name(shape)}, which is no shape of the rule",
                value=shape, predicate=REGEL + "verletzt",
            )  # fmt: skip
        for example in bad:
            if not example.breaks:
                self._wrong(example.label, "nennt keine Form (regel:erwartet)", "names no shape")
        for example in good:
            if example.breaks:
                self._wrong(example.label, "besteht, erwartet aber eine Form", "expects a shape")
        return good, bad

    def _of(self, nodes: list[Node]) -> tuple[RuleExample, ...]:
        found = [
            RuleExample(
                label=self.one(node, RDFS_LABEL),
                data=self.one(node, REGEL + "daten"),
                focus=self.one(node, REGEL + "fokus", iri=True),
                breaks=tuple(self.iris(node, REGEL + "erwartet")),
            )
            for node in sorted(nodes, key=self.name)
        ]
        for example in found:
            self._check_data(example)
        return tuple(sorted(found, key=lambda example: example.label))

    def _check_data(self, example: RuleExample) -> None:
        """The data is Turtle, names what there is, and speaks of the focus."""
        if not example.data or not example.focus:
            return
        store, header = ox.Store(), turtle_header(self.prefixes)
        try:
            store.load((header + example.data).encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
        except SyntaxError as error:
            line, condition, german, english = turtle_fault(error)
            at = self._line(example, line - header.count("\n"))
            named = (f"Beispiel „{example.label}“: ", f"example “{example.label}”: ")
            self.refuse_at(at, condition, named[0] + german, named[1] + english)
            return
        for iri in sorted({t.value for q in store for t in (q.predicate, q.object)
                           if isinstance(t, ox.NamedNode)}):  # fmt: skip
            fault = self.vocabulary.fault(iri)
            if fault is not None:
                local = re.split(r"[#/]", iri)[-1]
                found = re.search(rf"\b{re.escape(local)}\b", example.data)
                before = example.data[: found.start()] if found else ""
                self.refuse_at(self._line(example, before.count("\n") + 1), "begriff", *fault)
        focus = ox.NamedNode(example.focus)
        if next(store.quads_for_pattern(focus, None, None, None), None) is None:
            said = f"sagt nichts über seinen Prüfling {self.name(example.focus)}"
            self._wrong(example.label, said, f"says nothing of its focus {focus.value}")

    def _line(self, example: RuleExample, line: int) -> int:
        """The line in the file of a line of an example's data."""
        start = sum(len(one) + 1 for one in example.data.split("\n")[: line - 1])
        return self.places.line_within(example.data, start)

    def _wrong(self, label: str, german: str, english: str) -> None:
        self.refuse(
            "beispiel", f"Beispiel „{label}“ {german}", f"example “{label}” {english}", value=label
        )
