"""An update aimed at named graphs: what it writes without naming a graph goes to a graph by name.

The store's default graph is what the public may know, made from the named graphs, and not written
to. So an operation that writes where it names no graph is taken as if ``WITH`` the given graph
stood before it (SPARQL 1.1 Update, 3.1.3): it reads and writes there. ``DEFAULT`` in CLEAR, DROP,
COPY, MOVE and ADD is that graph; ``ALL`` and ``NAMED`` are the graphs given for them. The dataset
of the protocol (SPARQL 1.1 Protocol, 2.2.3) is written into the operations as ``USING``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from leitgraph.errors import BadInput
from leitgraph.store.sparql.tokens import Token, tokenise

_OPEN, _CLOSE = {"{", "(", "["}, {"}", ")", "]"}
_FILLING = {"INSERT", "DELETE"}
_TAKEN = {"USING", "WITH"}


@dataclass(frozen=True)
class Aim:
    """``graph`` for what names none; ``everything`` for ALL; ``using`` and ``using_named`` are the
    dataset of the request. IRIs, absolute and without brackets."""

    graph: str
    everything: Sequence[str] = ()
    using: Sequence[str] = ()
    using_named: Sequence[str] = ()

    @property
    def clauses(self) -> str:
        """The dataset as clauses, with a blank behind."""
        named = "".join(f"USING NAMED <{iri}> " for iri in self.using_named)
        return "".join(f"USING <{iri}> " for iri in self.using) + named


def aimed(text: str, aim: Aim) -> str:
    """The update with all of that written out; ``BadInput`` if it has a dataset of its own too."""
    parts: list[str] = []
    end = 0
    for position, removed, said in sorted(_changes(text, aim)):
        parts += [text[end:position], said]
        end = position + removed
    return "".join((*parts, text[end:])) if parts else text


_Change = tuple[int, int, str]
"""Where, how many characters go, and what comes."""


def _changes(text: str, aim: Aim) -> Iterator[_Change]:
    for operation in _operations(tokenise(text)):
        words = [token.text.upper() if token.kind == "word" else "" for token in operation]
        depths = list(_depths(operation))
        top = [at for at, depth in enumerate(depths) if depth == 0]
        first = next((at for at in top if words[at] not in {"", "BASE", "PREFIX"}), None)
        if first is None:
            continue
        if words[first] in {"CLEAR", "DROP"}:
            yield from _removal(operation, words, first, aim)
        elif words[first] in {"COPY", "MOVE", "ADD"}:
            for at in top:
                if words[at] == "DEFAULT":
                    yield operation[at].start, len("DEFAULT"), f"<{aim.graph}>"
        elif words[first] in _FILLING | {"WITH"}:
            yield from _filling(text, operation, words, depths, first, aim)


def _operations(tokens: list[Token]) -> Iterator[list[Token]]:
    """The operations between semicolons; those within braces do not part them."""
    found: list[Token] = []
    for token, depth in zip(tokens, _depths(tokens), strict=True):
        if depth == 0 and token.text == ";":
            yield found
            found = []
        else:
            found.append(token)
    yield found


def _depths(tokens: list[Token]) -> Iterator[int]:
    """How many brackets are open around each token; a bracket stands outside of itself."""
    depth = 0
    for token in tokens:
        if token.kind == "sign" and token.text in _CLOSE:
            depth -= 1
        yield depth
        if token.kind == "sign" and token.text in _OPEN:
            depth += 1


def _removal(operation: list[Token], words: list[str], first: int, aim: Aim) -> Iterator[_Change]:
    """CLEAR and DROP of what has no name."""
    at = first + 1 + (words[first + 1 : first + 2] == ["SILENT"])
    if at >= len(words) or words[at] not in {"DEFAULT", "ALL", "NAMED"}:
        return
    kind = words[at]
    graphs = [] if kind == "NAMED" else [aim.graph]
    if kind != "DEFAULT":
        graphs += [iri for iri in aim.everything if iri != aim.graph]
    said = " ; ".join(f"{words[first]} SILENT GRAPH <{iri}>" for iri in graphs)
    start, last = operation[first].start, operation[at]
    nothing = f"CREATE SILENT GRAPH <{aim.graph}>"  # there must be an operation
    yield start, last.start + len(last.text) - start, said or nothing


def _filling(
    text: str, operation: list[Token], words: list[str], depths: list[int], first: int, aim: Aim
) -> Iterator[_Change]:
    """INSERT and DELETE."""
    top = [at for at, depth in enumerate(depths) if depth == 0]
    if words[first + 1 : first + 2] == ["DATA"]:
        yield from _wrapped(operation, words, depths, first + 2, aim)
        return
    own = {words[at] for at in top} & _TAKEN
    if own and aim.clauses:
        raise BadInput(
            "Die Änderung nennt mit USING oder WITH selbst, was sie liest; dann darf es nicht auch "
            "in using-graph-uri oder using-named-graph-uri stehen.",
            "The update says itself what it reads, with USING or WITH; then using-graph-uri and "
            "using-named-graph-uri must not say it as well.",
        )
    short = words[first : first + 2] == ["DELETE", "WHERE"]
    templates = [at for at in top if operation[at].text == "{"]
    templates = templates[: 1 if short else -1]
    unnamed = any(
        next(_unnamed(operation, words, depths, at), None) is not None for at in templates
    )
    start = operation[first].start
    if unnamed and "WITH" not in own:
        yield start, 0, f"WITH <{aim.graph}> "
    if short and templates and (unnamed or aim.clauses):  # DELETE WHERE { … } takes neither
        begin = operation[templates[0]].start
        end = max(operation[at].start for at in top if operation[at].text == "}") + 1
        pattern, where = text[begin:end], operation[first + 1].start
        yield where, end - where, f"{pattern} {aim.clauses}WHERE {pattern}"
        return
    before = next((operation[at].start for at in top if words[at] == "WHERE"), None)
    if before is not None:
        yield before, 0, aim.clauses


def _wrapped(
    operation: list[Token], words: list[str], depths: list[int], opening: int, aim: Aim
) -> Iterator[_Change]:
    """Triples of a block that stand in no graph, put into the graph."""
    for begin, end in _unnamed(operation, words, depths, opening):
        yield begin, 0, f"GRAPH <{aim.graph}> {{ "
        yield end, 0, "} "


def _unnamed(
    operation: list[Token], words: list[str], depths: list[int], opening: int
) -> Iterator[tuple[int, int]]:
    """Runs of triples within the braces at ``opening`` that stand in no GRAPH."""
    if opening >= len(operation) or operation[opening].text != "{":
        return
    inside = depths[opening] + 1
    begin: int | None = None
    within_graph = False
    for at in count(opening + 1):
        if at >= len(operation):
            return
        token, depth = operation[at], depths[at]
        if depth < inside:  # the closing brace
            if begin is not None:
                yield begin, token.start
            return
        if depth > inside:
            continue
        if within_graph:
            within_graph = token.text != "}"
        elif words[at] == "GRAPH":
            if begin is not None:
                yield begin, token.start
            begin, within_graph = None, True
        elif begin is None and token.text != ".":
            begin = token.start
