"""Full-text search in a query: ``?x leit:suche "Klima*"`` becomes the things that the index finds.

The pattern is written as ``VALUES ?x { … }`` before the engine sees it, so the index is asked once
and the rest of the query is SPARQL as ever. The text may go on (``Klima*``), may say how many
things at most (``("Klima*" 20)``), and may be a variable that ``VALUES`` gives one text. The
subject is a variable.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pyoxigraph as ox

from leitgraph.errors import BadQuery
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.store.sparql.scan import Reading
from leitgraph.store.sparql.tokens import Token, place

SEARCH = PREFIXES["leit"] + "suche"
MOST = 500
"""So many things at most."""
PATTERNS = 8
"""So many searches in one query."""
LONGEST = 200
_CLOSES = {")", "]", "}"}
_OPENS = {"(", "[", "{"}
Find = Callable[[str, int], list[str]]


class _Search(NamedTuple):
    """A pattern: what is searched, how many, and the token after its object."""

    text: str
    most: int
    end: int


def mended(text: str, base: str, find: Find) -> str:
    """The query with every search as what it finds. ``BadQuery`` for a search of another form."""
    if "suche" not in text:
        return text
    reading = Reading(text, base)
    reading.run()
    tokens = reading.tokens
    edits: list[tuple[int, int, str]] = []
    found = 0
    for at, token in enumerate(tokens):
        if token.kind not in {"iri", "name"} or at == 0 or reading.iri(token) != SEARCH:
            continue
        if tokens[at - 1].text.upper() in {"PREFIX", "BASE"}:
            continue
        found += 1
        if found > PATTERNS:
            raise _wrong(
                text, token, f"höchstens {PATTERNS} Suchen", f"at most {PATTERNS} searches"
            )
        search = _object(text, tokens, at)
        start = _subject(text, tokens, at)
        subject = tokens[start]
        values = " ".join(f"<{iri}>" for iri in find(search.text, search.most))
        block = f" VALUES {subject.text} {{ {values} }} "
        first, last = tokens[at], tokens[search.end - 1]
        stop = last.start + len(last.text)
        if start != at - 1:  # the subject has other predicates before: their list goes on
            edits += [(subject.start, subject.start, block), (first.start, stop, "")]
            continue
        after = search.end
        while after < len(tokens) and tokens[after].text == ";":
            after += 1
        more = after > search.end and after < len(tokens) and tokens[after].text not in {".", "}"}
        if more:  # other predicates follow: they keep the subject
            edits += [(subject.start, subject.start, block), (first.start, tokens[after].start, "")]
        else:
            upto = tokens[after - 1]
            edits.append((subject.start, upto.start + len(upto.text), block))
    parts: list[str] = []
    done = 0
    for begin, stop, new in sorted(edits):
        parts += [text[done:begin], new]
        done = max(done, stop)
    return "".join((*parts, text[done:])) if edits else text


def _object(text: str, tokens: list[Token], at: int) -> _Search:
    """What stands after the predicate: a text, a text with a number, or a variable."""
    following = tokens[at + 1 : at + 6]
    kinds = [token.kind for token in following]
    most, end = MOST, at + 2
    if kinds[:1] == ["string"]:
        words = _value(following[0])
        end += kinds[1:2] == ["lang"]
    elif kinds[:1] == ["var"]:
        words = _given(text, tokens, following[0])
    elif following and following[0].text == "(" and kinds[1:3] == ["string", "number"]:
        words, number = _value(following[1]), following[2].text
        if not number.isdecimal() or following[3].text != ")":
            raise _wrong(text, following[0], '("Text" Anzahl)', '("text" number)')
        most, end = min(int(number[:6]), MOST), at + 5
    else:
        raise _wrong(
            text, tokens[at], "danach einen Text in Anführungszeichen, etwa \"Klima*\"",
            "a text in quotation marks after it, such as \"Klima*\"",
        )  # fmt: skip
    if end < len(tokens) and tokens[end].text == ",":
        raise _wrong(text, tokens[end], "nur einen Text je Muster", "only one text in a pattern")
    if not words.strip(" *") or len(words) > LONGEST:
        raise _wrong(
            text, tokens[at], f"einen Text von 1 bis {LONGEST} Zeichen",
            f"a text of 1 to {LONGEST} characters",
        )  # fmt: skip
    return _Search(words, most, end)


def _subject(text: str, tokens: list[Token], at: int) -> int:
    """Where the subject stands: right before, or at the beginning of a list with ``;``."""
    place_of = at - 1
    if tokens[place_of].text == ";":
        depth = 0
        while place_of > 0:
            before = tokens[place_of - 1].text
            if before in _CLOSES:
                if depth == 0 and before == "}":
                    break
                depth += 1
            elif before in _OPENS:
                if depth == 0:
                    break
                depth -= 1
            elif before == "." and depth == 0:
                break
            place_of -= 1
    if tokens[place_of].kind != "var":
        raise _wrong(
            text, tokens[at], "davor eine Variable als Subjekt, in einem Muster für sich",
            "a variable before it as subject, in a pattern of its own",
        )  # fmt: skip
    return place_of


def _given(text: str, tokens: list[Token], variable: Token) -> str:
    """The one text that VALUES gives a variable."""
    for at in range(len(tokens) - 4):
        if (
            tokens[at].text.upper() == "VALUES"
            and tokens[at + 1].text[1:] == variable.text[1:]
            and tokens[at + 2].text == "{"
            and tokens[at + 3].kind == "string"
            and "}" in {tokens[at + 4].text, *(t.text for t in tokens[at + 5 : at + 6])}
        ):
            return _value(tokens[at + 3])
    raise _wrong(
        text, variable, f"VALUES {variable.text} {{ \"Text\" }} in derselben Abfrage",
        f"VALUES {variable.text} {{ \"text\" }} in the same query",
    )  # fmt: skip


def _value(token: Token) -> str:
    """The text of a string, its escapes read by the engine's own parser."""
    for solution in ox.Store().query(f"SELECT ({token.text} AS ?x) {{}}"):  # type: ignore[union-attr]
        return str(solution["x"].value)
    return ""


def _wrong(text: str, token: Token, german: str, english: str) -> BadQuery:
    where = place(text, token.start)
    line, column = where["line"], where["column"]
    return BadQuery(
        f"Zeile {line}, Spalte {column}: leit:suche braucht {german}.",
        f"Line {line}, column {column}: leit:suche needs {english}.",
        **where,
    )
