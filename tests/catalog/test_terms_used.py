"""Whatever data, queries, shapes and code say in our namespace, the ontology knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests import content

from leitgraph.catalog.ontology import NS, OntologyFiles
from leitgraph.config import Settings
from leitgraph.shacl.core.data import Background, Data

ROOT = Path(__file__).parents[2]
VOCAB = "https://w3id.org/insek/vocab/"

FILES = {
    "demo data": sorted(ROOT.glob("data/demo/**/*.ttl")),
    "city data": sorted(ROOT.glob("data/cities/**/*.ttl")),
    "structure shapes": sorted(ROOT.glob("shapes/structure/*.ttl")),
    "rules": sorted(ROOT.glob("shapes/rules/**/*.ttl")),
    "queries": sorted(ROOT.glob("service/queries/*.rq")),
    "code": sorted(ROOT.glob("service/leitgraph/**/*.py")),
}

# `@prefix p: <iri>`, `PREFIX p: <iri>`, and the declarations that SPARQL constraints refer to.
DECLARED = re.compile(
    r"""(?:@?prefix\s+([\w-]*):\s*<([^>]+)>
       |sh:prefix\s+"([\w-]+)"\s*;\s*sh:namespace\s+"([^"]+)")""",
    re.IGNORECASE | re.VERBOSE,
)
FULL = re.compile(r"https://w3id\.org/insek/(?:ns#[A-Za-z]\w*|vocab/[a-z]+(?:/[\w-]+)?)")


def declared(text: str) -> dict[str, str]:
    return {a or c: b or d for a, b, c, d in DECLARED.findall(text)}


@cache
def shared() -> dict[str, str]:
    """The prefixes of all rules."""
    return declared((ROOT / "shapes/rules/prefixes.ttl").read_text("utf-8"))


def unknown(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The terms that the ontology does not have, with their files."""
    ontology = content.ontology()
    known = {*ontology.terms, *ontology.codes, *ontology.schemes}
    return sorted((name, iri) for name, iri in found if iri not in known)


def used(path: Path) -> Iterator[str]:
    """IRIs of our namespaces in a file, also those inside the strings of rules and queries."""
    text = path.read_text("utf-8")
    yield from FULL.findall(text)
    prefixes = {"insek": NS, **(shared() if "rules" in path.parts else {}), **declared(text)}
    for prefix, base in prefixes.items():
        if base == NS or base.startswith(VOCAB):
            slash = "/" if base == VOCAB else ""
            dash = "-" if base != NS else ""
            name = rf"(?<![\w:.-]){re.escape(prefix)}:([A-Za-z][\w{slash}{dash}]*)"
            yield from (base + local.rstrip("-/") for local in re.findall(name, text))


@pytest.mark.parametrize("what", FILES)
def test_every_term_used_exists(what: str) -> None:
    assert FILES[what], f"no file of {what}"
    found = {(path.name, iri) for path in FILES[what] for iri in used(path)}
    assert len({iri for _, iri in found}) > 20
    assert unknown(found) == []


def test_a_term_that_does_not_exist_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "falsch.ttl"
    file.write_text(
        "@prefix insek: <https://w3id.org/insek/ns#> .\n"
        "@prefix grad: <https://w3id.org/insek/vocab/grad/> .\n"
        '<a> insek:grad grad:riesig ; insek:zeil <b> ; insek:methode "insek:Zeil" .\n'
    )
    assert {iri for _, iri in unknown((file.name, iri) for iri in used(file))} == {
        VOCAB + "grad/riesig",
        NS + "zeil",
        NS + "Zeil",
    }


@pytest.mark.parametrize("what", ["demo data", "city data"])
def test_properties_stand_where_the_ontology_expects_them(what: str) -> None:
    """``schema:domainIncludes`` tells the truth about the data that ships."""
    background = Background(
        quad
        for file in OntologyFiles.of(Settings().content_dir("ontology")).modules
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
    )
    store = ox.Store()
    for file in FILES[what]:
        store.load(
            path=str(file), format=ox.RdfFormat.TURTLE, base_iri="https://w3id.org/insek/id/"
        )
    data = Data(store, background=background)
    anything = "http://www.w3.org/2000/01/rdf-schema#Resource"
    looked_at, strange = 0, set()
    for quad in store:
        term = content.ontology().terms.get(quad.predicate.value)
        if term is not None and anything not in term.domains:
            looked_at += 1
            classes = {str(c).strip("<>") for c in data.classes(quad.subject)}
            if not classes & set(term.domains):
                strange.add((term.name, str(quad.subject)))
    assert looked_at > 400
    assert strange == set()
