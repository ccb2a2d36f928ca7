"""Musterstadt: a synthetic city with everything the model has, of any size, always the same.

``generate`` streams it as N-Triples or N-Quads; ``write`` puts it into a file; ``manifest`` says
which faults it holds on purpose. Nothing in it describes a real city.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from leitgraph.demo.city import City
from leitgraph.demo.generator import nodes
from leitgraph.demo.terms import BASE, STICHTAG, Fault
from leitgraph.demo.writer import CATALOGUE_QUADS, nquads, ntriples
from leitgraph.errors import BadParameter

SMALLEST, LARGEST = 10_000, 5_000_000
FORMATS = ("nt", "nq")

__all__ = [
    "BASE",
    "FORMATS",
    "LARGEST",
    "SMALLEST",
    "STICHTAG",
    "Fault",
    "generate",
    "manifest",
    "write",
]


def generate(triples: int, seed: int = 1, base: str = BASE, form: str = "nt") -> Iterator[bytes]:
    """The city in about ``triples`` triples (within 2 %), as lines in chunks of about 1 MB.

    The same seed gives the same bytes. ``form`` is ``nt`` (N-Triples) or ``nq`` (N-Quads, one graph
    per subject and the catalogue of the graphs).
    """
    _check(triples, form)
    if form == "nq":
        return nquads(nodes(City(triples - CATALOGUE_QUADS, seed, base)), base)
    return ntriples(nodes(City(triples, seed, base)))


def write(
    out: Path,
    triples: int,
    seed: int = 1,
    base: str = BASE,
    form: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write the city into a file and return its size in bytes.

    Without ``form`` the file's ending decides (``.nq`` or else N-Triples). ``progress`` is told the
    number of triples written so far.
    """
    form = form or ("nq" if out.suffix == ".nq" else "nt")
    written = lines = 0
    with out.open("wb") as file:
        for chunk in generate(triples, seed, base, form):
            file.write(chunk)
            written += len(chunk)
            if progress is not None:
                lines += chunk.count(b"\n")
                progress(lines)
    return written


def manifest(triples: int, seed: int = 1, base: str = BASE) -> list[Fault]:
    """The deliberate faults and special cases of the city that ``generate`` writes."""
    _check(triples, "nt")
    city = City(triples, seed, base)
    for _ in nodes(city):
        pass
    return city.faults


def _check(triples: int, form: str) -> None:
    if not SMALLEST <= triples <= LARGEST:
        raise BadParameter(
            f"triples muss zwischen {SMALLEST} und {LARGEST} liegen, nicht {triples}.",
            f"triples must be between {SMALLEST} and {LARGEST}, not {triples}.",
            parameter="triples",
        )
    if form not in FORMATS:
        raise BadParameter(
            f"Unbekanntes Format {form}; möglich sind nt und nq.",
            f"Unknown format {form}; possible are nt and nq.",
            parameter="format",
        )
