"""Conformity rules: the files ``shapes/rules/<area>/<id>.ttl`` turned into ``Rule``.

Every file is one rule with its explanation, source and examples; ``docs/howto-rule.md`` describes
the form and names the conditions. The service at start and ``make check`` both load rules here;
``make check`` besides runs the examples (``catalog.rule_proof``). What a file lacks is told with
file and line, never a rule that silently judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from leitgraph.catalog.refusal import Refused
from leitgraph.catalog.rule_file import RuleFile, turtle_header
from leitgraph.catalog.text.turtle_file import BASE, DCTERMS, RDFS_LABEL, SH, TurtleFile
from leitgraph.catalog.text.vocabulary import REGEL, Vocabulary
from leitgraph.config import Settings
from leitgraph.model import Rule, Text

__all__ = ["BASE", "DCTERMS", "RDFS_LABEL", "REGEL", "SH", "RuleSet", "load_rules", "rules_of"]


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
        return turtle_header(self.prefixes)

    def sparql_header(self) -> str:
        """``PREFIX`` lines before a query."""
        return "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in self.prefixes.items())


def rules_of(settings: Settings, vocabulary: Vocabulary | None = None) -> RuleSet:
    """The rules of the content folders."""
    folder = settings.content_dir("shapes") / "rules"
    return load_rules(folder, vocabulary or Vocabulary.of(settings))


def prefixes_of(settings: Settings) -> RuleSet:
    """The prefixes of the content folders, as a set of no rules: what profiles need of it."""
    refused = Refused()
    folder = settings.content_dir("shapes") / "rules"
    text, prefixes = load_prefixes(folder, Vocabulary.of(settings), refused)
    refused.raise_if_any()
    return RuleSet({}, prefixes, text)


def load_rules(folder: Path, vocabulary: Vocabulary | None = None) -> RuleSet:
    """All rules below ``folder``. Raises ``BadContent`` that tells all that is wrong in them.

    ``vocabulary``: what may be named, else as the settings say.
    """
    refused = Refused()
    found = read_rules(folder, vocabulary or Vocabulary.of(Settings()), refused)
    refused.raise_if_any()
    return found


def read_rules(folder: Path, known: Vocabulary, refused: Refused) -> RuleSet:
    """The rules that are sound; what is wrong in the others is noted."""
    text, prefixes = load_prefixes(folder, known, refused)
    rules: dict[str, Rule] = {}
    paths: dict[str, Path] = {}
    for path in sorted(folder.glob("*/*.ttl")):
        other = paths.setdefault(path.stem, path)
        if other is not path:
            about = Text(f"Regel {path.stem}", f"rule {path.stem}")
            refused.add(
                path, 0, "doppelt", f"die Regel gibt es schon in {other}",
                f"the rule is there already in {other}", about,
            )  # fmt: skip
        rule = RuleFile(path, known, refused, prefixes).rule()
        if rule is not None:
            rules.setdefault(rule.id, rule)
    if not paths:
        refused.add(folder, 0, "leer", "hier steht keine Regel", "there is no rule here")
    return RuleSet(dict(sorted(rules.items())), prefixes, text)


def load_prefixes(
    folder: Path, vocabulary: Vocabulary, refused: Refused
) -> tuple[str, dict[str, str]]:
    """The text of ``prefixes.ttl`` and the prefixes that it declares."""
    about = Text("Präfixe", "prefixes")
    file = TurtleFile(folder / "prefixes.ttl", about, vocabulary, refused)
    found: dict[str, str] = {}
    for quad in file.store.quads_for_pattern(None, ox.NamedNode(SH + "declare"), None, None):
        node = quad.object
        if isinstance(node, ox.NamedNode | ox.BlankNode):
            found[file.one(node, SH + "prefix")] = file.one(node, SH + "namespace")
    return file.text, dict(sorted(found.items()))
