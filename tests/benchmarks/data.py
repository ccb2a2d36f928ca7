"""The synthetic city in files, and a content folder that holds no other city."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from leitgraph.config import Settings
from leitgraph.demo import BASE, write

CITY = f"{BASE}/musterstadt"
_STUB = """@prefix insek: <https://w3id.org/insek/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<musterstadt/kommune/stadt> a insek:Kommune ; skos:prefLabel "Musterstadt"@de .
"""


@dataclass(frozen=True)
class CityFiles:
    """One city: ``graphs`` as N-Quads, ``content`` as LEITGRAPH_CONTENT for it."""

    triples: int
    graphs: Path
    content: Path


def city(folder: Path, triples: int) -> CityFiles:
    """Write the city of that size below ``folder``."""
    graphs = folder / f"city-{triples}.nq"
    write(graphs, triples)
    return CityFiles(triples, graphs, content(folder))


def content(folder: Path) -> Path:
    """Ontology, shapes and queries as they ship; of cities only Musterstadt, nearly empty.

    So the graph holds the generated city and nothing else, and peers hold the same.
    """
    target = folder / "content"
    settings = Settings()
    here = target / "data" / "cities" / "musterstadt"
    here.mkdir(parents=True)
    for kind in ("ontology", "shapes", "queries"):
        (target / kind).symlink_to(settings.content_dir(kind).resolve())
    shutil.copy(settings.content_dir("data") / "demo" / "city.toml", here)
    (here / "organisation.ttl").write_text(_STUB, "utf-8")
    return target


def lines(path: Path) -> int:
    """Number of lines (triples) of an N-Triples or N-Quads file."""
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
