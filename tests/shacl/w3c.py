"""The W3C SHACL test suite, from the source archive of pySHACL, which carries it.

Nothing of it is kept here: the archive comes from the package registry, in the pinned version.
"""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Namespace
from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
VERSION = importlib.metadata.version("pyshacl")
KEPT = Path(sys.prefix) / "suite"

Found = Counter[tuple[str, ...]]
"""Focus, path, value, component and severity of results; blank nodes and no node as ``_``."""


@dataclass(frozen=True)
class Case:
    """A test of the suite; ``expected`` is None where the shapes are to be refused."""

    name: str
    data: Path
    shapes: Path
    base: str
    expected: Found | None


def archive() -> Path:
    """The source archive, fetched once."""
    kept = KEPT / f"pyshacl-{VERSION}.tar.gz"
    if not kept.exists():
        options = ["-q", "--no-deps", "--no-binary", ":all:", "-d", str(KEPT)]
        command = [sys.executable, "-m", "pip", "download", *options, f"pyshacl=={VERSION}"]
        subprocess.run(command, check=True)
    return kept


def unpack(folder: Path) -> Path:
    """Unpack the suite's files below a folder; the folder with its manifest."""
    with tarfile.open(archive()) as packed:
        members = [m for m in packed.getmembers() if "/test/resources/sht_tests/" in m.name]
        packed.extractall(folder, members, filter="data")
    return next(folder.glob("*/test/resources/sht_tests"))


def cases(suite: Path, part: str) -> Iterator[Case]:
    """The approved tests of ``core`` or ``sparql``."""
    for file in sorted((suite / part).rglob("*.ttl")):
        graph = Graph().parse(file, publicID=file.as_uri())
        for test in sorted(graph.subjects(RDF.type, SHT.Validate), key=str):
            action, result = graph.value(test, MF.action), graph.value(test, MF.result)
            names = [str(graph.value(action, p)) for p in (SHT.dataGraph, SHT.shapesGraph)]
            data, shapes = (Path(name.removeprefix("file://")) for name in names)
            yield Case(
                file.relative_to(suite).with_suffix("").as_posix(),
                data,
                shapes,
                shapes.as_uri(),
                None if result == SHT.Failure else _expected(graph, result),
            )


def _expected(graph: Graph, report: Node | None) -> Found:
    found: Found = Counter()
    for result in graph.objects(report, SH.result):
        one = [
            graph.value(result, p)
            for p in (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent)
        ]
        severity = graph.value(result, SH.resultSeverity)
        found[(*map(shown, one), shown(severity))] += 1
    return found


def shown(term: Node | None) -> str:
    """A term so that it compares: blank nodes have no name to compare by."""
    return "_" if term is None or isinstance(term, BNode) else str(term)
