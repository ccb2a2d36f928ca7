"""Every deliberate fault is there exactly as announced, and there is no other."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest
from pyoxigraph import Store
from tests.demo.conftest import ROOT, SAMPLE
from tests.demo.faults import DETECTORS, PREFIXES

from leitgraph.demo import BASE, manifest
from leitgraph.demo.drafts import DRAFTS
from leitgraph.demo.planted import KINDS, RULES


def _found(store: Store, kind: str) -> list[str]:
    rows = store.query(f"{PREFIXES} SELECT DISTINCT ?x WHERE {{ {DETECTORS[kind]} }}")
    return sorted(row["x"].value for row in rows)


def test_every_kind_has_a_detector() -> None:
    assert sorted(DETECTORS) == sorted(KINDS)
    assert len(KINDS) >= 35


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_sample_holds_what_its_manifest_announces(sample: Store, kind: str) -> None:
    listed = json.loads((SAMPLE / "manifest.json").read_text(encoding="utf-8"))["faults"][kind]
    assert listed["resources"], "every kind occurs in the sample"
    assert _found(sample, kind) == sorted(f"{BASE}/{iri}" for iri in listed["resources"])


@pytest.fixture(scope="module")
def announced() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for fault in manifest(100_000, 7):
        kinds[fault.kind].append(fault.iri)
    return kinds


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_larger_city_holds_what_it_announces(
    city: Store, announced: dict[str, list[str]], kind: str
) -> None:
    assert announced[kind]
    assert _found(city, kind) == sorted(announced[kind])


def test_every_rule_that_is_named_is_a_rule_file() -> None:
    rules = {path.stem for path in (ROOT / "shapes" / "rules").rglob("*.ttl")}
    assert set(RULES.values()) | {rule for draft in DRAFTS for rule in draft.rules} <= rules
    assert set(RULES) < set(KINDS)
    assert len(RULES) == 10
