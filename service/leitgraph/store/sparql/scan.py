"""One pass over the terminals of a query or update: its form, its graphs, what must not be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

from leitgraph.errors import BadQuery, Forbidden
from leitgraph.store.sparql.complaint import unknown_word
from leitgraph.store.sparql.prefixes import PREFIXES
from leitgraph.store.sparql.tokens import Token, place, tokenise
from leitgraph.store.sparql.words import KEYWORDS

NESTING = 100
# The engine's planner takes 1 s for 100 patterns around one node, 45 s for 200 (measured).
PATTERNS = 100

_QUERY_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATE_FORMS = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
_OPEN = {"{": "}", "(": ")", "[": "]", "<<": ">>", "<<(": ")>>", "{|": "|}"}
_CLOSE = frozenset(_OPEN.values())
_TERMS = frozenset({"iri", "name", "var", "blank", "string", "number"})
_WHERE = frozenset({"where", "delete-where"})
_WRITTEN = frozenset({"template", "data", "delete-where"})
_TRIPLES = _WHERE | _WRITTEN | {"template-graph", "data-graph"}
_ADDRESS = frozenset({"iri", "name", "var"})
_PROLOGUE = frozenset({"", "PREFIX", "BASE", "VERSION"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPED_SIGN = re.compile(r"\\(.)")
_ESCAPED_CODE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
# After these words a name may be followed by a brace without being the address of a SERVICE.
_BEFORE_GRAPH = frozenset(
    {"GRAPH", "FROM", "NAMED", "USING", "WITH", "INTO", "TO", "ADD", "MOVE", "COPY", "PREFIX"}
)


@dataclass
class Checked:
    """What the guard found. IRIs are absolute; ``graphs`` are those an update may write,
    ``functions`` are names before a bracket, ``removed`` the words DEFAULT, ALL and NAMED."""

    form: str
    update: bool = False
    default: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    graphs: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    any_graph: bool = False
    default_graph_at: int | None = None
    patterns: int = 0
    depth: int = 0

    @property
    def has_dataset(self) -> bool:
        """True if the query has a FROM or FROM NAMED clause."""
        return bool(self.default or self.named)


class Reading:
    """One pass over the terminals. ``prologue_does``: an update may have no operation."""

    def __init__(self, text: str, base: str, *, prologue_does: bool = False) -> None:
        self.text = text
        self.prologue_does = prologue_does
        self.base = base
        self.tokens = tokenise(text)
        self.words = [token.text.upper() if token.kind == "word" else "" for token in self.tokens]
        self.prefixes = dict(PREFIXES)
        self.found = Checked("")
        # What the open brackets are: where, template, data, values, graph-template, paren …
        self.zones: list[str] = []
        self.word = ""
        self.values = False
        self.fresh = False
        self.with_graph = False

    def run(self) -> Checked:
        """The whole text, terminal by terminal."""
        for index, token in enumerate(self.tokens):
            kind = token.kind
            if kind == "sign":
                self._sign(token, index)
            elif kind == "word":
                self._word(token, index)
            else:
                if kind == "name" or kind == "lang":
                    self._hidden_keyword(token, index)
                if kind in _TERMS:
                    self._term(token, index)
        if not self.found.form:
            strange = next((one for one in self.tokens if self._strange(one)), None)
            if strange is not None:
                told = unknown_word(strange)
                raise self._bad(told.position, told.text.de, told.text.en)
            if set(self.words) - _PROLOGUE or not self.prologue_does:
                raise self.missing()
        return self.found

    def missing(self) -> BadQuery:
        """The error for a text that neither asks nor changes anything."""
        return self._bad(
            len(self.text),
            "Hier fehlt SELECT, ASK, CONSTRUCT, DESCRIBE oder eine Änderung.",
            "SELECT, ASK, CONSTRUCT, DESCRIBE or an update is missing here.",
        )

    @staticmethod
    def _strange(token: Token) -> bool:
        return token.kind == "word" and token.text.upper() not in KEYWORDS

    def _bad(self, position: int, de: str, en: str) -> BadQuery:
        where = place(self.text, position)
        line, column = where["line"], where["column"]
        return BadQuery(
            f"Zeile {line}, Spalte {column}: {de}",
            f"Line {line}, column {column}: {en}",
            line=line,
            column=column,
        )

    # -- words -------------------------------------------------------------------------------

    def _word(self, token: Token, index: int) -> None:
        word = self.words[index]
        if "SERVICE" in word:
            raise self._refused("SERVICE", token)
        if "LOAD" in word:
            raise self._refused("LOAD", token)
        if not self.zones:
            self._top_word(word, token, index)
        elif word == "VALUES":
            self.values = True
        elif word == "A" and self.zones[-1] in _WHERE and self.fresh:
            self._pattern(token)
        elif word in {"FILTER", "BIND"}:
            self.fresh = True
        elif word in {"TRUE", "FALSE"}:
            self._term(token, index)
        self.word = word

    def _top_word(self, word: str, token: Token, index: int) -> None:
        found = self.found
        if word in _QUERY_FORMS or word in _UPDATE_FORMS:
            if not found.form:
                found.form, found.update = word, word in _UPDATE_FORMS
            if word == "WITH":
                self.with_graph = True
        elif word == "VALUES":
            self.values = True
        elif word == "PREFIX":
            self._prefix(index)
        elif word == "BASE":
            iri = self._next(index, "iri")
            if iri is not None:
                self.base = self._absolute(iri.text)
        if found.update:
            following = self._next(index, "iri", "name")
            if word in {"ALL", "DEFAULT"} or (word == "NAMED" and following is None):
                self._default(token)
                found.removed.append(word)

    def _prefix(self, index: int) -> None:
        if index + 2 < len(self.tokens):
            name, iri = self.tokens[index + 1], self.tokens[index + 2]
            if name.kind == "name" and name.text.endswith(":") and iri.kind == "iri":
                self.prefixes[name.text[:-1]] = self._absolute(iri.text)

    def _next(self, index: int, *kinds: str) -> Token | None:
        if index + 1 < len(self.tokens) and self.tokens[index + 1].kind in kinds:
            return self.tokens[index + 1]
        return None

    def _refused(self, word: str, token: Token) -> Forbidden:
        return Forbidden(
            f"{word} ist nicht erlaubt: Leitgraph fragt keine anderen Rechner.",
            f"{word} is not allowed: Leitgraph asks no other machine.",
            keyword=word,
            **place(self.text, token.start),
        )

    def _hidden_keyword(self, token: Token, index: int) -> None:
        """The engine also reads ``SERVICE:x {`` (empty prefix) and ``LOAD:x`` as keywords."""
        upper = token.text.upper()
        if "SERVICE" in upper:
            silent = index + 1 < len(self.words) and self.words[index + 1] == "SILENT"
            after = index + 1 + silent
            follows = [
                "term" if t.kind in _ADDRESS else t.text for t in self.tokens[after : after + 2]
            ]
            before = self.words[index - 1] if index else ""
            direct = follows[:1] == ["{"] and before not in _BEFORE_GRAPH
            if direct or silent or follows == ["term", "{"] or token.kind == "lang":
                raise self._refused("SERVICE", token)
        if "LOAD" in upper:
            before = self.words[index - 1] if index else ""
            if token.kind == "lang" or (not self.zones and before not in _BEFORE_GRAPH):
                raise self._refused("LOAD", token)

    # -- brackets and separators ---------------------------------------------------------------

    def _sign(self, token: Token, index: int) -> None:
        text = token.text
        if text in _OPEN:
            self._open(token, index)
        elif text in _CLOSE:
            if self.zones:
                self.zones.pop()
            self.fresh = bool(self.zones) if text == "}" else self.fresh and text == ")"
            if not self.zones:
                self.word = ""
        elif text in ".;," and self.zones:
            self.fresh = True
        elif text == ";":
            self.with_graph = False
        elif text == "/" and self.zones and self.zones[-1] in _WHERE:
            self._pattern(token)

    def _open(self, token: Token, index: int) -> None:
        outer = self.zones[-1] if self.zones else ""
        if token.text == "{":
            zone = self._brace(outer, index)
            self.fresh = True
        elif token.text == "[" and outer in _TRIPLES:
            if self.fresh:
                self._term(token, -1)
            zone = outer
            self.fresh = True
        else:
            zone = "paren"
            before = self.tokens[index - 1] if index else token
            if token.text == "(" and before.kind in {"iri", "name"}:
                self.found.functions.append(self.iri(before))
        self.zones.append(zone)
        self.found.depth = max(self.found.depth, len(self.zones))
        if len(self.zones) > NESTING:
            raise self._bad(
                token.start,
                f"tiefer als {NESTING} Ebenen verschachtelt.",
                f"nested deeper than {NESTING} levels.",
            )

    def _brace(self, outer: str, index: int) -> str:
        if self.values:
            self.values = False
            return "values"
        if outer in {"template", "data"}:
            return outer + "-graph"
        if outer:
            return "where"
        if self.word == "DATA":
            return "data"
        if self.word in {"INSERT", "DELETE", "CONSTRUCT"}:
            return "template"
        if self.word == "WHERE" and index > 1 and self.words[index - 2] == "DELETE":
            return "delete-where"  # the pattern is the template too
        return "where"

    # -- terms ---------------------------------------------------------------------------------

    def _term(self, token: Token, index: int) -> None:
        before = self.words[index - 1] if index > 0 else ""
        if self.values:
            return
        if not self.zones:
            if token.kind in {"iri", "name"}:
                self._top_iri(token, index, before)
            return
        zone = self.zones[-1]
        if before == "GRAPH":
            if zone in _WRITTEN and self.found.update:
                if token.kind == "var":
                    self.found.any_graph = True
                else:
                    self.found.graphs.append(self.iri(token))
            return
        if self.fresh and zone in _TRIPLES:
            self._pattern(token)
        if zone in _WRITTEN and self.found.update and not self.with_graph:
            self._default(token)

    def _top_iri(self, token: Token, index: int, before: str) -> None:
        found = self.found
        if found.update:
            reads = before in {"PREFIX", "BASE", "USING", "NAMED"}
            if reads or (index > 1 and self.words[index - 2] == "PREFIX"):
                return
            found.graphs.append(self.iri(token))
        elif before == "FROM":
            found.default.append(self.iri(token))
        elif before == "NAMED":
            found.named.append(self.iri(token))

    def iri(self, token: Token) -> str:
        """The whole IRI of a token; ``BadQuery`` for a prefix that is not declared."""
        if token.kind == "iri":
            return self._absolute(token.text)
        prefix, _, local = token.text.partition(":")
        if prefix not in self.prefixes:
            raise self._bad(
                token.start,
                f"Das Präfix „{prefix}:“ ist nicht vereinbart.",
                f"The prefix “{prefix}:” is not declared.",
            )
        return self.prefixes[prefix] + _ESCAPED_SIGN.sub(r"\1", local)

    def _absolute(self, iri: str) -> str:
        """An IRI in angle brackets, resolved against BASE as the engine will do it."""
        plain = _ESCAPED_CODE.sub(lambda code: chr(int(code.group()[2:], 16)), iri[1:-1])
        return plain if _SCHEME.match(plain) or not self.base else urljoin(self.base, plain)

    def _pattern(self, token: Token) -> None:
        self.fresh = False
        if self.zones[-1] not in _WHERE:
            return
        self.found.patterns += 1
        if self.found.patterns > PATTERNS:
            raise self._bad(
                token.start,
                f"mehr als {PATTERNS} Tripelmuster.",
                f"more than {PATTERNS} triple patterns.",
            )

    def _default(self, token: Token) -> None:
        if self.found.default_graph_at is None:
            self.found.default_graph_at = token.start
