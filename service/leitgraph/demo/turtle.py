"""Readable Turtle with relative IRIs, for the sample that ships as a city folder."""

from __future__ import annotations

import re
from collections.abc import Iterable

from leitgraph.demo.terms import PREFIXES, SLUG, VOCAB, Node

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$")
_NUMBER = re.compile(r"-?[0-9]+\.[0-9]+$")


class _Names:
    """Prefixed names for IRIs, and the prefixes that were needed."""

    def __init__(self) -> None:
        self.used: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def iri(self, term: str) -> str:
        """``<…>`` as a prefixed name where that can be written without escapes."""
        name = self._known.get(term)
        if name is None:
            name = self._known[term] = self._name(term[1:-1])
        return name

    def _name(self, iri: str) -> str:
        for start in (VOCAB, f"{SLUG}/"):
            if iri.startswith(start):
                kind, _, local = iri[len(start) :].partition("/")
                if local and _LOCAL.match(local):
                    self.used[kind] = f"{start}{kind}/"
                    return f"{kind}:{local}"
        for prefix, start in PREFIXES.items():
            if iri.startswith(start) and _LOCAL.match(iri[len(start) :]):
                self.used[prefix] = start
                return f"{prefix}:{iri[len(start) :]}"
        return f"<{iri}>"

    def predicate(self, name: str) -> str:
        """A predicate, which is a prefixed name already."""
        if name == "rdf:type":
            return "a"
        prefix = name.split(":", 1)[0]
        self.used[prefix] = PREFIXES[prefix]
        return name

    def object(self, term: str) -> str:
        """A term in its shortest Turtle form that keeps the lexical value."""
        if term.startswith("<"):
            return self.iri(term)
        value, mark, datatype = term.rpartition("^^")
        if not mark:
            return term
        bare, kind = value[1:-1], datatype.rsplit("#", 1)[-1].rstrip(">")
        if kind in {"integer", "boolean"} or (kind == "decimal" and _NUMBER.match(bare)):
            return bare
        return f"{value}^^{self.iri(datatype)}"


def turtle(nodes: Iterable[Node], comment: str) -> str:
    """The nodes as one Turtle document, in their order."""
    names = _Names()
    blocks = []
    for _, subject, pairs in nodes:
        grouped: dict[str, list[str]] = {}
        for predicate, term in pairs:
            grouped.setdefault(names.predicate(predicate), []).append(names.object(term))
        lines = [f"{predicate} {', '.join(terms)}" for predicate, terms in grouped.items()]
        blocks.append(f"{names.iri(subject)} " + " ;\n    ".join(lines) + " .\n")
    head = [f"# {comment}\n"]
    head += [f"@prefix {prefix}: <{start}> .\n" for prefix, start in sorted(names.used.items())]
    return "".join(head) + "\n" + "\n".join(blocks)
