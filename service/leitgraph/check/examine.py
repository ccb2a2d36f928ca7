"""Judge one Vorlage inside a reader: read, cut out what the rules can see, let pySHACL decide.

ADR 0006 says why this finds the same as pySHACL over the whole graph. A rule that fails is named in
a finding of its own; it never counts as passed, and never as broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pyoxigraph as ox

from leitgraph.check.check_payload import DraftPayload
from leitgraph.check.conclusion import conclude, needed
from leitgraph.check.document.places import located
from leitgraph.check.finding_fields import placed
from leitgraph.check.judge import Judged, judged, seen, undated
from leitgraph.check.meant import meant
from leitgraph.check.proportion import Proportion
from leitgraph.check.report import (
    INPUT,
    english_value,
    german_value,
    unchecked,
)
from leitgraph.check.rulebook import RULEBOOK
from leitgraph.config import NS
from leitgraph.dates import possibly_within, surely_before
from leitgraph.errors import BadParameter, NotFound
from leitgraph.linking.shelf import CityNames, city_names
from leitgraph.model import Finding, Report, Severity, Text
from leitgraph.shacl.rules.neighbourhood import Draft as Overlay
from leitgraph.shacl.rules.neighbourhood import Layers, Source, as_store
from leitgraph.store.host.job import ReaderContext
from leitgraph.vorlage import documents, values
from leitgraph.vorlage.draft.draft import Note, Reading, city_of, date_of, set_date
from leitgraph.vorlage.draft.writer import DCTERMS, RDF_TYPE
from leitgraph.vorlage.reading import DocumentDraft, State
from leitgraph.vorlage.resolve import SKOS, VORLAGE, Resolver
from leitgraph.vorlage.states import not_understood, unasked

MOST_NOTES = 200
_SPELLING = Text("Prüfen Sie die Schreibweise dieser Angabe.", "Check the spelling of this entry.")
_ANSWER = Text(
    "Bitte klären Sie diese Angabe im Formular oder im Dokument; geraten wird nicht.",
    "Please settle this entry in the form or in the document; nothing is guessed.",
)
_NOTHING = DocumentDraft({}, (), (), "json", 1, "")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def examine(ctx: ReaderContext, payload: DraftPayload, body: bytes) -> Report:
    """The report on the draft in ``body``, or without one on the Vorlage ``focus`` of the graph."""
    book = ctx.warm.get(RULEBOOK)
    layers = Layers(ctx.store, ctx.default_graph)
    asked = payload.get("date")
    day = values.day("date", asked) if asked else None
    chosen = payload.get("rules")
    ids = tuple(book.rules) if chosen is None else tuple(i for i in book.rules if i in chosen)
    city = str(payload.get("city") or "")
    city_iri = f"{ctx.settings.base}/{city}" if city else ""
    if city and not (
        _SLUG.fullmatch(city) and layers.describes(ox.NamedNode(f"{city_iri}/kommune/stadt"))
    ):
        raise NotFound(
            f"Die Stadt „{city}“ ist nicht im Graphen.", f"The city “{city}” is not in the graph."
        )
    named = str(payload.get("focus") or "")
    now = date.fromisoformat(payload["today"]) if payload.get("today") else date.today()
    source: Source = layers
    notes: Sequence[Note] = ()
    document: DocumentDraft | None = None
    states: Mapping[str, State] = {}
    if body:
        media_type = str(payload.get("media_type") or "")
        base = ctx.settings.base
        known = city_names(ctx, city_iri)
        reading = Reading(layers, base, city_iri, day, book.inference, book.context, now, known)
        draft, document = documents.draft_of(body, media_type, reading, named)
        focus, notes = draft.focus, draft.notes
        states = document.states if document is not None else draft.states
        if day is not None and "datum" in states:
            states = {**states, "datum": State.STATED}
        source = Overlay(draft.store, layers)
    else:
        focus = find_vorlage(layers, named, city_iri, day or now)
    kommune = _city_of(source, focus, ctx.settings.base) or city
    profile = book.profile(kommune)
    proportion = Proportion.of(profile, book.rules, source, focus, book.laws.get(kommune))
    ids = proportion.judged(ids)
    # In a set order, so that a message that lists things lists them in the same order again.
    failed: dict[str, str] = {}
    data = as_store(sorted(seen(book, source, focus, ids, failed), key=str))
    if day is not None:
        set_date(data, focus, day)
    about = {**_about(source, focus), "city": kommune}
    out = judged(book, proportion.rules, data, focus.value, ids, failed, states)
    if states.get("datum") is State.UNREAD:
        versions = list(_fassungen(layers, city_of(data, focus)))
        undated(out, proportion.rules, several=len(versions) > 1)
    report = _report(
        proportion, out, data, focus.value, notes, ctx.version, about, layers, document, states
    )
    return located(report, document) if document is not None else report


def _report(
    proportion: Proportion,
    out: Judged,
    data: ox.Store,
    focus: str,
    notes: Iterable[Note],
    version: int,
    about: dict[str, Any],
    layers: Layers,
    document: DocumentDraft | None,
    states: Mapping[str, State],
) -> Report:
    rules = proportion.rules
    failed = [id_ for id_ in rules if id_ in out.failed]
    findings = out.findings + [unchecked(rules[id_], focus) for id_ in failed]
    passed = out.passed
    node = ox.NamedNode(focus)
    not_relevant = proportion.exemption is not None or (
        "zb-001" in passed and says_not_relevant(data, node)
    )
    stage = proportion.profile.stage
    asked = list(notes)
    # Of a paper that need not be checked, a delivery without its text leaves nothing open.
    silent = document is not None and not document.stretches
    open_ = {} if not_relevant and silent else out.open
    judged_ = findings + proportion.findings(focus)
    hanging = needed(judged_, rules, not_relevant, stage, open_)
    missing = unasked(hanging.values(), document or _NOTHING, (one.field for one in asked))
    asked += map(documents.note_of, missing)
    findings += _input_findings(asked, focus) + proportion.findings(focus)
    # A date that is only supposed is never called that of the paper.
    day = "" if states.get("datum") is State.UNREAD else date_of(data, node)
    kommune = city_of(data, node)
    fassung = fassung_on(layers, kommune, day)
    findings += [_input_finding(note, focus) for note in _too_early(layers, kommune, day)]
    names = CityNames(layers, kommune.removesuffix("/kommune/stadt"))
    found = meant(placed(findings, data, focus, layers), names, date_of(data, node))
    end = conclude(found, rules, failed, not_relevant, stage, open_)
    return Report(
        verdict=end.verdict,
        findings=end.findings,
        passed=passed,
        fassung=fassung,
        graph_version=version,
        focus=focus,
        date=day,
        facts={
            **about,
            **end.facts,
            "profile": proportion.told(),
            "unread": not_understood(document) if document is not None else [],
            "fassung": _label(layers, fassung) if fassung else "",
        },
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


def _input_findings(notes: list[Note], focus: str) -> list[Finding]:
    """What is to be said about the input; of very much only the beginning."""
    more = len(notes) - MOST_NOTES
    if more > 0:
        rest = Text(
            f"Zur Eingabe gäbe es {more} weitere Hinweise; sie sind nicht aufgeführt.",
            f"There are {more} more hints on the input; they are not listed.",
        )
        notes = [*notes[:MOST_NOTES], Note("", rest, "")]
    return [_input_finding(note, focus) for note in notes]


def _input_finding(note: Note, focus: str) -> Finding:
    return Finding(
        rule=INPUT,
        severity=Severity.INFO,
        message=note.message,
        hint=_ANSWER if note.asks else _SPELLING,
        source="",
        focus=focus,
        path=note.field or None,
        value=note.value or None,
        place=note.place or None,
        asks=note.asks,
        options=note.options,
    )


def find_vorlage(layers: Layers, name: str, city: str, day: date) -> ox.NamedNode:
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


def _city_of(source: Source, focus: ox.NamedNode, base: str) -> str:
    """Slug of the city of a Vorlage, or an empty text."""
    for kommune in source.objects(focus, ox.NamedNode(NS + "kommune")):
        if isinstance(kommune, ox.NamedNode) and kommune.value.startswith(base + "/"):
            return kommune.value.removeprefix(base + "/").split("/")[0]
    return ""


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
    """The version of the city's INSEK in force on a date, by its IRI; None on a date not known."""
    found = [
        (first, iri)
        for first, last, iri in _fassungen(layers, kommune)
        if day and possibly_within(first, last, day)
    ]
    return max(found)[1] if found else None


def _fassungen(layers: Layers, kommune: str) -> Iterator[tuple[str, str, str]]:
    """The versions of the city's INSEK: first day, last day (may be empty), IRI."""
    insek = ox.NamedNode(NS + "INSEK")
    for node in layers.subjects(RDF_TYPE, ox.NamedNode(NS + "Fassung")):
        if kommune and ox.NamedNode(kommune) not in layers.objects(
            node, ox.NamedNode(NS + "kommune")
        ):
            continue
        concepts = layers.objects(node, ox.NamedNode(NS + "fassungVon"))
        if not any(
            insek in layers.objects(concept, RDF_TYPE)
            for concept in concepts
            if isinstance(concept, ox.NamedNode)
        ):
            continue
        first = _literal(layers, node, "gueltigAb")
        if first and isinstance(node, ox.NamedNode):
            yield first, _literal(layers, node, "gueltigBis"), node.value


def _too_early(layers: Layers, kommune: str, day: str) -> Iterator[Note]:
    """A note if the Vorlage is older than the first version of the city's INSEK."""
    first = min((first for first, _, _ in _fassungen(layers, kommune)), default="")
    if kommune and day and surely_before(day, first):
        yield Note(
            "datum",
            Text(
                f"Am {german_value('', day)} galt noch keine Fassung des INSEK; die erste bekannte "
                f"gilt ab {german_value('', first)}.",
                f"On {english_value('', day)} no version of the INSEK was in force yet; the first "
                f"one known is in force from {english_value('', first)}.",
            ),
            "",
        )


def _label(layers: Layers, iri: str) -> str:
    """The German label of a resource, or its IRI."""
    terms = layers.objects(ox.NamedNode(iri), ox.NamedNode(SKOS + "prefLabel"))
    german = (t.value for t in terms if isinstance(t, ox.Literal) and t.language == "de")
    return next(german, iri)


def _literal(layers: Layers, node: ox.NamedNode | ox.BlankNode, name: str) -> str:
    terms = layers.objects(node, ox.NamedNode(NS + name))
    return next((term.value for term in terms if isinstance(term, ox.Literal)), "")
