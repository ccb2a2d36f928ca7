"""Loading: triples per second into each engine, the way each offers on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks import data, servers


def leitgraph(files: data.CityFiles, folder: Path) -> dict[str, Any]:
    """``leitgraph load`` into a directory that holds the ontology already.

    Journal on disk, structure gate, inference and saved view included; start of the command too.
    """
    servers.command(files, folder, "load", _ontology_stands(files))
    seconds = servers.command(files, folder, "load", files.graphs)
    return _rate(seconds, data.lines(files.graphs))


def oxigraph(triples: Path, location: Path) -> dict[str, Any]:
    """``oxigraph load`` of what Leitgraph holds, inferred triples included."""
    return _rate(servers.oxigraph_load(location, triples), data.lines(triples))


def rdflib(server: servers.Server, triples: Path) -> dict[str, Any]:
    """rdflib's parser into its memory store, with the start of the process (about a second)."""
    return _rate(server.seconds, data.lines(triples))


def _ontology_stands(files: data.CityFiles) -> Path:
    """The city folder that is seeded at a first start anyway: loading it changes nothing."""
    return files.content / "data" / "cities" / "musterstadt"


def _rate(seconds: float, triples: int) -> dict[str, Any]:
    return {"seconds": seconds, "triples": triples, "per_second": triples / seconds}
