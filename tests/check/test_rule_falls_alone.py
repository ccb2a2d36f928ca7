"""A rule that raises, in whichever of its parts, is the only one that could not be checked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import pyoxigraph as ox
import pytest
from tests import content

from leitgraph.catalog.rules import RuleSet
from leitgraph.check.check_payload import DraftPayload
from leitgraph.check.examine import examine
from leitgraph.check.rulebook import RULEBOOK, Rulebook
from leitgraph.config import NS
from leitgraph.errors import TooLarge
from leitgraph.model import Finding, Report, Role, Rule, Text
from leitgraph.store.host.job import ReaderContext, Warm
from leitgraph.store.rdf.layers import PUBLIC_LAYER

RULE = "fi-001"
"""Broken by the draft with a wrong sum; a query, paths, messages and regel:gilt are all used."""
QUIET = "fi-002"
"""Met by the same draft, so that regel:gilt is asked."""
FILTER = "FILTER (?abstandEuro >= 0.01)"
MANY = 50_001
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

PARTS: dict[str, tuple[str, Callable[[Rule], Rule]]] = {
    "sh:select, when it runs": (
        RULE,
        lambda rule: replace(
            rule, turtle=rule.turtle.replace(FILTER, "FILTER (<urn:x:nobody>(?abstandEuro))")
        ),
    ),
    "sh:select, which is no SPARQL": (
        RULE, lambda rule: replace(rule, turtle=rule.turtle.replace(FILTER, "FILTR (1)")),
    ),
    "sh:select, with what SHACL forbids": (
        RULE, lambda rule: replace(rule, turtle=rule.turtle.replace(FILTER, "MINUS { }")),
    ),
    "the file, which is no Turtle": (
        RULE, lambda rule: replace(rule, turtle=rule.turtle + "regel:fi-001 sh:"),
    ),
    "regel:gilt, when it runs": (
        QUIET,
        lambda rule: replace(rule, applies="SELECT $this { FILTER (<urn:x:nobody>($this)) }"),
    ),
    "regel:gilt, which is no SPARQL": (
        QUIET, lambda rule: replace(rule, applies="SELECT $this WHERE {"),
    ),
    "regel:gilt, which is an ASK": (
        QUIET, lambda rule: replace(rule, applies="ASK { $this ?p ?o }"),
    ),
    "the neighbourhood, which cannot be read": (
        RULE, lambda rule: replace(rule, reach=("insek:gesamtbetrag//",)),
    ),
    "the neighbourhood, which is too large": (
        RULE, lambda rule: replace(rule, reach=(*rule.reach, "rdf:type/^rdf:type")),
    ),
    "a message, which cannot be filled in": (
        RULE,
        lambda rule: replace(
            rule, messages={one: Text(None, None) for one in rule.messages}  # type: ignore[arg-type]
        ),
    ),
    "a result of a shape that is none of its own": (
        RULE, lambda rule: replace(rule, shapes={}),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The demo city as the public layer, and so many papers that nothing can look at all."""
    found = ox.Store()
    for path in sorted(content.DEMO.glob("*.ttl")):
        found.load(
            path=path,
            format=ox.RdfFormat.TURTLE,
            base_iri=content.SETTINGS.base + "/",
            to_graph=PUBLIC_LAYER,
        )
    vorlage = ox.NamedNode(NS + "Vorlage")
    found.bulk_extend(
        ox.Quad(ox.NamedNode(f"urn:x:{number}"), RDF_TYPE, vorlage, PUBLIC_LAYER)
        for number in range(MANY)
    )
    return found


def report(store: ox.Store, book: Rulebook) -> Report:
    """What is said of the demo draft with a wrong sum."""
    reader = ReaderContext(
        store=store,
        view=None,
        settings=content.SETTINGS,
        warm=Warm(content.SETTINGS).keep(RULEBOOK, book),
        version=1,
        role=Role.PUBLIC,
        name="",
        default_graph=[PUBLIC_LAYER],
        named_graphs=[],
    )
    draft = content.DEMO / "vorlagen" / "08-summe-falsch.json"
    payload: DraftPayload = {"city": "musterstadt", "media_type": "application/json"}
    return examine(reader, payload, draft.read_bytes())


def book_with(*changed: Rule) -> Rulebook:
    """The rules in force, some of them changed behind the loader's back."""
    rules = {**content.rules(), **{rule.id: rule for rule in changed}}
    ruleset = RuleSet(rules, content.ruleset().prefixes, content.ruleset().prefixes_turtle)
    book = Rulebook(ruleset, content.inference(), content.book().context)
    book.profiles = content.book().profiles
    # What is not changed need not be parsed again for each test.
    unchanged = set(rules) - {rule.id for rule in changed}
    book._shapes = {(id_,): content.book().shapes([id_]) for id_ in unchanged}
    return book


@pytest.fixture(scope="module")
def sound(store: ox.Store) -> Report:
    found = report(store, book_with())
    assert found.facts["unchecked"] == []
    assert RULE in {finding.rule for finding in found.findings}
    assert QUIET in found.passed
    return found


def of_others(found: Report, id_: str) -> tuple[list[Finding], list[str]]:
    """What the other rules find, and which of them are met."""
    return (
        [finding for finding in found.findings if finding.rule != id_],
        [one for one in found.passed if one != id_],
    )


@pytest.mark.parametrize(("id_", "change"), PARTS.values(), ids=list(PARTS))
def test_the_rule_could_not_be_checked_and_all_others_are(
    store: ox.Store,
    sound: Report,
    caplog: pytest.LogCaptureFixture,
    id_: str,
    change: Callable[[Rule], Rule],
) -> None:
    rule = content.rules()[id_]
    assert change(rule) != rule
    with caplog.at_level(logging.ERROR, "leitgraph.check"):
        found = report(store, book_with(change(rule)))
    assert found.facts["unchecked"] == [id_]
    (told,) = [finding for finding in found.findings if finding.rule == id_]
    assert told.message.de == f"Die Regel „{rule.title.de}“ konnte nicht geprüft werden."
    assert id_ not in found.passed
    assert of_others(found, id_) == of_others(sound, id_)
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        f"rule {id_} failed"
    ]


def test_several_rules_fall_each_for_itself(store: ox.Store, sound: Report) -> None:
    names = ("sh:select, which is no SPARQL", "regel:gilt, when it runs")
    changed = [change(content.rules()[id_]) for id_, change in map(PARTS.__getitem__, names)]
    found = report(store, book_with(*changed))
    assert sorted(found.facts["unchecked"]) == [RULE, QUIET]
    assert [one for one in found.passed if one != QUIET] == [
        one for one in sound.passed if one != QUIET
    ]


def test_a_paper_too_large_for_many_rules_is_refused_as_such(store: ox.Store) -> None:
    everywhere = [
        replace(rule, reach=(*rule.reach, "rdf:type/^rdf:type"))
        for rule in content.rules().values()
    ]
    with pytest.raises(TooLarge, match="zu groß für eine Prüfung"):
        report(store, book_with(*everywhere))
