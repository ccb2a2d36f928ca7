"""The structure gate: what a patch touches must satisfy ``shapes/structure`` before it counts.

Checked are the subjects of the patch and those nodes whose shapes look at something that changed
(who points to a resource that lost its class, for instance). So a Vorlage costs milliseconds
in a graph of any size, and a first load costs one pass over what is loaded.

Changes of the ontology itself do not re-check the data: class hierarchy and code lists are read
from their files at start (``Shapes.background``), beside what the store says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError, UnsupportedShape
from leitgraph.model import Patch
from leitgraph.shacl.core.compile import compile_shapes
from leitgraph.shacl.core.data import RDF_TYPE, Background, Data, GraphName, Term
from leitgraph.shacl.core.paths import Path
from leitgraph.shacl.core.shape import Compiled, Dependency, Result, Shape

REGEL = "https://w3id.org/insek/regel#"
MODES = ("report", "warn", "block")
"""From mild to strict."""

INTERNAL_LAYER = NamedNode("urn:leitgraph:layer:internal")

LIMIT = 1000
"""So many findings of each mode are returned; a patch that is wrong throughout repeats itself."""


@dataclass
class Shapes:
    """The structure shapes, ready to check; made once by ``warm_shapes`` and shared by forks."""

    compiled: Compiled
    background: Background
    dependencies: dict[NamedNode | None, list[tuple[Dependency, Path | None]]]
    paths: dict[Term, str] = field(default_factory=dict)


def warm_shapes(settings: Settings) -> Shapes:
    """Read and compile all structure shapes. Raises ``UnsupportedShape``.

    ``settings.gate`` is the strictest mode in force: with ``warn``, nothing blocks.
    """
    files = sorted((settings.content_dir("shapes") / "structure").glob("*.ttl"))
    ontology = settings.content_dir("ontology")
    background = [*sorted(ontology.glob("*.ttl")), *sorted((ontology / "vocab").glob("*.ttl"))]
    if not files or not background:
        raise LeitgraphError(
            f"Unter {ontology.parent} fehlen Strukturformen oder Ontologie.",
            f"Structure shapes or ontology are missing under {ontology.parent}.",
        )
    return load_shapes(files, background, settings.gate)


def load_shapes(
    files: Iterable[FilePath], background: Iterable[FilePath] = (), strictest: str = "block"
) -> Shapes:
    """Compile shapes of some files; each shape gets the mode of the shape set in its file."""
    store = Store()
    sets: dict[Term, tuple[str, str]] = {}
    paths: dict[Term, str] = {}
    for file in files:
        own = Store()
        own.load(path=str(file), format=RdfFormat.TURTLE)
        name, mode = _shape_set(own, file, strictest)
        for quad in own:
            sets.setdefault(quad.subject, (name, mode))
            if quad.predicate.value.endswith("shacl#path") and isinstance(quad.object, NamedNode):
                paths[quad.subject] = quad.object.value
        store.extend(own)
    compiled = compile_shapes(store)
    for shape in compiled.shapes.values():
        shape.set_name, shape.mode = sets.get(shape.iri, ("", "block"))
    quads = [q for file in background for q in parse(path=str(file), format=RdfFormat.TURTLE)]
    return Shapes(compiled, Background(quads), _dependencies(compiled), paths)


def _shape_set(store: Store, file: FilePath, strictest: str) -> tuple[str, str]:
    found = [
        (quad.subject.value, quad.object.value)
        for quad in store.quads_for_pattern(None, NamedNode(REGEL + "modus"), None)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    ]
    if len(found) != 1 or found[0][1] not in MODES:
        raise UnsupportedShape(
            f"{file.name}: genau ein Formensatz mit regel:modus block, warn oder report fehlt.",
            f"{file.name}: needs exactly one shape set with regel:modus block, warn or report.",
        )
    name, mode = found[0]
    return name, min(mode, strictest, key=MODES.index)


def _dependencies(
    compiled: Compiled,
) -> dict[NamedNode | None, list[tuple[Dependency, Path | None]]]:
    """The statements that matter to other nodes than their own subject, and the way to those.

    By predicate; under None what holds for all predicates, which stands with each other one too.
    """
    found: dict[Dependency, Path | None] = {}
    for shape in compiled.targeted:
        for dependency in shape.dependencies():
            if dependency.before is not None or dependency.inverse:
                before = dependency.before
                found[dependency] = None if before is None else before.back()
    for predicate in compiled.by_object_of:
        found[Dependency(None, predicate, True)] = None
    by_predicate: dict[NamedNode | None, list[tuple[Dependency, Path | None]]] = {}
    for dependency, back in found.items():
        by_predicate.setdefault(dependency.predicate, []).append((dependency, back))
    anything = by_predicate.get(None, [])
    for name, known in by_predicate.items():
        if name is not None:
            known += anything
    return by_predicate


# ---------------------------------------------------------------- checking


def gate(
    store: Store, shapes: Shapes, patch: Patch, graphs: Iterable[GraphName] = ()
) -> list[dict[str, Any]]:
    """What is wrong with what the patch touches; empty if nothing. The store holds the patch.

    ``graphs`` are read as one (default: the public and the internal layer). Findings with mode
    ``block`` come first. Each has ``rule``, ``set``, ``mode``, ``severity``, ``component``,
    ``focus``, ``path``, ``value``, ``message`` and ``message_en``.
    """
    data = Data(store, tuple(graphs) or _layers(store), shapes.background)
    found: dict[str, list[dict[str, Any]]] = {mode: [] for mode in reversed(MODES)}
    for focus in touched(data, shapes, patch):
        for result in results(data, shapes, focus):
            top = found[result.shape.mode]
            if len(top) < LIMIT:
                top.append(_finding(shapes, result))
    return [finding for findings in found.values() for finding in findings]


def _layers(store: Store) -> tuple[GraphName, ...]:
    internal = next(iter(store.quads_for_pattern(None, None, None, INTERNAL_LAYER)), None)
    return (DefaultGraph(),) if internal is None else (DefaultGraph(), INTERNAL_LAYER)


def results(data: Data, shapes: Shapes, focus: Term) -> Iterator[Result]:
    """Results of all shapes that target this node."""
    compiled = shapes.compiled
    about = data.about(focus)
    aimed: dict[int, Shape] = {}
    if about:
        for predicate in about:
            for shape in compiled.by_subject_of.get(predicate, ()):
                aimed[id(shape)] = shape
        if RDF_TYPE in about:
            for name in data.classes(focus):
                for shape in compiled.by_class.get(name, ()):
                    aimed[id(shape)] = shape
        for shape in compiled.everywhere:
            aimed[id(shape)] = shape
    for shape in compiled.by_node.get(focus, ()):
        aimed[id(shape)] = shape
    for predicate, object_shapes in compiled.by_object_of.items():
        if next(data.subjects(predicate, focus), None) is not None:
            for shape in object_shapes:
                aimed[id(shape)] = shape
    for shape in aimed.values():
        yield from shape.results(data, focus)


def touched(data: Data, shapes: Shapes, patch: Patch) -> Iterator[Term]:
    """Focus nodes of a patch, each once: its subjects, then whom their change concerns."""
    # Canonical N-Quads: subject and predicate hold no space, so a line need not be parsed
    # to see whether it matters to any node but its subject.
    by_bytes = {f"<{p.value}>".encode(): deps for p, deps in shapes.dependencies.items() if p}
    any_predicate = shapes.dependencies.get(None, [])
    subjects: dict[bytes, None] = {}
    telling: list[tuple[bytes, bool]] = []
    for lines, removed in ((patch.added, False), (patch.removed, True)):
        for line in lines.splitlines():
            subject, predicate, _ = line.split(b" ", 2)
            subjects[subject] = None
            dependencies = by_bytes.get(predicate, any_predicate)
            if any(removed or not d.removal for d, _ in dependencies):
                telling.append((line, removed))
    seen: set[Term] = set()
    for name in subjects:
        node = _node(name)
        seen.add(node)
        yield node
    for line, removed in telling:
        for node in _concerned(data, shapes, line, removed):
            if node not in seen:
                seen.add(node)
                yield node


def _node(name: bytes) -> Term:
    if name.startswith(b"<") and b"\\" not in name:
        return NamedNode(name[1:-1].decode())
    return _quad(name + b" <urn:p> <urn:o> .").subject


def _quad(line: bytes) -> Quad:
    quads: list[Quad] = list(parse(line + b"\n", format=RdfFormat.N_QUADS))
    return quads[0]


def _concerned(data: Data, shapes: Shapes, line: bytes, removed: bool) -> Iterator[Term]:
    quad = _quad(line)
    known = shapes.dependencies.get(quad.predicate, [])
    for dependency, back in known or shapes.dependencies.get(None, []):
        if dependency.removal and not removed:
            continue
        start = quad.object if dependency.inverse else quad.subject
        if back is None:
            yield start
        else:
            yield from back.walk(data, start)


def _finding(shapes: Shapes, result: Result) -> dict[str, Any]:
    shape = result.shape
    path = shapes.paths.get(shape.iri)
    return {
        "rule": _text(shape.iri),
        "set": shape.set_name,
        "mode": shape.mode,
        "severity": shape.severity.rpartition("#")[2],
        "component": result.component.rpartition("#")[2],
        "focus": _text(result.focus),
        "path": path,
        "value": None if result.value is None else _text(result.value),
        "message": _message(result, "de"),
        "message_en": _message(result, "en"),
    }


def _message(result: Result, language: str) -> str:
    """The message of the shape, with the value in it that is to blame."""
    text = result.shape.messages.get(language, "")
    if "{?value}" not in text:
        return text
    value = "" if result.value is None else _text(result.value)
    return text.replace("{?value}", value if len(value) <= SHOWN else f"{value[:SHOWN]} …")


SHOWN = 200
"""So many characters of a value stand in a message."""


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
