"""Everything a check needs and no check changes: rules, shapes, paths, inference, context.

Built once in the graph host, before it forks its readers.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from leitgraph.catalog.local.exemptions import USUAL, Exemption, usual
from leitgraph.catalog.local.laender import FILE as LAW_FILE
from leitgraph.catalog.local.laender import Law, lands_of, laws_of
from leitgraph.catalog.profiles import CityProfile, profile_path, profiles_of
from leitgraph.catalog.refusal import Refused
from leitgraph.catalog.rule_proof import ALWAYS
from leitgraph.catalog.rules import BASE, RuleSet, rules_of
from leitgraph.check.certificate import hash_of_files
from leitgraph.config import Settings
from leitgraph.model import Rule
from leitgraph.shacl.rules.neighbourhood import (
    Layers,
    Trie,
    as_store,
    build_trie,
    extract,
    parse_path,
)
from leitgraph.shacl.rules.validate import Result, Shapes
from leitgraph.store.host.job import Shared
from leitgraph.store.inference.rules import Rules
from leitgraph.store.rdf.layers import ONTOLOGY

_LOG = logging.getLogger("leitgraph.check")


class Rulebook:
    """The rules in force, ready to be applied."""

    def __init__(self, ruleset: RuleSet, inference: Rules, context: dict[str, Any]) -> None:
        self.ruleset = ruleset
        self.rules = ruleset.rules
        self.inference = inference
        self.context = context
        self.digests: dict[str, str] = {}
        """SHA-256 of what was read: ``rules``, ``ontology``, ``profile <city>``."""
        self.profiles: dict[str, CityProfile] = {}
        self.usual: tuple[Exemption, ...] = ()
        """What is exempt in a city that has no list of its own."""
        self.laws: dict[str, Law] = {}
        """The law of its Land, by the slug of a city."""
        self._shapes: dict[tuple[str, ...], Shapes] = {}
        self._tries: dict[tuple[str, ...], Trie] = {}
        self._header = ruleset.sparql_header()

    @classmethod
    def load(cls, settings: Settings) -> Rulebook:
        """Rules, ontology and context from the content folders, tried once so that all is warm."""
        context = settings.content_dir("ontology") / "context.jsonld"
        book = cls(
            rules_of(settings),
            read_inference(settings.content_dir("ontology")),
            json.loads(context.read_text("utf-8"))["@context"] if context.is_file() else {},
        )
        book.digests = {
            "rules": hash_of_files(settings.content_dir("shapes") / "rules", ["**/*.ttl"]),
            "ontology": hash_of_files(settings.content_dir("ontology"), ["*.ttl", "*.jsonld"]),
        }
        data = settings.content_dir("data")
        book.profiles = profiles_of(settings, book.rules)
        refused = Refused()
        book.usual = usual(data, refused)
        laws = laws_of(data, refused)
        refused.raise_if_any()
        book.laws = {city: laws.get(land, {}) for city, land in lands_of(data).items()}
        if laws:
            book.digests["law"] = hash_of_files(data, [LAW_FILE])
        if book.usual:
            book.digests["exemptions"] = hash_of_files(data, [USUAL])
        for city in book.profiles:
            path = profile_path(data, city)
            if path is not None:
                book.digests[f"profile {city}"] = hash_of_files(path.parent, [path.name])
        book.try_out()
        return book

    def profile(self, city: str) -> CityProfile:
        """How a city wants its papers checked; for most cities, as the rules stand.

        A city without a list of exemptions has the usual ones.
        """
        own = self.profiles.get(city) or CityProfile()
        return own if own.exemptions else replace(own, exemptions=self.usual)

    def shapes(self, ids: Iterable[str]) -> Shapes:
        """The shapes of some rules, parsed once."""
        key = tuple(ids)
        if key not in self._shapes:
            texts = [self.ruleset.prefixes_turtle, *(self.rules[id_].turtle for id_ in key)]
            self._shapes[key] = Shapes(texts, BASE)
        return self._shapes[key]

    def trie(self, ids: Iterable[str]) -> Trie:
        """The paths along which some rules look."""
        key = tuple(ids)
        if key not in self._tries:
            texts = {*ALWAYS, *(path for id_ in key for path in self.rules[id_].reach)}
            prefixes = self.ruleset.prefixes
            self._tries[key] = build_trie(
                path for text in sorted(texts) for path in parse_path(text, prefixes)
            )
        return self._tries[key]

    def validate(self, data: ox.Store, focus: str, ids: Iterable[str]) -> list[Result]:
        """Results of some rules. Raises whatever one of them does (``check.judge`` finds which)."""
        key = tuple(ids)
        return self.shapes(key).validate(data, [focus]) if key else []

    def applies(self, rule: Rule, data: ox.Store, focus: str) -> bool:
        """True if the rule has something to judge here; only then does it pass."""
        if not rule.applies:
            return True
        solutions = data.query(
            self._header + rule.applies,
            substitutions={ox.Variable("this"): ox.NamedNode(focus)},
        )
        return next(iter(solutions), None) is not None  # type: ignore[arg-type]

    def try_out(self) -> None:
        """Run each set of rules once, so that the first check is as fast as the rest.

        The sets: all rules, those that a city's profile leaves, those it leaves for exempt papers.
        """
        for profile in (replace(CityProfile(), exemptions=self.usual), *self.profiles.values()):
            rules = profile.applied_to(self.rules)
            self._try(tuple(rules))
            if profile.exemptions:
                self._try(tuple(i for i, rule in rules.items() if rule.stage <= profile.stage))

    def _try(self, ids: tuple[str, ...]) -> None:
        for id_ in ids[:1]:
            example = self.rules[id_].bad[0]
            data = Layers(example_store(self.ruleset, example.data))
            try:
                triples = extract(data, ox.NamedNode(example.focus), self.trie(ids))
                self.validate(as_store(triples), example.focus, ids)
            except Exception:
                _LOG.exception("a rule fails on the first example; each check tells which")


def example_store(ruleset: RuleSet, data: str) -> ox.Store:
    """The data of a rule's example, with the prefixes it is written with."""
    store = ox.Store()
    text = ruleset.turtle_header() + data
    store.load(text.encode(), ox.RdfFormat.TURTLE, base_iri=BASE)
    return store


def read_inference(folder: Path) -> Rules:
    """The rules of inference that the ontology's axioms state."""
    store = ox.Store()
    for path in sorted(folder.glob("*.ttl")):
        store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=BASE, to_graph=ONTOLOGY)
    return Rules.read(store)


RULEBOOK = Shared("check", Rulebook.load)
