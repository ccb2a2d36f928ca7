"""Which city a paper is of, by its letterhead, where nobody has said it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from leitgraph.config import NS
from leitgraph.linking.keys import key
from leitgraph.shacl.rules.neighbourhood import Layers

HEAD = 3_000
"""So many characters of a paper are its head."""
_TITLES = {
    *("stadt", "grossstadt", "kreisstadt", "landeshauptstadt", "universitatsstadt", "gemeind"),
    *("hansestadt", "stadtverwaltung", "wissenschaftsstadt", "bundesstadt"),
}
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_SURE, _LIKELY = 2, 1


def kommune_of(layers: Layers, base: str, head: str) -> str:
    """Short name of the only city whose name stands in the head as that of who writes, or "".

    ``base``: of all IRIs, without a slash at its end. „Stadt Leipzig“ tells it; „Landesdirektion
    Leipzig“ does not.
    """
    words = _keys(head[:HEAD])
    told: dict[str, int] = {}
    for slug, name in _kommunen(layers, base):
        told[slug] = max(told.get(slug, 0), _told(words, name))
    best = max(told.values(), default=0)
    named = [slug for slug, sure in told.items() if sure == best]
    return named[0] if best >= _SURE and len(named) == 1 else ""


def knows(layers: Layers, base: str, slug: str) -> bool:
    """True if the graph has a city of that short name."""
    if not _SLUG.fullmatch(slug):
        return False
    return layers.describes(ox.NamedNode(f"{base}/{slug}/kommune/stadt"))


def _keys(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for line in text.splitlines():
        found += key(line)
    return tuple(found)


def _told(words: tuple[str, ...], name: tuple[str, ...]) -> int:
    best = 0
    for at in range(len(words) - len(name) + 1):
        if words[at : at + len(name)] == name:
            before = words[at - 1] if at else ""
            best = max(best, _SURE if before in _TITLES else _LIKELY)
    return best


def _kommunen(layers: Layers, base: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    for node in layers.subjects(_TYPE, ox.NamedNode(NS + "Kommune")):
        if not isinstance(node, ox.NamedNode) or not node.value.endswith("/kommune/stadt"):
            continue
        slug = node.value.removeprefix(base + "/").removesuffix("/kommune/stadt")
        for term in layers.objects(node, _LABEL):
            if isinstance(term, ox.Literal) and term.language in {"de", None}:
                name = key(term.value.partition("/")[0].partition(" (")[0])
                yield slug, name[1:] if len(name) > 1 and name[0] in _TITLES else name
