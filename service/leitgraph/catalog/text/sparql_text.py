"""A SPARQL text of a content file: is it sound, what does it select, what does it name?"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from leitgraph.catalog.text.turtle_places import absolute
from leitgraph.catalog.text.vocabulary import Vocabulary
from leitgraph.store.sparql.tokens import Token, tokenise

BASE = "https://w3id.org/insek/id/"
PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
"""A variable in a message."""
_LOG = logging.getLogger("leitgraph.catalog")
_AT = re.compile(r"error at (\d+):(\d+)")
_PATH = re.compile(r"\$PATH\b")
_FORBIDDEN = frozenset({"MINUS", "VALUES", "SERVICE"})


@dataclass(frozen=True)
class Fault:
    """What is wrong at a position of the text."""

    position: int
    condition: str
    german: str
    english: str


@dataclass
class SparqlText:
    """``variables``: those selected, in order; None if it is no SELECT or cannot be read."""

    faults: list[Fault] = field(default_factory=list)
    variables: list[str] | None = None
    form: str = ""


def read_sparql(
    text: str, prefixes: Mapping[str, str], vocabulary: Vocabulary, *, constraint: bool = False
) -> SparqlText:
    """Read a query with these prefixes and its own.

    ``constraint``: by the rules of SHACL (section 5.2.1), with ``$PATH`` for the shape's path.
    """
    read = SparqlText()
    tokens = tokenise(text)
    known = {**prefixes, **_declared(tokens)}
    read.faults += _names(tokens, known, vocabulary)
    if constraint:
        read.faults += _not_in_a_constraint(text, tokens)
        text = _PATH.sub("<p:p>", text)  # of the same length, so that places stay
    if not any(fault.condition in {"praefix", "abfrage"} for fault in read.faults):
        _parse(text, known, read)
    return read


def _parse(text: str, prefixes: Mapping[str, str], read: SparqlText) -> None:
    try:
        found = _nothing().query(text, base_iri=BASE, prefixes=dict(prefixes))
    except SyntaxError as error:
        position = _place(text, str(error))
        rest = text[position:].split("\n", 1)[0].strip()
        at = f"nahe „{rest[:40]}“" if rest else "am Ende der Zeile"
        at_en = f"near “{rest[:40]}”" if rest else "at the end of the line"
        named = re.search(r"expected.*?((?:The SELECT|IRI parsing)[^,\[]+)", str(error), re.DOTALL)
        why = f" ({named[1].strip()})" if named else ""
        read.faults.append(
            Fault(
                position,
                "abfrage",
                f"kein gültiges SPARQL {at}{why}",
                f"no valid SPARQL {at_en}{why}",
            )
        )
    except (RuntimeError, ValueError, OSError) as error:
        read.faults.append(
            Fault(
                0, "abfrage", f"SPARQL, das nicht ausführbar ist: {error}",
                f"SPARQL that cannot be run: {error}",
            )
        )  # fmt: skip
    else:
        if isinstance(found, ox.QuerySolutions):
            read.form = "SELECT"
            read.variables = [variable.value for variable in found.variables]
        else:
            read.form = "ASK" if isinstance(found, ox.QueryBoolean) else "CONSTRUCT"


@cache
def _nothing() -> ox.Store:
    return ox.Store()


def _declared(tokens: list[Token]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri":
            found[name.text[:-1]] = absolute(BASE, iri.text[1:-1])
    return found


def _names(
    tokens: list[Token], prefixes: Mapping[str, str], vocabulary: Vocabulary
) -> Iterator[Fault]:
    """Prefixes that nobody declared, names that nobody defined."""
    told: set[str] = set()
    before = ""
    for token in tokens:
        declares = before in {"PREFIX", "PREFIX:"}
        before = token.text.upper() if not declares else "PREFIX:"
        if token.kind == "name" and not declares:
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                iri = prefixes[prefix] + local.replace("\\", "")
            elif prefix not in told:
                told.add(prefix)
                yield Fault(
                    token.start,
                    "praefix",
                    f"das Präfix {prefix}: ist nicht erklärt",
                    f"the prefix {prefix}: is not declared",
                )
                continue
            else:
                continue
        elif token.kind == "iri" and not declares:
            iri = token.text[1:-1]
        else:
            if before == "PREFIX:" and token.kind == "iri":
                before = ""
            continue
        fault = vocabulary.fault(iri)
        if fault is not None and iri not in told:
            told.add(iri)
            yield Fault(token.start, "begriff", *fault)


def _not_in_a_constraint(text: str, tokens: list[Token]) -> Iterator[Fault]:
    for token in tokens:
        if token.kind == "word" and token.text.upper() in _FORBIDDEN:
            word = token.text.upper()
            yield Fault(
                token.start,
                "abfrage",
                f"{word} ist in einer SHACL-Bedingung nicht erlaubt",
                f"{word} is not allowed in a SHACL constraint",
            )
            return
    said = _by_pyshacl(text)
    if said:
        yield Fault(0, "abfrage", f"pySHACL lehnt sie ab: {said}", f"pySHACL refuses it: {said}")


def _by_pyshacl(text: str) -> str:
    """Why pySHACL would not run the text of a constraint; empty if it would."""
    from pyshacl.errors import ValidationFailure  # slow to import, and only rules need it
    from pyshacl.helper import get_query_helper_cls

    helper = get_query_helper_cls()  # type: ignore[no-untyped-call]
    try:
        helper.check_invalid_sparql(helper, text)
    except ValidationFailure as error:
        return str(error)
    return ""


def _place(text: str, said: str) -> int:
    """Where the text is wrong: rdflib names the pattern; the engine is some terminals ahead."""
    from pyparsing.exceptions import ParseBaseException  # slow to import, seldom needed
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(text)
    except ParseBaseException as error:
        return int(error.loc)
    except Exception:
        _LOG.debug("rdflib gives no place", exc_info=True)
    match = _AT.search(said)
    return _position(text, int(match[1]), int(match[2])) if match else 0


def _position(text: str, line: int, column: int) -> int:
    """Of a line and column, both from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))
