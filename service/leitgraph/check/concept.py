"""Check a concept against a profile: are its goals good, its levels complete, no part forgotten?

Runs in a reader. What the profile looks at is cut out of the graph, seen as of one Fassung and one
day (other goals and responsibilities that have ended are left out), and pySHACL decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

import pyoxigraph as ox

from leitgraph.catalog.concept_profiles import ConceptProfile, Criterion, concept_profiles_of
from leitgraph.catalog.rules import BASE, RuleSet, prefixes_of
from leitgraph.check.examine import fassung_on
from leitgraph.check.report import retold
from leitgraph.config import NS, Settings
from leitgraph.dates import surely_before
from leitgraph.errors import NotFound, TooLarge
from leitgraph.shacl.rules.neighbourhood import (
    Layers,
    Trie,
    as_store,
    build_trie,
    extract,
    parse_path,
)
from leitgraph.shacl.rules.validate import Result, Shapes
from leitgraph.store.host.job import Job, Out, ReaderContext, Shared
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.writer import RDF_TYPE
from leitgraph.vorlage.resolve import SKOS

MOST = 5_000
"""More things to check than this is no concept of one city."""
_OF_A_FASSUNG = {ox.NamedNode(NS + name) for name in ("Zielsystemelement", "Fassung", "Konzept")}
_AB, _BIS = ox.NamedNode(NS + "gueltigAb"), ox.NamedNode(NS + "gueltigBis")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


class Profiles:
    """All profiles, with their shapes and paths, prepared once before readers are forked."""

    def __init__(self, found: dict[str, ConceptProfile], ruleset: RuleSet) -> None:
        self.found = found
        self.header = ruleset.sparql_header()
        self._shapes = {
            name: Shapes([ruleset.prefixes_turtle, one.turtle], BASE) for name, one in found.items()
        }
        self._tries = {
            name: build_trie(
                path
                for text in sorted({"rdf:type", *one.reach})
                for path in parse_path(text, ruleset.prefixes)
            )
            for name, one in found.items()
        }

    @classmethod
    def load(cls, settings: Settings) -> Profiles:
        """From the content folders."""
        return cls(concept_profiles_of(settings), prefixes_of(settings))

    def get(self, name: str) -> ConceptProfile:
        """A profile by name, or ``NotFound`` that lists what there is."""
        if name not in self.found:
            names = ", ".join(self.found)
            raise NotFound(
                f"Ein Profil „{name}“ gibt es nicht; möglich: {names}.",
                f"There is no profile “{name}”; possible: {names}.",
                choices=list(self.found),
            )
        return self.found[name]

    def shapes(self, name: str) -> Shapes:
        """The shapes of a profile."""
        return self._shapes[name]

    def trie(self, name: str) -> Trie:
        """The paths along which a profile looks."""
        return self._tries[name]


PROFILES = Shared("profiles", Profiles.load)


class ProfilePayload(TypedDict, total=False):
    """Which profile, and of which concept on which day."""

    name: str
    city: str
    date: str | None
    fassung: str | None
    language: str


def job(ctx: ReaderContext, payload: ProfilePayload, body: bytes, out: Out) -> None:
    """Job "profile": payload ``name``, ``city``, ``date``, ``fassung``, ``language``."""
    answer = measure(ctx, payload)
    out.head({"content_type": "application/json"})
    out.write(json.dumps(answer, ensure_ascii=False).encode())


PROFILE = Job("profile", ProfilePayload, job)


def measure(ctx: ReaderContext, payload: ProfilePayload) -> dict[str, Any]:
    """The answer of ``GET /api/v1/profiles/<name>``; ``docs/howto-profile.md``."""
    profiles = ctx.warm.get(PROFILES)
    profile = profiles.get(str(payload.get("name") or ""))
    layers = Layers(ctx.store, ctx.default_graph)
    asked = payload.get("date")
    day = (values.day("date", asked) if asked else date.today()).isoformat()
    city = str(payload.get("city") or "")
    fassung = _fassung(ctx, layers, city, day, str(payload.get("fassung") or ""))
    focus = _focus(ctx, profiles.header + profile.focus, fassung)
    own = {
        fassung,
        *layers.subjects(ox.NamedNode(NS + "inFassung"), fassung),
        *layers.objects(fassung, ox.NamedNode(NS + "fassungVon")),
    }
    triples: set[ox.Triple] = set()
    for node in focus:
        triples |= extract(layers, node, profiles.trie(profile.name))
    data = as_store(_as_of(triples, own, day))
    results = profiles.shapes(profile.name).validate(data, [node.value for node in focus])
    language = "en" if payload.get("language") == "en" else "de"
    told = _Told(profile, layers, data, focus, results, language)
    return {
        "profile": profile.name,
        "title": profile.title.get(language),
        "why": profile.why.get(language),
        "source": profile.source,
        "city": city,
        "fassung": fassung.value,
        "fassung_title": told.label(fassung),
        "date": day,
        **told.counts(),
        "graph_version": ctx.version,
        "language": language,
    }


def _fassung(ctx: ReaderContext, layers: Layers, city: str, day: str, named: str) -> ox.NamedNode:
    """The Fassung to check: the one named (its id), else that of the INSEK in force on the day."""
    base = f"{ctx.settings.base}/{city}"
    kommune = ox.NamedNode(f"{base}/kommune/stadt") if _SLUG.fullmatch(city) else None
    if kommune is None or not layers.describes(kommune):
        raise NotFound(
            f"Die Stadt „{city}“ ist nicht im Graphen.", f"The city “{city}” is not in the graph."
        )
    if not named:
        found = fassung_on(layers, kommune.value, day)
        if found is not None:
            return ox.NamedNode(found)
    elif re.fullmatch(r"[\w.-]+", named):
        node = ox.NamedNode(f"{base}/fassung/{named}")
        if ox.NamedNode(NS + "Fassung") in layers.objects(node, RDF_TYPE):
            return node
    there = sorted(
        node.value.rsplit("/", 1)[-1]
        for node in layers.subjects(RDF_TYPE, ox.NamedNode(NS + "Fassung"))
        if isinstance(node, ox.NamedNode) and node.value.startswith(base + "/fassung/")
    )
    german = f"Eine Fassung „{named}“ gibt es nicht" if named else f"Am {day} gilt keine Fassung"
    english = f"There is no version “{named}”" if named else f"No version is in force on {day}"
    choices = ", ".join(there) or "–"
    raise NotFound(
        f"{german}; mit fassung= prüfbar: {choices}.",
        f"{english}; with fassung= one can check: {choices}.",
        choices=there,
    )


def _focus(ctx: ReaderContext, query: str, fassung: ox.NamedNode) -> list[ox.NamedNode]:
    """What the profile checks in the Fassung, sorted."""
    text = re.sub(r"\?fassung\b", lambda _: str(fassung), query)
    solutions = ctx.store.query(text, default_graph=ctx.default_graph)
    assert isinstance(solutions, ox.QuerySolutions)
    found = {node for (node,) in solutions if isinstance(node, ox.NamedNode)}
    if len(found) > MOST:
        raise TooLarge(
            f"Das Profil müsste {len(found)} Dinge prüfen; höchstens {MOST} gehen.",
            f"The profile would have to check {len(found)} things; at most {MOST} are possible.",
            limit=MOST,
        )
    return sorted(found, key=lambda node: node.value)


def _as_of(triples: set[ox.Triple], own: set[Any], day: str) -> list[ox.Triple]:
    """Without what belongs to other Fassungen, and what is not in force on the day."""
    left_out: set[Any] = set()
    for triple in triples:
        value = triple.object
        if triple.predicate == RDF_TYPE:
            foreign = value in _OF_A_FASSUNG and triple.subject not in own
        else:
            foreign = isinstance(value, ox.Literal) and (
                (triple.predicate == _BIS and surely_before(value.value, day))
                or (triple.predicate == _AB and surely_before(day, value.value))
            )
        if foreign:
            left_out.add(triple.subject)
    kept = [t for t in triples if t.subject not in left_out and t.object not in left_out]
    return sorted(kept, key=str)


@dataclass
class _Told:
    """Results as an answer: findings, counts per criterion and per thing checked."""

    profile: ConceptProfile
    layers: Layers
    data: ox.Store
    focus: list[ox.NamedNode]
    results: list[Result]
    language: str

    def counts(self) -> dict[str, Any]:
        """``checked``, ``fulfilled``, ``criteria``, ``subjects`` and ``findings``."""
        order = {criterion.shape: number for number, criterion in enumerate(self.profile.criteria)}
        found = sorted(self.results, key=lambda r: (self._key(r.focus), order[r.shape], r.value))
        checked = {c.id: self._targets(c) for c in self.profile.criteria}
        broken = {(r.focus, self.profile.criteria[order[r.shape]].id) for r in found}
        subjects = [self._subject(node, broken) for node in self.focus]
        return {
            "checked": len(self.focus),
            "fulfilled": sum(1 for one in subjects if not one["missing"]),
            "criteria": [self._criterion(c, checked[c.id], broken) for c in self.profile.criteria],
            "subjects": sorted(subjects, key=lambda one: self._key(one["iri"])),
            "findings": [self._finding(r, self.profile.criteria[order[r.shape]]) for r in found],
        }

    def label(self, node: ox.NamedNode) -> str:
        """The German label, or the IRI."""
        return self._literal(node, SKOS + "prefLabel", "de") or node.value

    def _criterion(
        self, criterion: Criterion, checked: set[str], broken: set[tuple[str, str]]
    ) -> dict[str, Any]:
        missing = sum(1 for focus, id_ in broken if id_ == criterion.id)
        return {
            "id": criterion.id,
            "title": criterion.title.get(self.language),
            "severity": criterion.severity.value,
            "checked": len(checked),
            "met": len(checked) - missing,
            "missing": missing,
            "hint": criterion.hint.get(self.language),
            "source": criterion.source,
        }

    def _subject(self, node: ox.NamedNode, broken: set[tuple[str, str]]) -> dict[str, Any]:
        missing = [c.id for c in self.profile.criteria if (node.value, c.id) in broken]
        return {
            "iri": node.value,
            "label": self.label(node),
            "notation": self._literal(node, SKOS + "notation"),
            "findings": sum(1 for result in self.results if result.focus == node.value),
            "missing": missing,
        }

    def _finding(self, result: Result, criterion: Criterion) -> dict[str, Any]:
        node = ox.NamedNode(result.focus)
        templates = criterion.messages[result.constraint or criterion.shape]
        return {
            "criterion": criterion.id,
            "severity": criterion.severity.value,
            "focus": result.focus,
            "label": self.label(node),
            "notation": self._literal(node, SKOS + "notation"),
            "message": retold(result.messages, templates).get(self.language),
            "hint": criterion.hint.get(self.language),
            "source": criterion.source,
            "value": result.value if result.value != result.focus else "",
        }

    def _targets(self, criterion: Criterion) -> set[str]:
        """What of the focus a criterion is about."""
        kind = ox.NamedNode(criterion.target)
        return {
            node.value
            for node in self.focus
            if next(self.data.quads_for_pattern(node, RDF_TYPE, kind), None) is not None
        }

    def _literal(self, node: ox.NamedNode, predicate: str, language: str | None = None) -> str:
        terms: Iterable[Any] = self.layers.objects(node, ox.NamedNode(predicate))
        texts = sorted(
            term.value
            for term in terms
            if isinstance(term, ox.Literal) and (language is None or term.language == language)
        )
        return texts[0] if texts else ""

    def _key(self, iri: str) -> tuple[Any, ...]:
        """Goals in the order of their numbers (1.2 before 1.10), the rest by name."""
        node = ox.NamedNode(iri)
        number = self._literal(node, SKOS + "notation")
        parts = [(int(part), "") if part.isdecimal() else (0, part) for part in number.split(".")]
        return (not number, parts, self.label(node), iri)
