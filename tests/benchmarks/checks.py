"""One check and all ten drafts: over HTTP, and by plain pySHACL over the whole graph."""

from __future__ import annotations

import importlib
import json
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.namespace import SH
from tests.benchmarks.client import Client
from tests.benchmarks.data import CITY
from tests.benchmarks.limited import within
from tests.benchmarks.servers import Server

from leitgraph.catalog.rules import BASE
from leitgraph.check.report import findings_of
from leitgraph.check.rulebook import Rulebook
from leitgraph.config import Settings
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.shacl.rules.validate import _result
from leitgraph.store.rdf.layers import PUBLIC_LAYER
from leitgraph.vorlage.draft.draft import Reading, read_draft

SETTINGS = Settings()
FOLDER = SETTINGS.content_dir("data") / "demo" / "vorlagen"
DRAFTS = {
    path.stem: path.read_bytes()
    for path in sorted(FOLDER.glob("*.json"))
    if path.stem != "expected"
}
Found = dict[str, list[tuple[str, str]]]
"""Rule and message of every finding, by draft."""


def ours(server: Server, rounds: int) -> tuple[dict[str, Any], Found]:
    """Median seconds of one check and of all ten, by POST; and what was found."""
    assert len(DRAFTS) == 10
    client = Client(server)
    path = "/api/v1/checks?city=musterstadt"
    headers = {"Content-Type": "application/json"}
    found: Found = {}
    ones: list[float] = []
    alls: list[float] = []
    try:
        for number in range(rounds + 1):
            each = []
            for name, body in DRAFTS.items():
                seconds, content = client.send("POST", path, body, headers)
                each.append(seconds)
                found[name] = sorted(
                    (finding["rule"], finding["message"])
                    for finding in json.loads(content)["findings"]
                    if finding["rule"] != "eingabe"
                )
            if number:  # the first round warms
                ones.append(each[0])
                alls.append(sum(each))
    finally:
        client.close()
    assert any(found.values())
    return {"one": statistics.median(ones), "all": statistics.median(alls)}, found


class Plain:
    """pySHACL as anyone would call it: same rules, whole graph, the drafts put into it."""

    def __init__(self, triples: Path) -> None:
        self.book = Rulebook.load(SETTINGS)
        self.whole = ox.Store()
        self.whole.bulk_load(path=str(triples), format=ox.RdfFormat.N_TRIPLES)
        self.shapes = rdflib.Graph()
        rules = self.book.rules.values()
        for text in (self.book.ruleset.prefixes_turtle, *(rule.turtle for rule in rules)):
            self.shapes.parse(data=text, format="turtle", publicID=BASE)

    @contextmanager
    def _with(self, names: list[str]) -> Iterator[dict[str, str]]:
        """The graph with these drafts in it; their IRIs by name. Afterwards as before."""
        reading = Reading(Layers(self.whole), SETTINGS.base, CITY, None, self.book.inference, {})
        added: list[ox.Quad] = []
        focus: dict[str, str] = {}
        for name in names:
            draft = read_draft(DRAFTS[name], "application/json", reading)
            focus[name] = draft.focus.value
            triples = draft.store.quads_for_pattern(None, None, None, PUBLIC_LAYER)
            added += [quad for quad in triples if quad not in self.whole]
        self.whole.extend(added)
        try:
            yield focus
        finally:
            for quad in added:
                self.whole.remove(quad)

    def validate(
        self, names: list[str], focused: bool, engine: str = "pyshacl"
    ) -> tuple[float, Found]:
        """Seconds, and what it found on these drafts; ``focused`` names them as focus nodes."""
        validate = importlib.import_module(engine).validate
        with self._with(names) as focus:
            options = {"focus_nodes": list(focus.values())} if focused else {}
            started = time.perf_counter()
            _, report, _ = validate(self.whole, shacl_graph=self.shapes, **options)
            seconds = time.perf_counter() - started
        assert isinstance(report, rdflib.Graph), report
        results = sorted(_result(report, node) for node in report.subjects(SH.focusNode))
        return seconds, {
            name: sorted(
                (finding.rule, finding.message.de)
                for finding in findings_of(
                    [result for result in results if result.focus == iri], self.book.rules
                )
            )
            for name, iri in focus.items()
        }


def plain(triples: Path, expected: Found, whole_limit: float) -> dict[str, Any]:
    """Seconds with focus nodes (one, all ten) and over everything; findings equal to ours.

    Over everything means what a nightly run does: every Vorlage of the graph, the ten among them.
    """
    peer = Plain(triples)
    first = next(iter(DRAFTS))
    result: dict[str, Any] = {}
    for key, names, focused, limit in (
        ("one", [first], True, 60.0),
        ("all", list(DRAFTS), True, 60.0),
        ("whole", list(DRAFTS), False, whole_limit),
    ):
        done = within(limit, peer.validate, names, focused)
        if done is None:
            result[key], result[f"{key}_note"] = None, f"> {limit:.0f} s"
            continue
        seconds, found = done
        assert found == {name: expected[name] for name in names}, (key, found, expected)
        result[key] = seconds
    return result


def turbo(triples: Path, expected: Found, limit: float) -> dict[str, Any]:
    """Seconds of pyshacl-turbo over everything; how many of the ten it judges as pySHACL does.

    Compared are the rules that each draft breaks, as it words messages in its own way.
    """
    done = within(limit, Plain(triples).validate, list(DRAFTS), False, "pyshacl_turbo")
    if done is None:
        return {"whole": None, "whole_note": f"> {limit:.0f} s"}
    seconds, found = done
    same = sum({r for r, _ in found[n]} == {r for r, _ in expected[n]} for n in DRAFTS)
    return {"whole": seconds, "same": same}
