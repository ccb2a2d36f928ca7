"""What ships with Leitgraph, for the tests: its names at once, what it says when a test asks.

To collect the tests nothing is parsed: names come from the files' names and from a look at their
lines, so that a file that is broken fails the tests about it and no others. What is loaded is
loaded once in a process; no test changes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from leitgraph.catalog.cities import load_cities
from leitgraph.catalog.concept_profiles import load_concept_profiles
from leitgraph.catalog.ontology import Ontology, load_ontology
from leitgraph.catalog.profiles import CityProfile, load_profiles
from leitgraph.catalog.queries import load_queries
from leitgraph.catalog.rules import RuleSet, load_rules
from leitgraph.check.rulebook import Rulebook, read_inference
from leitgraph.config import Settings
from leitgraph.model import City, Query, Rule, RuleExample
from leitgraph.store.inference.rules import Rules

SETTINGS = Settings()
DATA = SETTINGS.content_dir("data")
DEMO = DATA / "demo"
ONTOLOGY = SETTINGS.content_dir("ontology")
PROFILES = SETTINGS.content_dir("shapes") / "profiles"
QUERIES = SETTINGS.content_dir("queries")
RULES = SETTINGS.content_dir("shapes") / "rules"

_TEXT = r'"((?:[^"\\]|\\.)*)"'
_RULE_EXAMPLE = re.compile(rf"\[\s*rdfs:label\s+{_TEXT}")
_QUERY_EXAMPLE = re.compile(rf"^#\+.*[-{{]\s*what:\s*(?:{_TEXT}|([^,\n]*))", re.MULTILINE)
_PARAMETER = re.compile(r"^#\+\s+-\s*\{name:\s*([\w-]+),\s*type:\s*([\w-]+)", re.MULTILINE)
_TERM = re.compile(r"^insek:(\w+)\s+a\s+([^;]*)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def _look(path: Path) -> str:
    return path.read_text("utf-8", "replace")


# ---- names, as the files show them


def rule_ids() -> list[str]:
    """Every rule, by the name of its file."""
    return sorted(path.stem for path in RULES.glob("*/*.ttl"))


def rule_examples() -> list[tuple[str, str]]:
    """Rule and label of every example that is written in a rule's file."""
    files = sorted(RULES.glob("*/*.ttl"), key=lambda path: path.stem)
    return [(path.stem, label) for path in files for label in _RULE_EXAMPLE.findall(_look(path))]


def query_slugs(*, options: bool = True) -> list[str]:
    """Every named query, by the name of its file; or without those that only fill a form."""
    files = sorted(QUERIES.glob("*.rq"))
    return [path.stem for path in files if options or "#+ view: options" not in _look(path)]


def query_examples() -> list[tuple[str, str]]:
    """Query and description of every example that is written in a query's file."""
    return [
        (slug, quoted or plain)
        for slug in query_slugs()
        for quoted, plain in _QUERY_EXAMPLE.findall(_look(QUERIES / f"{slug}.rq"))
    ]


def query_parameters() -> list[tuple[str, str, str]]:
    """Query, name and type of every parameter that is written in a query's file."""
    return [
        (slug, name, kind)
        for slug in query_slugs()
        for name, kind in _PARAMETER.findall(_look(QUERIES / f"{slug}.rq"))
    ]


def terms(kind: str, *, coded: bool = False) -> list[str]:
    """The terms of an OWL class such as ``owl:DatatypeProperty``, with a code list or without."""
    found = [
        name
        for path in sorted(ONTOLOGY.glob("*.ttl"))
        for name, classes, facts in _TERM.findall(_look(path))
        if kind in classes and ("insek:codeliste" in facts) == coded
    ]
    return sorted(found)


def drafts() -> list[str]:
    """The drafts of the demo city, by the names of their files."""
    return sorted(path.stem for path in (DEMO / "vorlagen").glob("[0-9]*.json"))


# ---- what it says


@cache
def ruleset() -> RuleSet:
    return load_rules(RULES)


def rules() -> Mapping[str, Rule]:
    return ruleset().rules


def rule_example(id_: str, label: str) -> RuleExample:
    """The example of a rule that has this label."""
    rule = rules()[id_]
    (example,) = (one for one in (*rule.good, *rule.bad) if one.label == label)
    return example


@cache
def book() -> Rulebook:
    return Rulebook.load(SETTINGS)


@cache
def inference() -> Rules:
    return read_inference(ONTOLOGY)


@cache
def ontology() -> Ontology:
    return load_ontology(ONTOLOGY)


@cache
def queries() -> Mapping[str, Query]:
    return load_queries(QUERIES)


def query_example(slug: str, what: str) -> dict[str, Any]:
    """The example of a query that is described so."""
    (example,) = (one for one in queries()[slug].examples if one["what"] == what)
    return example


@cache
def cities() -> Mapping[str, City]:
    return load_cities(DATA)


@cache
def city_profiles() -> Mapping[str, CityProfile]:
    return load_profiles(DATA, rules())


@cache
def concept_profiles() -> Mapping[str, Any]:
    return load_concept_profiles(PROFILES)


@cache
def expected() -> dict[str, dict[str, Any]]:
    """Verdict and rules of each draft of the demo city."""
    found: dict[str, dict[str, Any]] = json.loads(
        (DEMO / "vorlagen" / "expected.json").read_text("utf-8")
    )
    return found


@cache
def planted() -> dict[str, dict[str, Any]]:
    """The faults that the demo city holds on purpose."""
    found: dict[str, dict[str, Any]] = json.loads((DEMO / "manifest.json").read_text("utf-8"))
    return found["faults"]
