"""Check a Vorlage, a draft or one in the graph, against the rules.

The job runs in a reader. It cuts out the neighbourhood of the Vorlage (draft over graph) along the
rules' paths and lets pySHACL decide over that; ADR 0006 says why this finds the same as
pySHACL over the whole graph. A rule that fails or runs too long is named in a finding of its own;
it never counts as passed, and never as broken.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pyoxigraph as ox

from leitgraph.catalog.rules import load_rules
from leitgraph.config import NS, Settings
from leitgraph.errors import (
    BadParameter,
    Busy,
    DeadlineExceeded,
    NotFound,
    OutOfMemory,
    TooLarge,
)
from leitgraph.exporters import report_json, report_text, report_ttl
from leitgraph.graph.reader import Out, ReaderContext
from leitgraph.graph.service import Graph
from leitgraph.model import Finding, Principal, Report, Severity, Text
from leitgraph.shacl.neighbourhood import Draft as Overlay
from leitgraph.shacl.neighbourhood import Layers, Source, as_store, extract
from leitgraph.shacl.report import INPUT, decide, findings_of, in_order, unchecked
from leitgraph.usecases import values
from leitgraph.usecases.draft import Note, Reading, city_of, date_of, read_draft, set_date
from leitgraph.usecases.draft_json import DCTERMS, RDF_TYPE
from leitgraph.usecases.resolve import VORLAGE, Resolver
from leitgraph.usecases.rulebook import Rulebook

RULE_SECONDS = 2.0
"""Deadline of one rule alone, after all together ran too long."""
_BROKE_DOWN = (DeadlineExceeded, OutOfMemory)


def warm(settings: Settings) -> dict[str, Any]:
    """What all checks share; built in the host before it forks."""
    return {"check": Rulebook.load(settings)}


def job(ctx: ReaderContext, payload: dict[str, Any], body: bytes, out: Out) -> None:
    """Job "check": payload ``city``, ``date``, ``media_type``, ``focus``, ``rules`` (ids)."""
    report = examine(ctx, payload, body)
    out.head({"content_type": "application/json", "verdict": report.verdict.value})
    out.write(json.dumps(report_json.dump(report), ensure_ascii=False).encode())


def examine(ctx: ReaderContext, payload: dict[str, Any], body: bytes) -> Report:
    """The report on the draft in ``body``, or without one on the Vorlage ``focus`` of the graph."""
    book: Rulebook = ctx.warm.get("check") or Rulebook.load(ctx.settings)
    layers = Layers(ctx.store, ctx.default_graph)
    asked = payload.get("date")
    day = values.day("date", asked) if asked else None
    chosen = payload.get("rules")
    ids = tuple(book.rules) if chosen is None else tuple(i for i in book.rules if i in chosen)
    city = str(payload.get("city") or "")
    city_iri = f"{ctx.settings.base}/{city}" if city else ""
    if city and not layers.describes(ox.NamedNode(f"{city_iri}/kommune/stadt")):
        raise NotFound(
            f"Die Stadt „{city}“ ist nicht im Graphen.", f"The city “{city}” is not in the graph."
        )
    named = str(payload.get("focus") or "")
    source: Source = layers
    notes: Sequence[Note] = ()
    if body:
        media_type = str(payload.get("media_type") or "")
        reading = Reading(layers, ctx.settings.base, city_iri, day, book.inference, book.context)
        draft = read_draft(body, media_type, reading, named)
        focus, notes = draft.focus, draft.notes
        source = Overlay(draft.store, layers)
    else:
        focus = _find(layers, named, city_iri, day or date.today())
    data = as_store(extract(source, focus, book.trie(ids)))
    if day is not None:
        set_date(data, focus, day)
    return _judge(book, ids, data, focus.value, notes, ctx.version, _about(source, focus), layers)


def _judge(
    book: Rulebook,
    ids: tuple[str, ...],
    data: ox.Store,
    focus: str,
    notes: Iterable[Note],
    version: int,
    about: dict[str, Any],
    layers: Layers,
) -> Report:
    results, failed = book.validate(data, focus, ids)
    findings = findings_of(results, book.rules)
    broken = {finding.rule for finding in findings}
    findings += [unchecked(book.rules[id_], focus) for id_ in failed]
    passed = tuple(
        id_
        for id_ in ids
        if id_ not in broken | set(failed) and book.applies(book.rules[id_], data, focus)
    )
    findings += [_input_finding(note, focus) for note in notes]
    node = ox.NamedNode(focus)
    not_relevant = "zb-001" in passed and says_not_relevant(data, node)
    day = date_of(data, node)
    return Report(
        verdict=decide(findings, book.rules, not_relevant),
        findings=tuple(in_order(findings)),
        passed=passed,
        fassung=fassung_on(layers, city_of(data, node), day),
        graph_version=version,
        focus=focus,
        date=day,
        facts={**about, "unchecked": failed, "not_relevant": not_relevant},
    )


def says_not_relevant(data: ox.Store, focus: ox.NamedNode) -> bool:
    """True if the Vorlage says why it touches no goal, and names none."""
    view = Layers(data)
    if not any(view.objects(focus, ox.NamedNode(NS + "nichtRelevantWeil"))):
        return False
    return not any(
        any(view.objects(bezug, ox.NamedNode(NS + "ziel")))
        for bezug in view.objects(focus, ox.NamedNode(NS + "hatZielbezug"))
        if isinstance(bezug, ox.NamedNode | ox.BlankNode)
    )


def _input_finding(note: Note, focus: str) -> Finding:
    return Finding(
        rule=INPUT,
        severity=Severity.WARNING if note.value else Severity.INFO,
        message=note.message,
        hint=Text(
            "Prüfen Sie die Schreibweise dieser Angabe.", "Check the spelling of this entry."
        ),
        source="",
        focus=focus,
        path=note.field,
        value=note.value or None,
    )


def _find(layers: Layers, name: str, city: str, day: date) -> ox.NamedNode:
    if not name:
        raise BadParameter(
            "Es fehlt der Entwurf oder die Kennung einer Vorlage.",
            "A draft or the Kennung of a Vorlage is needed.",
            parameter="focus",
        )
    node = Resolver(layers, city, day).find(name, VORLAGE)
    if node is None or ox.NamedNode(NS + "Vorlage") not in layers.objects(node, RDF_TYPE):
        raise NotFound(
            f"Eine Vorlage „{name}“ ist nicht im Graphen.",
            f"There is no Vorlage “{name}” in the graph.",
        )
    return node


def _about(source: Source, focus: ox.NamedNode) -> dict[str, Any]:
    """Title and Kennung, for the head of a report."""
    found = {"title": DCTERMS + "title", "kennung": NS + "kennung"}
    return {
        name: next(
            (t.value for t in source.objects(focus, ox.NamedNode(p)) if isinstance(t, ox.Literal)),
            "",
        )
        for name, p in found.items()
    }


def fassung_on(layers: Layers, kommune: str, day: str) -> str | None:
    """The version of the city's INSEK in force on a date, by its IRI."""
    found: list[tuple[str, str]] = []
    for node in layers.subjects(RDF_TYPE, ox.NamedNode(NS + "Fassung")):
        if kommune and ox.NamedNode(kommune) not in layers.objects(
            node, ox.NamedNode(NS + "kommune")
        ):
            continue
        concepts = layers.objects(node, ox.NamedNode(NS + "fassungVon"))
        insek = ox.NamedNode(NS + "INSEK")
        if not any(
            insek in layers.objects(concept, RDF_TYPE)
            for concept in concepts
            if isinstance(concept, ox.NamedNode)
        ):
            continue
        first = _literal(layers, node, "gueltigAb")
        last = _literal(layers, node, "gueltigBis")
        if first and first <= day and (not last or day <= last) and isinstance(node, ox.NamedNode):
            found.append((first, node.value))
    return max(found)[1] if found else None


def _literal(layers: Layers, node: ox.NamedNode | ox.BlankNode, name: str) -> str:
    terms = layers.objects(node, ox.NamedNode(NS + name))
    return next((term.value for term in terms if isinstance(term, ox.Literal)), "")


async def check_report(
    graph: Graph,
    settings: Settings,
    body: bytes,
    media_type: str,
    city: str,
    day: str | None,
    principal: Principal,
    focus: str | None = None,
) -> Report:
    """The report in both languages, made in a reader; rule by rule if one breaks down."""
    if len(body) > settings.draft_mb << 20:
        raise TooLarge(
            f"Der Entwurf ist größer als {settings.draft_mb} MB.",
            f"The draft is larger than {settings.draft_mb} MB.",
            limit_mb=settings.draft_mb,
        )
    payload: dict[str, Any] = {"city": city, "date": day, "media_type": media_type, "focus": focus}
    try:
        return await _ask(graph, payload, body, principal, None)
    except _BROKE_DOWN:
        return await _one_by_one(graph, settings, payload, body, principal)


async def _ask(
    graph: Graph,
    payload: dict[str, Any],
    body: bytes,
    principal: Principal,
    deadline: float | None,
) -> Report:
    answer = await graph.run("check", payload, principal=principal, body=body, deadline=deadline)
    return report_json.load(json.loads(await answer.read()))


async def _one_by_one(
    graph: Graph, settings: Settings, payload: dict[str, Any], body: bytes, principal: Principal
) -> Report:
    """Each rule in a question of its own; what breaks down there could not be checked."""
    whole = await _ask(graph, payload | {"rules": []}, body, principal, None)
    rules = load_rules(settings.content_dir("shapes") / "rules").rules
    findings = list(whole.findings)
    passed: list[str] = []
    failed: list[str] = []
    not_relevant = False
    for id_ in rules:
        try:
            part = await _ask(graph, payload | {"rules": [id_]}, body, principal, RULE_SECONDS)
        except (*_BROKE_DOWN, Busy):
            failed.append(id_)
            findings.append(unchecked(rules[id_], whole.focus))
            continue
        findings += [f for f in part.findings if f.rule != INPUT]
        passed += part.passed
        not_relevant = not_relevant or part.facts["not_relevant"]
    return Report(
        verdict=decide(findings, rules, not_relevant),
        findings=tuple(in_order(findings)),
        passed=tuple(passed),
        fassung=whole.fassung,
        graph_version=whole.graph_version,
        focus=whole.focus,
        date=whole.date,
        facts={**whole.facts, "unchecked": failed, "not_relevant": not_relevant},
    )


async def check(
    graph: Graph,
    settings: Settings,
    body: bytes,
    media_type: str,
    city: str,
    date: str | None,
    principal: Principal,
    language: str = "de",
    focus: str | None = None,
) -> dict[str, Any]:
    """The answer of ``POST /api/v1/checks``; without ``body``, on a Vorlage of the graph."""
    report = await check_report(graph, settings, body, media_type, city, date, principal, focus)
    return report_json.answer(report, language)


def render(report: Report, form: str, settings: Settings, language: str = "de") -> str:
    """The report as ``text``, ``json`` or ``ttl``."""
    if form == "json":
        return json.dumps(report_json.answer(report, language), ensure_ascii=False, indent=2)
    rules = load_rules(settings.content_dir("shapes") / "rules").rules
    if form == "text":
        return report_text.render(report, rules, language)
    if form == "ttl":
        return report_ttl.render(report, rules)
    raise BadParameter(
        f"Das Format „{form}“ gibt es nicht; möglich sind text, json, ttl.",
        f"There is no format “{form}”; possible are text, json, ttl.",
        parameter="format",
    )
