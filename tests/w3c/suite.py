"""The W3C test suite of SPARQL 1.1, from the source archive of rdflib, which carries it.

Nothing of it is kept here: the archive comes from the package registry, in the pinned version.
"""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
VERSION = importlib.metadata.version("rdflib")
KEPT = Path(sys.prefix) / "suite"
_INSIDE = "/test/data/suites/w3c/sparql11/"
QUERIES = {"QueryEvaluationTest", "CSVResultFormatTest"}
UPDATES = {"UpdateEvaluationTest"}
_OTHERS = {
    "entailment",
    "service",
    "service-description",
    "protocol",
    "http-rdf-update",
    "syntax-fed",
}
"""Folders of what no endpoint alone can show: other regimes, other services, written otherwise."""


@dataclass(frozen=True)
class State:
    """A dataset: files of the default graph, and files by the names of their graphs."""

    default: tuple[Path, ...] = ()
    named: dict[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A test: its kind, what is asked or changed, before, and what is to come out.

    ``outcome`` is a file with a result or a graph; ``after`` the dataset after an update.
    """

    name: str
    kind: str
    text: str
    base: str
    before: State
    outcome: Path | None = None
    after: State | None = None


def archive() -> Path:
    """The source archive, fetched once; ``CalledProcessError`` if the registry is not reached."""
    kept = KEPT / f"rdflib-{VERSION}.tar.gz"
    if not kept.exists():
        options = ["-q", "--no-deps", "--no-binary", "rdflib", "-d", str(KEPT)]
        command = [sys.executable, "-m", "pip", "download", *options, f"rdflib=={VERSION}"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return kept


def unpack(folder: Path) -> Path:
    """Unpack the suite's files below a folder; the folder with its manifests."""
    with tarfile.open(archive()) as packed:
        members = [m for m in packed.getmembers() if _INSIDE in m.name]
        packed.extractall(folder, members, filter="data")
    return next(folder.glob(f"*{_INSIDE}"))


def cases(suite: Path, kinds: set[str]) -> Iterator[Case]:
    """The tests of some kinds, in the order of folders and manifests."""
    for manifest in sorted(suite.glob("*/manifest.ttl")):
        if manifest.parent.name in _OTHERS:
            continue
        graph = Graph().parse(manifest, publicID=manifest.as_uri())
        for start in graph.subjects(RDF.type, MF.Manifest):
            entries = graph.value(start, MF.entries)
            for test in Collection(graph, entries) if entries else ():
                kind = str(graph.value(test, RDF.type)).rpartition("#")[2]
                if kind in kinds:
                    yield _case(graph, test, kind, manifest)


def _case(graph: Graph, test: Node, kind: str, manifest: Path) -> Case:
    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    name = f"{manifest.parent.name}/{str(test).rpartition('#')[2]}"
    source = graph.value(action, QT.query) or graph.value(action, UT.request) or action
    file = _path(source)
    text = file.read_text(encoding="utf-8")
    return Case(
        name,
        kind,
        text,
        file.as_uri(),
        _state(graph, action, UT if kind in UPDATES else QT),
        _path(result) if kind in QUERIES else None,
        _state(graph, result, UT) if kind in UPDATES else None,
    )


def _state(graph: Graph, node: Node | None, words: Namespace) -> State:
    default = tuple(_path(file) for file in graph.objects(node, words["data"]))
    named: dict[str, Path] = {}
    for one in graph.objects(node, words["graphData"]):
        file = graph.value(one, words["graph"])
        label = graph.value(one, Namespace("http://www.w3.org/2000/01/rdf-schema#").label)
        named[str(label if file else one)] = _path(file or one)
    return State(default, named)


def _path(node: Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))
